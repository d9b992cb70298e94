"""A plan into a file and onto the terminal: what `draft plan` and `draft export` have in common."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.cli.output import as_json, said, shown
from assistant.cli.regimes_offered import offered
from assistant.errors import UsageError
from assistant.export.files import check_is_file, check_place
from assistant.messages import text

if TYPE_CHECKING:
    from assistant.drafting.records import Plan
    from assistant.export.word.embedded import Edit

SUFFIXES = (".docx", ".xlsx", ".md", ".json")


_SHOWN = 40
"""Characters of an edit that are shown."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a plan is written."""

    output: Path | None
    final: bool = False
    """Refused while anything is open or an error stands."""
    review: bool = False
    """With a remark beside each open slot and for each check."""
    template: Path | None = None
    """The office's own .docx."""

    def checked(self, *inputs: Path) -> Manner:
        """Itself, or UsageError for options that do not go together or a place that no file may go to.

        Nothing is done before; `inputs` are the files that are read, which none may replace.
        """
        suffix = self.output.suffix.lower() if self.output else ""
        if self.output is not None and suffix not in SUFFIXES:
            raise UsageError("drafting.suffix_unknown", path=self.output, known=" ".join(SUFFIXES))
        if suffix != ".docx" and (self.review or self.template):
            raise UsageError("export.only_docx", option="--review" if self.review else "--template")
        if self.review and self.final:
            raise UsageError("export.final_or_review")
        if self.template is not None:
            check_is_file(self.template)
        if self.output is not None:
            check_place(self.output, *inputs, *((self.template,) if self.template else ()))
        return self


def settle(plan: Plan, manner: Manner, *, in_json: bool) -> int:
    """Write and print a plan; 1 where it is to be final and cannot be, and then nothing is written."""
    if manner.final and not _may_be_final(plan):
        return 1
    if manner.output is not None:
        _write(plan, manner.output, manner)
    _print(plan, in_json=in_json, written=manner.output is not None, final=manner.final)
    _sum_up(plan)
    return 0


def tell_edits(edits: Iterable[Edit]) -> None:
    """Name what somebody changed in a .docx of ours by hand: the plan inside does not hold it."""
    for edit in edits:
        words = " ".join(edit.after or edit.before)
        shortened = words if len(words) <= _SHOWN else f"{words[:_SHOWN]}……"
        said(text(f"export.edit_{edit.kind}", number=edit.number, words=shortened))


def rendered(plan: Plan, suffix: str, manner: Manner) -> bytes:
    """The bytes of a plan's file; .xlsx is the ledger of the plan."""
    if suffix == ".docx":
        from assistant.export.plan_docx import plan_to_docx  # noqa: PLC0415

        return plan_to_docx(plan, final=manner.final, review=manner.review, template=manner.template)
    if suffix == ".xlsx":
        from assistant.export.ledgers import plan_to_xlsx  # noqa: PLC0415

        return plan_to_xlsx(plan)
    from assistant.export.markdown import plan_to_markdown  # noqa: PLC0415
    from assistant.export.plans import plan_to_json  # noqa: PLC0415

    if suffix == ".json":
        return f"{json.dumps(plan_to_json(plan), ensure_ascii=False, indent=2)}\n".encode()
    return f"{plan_to_markdown(plan, final=manner.final).rstrip()}\n".encode()


def _may_be_final(plan: Plan) -> bool:
    """Whether nothing bars the final version; what does is said."""
    from assistant.drafting.issue_records import Severity  # noqa: PLC0415
    from assistant.export.finality import hindrances  # noqa: PLC0415
    from assistant.export.official_plan import official_plan  # noqa: PLC0415

    barring = hindrances(plan, official_plan(plan, final=True))
    if barring:
        errors = sum(issue.severity is Severity.ERROR for issue in plan.checks)
        said(text("export.not_final", slots=len(barring) - errors, errors=errors))
        for line in barring:
            said(f"✗ {line}")
    return not barring


def _write(plan: Plan, output: Path, manner: Manner) -> None:
    from assistant.export.files import write_whole  # noqa: PLC0415

    write_whole(output, rendered(plan, output.suffix.lower(), manner))
    said(text("drafting.written", path=output))


def _print(plan: Plan, *, in_json: bool, written: bool, final: bool) -> None:
    """JSON where it was asked for; the Markdown where the plan went into no file."""
    from assistant.export.markdown import plan_to_markdown  # noqa: PLC0415
    from assistant.export.plans import plan_to_json  # noqa: PLC0415

    if in_json:
        as_json(plan_to_json(plan))
    elif not written:
        shown(plan_to_markdown(plan, final=final))


def _sum_up(plan: Plan) -> None:
    """On stderr: how much there is, what is open, and what a person should look at."""
    from assistant.drafting.coverage import COLUMNS, coverage, total  # noqa: PLC0415
    from assistant.export.plans import issue_text  # noqa: PLC0415

    measures = sum(1 for _ in plan.measures())
    said(text("drafting.summary", findings=len(plan.findings), measures=measures, slots=len(plan.slots)))
    rows = coverage(plan)
    held = [f"{text(f'export.column_{name}')} {total(rows, name).held}/{len(rows)}" for name in COLUMNS]
    said(text("export.coverage_summary", columns="　".join(held)))
    for issue in plan.checks:
        said(f"{text(f'drafting.severity_{issue.severity.value}')} {issue.where} {issue_text(issue)}")
    for line in offered(plan):
        said(line)
    for doubt in plan.source.doubts:
        said(f"{text(f'drafting.doubt_{doubt.kind}')}{' '.join(doubt.excerpt.verbatim.split())}")
