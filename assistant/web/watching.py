"""The conversation on the page, and watching its last answer come about.

A watcher looks at what the server makes and shows each new state. It holds nothing and ends nothing: the page may turn
to another conversation, be closed, or be opened twice.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.errors import AssistantError
from assistant.web import answer_view
from assistant.web.ask_events import WATCHING
from assistant.web.conversation import Conversation
from assistant.web.events import Updates
from assistant.web.follow_ups import follow_ups
from assistant.web.forms import refusal
from assistant.web.language import label, language_of
from assistant.web.markup import escape

if TYPE_CHECKING:
    from assistant.web.conversation import Turn
    from assistant.web.conversation_list import ConversationList
    from assistant.web.site import Site
    from assistant.web.talks import Talk, Talks

REDRAW_S = 0.08
"""Text in progress is shown anew after this many seconds at the earliest: nobody reads faster."""
Lines = list[dict[str, str]]
"""Messages as Gradio takes them."""

ASK_DESK_S = 0.5
"""How often the desk is asked about an answer that another process makes, or that it could not take yet."""


class ConversationView:
    """The messages, the buttons beside the question, and which conversation that is."""

    def __init__(self, site: Site, talks: Talks) -> None:
        self._site = site
        self._talks = talks
        self.chat = gr.Chatbot(
            label=label("conversation"),
            placeholder=label("conversation_hint"),
            elem_id="conversation",
            show_label=False,
            height="50vh",
            layout="panel",
            # The end of an answer is not where one begins to read it (`TO_THE_QUESTION`).
            autoscroll=False,
            buttons=[],
            feedback_options=None,
            latex_delimiters=[],
        )
        # Hidden, and held by the browser: a server that was started anew still knows what the page shows.
        self.id = gr.Textbox("", visible=False)
        self.version = gr.Number(0, precision=0, visible=False)

    def lay_out_buttons(self) -> None:
        """Make the buttons, which stand in the row of the question."""
        self.send = gr.Button(label("send"), variant="primary", elem_id="send", scale=1, min_width=96)
        self.stop = gr.Button(label("stop"), variant="stop", elem_id="stop", scale=1, min_width=96, visible=False)

    @property
    def standing(self) -> list[gr.Textbox | gr.Number]:
        """Which conversation the page shows, and as of which version."""
        return [self.id, self.version]

    @property
    def outputs(self) -> list[Any]:
        """The components that `shown` updates."""
        return [self.chat, *self.standing, self.send, self.stop]

    def shown(self, talk: Talk, language: str, past: Lines | None = None, suggested: Sequence[str] = ()) -> Updates:
        """The conversation as it stands; `suggested` are questions that may follow its last answer.

        `past` are the messages of the turns before the last, where they are made already.
        """
        latest = [] if talk.latest is None else last_lines(talk.latest, language, suggested)
        return {
            self.chat: [*(past or lines_of(talk.turns[:-1], language)), *latest],
            self.id: talk.id,
            self.version: talk.version,
            # With their labels, which a button that is shown again has lost.
            self.send: gr.update(visible=talk.is_finished, value=label("send")),
            self.stop: gr.update(visible=not talk.is_finished, value=label("stop")),
        }


class Watching:
    """Watchers of answers, at most one for each browser tab."""

    def __init__(
        self, site: Site, talks: Talks, view: ConversationView, listed: ConversationList, reply: gr.HTML
    ) -> None:
        """`reply` says what is wrong, beside the question."""
        self._site = site
        self._talks = talks
        self._view = view
        self._list = listed
        self._reply = reply
        self._watchers: dict[str | None, object] = {}
        """Gradio's session of a browser tab → the one that watches for it now."""

    def begin(self, event: Any) -> None:
        """Watch after an event, and bring the list of conversations up to date at the end."""
        watched = event.then(self.watch, self._view.id, [*self._view.outputs, self._list.html, self._reply], **WATCHING)
        # The browser asks for this when it has shown the end, which the server alone cannot know.
        watched.then(self.mark_seen, self._view.id, self._list.html, **WATCHING)

    def leave(self, request: gr.Request) -> None:
        """The browser tab turns to something else: whoever watches for it shows nothing more."""
        self._watchers.pop(_session(request), None)

    def is_watched(self, request: gr.Request) -> bool:
        """Whether somebody watches for this browser tab."""
        return _session(request) in self._watchers

    async def watch(self, conversation_id: str, request: gr.Request) -> AsyncIterator[Updates]:
        """The conversation after each change of its last answer, until that has ended or the tab turns away.

        Of a conversation that is not begun there is nothing to watch, nor is anybody's watch ended by it: a page that
        is still being loaded asks for it, when its reader has asked his question already.
        """
        # Gradio empties what an event might have changed, where it ends without having shown anything.
        nothing: Updates = {self._reply: gr.skip()}
        yield nothing
        if not conversation_id:
            return
        session, own = _session(request), object()
        self._watchers[session] = own
        try:
            async for updates in self._states(conversation_id, request):
                if self._watchers.get(session) is not own:
                    # Nor does it end without showing once more what it has shown last, which the page has left.
                    yield nothing
                    return
                yield updates
        finally:
            if self._watchers.get(session) is own:
                del self._watchers[session]

    def mark_seen(self, conversation_id: str, request: gr.Request) -> Updates:
        """The page has shown how a conversation ended."""
        if conversation_id:
            self._talks.mark_seen(request, conversation_id)
        return {self._list.html: self._list.headings(request)}

    async def _states(self, conversation_id: str, request: gr.Request) -> AsyncIterator[Updates]:
        language = language_of(request, self._site.language)
        try:
            talk = await asyncio.to_thread(self._talks.open, request, conversation_id)
            past = lines_of(talk.turns[:-1], language)
            while talk.latest is not None and not _is_settled(talk.latest):
                yield self._view.shown(talk, language, past)
                talk = await self._later(talk, request)
            if talk.latest is not None:
                yield await asyncio.to_thread(self._ended, talk, request)
        except AssistantError as error:
            yield {self._reply: refusal(error.in_language(language))}

    async def _later(self, talk: Talk, request: gr.Request) -> Talk:
        """The conversation once its last answer has gone on."""
        known = talk.turns[-1]
        while (live := self._talks.live(known.key)) is known:
            await asyncio.sleep(REDRAW_S)
        if live is not None:
            await asyncio.sleep(REDRAW_S)
            return talk.with_latest(self._talks.live(known.key) or live)
        kept = await asyncio.to_thread(self._talks.open, request, talk.id)
        if not kept.is_finished:
            await asyncio.sleep(ASK_DESK_S)
        return kept

    def _ended(self, talk: Talk, request: gr.Request) -> Updates:
        language = language_of(request, self._site.language)
        answer = talk.turns[-1].answer
        suggested = () if answer is None else follow_ups(self._site.assistant_for(request), answer, language)
        return self._view.shown(talk, language, suggested=suggested)


def lines_of(turns: Conversation, language: str) -> Lines:
    """Messages of turns that are past."""
    return [line for turn in turns for line in _lines(turn, answer_view.message(turn, language))]


def last_lines(turn: Turn, language: str, suggested: Sequence[str]) -> Lines:
    """Messages of the last turn, which may be asked anew and followed up."""
    return _lines(turn, answer_view.message(turn, language, is_last=True, follow_ups=suggested))


def _lines(turn: Turn, message: str) -> Lines:
    return [
        {"role": "user", "content": escape(turn.question)},
        {"role": "assistant", "content": message},
    ]


def _is_settled(turn: Turn) -> bool:
    """Whether nothing more will come, and the desk has all there is."""
    return turn.is_finished and turn.unkept is None


def _session(request: gr.Request) -> str | None:
    return getattr(request, "session_hash", None)
