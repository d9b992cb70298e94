"""What a person can do with the assistant, each as one method: what the library and its answers can do, and drafts."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant import wiring
from assistant.asking import Respondent
from assistant.composing.extractive import NAME
from assistant.documents.formats import format_of
from assistant.documents.tables import read_sheets
from assistant.errors import RejectedFile, UsageError
from assistant.library import evidence
from assistant.records import Document, Evidence, Version
from assistant.text.offsets import OffsetMap

if TYPE_CHECKING:
    from assistant.drafting.checks.checked import Checked
    from assistant.drafting.checks.draft import Kind
    from assistant.drafting.feedback_records import Findings
    from assistant.drafting.forms import Form, Genre
    from assistant.drafting.progress import Progress
    from assistant.drafting.records import Plan, PlannedFinding
    from assistant.drafting.remarks import Remarks
    from assistant.library.evidence import Proof
    from assistant.records import Citation


_SETTINGS_OF_DRAFTS = {"passage_tokens", "evidence", "repair"}
"""The settings that a draft depends on, besides the embedder; none is a secret or names this machine."""


class Assistant(Respondent):
    """A library with all that reads, answers and drafts over it.

    >>> with Assistant.open() as assistant:  # doctest: +SKIP
    ...     assistant.ask("整改期限是多久？").text
    """

    def findings(self, feedback: Path | Document) -> Findings:
        """What a feedback document says, for a person to confirm before anything is drafted. Raises RejectedFile."""
        from assistant.drafting.findings import read_findings  # noqa: PLC0415

        found = read_findings(self._read(feedback))
        if not found.findings:
            raise RejectedFile(f"drafting.looks_like_{found.looks_like or 'other'}", path=found.document.path)
        return found

    def draft_plan(
        self,
        feedback: Path | Document,
        *,
        received: date | None = None,
        regime: str | None = None,
        on: date | None = None,
        by_rule: bool = False,
        findings: Findings | None = None,
    ) -> Plan:
        """A rectification plan from a feedback document, each measure cited; `on` is the day of drafting, else today.

        `findings` are those of the document as a person confirmed them; without them all that are read there. Where
        the settings name a chat model it words the measures, unless `by_rule`. Raises RejectedFile, UsageError.
        """
        from assistant.drafting.plan import draft_plan  # noqa: PLC0415

        day = on or date.today()

        def retrieve(text: str, k: int) -> Sequence[Evidence]:
            return self.retrieve(text, k=k, as_of=day)

        return draft_plan(
            self._read(feedback),
            retrieve,
            received=received,
            regime=regime,
            on=day,
            document_of=self.store.catalogue.document,
            model=None if by_rule else wiring.drafting_model(self.settings, self.counter),
            findings=findings,
        )

    def redraft(self, plan: Plan, finding_id: str) -> tuple[PlannedFinding, tuple[Citation, ...]]:
        """A finding of a plan drafted anew, and the citations that it and the plan are numbered by. Raises KeyError."""
        from assistant.drafting.plan import redraft  # noqa: PLC0415

        def retrieve(text: str, k: int) -> Sequence[Evidence]:
            return self.retrieve(text, k=k, as_of=plan.drafted_on)

        return redraft(
            plan,
            finding_id,
            retrieve,
            document_of=self.store.catalogue.document,
            model=wiring.drafting_model(self.settings, self.counter),
        )

    def report_progress(self, ledger: Path, form: Form, *, on: date | None = None) -> Progress:
        """The report on a ledger that people keep, as of a day. Raises RejectedFile."""
        from assistant.drafting.ledger_reading import kept_ledger  # noqa: PLC0415
        from assistant.drafting.progress import report_progress  # noqa: PLC0415

        return report_progress(kept_ledger(read_sheets(ledger), str(ledger)).table, form, on=on)

    def draft_remarks(
        self, genre: Genre, about: str | Document, *, minutes: float | None = None, agenda: Sequence[str] = ()
    ) -> Remarks:
        """What is said at a meeting about a document, the file of that name, or a topic in words.

        Raises RejectedFile, UsageError.
        """
        from assistant.drafting.remarks import write_remarks  # noqa: PLC0415

        return write_remarks(
            genre,
            about if isinstance(about, Document) else self._about(about),
            lambda text, k: self.retrieve(text, k=k),
            minutes=minutes,
            agenda=agenda,
            document_of=self.store.catalogue.document,
        )

    @staticmethod
    def topic(words: str) -> Document:
        """A topic as a document of its own words; never taken for the name of a file. Raises UsageError."""
        if not words.strip():
            raise UsageError("drafting.about_empty")
        title = words.strip().splitlines()[0]
        return Document("about", title, "", "", "other", Version(), words, words, OffsetMap.identity(len(words)))

    def _about(self, about: str) -> Document:
        """A file as a document, or a topic. Raises RejectedFile for a missing file."""
        if "\n" not in about and format_of(about) is not None:
            return self.read(Path(about))
        return self.topic(about)

    def _read(self, feedback: Path | Document) -> Document:
        return feedback if isinstance(feedback, Document) else self.read(feedback)

    def evidence_of(self, citations: Sequence[Citation], feedback: Path | None, *, model: str | None = None) -> Proof:
        """What the citations of a draft rest on, with digests: the feedback document's and those of the library.

        Without a file the feedback document is one of the library. `model` is the chat model that worded the draft.
        """
        values = self.settings.model_dump(mode="json", include=_SETTINGS_OF_DRAFTS)
        of_file = () if feedback is None else (evidence.source_of_file(self.read(feedback), feedback, citations),)
        sources = (*of_file, *evidence.sources_of(self.store, citations))
        digest = sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()
        fingerprints: dict[str, Any] = {
            "program": version("inspection-assistant"),
            "index": evidence.index_fingerprint(self.store),
            "model": model or NAME,
            "settings": {"values": values, "sha256": digest},
        }
        return evidence.Proof(sources, fingerprints)

    def check(
        self,
        path: Path,
        *,
        against: Path | None = None,
        kind: Kind | None = None,
        as_of: date | None = None,
        regime: str | None = None,
        is_final: bool = False,
        values: Mapping[str, Any] | None = None,
    ) -> Checked:
        """What the rules find in a plan, ledger, report or speech. Raises RejectedFile, UsageError.

        `values` are the JSON of the plan that a file was made from, where they are known.
        """
        from assistant.drafting.checks.checked import checked  # noqa: PLC0415
        from assistant.drafting.checks.draft import Edition  # noqa: PLC0415
        from assistant.drafting.checks.reading import Terms  # noqa: PLC0415

        feedback = self.read(against) if against is not None else None
        editions = tuple(Edition(entry.title, entry.version) for entry in self.store.catalogue.entries())
        terms = Terms(kind, as_of, regime, feedback, editions, is_final)
        return checked(path, terms, self.read, read_sheets, values)
