"""Which document something is drafted from: a file that is uploaded, or one that the library holds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import gradio as gr

from assistant.web.events import QUIET, Updates
from assistant.web.forms import document_choices, offered

if TYPE_CHECKING:
    from assistant.records import Document
    from assistant.web.site import Site

_EMPTY = "() => null"


class DocumentChoice:
    """A field for a file and one for a document of the library; choosing in one clears the other."""

    def __init__(self, site: Site, name: str, file_label: str, pick_label: str) -> None:
        """Ids are `<name>-file` and `<name>-pick`."""
        self._site = site
        with gr.Column():
            self.file = gr.File(label=file_label, elem_id=f"{name}-file", height=140)
            self.picked = gr.Dropdown([], value=None, label=pick_label, elem_id=f"{name}-pick")

    @property
    def inputs(self) -> list[gr.File | gr.Dropdown]:
        """What `chosen` takes."""
        return [self.file, self.picked]

    def listen(self, tab: gr.Tab) -> None:
        """Connect the events; documents to pick from are brought up to date whenever the tab is opened."""
        tab.select(self.arrive, self.picked, self.picked, **QUIET)
        # Emptied by the browser itself: whoever goes on at once means what he chose last.
        self.file.upload(None, None, self.picked, js=_EMPTY)
        self.picked.input(None, None, self.file, js=_EMPTY)

    def arrive(self, picked: str | None, request: gr.Request) -> Updates:
        """Bring the documents to pick from up to date; the one picked stays picked while the library holds it."""
        return {self.picked: offered(document_choices(self._site.assistant_for(request)), picked)}

    def chosen(self, file: str | None, picked: str | None, request: gr.Request) -> Path | Document | None:
        """The file, or the document of the library, or None. Raises NotInLibrary."""
        if file is not None:
            return Path(file)
        return self._site.assistant_for(request).document(picked) if picked is not None else None
