"""The events of the ask tab, called as the page calls them, over an assistant that answers from a script."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import gradio as gr
import pytest

from assistant.answering import Stage
from assistant.composing.composer import Delta
from assistant.errors import EndpointError, LibraryUnavailable
from assistant.web.answer_feedback import FeedbackBook
from assistant.web.ask_tab import AskTab
from tests.assistant.web.talking import ANOTHER_TAB, ANSWER, PAUSE, ZH, Office, wait_for


class Page:
    """What one browser tab holds and does."""

    def __init__(self, tab: AskTab, office: Office, request: Any = ZH) -> None:
        self.tab, self.office, self.request = tab, office, request
        self.shown: dict[Any, Any] = {}
        self.id, self.version = "", 0

    def take(self, updates: dict[Any, Any]) -> dict[Any, Any]:
        self.shown |= updates
        self.id = self.shown.get(self.tab._view.id, self.id)
        self.version = self.shown.get(self.tab._view.version, self.version)
        return updates

    def ask(self, question: str = "问？", chosen: Any = None, as_of: str = "", instead_of: str = "") -> dict[Any, Any]:
        limits = (chosen, as_of, [], "")
        return self.take(self.tab.ask(self.request, question, self.id, self.version, instead_of, *limits))

    def watch(self) -> list[dict[Any, Any]]:
        async def watched() -> list[dict[Any, Any]]:
            return [self.take(each) async for each in self.tab._watching.watch(self.id, self.request)]

        states = asyncio.run(watched())
        self.take(self.tab._watching.mark_seen(self.id, self.request))
        return states

    @property
    def conversation(self) -> str:
        return "".join(line["content"] for line in self.shown[self.tab._view.chat])

    @property
    def reply(self) -> str:
        return str(self.shown[self.tab._reply])

    def link(self, name: str) -> gr.EventData:
        turn = self.office.talks.open(self.request, self.id).turns[-1]
        return gr.EventData(None, {"owner": turn.key, "name": name, "text": ""})


@pytest.fixture
def office(home: Path) -> Office:
    return Office(home, Stage("search", {"passages": 2}), Delta("一"), ANSWER)


@pytest.fixture
def open_page(office: Office, tmp_path: Path, build: Any) -> Any:
    def make() -> AskTab:
        with gr.Blocks(analytics_enabled=False), gr.Tabs():
            return AskTab(office.site, FeedbackBook(tmp_path / "feedback.jsonl"), office.talks)

    tab = build(make)
    return lambda request=ZH: Page(tab, office, request)


@pytest.fixture
def page(open_page: Any) -> Page:
    opened: Page = open_page()
    return opened


def test_a_question_is_kept_at_once_and_its_answer_is_watched_to_its_end(page: Page) -> None:
    updates = page.ask("谁负责？")
    assert updates[page.tab._taken] == "谁负责？"
    assert "谁负责" in page.conversation
    last = page.watch()[-1]
    assert "未找到依据" in page.conversation
    assert last[page.tab._view.send]["visible"]
    assert page.office.talks.unseen(ZH) == ""


def test_date_scope_and_earlier_questions_reach_the_assistant(page: Page) -> None:
    page.ask("先问什么？")
    page.watch()
    page.ask(" 再问？ ", ["d1"], "2024年5月1日")
    assert page.office.assistant.asked == {
        "question": "再问？",
        "as_of": date(2024, 5, 1),
        "documents": frozenset({"d1"}),
        "genres": (),
        "collection": None,
        "history": ("先问什么？",),
    }


def test_an_empty_question_asks_nothing(page: Page) -> None:
    page.ask("  \n ")
    assert page.office.assistant.asked == {}
    assert page.office.talks.headings(ZH) == []


def test_a_wrong_date_is_answered_beside_the_field_and_the_question_stays(page: Page) -> None:
    update = page.ask(as_of="昨天")
    assert "昨天" in page.reply
    assert page.tab._question not in update


def test_an_error_of_ours_stands_in_the_conversation(page: Page) -> None:
    page.office.assistant.events = (Delta("一"), EndpointError("endpoint_stalled", seconds=5))
    page.ask()
    page.watch()
    assert "act" in page.conversation
    (turn,) = page.office.talks.open(ZH, page.id).turns
    assert turn.problem == EndpointError("endpoint_stalled", seconds=5).in_language("zh")


def test_stopping_leaves_a_silent_model_at_once_and_hangs_up_on_it(page: Page) -> None:
    page.office.assistant.events = (Stage("compose"), Delta("一"), PAUSE, Delta("二"), ANSWER)
    page.ask()
    (turn,) = page.office.talks.open(ZH, page.id).turns
    wait_for(lambda: (live := page.office.talks.live(turn.key)) is not None and live.written)
    page.tab.halt(page.id, ZH)
    page.watch()
    assert "未经核对" in page.conversation
    assert not page.office.assistant.closed.is_set()
    page.office.assistant.go_on.set()
    assert page.office.assistant.closed.wait(5)


def test_there_is_nothing_to_stop_after_the_answer_or_before_the_first_question(page: Page) -> None:
    page.tab.halt("", ZH)
    page.ask()
    page.watch()
    page.tab.halt(page.id, ZH)
    assert page.office.talks.open(ZH, page.id).turns[0].answer == ANSWER


def test_an_answer_goes_on_when_its_reader_leaves_and_is_there_when_he_comes_back(page: Page, open_page: Any) -> None:
    page.office.assistant.events = (Delta("一"), PAUSE, ANSWER)
    page.ask("谁负责？")
    back = open_page(ANOTHER_TAB)
    back.take(back.tab.come_back("", ANOTHER_TAB))
    assert back.id == page.id
    assert back.shown[back.tab._view.stop]["visible"]
    page.office.assistant.go_on.set()
    back.watch()
    assert "未找到依据" in back.conversation


def test_a_browser_tab_comes_back_to_its_own_conversation(page: Page, open_page: Any) -> None:
    page.ask("谁负责？")
    page.watch()
    again = open_page()
    again.take(again.tab.come_back(page.id, ZH))
    assert again.id == page.id
    new = open_page(ANOTHER_TAB)
    new.take(new.tab.come_back("", ANOTHER_TAB))
    assert new.id == ""


@pytest.mark.parametrize("remembered", ["0" * 32, "../../etc/passwd", ""])
def test_what_the_browser_remembers_wrongly_opens_nothing(page: Page, remembered: str) -> None:
    page.take(page.tab.come_back(remembered, ZH))
    assert page.id == ""


def test_an_old_page_is_shown_the_newer_dialogue_and_keeps_its_question(page: Page, open_page: Any) -> None:
    page.ask("一")
    page.watch()
    old = open_page(ANOTHER_TAB)
    old.take(old.tab.come_back(page.id, ANOTHER_TAB))
    page.ask("二")
    page.watch()
    update = old.ask("三")
    assert "另一个页面" in old.reply
    assert "二" in old.conversation
    assert old.tab._question not in update
    old.ask("三")
    old.watch()
    assert [turn.question for turn in page.office.talks.open(ZH, page.id).turns] == ["一", "二", "三"]


def test_a_conversation_deleted_in_another_page_makes_room_for_a_new_one(page: Page) -> None:
    page.ask("一")
    page.watch()
    page.office.talks.delete(ZH, page.id)
    update = page.ask("二")
    assert "没有这次对话" in page.reply
    assert page.id == ""
    assert page.tab._question not in update
    page.ask("二")
    assert len(page.office.talks.headings(ZH)) == 1


def test_a_full_disk_leaves_the_question_where_it_was_typed(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any, **__: Any) -> Any:
        raise LibraryUnavailable("disk_full", path="/home")

    monkeypatch.setattr(page.office.talks.kept, "ask", full)
    update = page.ask("谁负责？")
    assert "磁盘已满" in page.reply
    assert page.tab._question not in update
    monkeypatch.undo()
    page.ask("谁负责？")
    page.watch()
    assert "未找到依据" in page.conversation


def test_the_last_question_is_asked_again_within_its_own_limits(page: Page) -> None:
    page.ask("谁负责？", ["d1"], "2024年5月1日")
    page.watch()
    page.office.assistant.asked = {}
    page.take(page.tab.ask_again(page.link("again"), page.id, page.version, ZH))
    page.watch()
    assert page.office.assistant.asked["documents"] == frozenset({"d1"})
    assert page.office.assistant.asked["as_of"] == date(2024, 5, 1)
    assert page.office.assistant.asked["history"] == ()
    assert len(page.office.talks.open(ZH, page.id).turns) == 1


def test_the_last_question_is_asked_in_other_words(page: Page) -> None:
    page.ask("谁负责？")
    page.watch()
    update = page.take(page.tab.take_question(page.link("edit"), ZH))
    assert update[page.tab._question] == "谁负责？"
    page.ask("谁是第一责任人？", instead_of=update[page.tab._instead_of])
    page.watch()
    assert [turn.question for turn in page.office.talks.open(ZH, page.id).turns] == ["谁是第一责任人？"]


def test_whoever_turns_to_another_conversation_is_not_shown_the_answer_of_the_first(page: Page) -> None:
    page.office.assistant.events = (Delta("一"), PAUSE, ANSWER)
    page.ask("谁负责？")

    async def turn_away() -> list[dict[Any, Any]]:
        states = page.tab._watching.watch(page.id, ZH)
        shown = [await anext(states), await anext(states)]
        page.tab.begin_anew(ZH)
        page.office.assistant.go_on.set()
        return [*shown, *[each async for each in states]]

    _, shown, end = asyncio.run(turn_away())
    assert page.tab._view.chat in shown
    assert [*end] == [page.tab._reply], "Gradio shows the end twice"
    wait_for(lambda: page.office.talks.open(ZH, page.id).is_finished)


def test_watching_nothing_changes_nothing_on_the_page(page: Page) -> None:
    """Gradio empties every output of an event that shows nothing at all."""
    (update,) = page.watch()
    assert set(update) == {page.tab._reply}


def test_a_page_that_is_still_being_loaded_ends_no_watch_that_its_reader_has_begun(page: Page) -> None:
    """It watches what it came back to, which is nothing; the server may hear of that last."""
    page.office.assistant.events = (Delta("一"), PAUSE, ANSWER)
    page.ask("谁负责？")

    async def ask_before_it_is_loaded() -> list[dict[Any, Any]]:
        states = page.tab._watching.watch(page.id, ZH)
        await anext(states), await anext(states)
        assert [[*each] async for each in page.tab._watching.watch("", ZH)] == [[page.tab._reply]]
        page.office.assistant.go_on.set()
        return [each async for each in states]

    *_, last = asyncio.run(ask_before_it_is_loaded())
    assert last[page.tab._view.send]["visible"]


def test_a_deleted_conversation_leaves_the_page(page: Page) -> None:
    page.ask("一")
    page.watch()
    page.take(page.tab.delete(page.id, page.id, ZH))
    assert (page.id, page.conversation) == ("", "")
    page.ask("二")
    page.watch()
    kept = page.id
    page.take(page.tab.begin_anew(ZH))
    page.ask("三")
    page.watch()
    shown = page.id
    page.take(page.tab.delete(kept, page.id, ZH))
    assert page.id == shown


def test_an_uploaded_document_is_for_librarians(page: Page) -> None:
    assert page.tab.take_document.needs == page.tab.load_sample.needs == "librarian"


def test_starters_come_from_all_over_the_list(page: Page) -> None:
    library = SimpleNamespace(starter_questions=lambda: [f"问{n}" for n in range(30)], documents=list)
    page.office.assistant.starter_questions = library.starter_questions  # type: ignore[attr-defined]
    offered: Iterator[Any] = page.tab.arrive(None, None, None, ZH)[page.tab._view.chat]["examples"]
    assert [each["text"] for each in offered] == ["问0", "问5", "问10", "问15", "问20", "问25"]
