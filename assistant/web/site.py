"""What every tab of the page is given."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.people.viewer import SOLE, Viewer
from assistant.web.visitors import viewer_of

if TYPE_CHECKING:
    import gradio as gr

    from assistant.application import Assistant
    from assistant.people.deeds import Deed
    from assistant.people.office import People


@dataclass(frozen=True, slots=True)
class Site:
    """The assistant that a page speaks for, and what holds for the whole page."""

    assistant: Assistant
    """Sees the whole library: what is shown to people comes from `assistant_for`."""
    files: Path
    """Folder of uploads and downloads; emptied at every start."""
    language: str | None
    """zh or en for every reader; None follows each browser."""
    people: People | None = None
    """The accounts; None where parts of the page are tried without any."""

    def assistant_for(self, request: gr.Request) -> Assistant:
        """The assistant as the person behind a request may use it: what is kept from him does not exist for it."""
        return self.seen_by(viewer_of(request))

    def seen_by(self, viewer: Viewer) -> Assistant:
        """The assistant as a person may use it."""
        return self.assistant if viewer is SOLE else self.assistant.within(self.accounts.reach_of(viewer))

    def sees_all(self, request: gr.Request) -> bool:
        """Whether nothing of any library would be kept from the person behind a request."""
        viewer = viewer_of(request)
        return viewer is SOLE or self.accounts.reach_of(viewer).is_whole

    def files_for(self, request: gr.Request) -> Path:
        """The folder of uploads and downloads of the person behind a request; nobody else is given what lies there."""
        folder = folder_of(self.files, viewer_of(request))
        folder.mkdir(mode=0o700, exist_ok=True)
        return folder

    def note(self, request: gr.Request, what: Deed, of: str = "") -> None:
        """Write down what the person behind a request did."""
        self.note_of(viewer_of(request), what, of)

    def note_of(self, viewer: Viewer, what: Deed, of: str) -> None:
        """Write down what a person did; what the sole user does is nobody's to look into."""
        if viewer is not SOLE:
            self.accounts.note(viewer.name, what, of)

    @property
    def accounts(self) -> People:
        """The accounts, for what cannot go on without them. Raises LookupError where there is no such thing."""
        if self.people is None:
            raise LookupError("a page without accounts")
        return self.people


def files_of(home: Path) -> Path:
    """The folder of uploads and downloads under a home."""
    return home / "page-files"


def folder_of(files: Path, viewer: Viewer) -> Path:
    """Where the files of one person lie. Names are not for file systems, and are nothing to be read in a link."""
    return files / sha256(viewer.name.encode()).hexdigest()[:32]
