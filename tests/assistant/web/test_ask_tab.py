"""The events of the ask tab, called as the page calls them, over an assistant that answers from a script."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from threading import Event
from types import SimpleNamespace
from typing import Any

import gradio as gr
import pytest

from assistant.answering import Stage
from assistant.composing.composer import Delta
from assistant.errors import EndpointError
from assistant.records import Answer, Searched
from assistant.web.answer_feedback import FeedbackBook
from assistant.web.ask_tab import AskTab
from assistant.web.site import Site

PAUSE = object()
ZH: Any = SimpleNamespace(headers={"accept-language": "zh-CN"})


class Scripted:
    """Says what the test tells it to, and remembers what it was asked. A pause lasts until the test ends it."""

    def __init__(self, *events: Any) -> None:
        self.events = events
        self.asked: dict[str, Any] = {}
        self.go_on = Event()
        self.closed = Event()

    def ask_events(self, question: str, **limits: Any) -> Iterator[Any]:
        self.asked = {"question": question, **limits}
        return self._events()

    def _events(self) -> Iterator[Any]:
        try:
            for event in self.events:
                if event is PAUSE:
                    self.go_on.wait(10)
                elif isinstance(event, Exception):
                    raise event
                else:
                    yield event
        finally:
            self.closed.set()


def answer() -> Answer:
    return Answer("问", date(2025, 1, 1), True, "没有", (), (), Searched(1, 2), "extractive")


@pytest.fixture
def tab(request: pytest.FixtureRequest, tmp_path: Path, build: Any) -> Any:
    assistant = Scripted(*request.param)

    def make() -> Any:
        with gr.Blocks(analytics_enabled=False), gr.Tabs():
            return SimpleNamespace(
                page=AskTab(Site(assistant, tmp_path, None), FeedbackBook(tmp_path / "feedback.jsonl")),
                assistant=assistant,
            )  # type: ignore[arg-type]

    return build(make)


def ask(tab: Any, question: str = "问？", conversation: Any = (), chosen: Any = None, as_of: str = "") -> list[Any]:
    return list(tab.page.ask(question, conversation, {}, chosen, as_of, [], "", ZH))


def conversation(tab: Any, update: dict[Any, Any]) -> Any:
    return update[tab.page._conversation]


with_answer = pytest.mark.parametrize("tab", [(Stage("search", {"passages": 2}), Delta("一"), answer())], indirect=True)


@with_answer
def test_each_step_is_shown_and_the_last_update_holds_the_answer_and_its_places(tab: Any) -> None:
    updates = ask(tab)
    assert len(updates) >= 4
    (turn,) = conversation(tab, updates[-1])
    assert turn.answer == answer()
    assert set(updates[-1][tab.page.places]) == {turn.key}


@with_answer
def test_date_scope_and_earlier_questions_reach_the_assistant(tab: Any) -> None:
    first = conversation(tab, ask(tab, "先问什么？")[-1])
    ask(tab, " 再问？ ", first, ["d1"], "2024年5月1日")
    assert tab.assistant.asked == {
        "question": "再问？",
        "as_of": date(2024, 5, 1),
        "documents": frozenset({"d1"}),
        "genres": (),
        "collection": None,
        "history": ("先问什么？",),
    }


@with_answer
def test_an_empty_question_asks_nothing(tab: Any) -> None:
    assert ask(tab, "  \n ") == []
    assert tab.assistant.asked == {}


@with_answer
def test_a_wrong_date_is_answered_beside_the_field_and_the_question_stays(tab: Any) -> None:
    (update,) = ask(tab, as_of="昨天")
    assert "昨天" in update[tab.page._reply]
    assert tab.page._question not in update


@pytest.mark.parametrize("tab", [(Delta("一"), EndpointError("endpoint_stalled", seconds=5))], indirect=True)
def test_an_error_of_ours_stands_in_the_conversation(tab: Any) -> None:
    (turn,) = conversation(tab, ask(tab)[-1])
    assert turn.problem == EndpointError("endpoint_stalled", seconds=5).in_language("zh")
    assert turn.is_finished


@pytest.mark.parametrize("tab", [(Stage("compose"), PAUSE, Delta("一"), Delta("二"), answer())], indirect=True)
def test_stopping_leaves_a_silent_model_at_once_and_hangs_up_on_it(tab: Any) -> None:
    updates = tab.page.ask("问？", (), {}, None, "", None, None, ZH)
    next(updates)
    latest = conversation(tab, next(updates))
    tab.page.halt(latest)
    (turn,) = conversation(tab, list(updates)[-1])
    assert turn.stopped
    assert not tab.assistant.closed.is_set()
    tab.assistant.go_on.set()
    assert tab.assistant.closed.wait(5)


@pytest.mark.parametrize("tab", [(Stage("compose"), Delta("一"), PAUSE, answer())], indirect=True)
def test_a_reader_who_leaves_ends_the_answer(tab: Any) -> None:
    updates = tab.page.ask("问？", (), {}, None, "", None, None, ZH)
    for _ in range(2):
        next(updates)
    updates.close()
    tab.assistant.go_on.set()
    assert tab.assistant.closed.wait(5)


@with_answer
def test_there_is_nothing_to_stop_after_the_answer(tab: Any) -> None:
    latest = conversation(tab, ask(tab)[-1])
    tab.page.halt(latest)
    tab.page.halt(())
    assert latest[-1].answer == answer()


@with_answer
def test_a_failure_of_the_program_is_said_and_the_page_is_ready_again(tab: Any) -> None:
    update = tab.page.give_up(conversation(tab, next(tab.page.ask("问？", (), {}, None, "", None, None, ZH))), ZH)
    (turn,) = conversation(tab, update)
    assert "请重试" in turn.problem
    assert update[tab.page._send]["visible"]
