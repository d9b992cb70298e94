"""Conversations of each owner: questions kept before they are answered, answers as far as they have come.

A question names the version of the conversation that its page shows. Where another page asked in between, nothing is
overwritten. What is not there and what is somebody else's look the same.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from assistant import messages
from assistant.desk.departed import check_owner
from assistant.desk.file import DeskFile, as_json, clean, in_words, now
from assistant.desk.makers import Makers
from assistant.desk.records import ConversationHeading, KeptConversation, KeptTurn, Standing
from assistant.errors import ChangedMeanwhile, NotOnDesk, UsageError
from assistant.library.rows import Row

_LONGEST_TITLE = 40
_TURNS = "SELECT key, question, asked, asked_at, standing, stages, written, answer, problem, maker FROM turns"


class Conversations:
    """Each call of a page names the owner; a conversation is nobody else's."""

    def __init__(self, file: DeskFile, makers: Makers) -> None:
        self._file = file
        self._makers = makers

    # --- what a page does

    def headings(self, owner: str) -> list[ConversationHeading]:
        """The owner's conversations, the one changed last first."""
        making = self._file.database.all(
            "SELECT t.conversation_id, t.maker FROM turns t JOIN conversations c ON c.id = t.conversation_id"
            " WHERE c.owner = ? AND t.standing = 'making'",
            owner,
        )
        alive = {conversation_id for conversation_id, maker in making if self._makers.is_alive(maker)}
        rows = self._file.database.all(
            "SELECT id, title, changed_at, version, (SELECT COUNT(*) FROM turns WHERE conversation_id = id), seen"
            " FROM conversations WHERE owner = ? ORDER BY changed_at DESC, id",
            owner,
        )
        return [
            ConversationHeading(identity, title, changed_at, version, turns, identity in alive, bool(seen))
            for identity, title, changed_at, version, turns, seen in rows
        ]

    def open(self, owner: str, conversation_id: str) -> KeptConversation:
        """A conversation with its turns. Raises NotOnDesk."""
        found = self._file.database.one(
            "SELECT id, title, changed_at, version FROM conversations WHERE owner = ? AND id = ?",
            owner,
            conversation_id,
        )
        if found is None:
            raise NotOnDesk("conversation_missing")
        turns = self._file.database.records(
            self._turn, f"{_TURNS} WHERE conversation_id = ? ORDER BY number", conversation_id
        )
        _, title, changed_at, version = found
        return KeptConversation(conversation_id, title, changed_at, version, tuple(turns))

    def turn(self, owner: str, key: str) -> KeptTurn:
        """One question with its answer. Raises NotOnDesk."""
        found = self._file.database.records(
            self._turn,
            f"{_TURNS} JOIN conversations c ON c.id = conversation_id WHERE key = ? AND owner = ?",
            key,
            owner,
        )
        if not found:
            raise NotOnDesk("conversation_missing")
        return found[0]

    def conversation_of(self, owner: str, key: str) -> str:
        """The id of the conversation that a turn stands in. Raises NotOnDesk."""
        found = self._file.database.one(
            "SELECT c.id FROM turns JOIN conversations c ON c.id = conversation_id WHERE key = ? AND owner = ?",
            key,
            owner,
        )
        if found is None:
            raise NotOnDesk("conversation_missing")
        return str(found[0])

    def ask(
        self,
        owner: str,
        question: str,
        asked: Mapping[str, Any],
        *,
        conversation_id: str = "",
        expected_version: int = 0,
        instead_of: str = "",
    ) -> tuple[str, str]:
        """Keep a question that is about to be answered: the conversation's id, a new one for none, and the turn's key.

        `instead_of` is the key of the last turn, where that is asked anew: it is deleted. Raises ChangedMeanwhile with
        `at` where the conversation is not what the page shows, UsageError while its last answer is still being made
        and for an owner who left for good, NotOnDesk, and LibraryUnavailable where the question cannot be kept.
        """
        maker, key = self._makers.own_name(), secrets.token_hex(16)
        with self._file.database.transaction() as connection:
            check_owner(connection, owner)
            if conversation_id:
                self._go_on(connection, owner, conversation_id, expected_version, instead_of)
            else:
                conversation_id = _begin(connection, owner, question)
            connection.execute(
                "INSERT INTO turns (key, conversation_id, question, asked, asked_at, maker, standing)"
                " VALUES (?, ?, ?, ?, ?, ?, 'making')",
                (key, conversation_id, clean(question), as_json(asked), now(), maker),
            )
        return conversation_id, key

    def stop(self, owner: str, key: str) -> bool:
        """End an answer that is being made, by whichever process; False where none is. Raises NotOnDesk."""
        self.turn(owner, key)
        return self._changed("UPDATE turns SET standing = 'stopped' WHERE key = ? AND standing = 'making'", key)

    def mark_seen(self, owner: str, conversation_id: str) -> None:
        """A page has shown the conversation with its last answer ended."""
        with self._file.database.transaction() as connection:
            connection.execute(
                "UPDATE conversations SET seen = 1 WHERE owner = ? AND id = ? AND seen = 0", (owner, conversation_id)
            )

    def rename(self, owner: str, conversation_id: str, title: str) -> None:
        """Call a conversation something else. Raises NotOnDesk, and UsageError for an empty title."""
        named = _title(title)
        if not named:
            raise UsageError("title_empty")
        with self._file.database.transaction() as connection:
            if not connection.execute(
                "UPDATE conversations SET title = ? WHERE owner = ? AND id = ?", (named, owner, conversation_id)
            ).rowcount:
                raise NotOnDesk("conversation_missing")

    def delete(self, owner: str, conversation_id: str) -> None:
        """Delete a conversation from the file. Raises NotOnDesk."""
        with self._file.database.transaction() as connection:
            if not connection.execute(
                "DELETE FROM conversations WHERE owner = ? AND id = ?", (owner, conversation_id)
            ).rowcount:
                raise NotOnDesk("conversation_missing")
        self._file.forget()

    def purge(self, owner: str) -> int:
        """Delete all conversations of the owner and rewrite the file without them; how many there were."""
        with self._file.database.transaction() as connection:
            count = connection.execute("DELETE FROM conversations WHERE owner = ?", (owner,)).rowcount
        self._file.compact()
        return count

    def forget_documents(self, document_ids: Sequence[str]) -> int:
        """Take the words of purged documents out of everybody's answers; how many answers there were.

        The questions stay, and say why they have no answer. Text of answers that were never finished goes as well,
        since nobody knows what it was taken from.
        """
        if not self._file.is_there:
            return 0
        gone = messages.text("web.answer_purged")
        with self._file.database.transaction() as connection:
            count = sum(
                connection.execute(
                    "UPDATE turns SET answer = NULL, standing = 'failed', problem = ? WHERE instr(answer, ?) > 0",
                    (gone, json.dumps(document_id)),
                ).rowcount
                for document_id in document_ids
            )
            connection.execute("UPDATE turns SET written = '', stages = '[]' WHERE answer IS NULL")
        self._file.compact()
        return count

    # --- what the maker of an answer does

    def keep_progress(self, key: str, stages: Any, written: str) -> bool:
        """Keep what there is of an answer in the making; False where nobody wants it any more: stopped, deleted."""
        return self._changed(
            "UPDATE turns SET stages = ?, written = ? WHERE key = ? AND standing = 'making'",
            as_json(stages),
            clean(written),
            key,
        )

    def finish(
        self,
        key: str,
        standing: Standing,
        stages: Any,
        written: str,
        *,
        answer: Mapping[str, Any] | None = None,
        problem: str | None = None,
    ) -> bool:
        """Keep how an answer ended; False where it was stopped or deleted before, which stands.

        `written` is kept where there is no answer to show in its place.
        """
        return self._changed(
            "UPDATE turns SET standing = ?, stages = ?, written = ?, answer = ?, problem = ?"
            " WHERE key = ? AND standing = 'making'",
            standing.value,
            as_json(stages),
            clean(written) if answer is None else "",
            None if answer is None else as_json(answer),
            None if problem is None else clean(problem),
            key,
        )

    def _changed(self, statement: str, *values: object) -> bool:
        with self._file.database.transaction() as connection:
            return bool(connection.execute(statement, values).rowcount)

    def _go_on(
        self, connection: sqlite3.Connection, owner: str, conversation_id: str, expected: int, instead_of: str
    ) -> None:
        found = connection.execute(
            "SELECT version, changed_at FROM conversations WHERE owner = ? AND id = ?", (owner, conversation_id)
        ).fetchone()
        if found is None:
            raise NotOnDesk("conversation_missing")
        last = connection.execute(
            "SELECT key, standing, maker FROM turns WHERE conversation_id = ? ORDER BY number DESC LIMIT 1",
            (conversation_id,),
        ).fetchone()
        if found[0] != expected or (instead_of and (last is None or last[0] != instead_of)):
            raise ChangedMeanwhile("conversation_changed", at=in_words(found[1]))
        if last is not None and last[1] == Standing.MAKING and self._makers.is_alive(last[2]):
            raise UsageError("answer_in_the_making")
        connection.execute("DELETE FROM turns WHERE key = ?", (instead_of,))
        connection.execute(
            "UPDATE conversations SET version = version + 1, changed_at = ?, seen = 0 WHERE id = ?",
            (now(), conversation_id),
        )

    def _turn(self, row: Row) -> KeptTurn:
        key, question, asked, asked_at, said, stages, written, answer, problem, maker = row
        standing = Standing(said)
        if standing is Standing.MAKING and not self._makers.is_alive(maker):
            standing = Standing.BROKEN_OFF
        return KeptTurn(
            key,
            question,
            json.loads(asked),
            asked_at,
            standing,
            tuple(json.loads(stages)),
            written,
            None if answer is None else json.loads(answer),
            problem,
        )


def _begin(connection: sqlite3.Connection, owner: str, question: str) -> str:
    conversation_id = secrets.token_hex(16)
    connection.execute(
        "INSERT INTO conversations (id, owner, title, changed_at, version) VALUES (?, ?, ?, ?, 1)",
        (conversation_id, owner, _title(question), now()),
    )
    return conversation_id


def _title(text: str) -> str:
    words = clean(" ".join(text.split()))
    return words if len(words) <= _LONGEST_TITLE else f"{words[: _LONGEST_TITLE - 1]}…"
