"""A rectification plan → the files that the draft tab gives out. Knows nothing of Gradio.

Everything is made for the reader's language where it speaks to the reader; the plan itself is Chinese.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assistant import messages
from assistant.export.evidence_pack import packed_evidence
from assistant.export.ledgers import plan_to_xlsx
from assistant.export.markdown import plan_to_markdown
from assistant.export.plan_docx import plan_record, plan_to_docx
from assistant.export.plans import plan_to_json
from assistant.web.downloads import as_file_name
from assistant.web.ready_files import lay_ready

if TYPE_CHECKING:
    from assistant.drafting.records import Plan
    from assistant.library.evidence import Proof
    from assistant.records import Citation

KINDS = ("docx", "review", "xlsx", "md", "json", "pack")
"""Word, Word with a remark at each open slot and check, the ledger, Markdown, JSON, the evidence pack."""


def plan_files(
    plan: Plan, proof_of: Callable[[Sequence[Citation]], Proof] | None, folder: Path, language: str
) -> dict[str, Path]:
    """The files of a plan by kind, written below `folder`.

    `proof_of` tells what citations rest on; without it, since the feedback document is gone, there is no evidence pack.
    """
    with messages.speaking(language):
        docx = plan_to_docx(plan)
        markdown = plan_to_markdown(plan, language=language).encode()
        record = _as_json(plan_to_json(plan, language=language))
        drafts = {"plan.docx": docx, "plan.md": markdown, "plan.json": _as_json(plan_record(plan).value)}
        made = {
            "docx": ("整改方案", ".docx", docx),
            "review": ("整改方案（审阅稿）", ".docx", plan_to_docx(plan, review=True)),
            "xlsx": ("整改台账", ".xlsx", plan_to_xlsx(plan)),
            "md": ("整改方案", ".md", markdown),
            "json": ("整改方案", ".json", record),
        }
        if proof_of is not None:
            made["pack"] = ("证据包", ".zip", packed_evidence(plan.citations, drafts, proof_of(plan.citations)))
    unit = plan.source.inspected_unit
    whose = "-".join([*([as_file_name(unit.verbatim)] if unit else []), plan.drafted_on.isoformat()])
    return {kind: lay_ready(folder, f"{name}-{whose}{suffix}", data) for kind, (name, suffix, data) in made.items()}


def _as_json(value: object) -> bytes:
    return f"{json.dumps(value, ensure_ascii=False, indent=2)}\n".encode()
