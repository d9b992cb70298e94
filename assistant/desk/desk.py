"""The desk of a home: conversations and drafts over one file."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.desk import quoting
from assistant.desk.conversations import Conversations
from assistant.desk.departed import depart
from assistant.desk.drafts import Drafts
from assistant.desk.file import DeskFile
from assistant.desk.makers import Makers
from assistant.desk.quoting import Quoting, QuotingDraft


@dataclass(frozen=True, slots=True)
class Work:
    """How much of an owner's there is."""

    conversations: int
    drafts: int

    def __bool__(self) -> bool:
        return bool(self.conversations or self.drafts)


class Desk:
    """Nothing is opened or made before it is needed."""

    def __init__(self, home: Path) -> None:
        self._file = DeskFile(home)
        self._makers = Makers(home)
        self.conversations = Conversations(self._file, self._makers)
        self.drafts = Drafts(self._file)

    def work_of(self, owner: str) -> Work:
        """What an owner has on the desk. Raises LibraryUnavailable."""
        if not self._file.is_there:
            return Work(0, 0)
        return Work(len(self.conversations.headings(owner)), len(self.drafts.headings(owner)))

    def hand_over(self, owner: str, to: str) -> None:
        """Make all that is an owner's somebody else's, at once and for good: nothing is kept for him any more.

        Raises LibraryUnavailable.
        """
        if self._file.is_there:
            with self._file.database.transaction() as connection:
                connection.execute("UPDATE conversations SET owner = ? WHERE owner = ?", (to, owner))
                connection.execute("UPDATE drafts SET owner = ? WHERE owner = ?", (to, owner))
                depart(connection, owner)

    def purge(self, owner: str) -> None:
        """Delete all that is an owner's, at once and for good, and rewrite the file without it.

        Nothing is kept for him any more: what he asked for last may still be in the making. Raises LibraryUnavailable.
        """
        if self._file.is_there:
            with self._file.database.transaction() as connection:
                connection.execute("DELETE FROM conversations WHERE owner = ?", (owner,))
                connection.execute("DELETE FROM drafts WHERE owner = ?", (owner,))
                depart(connection, owner)
            self._file.compact()

    def quoting(self, document_ids: Sequence[str]) -> Quoting:
        """What on everybody's desk quotes these documents. Raises LibraryUnavailable."""
        return quoting.quoting(self._file, document_ids)

    def delete_drafts(self, drafts: Sequence[QuotingDraft]) -> None:
        """Delete drafts, whosever they are, from the file. Raises LibraryUnavailable."""
        quoting.delete(self._file, drafts)

    def mask_drafts(self, drafts: Sequence[QuotingDraft], pieces: Collection[str]) -> None:
        """Put a mark where words stand in drafts, whosever they are, in all versions. Raises LibraryUnavailable."""
        quoting.mask(self._file, drafts, pieces)

    def release(self) -> None:
        """Close the connection of this thread, which is about to end."""
        self._file.close()

    def close(self) -> None:
        """Make no more answers, and close the connection of this thread."""
        self._makers.close()
        self._file.close()
