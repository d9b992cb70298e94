"""The conversations of whoever is behind a request: from the desk, with what is being made of their last answers.

What an answer says of documents that its reader may not see now, or that are gone, is withheld from him.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from assistant import messages
from assistant.errors import AssistantError
from assistant.people.viewer import SOLE
from assistant.web import scope
from assistant.web.conversation import SHOWN_TURNS, Conversation, Turn, questions
from assistant.web.kept_turns import turn_of
from assistant.web.language import language_of
from assistant.web.visitors import viewer_of

if TYPE_CHECKING:
    import gradio as gr

    from assistant.desk.desk import Desk
    from assistant.desk.records import ConversationHeading, KeptTurn
    from assistant.records import Answer
    from assistant.web.making import Makings
    from assistant.web.site import Site


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation as a page shows it. One without an id is not begun yet."""

    id: str = ""
    version: int = 0
    turns: Conversation = ()

    @property
    def latest(self) -> Turn | None:
        return self.turns[-1] if self.turns else None

    @property
    def is_finished(self) -> bool:
        """Whether no answer is on its way."""
        return self.latest is None or self.latest.is_finished

    def with_latest(self, turn: Turn) -> Talk:
        """The conversation with a later state of its last turn."""
        return replace(self, turns=(*self.turns[:-1], turn))


class Talks:
    """Reading and asking. All that comes out belongs to the person behind the request."""

    def __init__(self, site: Site, desk: Desk, makings: Makings) -> None:
        self._site = site
        self._makings = makings
        self.kept = desk.conversations

    def headings(self, request: gr.Request) -> list[ConversationHeading]:
        """His conversations, the one changed last first."""
        return self.kept.headings(_owner(request))

    def open(self, request: gr.Request, conversation_id: str, *, whole: bool = False) -> Talk:
        """A conversation of his, its latest turns or the whole; the empty id is one not begun.

        Raises NotOnDesk, LibraryUnavailable.
        """
        if not conversation_id:
            return Talk()
        kept = self.kept.open(_owner(request), conversation_id)
        turns = tuple(self._turn(turn, request) for turn in kept.turns[0 if whole else -SHOWN_TURNS :])
        return Talk(kept.id, kept.version, self._within_reach(turns, request))

    def turn(self, request: gr.Request, key: str) -> Turn:
        """One turn of his. Raises NotOnDesk."""
        turn = self._turn(self.kept.turn(_owner(request), key), request)
        return self._within_reach((turn,), request)[0]

    def around(self, request: gr.Request, key: str) -> Conversation:
        """One turn of his, last, after those before it in its conversation. Raises NotOnDesk."""
        kept = self.kept.open(_owner(request), self.kept.conversation_of(_owner(request), key))
        turns = tuple(self._turn(turn, request) for turn in kept.turns)
        at = next(number for number, turn in enumerate(turns, start=1) if turn.key == key)
        return self._within_reach(turns[:at], request)

    def live(self, key: str) -> Turn | None:
        """A turn as far as this server has made it; None where the desk knows all there is."""
        return self._makings.turn(key)

    def unseen(self, request: gr.Request) -> str:
        """The id of his latest conversation, where no page has shown him yet how it ended; else empty."""
        headings = self.headings(request)
        return headings[0].id if headings and not headings[0].is_seen else ""

    def mark_seen(self, request: gr.Request, conversation_id: str) -> None:
        """A page has shown how a conversation of his ended. Where that cannot be kept, it is shown once more.

        One that has not ended is not seen, whatever a page says that was quick to ask.
        """
        try:
            if self.open(request, conversation_id).is_finished:
                self.kept.mark_seen(_owner(request), conversation_id)
        except AssistantError:
            return

    def ask(
        self,
        request: gr.Request,
        talk: Talk,
        question: str,
        within: Mapping[str, Any],
        *,
        instead_of: str = "",
    ) -> str:
        """Keep a question and have it answered; the conversation's id. Raises as `Conversations.ask` does, and
        UsageError where too many answers are being made.
        """
        owner, language = _owner(request), language_of(request, self._site.language)
        assistant = self._site.assistant_for(request)
        self._makings.check_room(owner)
        before = questions(turn for turn in talk.turns if turn.key != instead_of)
        asked = scope.to_json(within)
        conversation_id, key = self.kept.ask(
            owner,
            question,
            asked,
            conversation_id=talk.id,
            expected_version=talk.version,
            instead_of=instead_of,
        )

        self._makings.start(
            owner,
            Turn(question, key, asked=asked),
            lambda: assistant.ask_events(question, **within, history=before),
            language,
        )
        return conversation_id

    def stop(self, request: gr.Request, talk: Talk) -> None:
        """End the answer that is on its way, whichever process makes it."""
        if talk.latest is not None and not talk.is_finished:
            owner = _owner(request)
            if not self._makings.stop(owner, talk.latest.key):
                self.kept.stop(owner, talk.latest.key)

    def rename(self, request: gr.Request, conversation_id: str, title: str) -> None:
        """Raises NotOnDesk, UsageError."""
        self.kept.rename(_owner(request), conversation_id, title)

    def delete(self, request: gr.Request, conversation_id: str) -> None:
        """End its answer and delete it. Raises NotOnDesk."""
        self.stop(request, self.open(request, conversation_id))
        self.kept.delete(_owner(request), conversation_id)

    def purge(self, request: gr.Request) -> int:
        """End all his answers and delete all his conversations; how many there were."""
        owner = _owner(request)
        self._makings.forget(owner)
        return self.kept.purge(owner)

    def _turn(self, kept: KeptTurn, request: gr.Request) -> Turn:
        live = self._makings.turn(kept.key)
        if live is not None:
            return live
        try:
            return turn_of(kept)
        except (KeyError, TypeError, ValueError):
            language = language_of(request, self._site.language)
            return turn_of(
                replace(kept, answer=None, problem=messages.text("web.answer_unreadable", language=language))
            )

    def _within_reach(self, turns: Conversation, request: gr.Request) -> Conversation:
        if viewer_of(request) is SOLE or all(turn.answer is None for turn in turns):
            return turns
        seen = {document.id for document in self._site.assistant_for(request).documents()}
        withheld = messages.text("web.answer_withheld", language=language_of(request, self._site.language))
        return tuple(
            turn
            if turn.answer is None or documents_of(turn.answer) <= seen
            else replace(turn, answer=None, written="", problem=withheld)
            for turn in turns
        )


def documents_of(answer: Answer) -> frozenset[str]:
    """The ids of all documents whose words an answer holds."""
    cited = {each.document_id for each in answer.citations}
    near = {each.document_id for each in answer.searched.nearest}
    return frozenset(cited | near | {side["document_id"] for each in answer.conflicts for side in _sides(each)})


def _sides(conflict: Mapping[str, object]) -> list[Mapping[str, Any]]:
    sides: Any = conflict["sources"]
    return list(sides)


def _owner(request: gr.Request) -> str:
    return viewer_of(request).name
