"""Answers made by the server itself: whoever watches may turn away, close the page, come back, and look in twice.

Each answer is made in a thread of its own, a bounded number at once; the others wait their turn. What there is of it
goes to the desk while it is made, and its end stays here until the desk has taken it. A generator that waits for a
model cannot be closed from outside until the model says something: a stopped answer ends for its readers at once, and
its thread at the next event, when `close` reaches the composer and that hangs up on the model.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from assistant import messages
from assistant.errors import AssistantError, UsageError
from assistant.web.kept_turns import ending_of, stages_to_json

if TYPE_CHECKING:
    from assistant.answering import Stage
    from assistant.composing.composer import Delta
    from assistant.desk.desk import Desk
    from assistant.records import Answer
    from assistant.web.conversation import Turn

    Event = Stage | Delta | Answer

AT_ONCE = 8
"""Answers made at once."""
MOST = 64
"""Answers made or waiting, and threads that a model has not let go of yet."""
MOST_OF_ONE = 6
"""The same, of one person; without accounts, nobody knows who is one person."""
LONGEST_S = 900
"""After this time an answer is given up, whatever the model's own limits."""
KEEP_EVERY_S = 0.5
"""What was written in this time may be lost where the server is killed."""

_log = logging.getLogger(__name__)


@dataclass(eq=False, slots=True)
class _Making:
    """One answer in the making. Its fields change under the lock of `Makings` only."""

    owner: str
    language: str
    events: Callable[[], Generator[Event]]
    turn: Turn
    begun: float = field(default_factory=time.monotonic)
    kept: Turn | None = None
    """The state that the desk has."""
    is_ending: bool = False
    """Nothing more is added."""


class Makings:
    """All answers that this server makes."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._changing = threading.Lock()
        self._known: dict[str, _Making] = {}
        """By the keys of their turns, until the desk has their ends."""
        self._waiting: deque[_Making] = deque()
        self._running: set[_Making] = set()
        self._threads = 0
        self._some = threading.Event()
        """There is something to keep."""
        self._keeper: threading.Thread | None = None

    def check_room(self, owner: str) -> None:
        """Raise UsageError where as many answers are being made as may be, of all or of this person."""
        with self._changing:
            unfinished = [making.owner for making in self._known.values() if not making.is_ending]
            if owner and unfinished.count(owner) >= MOST_OF_ONE:
                raise UsageError("answers_too_many", most=MOST_OF_ONE)
            if max(len(unfinished), self._threads + len(self._waiting)) >= MOST:
                raise UsageError("answers_too_many", most=MOST)

    def start(self, owner: str, turn: Turn, events: Callable[[], Generator[Event]], language: str) -> None:
        """Make the answer of a turn that the desk has already; its texts are in `language`."""
        making = _Making(owner, language, events, turn, kept=turn)
        with self._changing:
            self._known[turn.key] = making
            self._waiting.append(making)
            if self._keeper is None:
                self._keeper = threading.Thread(target=self._keep, name="keeper of answers", daemon=True)
                self._keeper.start()
            self._some.set()
            self._let_in()

    def turn(self, key: str) -> Turn | None:
        """A turn as far as its answer has come; None where the desk knows all there is."""
        making = self._known.get(key)
        return None if making is None else making.turn

    def stop(self, owner: str, key: str) -> bool:
        """End an answer of this person; False where this server makes none of that key for him."""
        making = self._known.get(key)
        if making is None or making.owner != owner:
            return False
        self._end(making, replace(making.turn, stopped=True))
        return True

    def forget(self, owner: str) -> None:
        """End all answers of this person."""
        for key in [key for key, making in self._known.copy().items() if making.owner == owner]:
            self.stop(owner, key)

    # --- the making

    def _let_in(self) -> None:
        """Start as many as may run. Under the lock."""
        while self._waiting and len(self._running) < AT_ONCE:
            making = self._waiting.popleft()
            self._running.add(making)
            self._threads += 1
            threading.Thread(target=self._run, args=(making,), name="answer", daemon=True).start()

    def _run(self, making: _Making) -> None:
        try:
            self._make(making)
        finally:
            self._desk.release()
            with self._changing:
                self._threads -= 1

    def _make(self, making: _Making) -> None:
        try:
            with messages.speaking(making.language), closing(making.events()) as events:
                for event in events:
                    if not self._take(making, event):
                        return
            problem = messages.text("web.failed", language=making.language)
        except AssistantError as error:
            problem = error.in_language(making.language)
        except Exception:
            _log.exception("an answer failed")
            problem = messages.text("web.failed", language=making.language)
        self._end(making, replace(making.turn, problem=problem))

    def _take(self, making: _Making, event: Event) -> bool:
        """Add an event; False where nothing more is wanted."""
        with self._changing:
            if making.is_ending:
                return False
            grown = making.turn.after(event)
            if not grown.is_finished:
                making.turn = grown
                return True
        self._end(making, grown)
        return False

    def _end(self, making: _Making, turn: Turn) -> None:
        """The last state of an answer, unless it had one already; then the next one's turn."""
        with self._changing:
            if making.is_ending:
                return
            making.is_ending = True
            self._running.discard(making)
            if making in self._waiting:
                self._waiting.remove(making)
            self._let_in()
        self._keep_end(making, turn)

    # --- what goes to the desk

    def _keep(self) -> None:
        while True:
            self._some.wait()
            time.sleep(KEEP_EVERY_S)
            for making in list(self._known.values()):
                try:
                    self._look_after(making)
                except Exception:  # one answer's failure must not leave all others unkept
                    _log.exception("an answer could not be kept")
            with self._changing:
                if not self._known:
                    self._some.clear()

    def _look_after(self, making: _Making) -> None:
        if making.turn.is_finished:
            self._keep_end(making, making.turn)
        elif time.monotonic() - making.begun > LONGEST_S:
            too_long = messages.text("web.answer_too_long", language=making.language, seconds=LONGEST_S)
            self._end(making, replace(making.turn, problem=too_long))
        elif making.turn is not making.kept:
            self._keep_progress(making, making.turn)

    def _keep_progress(self, making: _Making, turn: Turn) -> None:
        try:
            wanted = self._desk.conversations.keep_progress(turn.key, stages_to_json(turn), turn.written)
        except AssistantError:
            return  # tried again; what matters is the end
        making.kept = turn
        if not wanted:  # stopped by another process, or deleted
            self._end(making, replace(making.turn, stopped=True))

    def _keep_end(self, making: _Making, turn: Turn) -> None:
        """The end goes to the desk before anybody sees it; where it cannot, it is shown as not kept and tried again."""
        standing, answer = ending_of(turn)
        try:
            self._desk.conversations.finish(
                turn.key, standing, stages_to_json(turn), turn.written, answer=answer, problem=turn.problem
            )
        except AssistantError as error:
            making.turn = replace(turn, unkept=error.in_language(making.language))
        else:
            with self._changing:
                self._known.pop(turn.key, None)
