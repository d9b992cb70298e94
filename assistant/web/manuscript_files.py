"""A report or speech → the files that the draft tab gives out. Knows nothing of Gradio."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from assistant import messages
from assistant.drafting.manuscript import Manuscript
from assistant.export.manuscript_files import manuscript_bytes
from assistant.web.downloads import as_file_name
from assistant.web.ready_files import lay_ready

KINDS = ("docx", "md", "json")


def manuscript_files(
    manuscript: Manuscript, values: Mapping[str, Any], on: date, folder: Path, language: str
) -> dict[str, Path]:
    """The files by kind, written below `folder`; `values` is what the JSON holds, `on` the day of the .docx."""
    title = as_file_name(manuscript.title) or manuscript.document_type
    with messages.speaking(language):
        made = {kind: manuscript_bytes(manuscript, values, Path(f"{title}.{kind}"), on) for kind in KINDS}
    return {kind: lay_ready(folder, f"{title}.{kind}", data) for kind, data in made.items()}
