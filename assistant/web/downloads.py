"""Files that the page gives out and takes in: what they are called, the buttons that offer them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import gradio as gr

from assistant.web.events import Updates
from assistant.web.language import label

_LONGEST_NAME = 40
_LABELS = {
    "docx": label("download_docx"),
    "review": label("download_review"),
    "xlsx": label("download_xlsx"),
    "md": label("download_md"),
    "json": label("download_json"),
    "pack": label("download_pack"),
}


class Downloads:
    """A row of buttons, one a kind of file; hidden while there is nothing to give out."""

    def __init__(self, name: str, kinds: Sequence[str]) -> None:
        """The button of a kind has the id `<name>-<kind>`."""
        with gr.Row(visible=False, elem_classes="downloads") as self._row:
            self._buttons = {
                kind: gr.DownloadButton(_LABELS[kind], elem_id=f"{name}-{kind}", size="sm", min_width=120)
                for kind in kinds
            }

    @property
    def outputs(self) -> list[gr.Row | gr.DownloadButton]:
        """The components that an event updates."""
        return [self._row, *self._buttons.values()]

    def offer(self, files: Mapping[str, Path]) -> Updates:
        """Lay files ready, by kind; a kind that there is no file of is not offered."""
        buttons = {
            button: gr.update(value=str(files[kind]) if kind in files else None, visible=kind in files)
            for kind, button in self._buttons.items()
        }
        return {self._row: gr.update(visible=True)} | buttons

    def withdraw(self) -> Updates:
        """Offer nothing."""
        return {self._row: gr.update(visible=False)}


def forget_upload(folder: Path, file: str) -> None:
    """Delete a file that came up to the page, once the library holds it: a document that is purged leaves no copy.

    Files that lie elsewhere than below `folder` are nobody's uploads and are left alone.
    """
    path = Path(file).resolve()
    if path.is_relative_to(folder.resolve()):
        path.unlink(missing_ok=True)


def as_file_name(title: str) -> str:
    """The title without what file systems refuse, and short enough for all of them.

    >>> as_file_name("市交通局党组/整改*方案")
    '市交通局党组整改方案'
    """
    return "".join(character for character in title if character.isalnum() or character in "-_《》（）")[:_LONGEST_NAME]
