"""The desk of a home: conversations and drafts over one file."""

from __future__ import annotations

from pathlib import Path

from assistant.desk.conversations import Conversations
from assistant.desk.drafts import Drafts
from assistant.desk.file import DeskFile
from assistant.desk.makers import Makers


class Desk:
    """Nothing is opened or made before it is needed."""

    def __init__(self, home: Path) -> None:
        self._file = DeskFile(home)
        self._makers = Makers(home)
        self.conversations = Conversations(self._file, self._makers)
        self.drafts = Drafts(self._file)

    def release(self) -> None:
        """Close the connection of this thread, which is about to end."""
        self._file.close()

    def close(self) -> None:
        """Make no more answers, and close the connection of this thread."""
        self._makers.close()
        self._file.close()
