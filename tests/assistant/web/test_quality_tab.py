"""The events of the quality tab, called as the page calls them."""

import asyncio
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import gradio as gr
import pytest

from assistant.errors import NotInLibrary
from assistant.records import Version
from assistant.web.answer_feedback import Case, FeedbackBook, Span
from assistant.web.quality_tab import QualityTab
from assistant.web.site import Site
from assistant.web.suite_runs import Standing, SuiteRuns
from tests.assistant.web.builders import summary

ZH: Any = SimpleNamespace(headers={"accept-language": "zh-CN"})
CASE = Case(
    "feedback-1", "bad", "2026-01-01 10:00", "<b>谁负责？", (), "2026-01-01", (Span("d1", 0, 4), Span("d9", 0, 4))
)


class Shelf:
    """One document."""

    def documents(self) -> Any:
        return [summary("d1", "值班办法")]

    def document(self, document_id: str) -> Any:
        if document_id != "d1":
            raise NotInLibrary("no_such_document", id=document_id)
        text = "第一条 汛期实行\n二十四小时值班。"
        return SimpleNamespace(id="d1", title="值班办法", text=text, genre="regulation", version=Version(), path="a.md")


class Runs(SuiteRuns):
    """Runs that a test tells the course of."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.course = [Standing("answers", 1, 2, True), Standing("answers", 2, 2, False)]
        self.begun: list[str] = []

    def start(self, suite: str, language: str) -> bool:
        self.begun.append(suite)
        return True

    def standing(self) -> Standing | None:
        return self.course.pop(0) if len(self.course) > 1 else self.course[0]


@pytest.fixture
def tab(tmp_path: Path, build: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr("assistant.web.quality_tab._WATCH_S", 0.0)
    book, runs = FeedbackBook(tmp_path / "feedback.jsonl"), Runs(tmp_path / "quality")
    book.add(CASE)

    def make() -> QualityTab:
        with gr.Blocks(analytics_enabled=False), gr.Tabs():
            return QualityTab(Site(Shelf(), tmp_path, None), book, runs)  # type: ignore[arg-type]

    return build(make)


def watched(events: Any) -> list[Any]:
    async def all_of() -> list[Any]:
        return [update async for update in events]

    return asyncio.run(all_of())


def test_a_run_is_shown_until_it_ends(tab: Any) -> None:
    during, last = watched(tab.start("answers", ZH))
    assert tab._runs.begun == ["answers"]
    assert "1&#47;2" in during[tab._standing]
    assert during[tab._stop]["visible"]
    assert "评测完毕" in last[tab._standing]
    assert not last[tab._stop]["visible"]


def test_a_run_whose_cases_are_not_counted_yet_shows_no_figures(tab: Any) -> None:
    tab._runs.course = [Standing("answers", 0, 0, True), Standing("answers", 2, 2, False)]
    during, _ = watched(tab.start("answers", ZH))
    assert "正在准备评测" in during[tab._standing]
    assert "<progress" in during[tab._standing]
    assert "0&#47;0" not in during[tab._standing]


def test_suites_are_offered_in_words_and_the_one_chosen_stays(tab: Any) -> None:
    offered = tab.offer_suites(None, ZH)[tab._suite]
    assert offered["value"] == offered["choices"][0][1]
    assert any(said.startswith("检索") and name == "retrieval" for said, name in offered["choices"])
    assert "value" not in tab.offer_suites("retrieval", ZH)[tab._suite]


def test_cases_are_shown_as_text_and_open_what_the_library_still_holds(tab: Any) -> None:
    update = tab.arrive(ZH)
    assert "&#60;b&#62;谁负责" in update[tab._cases]
    assert "资料已移除" in update[tab._cases]
    (places,) = update[tab.places].values()
    assert {*places} == {"feedback-1-cited-1"}


def test_the_right_answer_is_saved_with_the_words_that_carry_it(tab: Any) -> None:
    update = tab.complete("feedback-1", "yes", "d1", "汛期实行二十四小时", "二十四小时、 汛期 ", ZH)
    assert "已保存" in update[tab._reply]
    (case,) = tab._book.cases()
    assert (case.facts, case.gold, case.is_complete) == (("二十四小时", "汛期"), (Span("d1", 4, 14),), True)


@pytest.mark.parametrize(
    ("filled", "said"),
    [
        ((None, "yes", "d1", "汛期", ""), "先选一道题"),
        (("feedback-1", None, "d1", "汛期", ""), "先选一道题"),
        (("feedback-1", "yes", None, "汛期", ""), "粘贴"),
        (("feedback-1", "yes", "d1", "  ", ""), "粘贴"),
        (("feedback-1", "yes", "d1", "没有的话", ""), "没有这段原文"),
        (("feedback-9", "no", None, "", ""), "feedback&#45;9"),
        (("feedback-1", "yes", "d9", "汛期", ""), "d9"),
    ],
)
def test_what_is_missing_for_a_case_is_said_and_nothing_changes(tab: Any, filled: Any, said: str) -> None:
    assert said in tab.complete(*filled, ZH)[tab._reply]
    assert tab._book.cases() == [CASE]


def test_a_case_that_the_library_does_not_answer_needs_no_words(tab: Any) -> None:
    tab.complete("feedback-1", "no", None, "", "", ZH)
    (case,) = tab._book.cases()
    assert (case.answerable, case.is_complete) == (False, True)


def test_only_complete_cases_are_exported(tab: Any) -> None:
    assert "没有可导出" in tab.export(ZH)[tab._reply]
    tab.complete("feedback-1", "no", None, "", "", ZH)
    assert "1 道题" in tab.export(ZH)[tab._reply]


def test_a_case_can_be_taken_away(tab: Any) -> None:
    tab.forget("feedback-1", ZH)
    assert tab._book.cases() == []


class Kept:
    """A page whose reader sees one of the library's two documents."""

    def __init__(self, sees_all: bool = False) -> None:
        self.language, self._sees_all = "zh", sees_all
        self.assistant = SimpleNamespace(documents=lambda: [summary("d1", "值班办法"), summary("d2", "考察情况")])

    def assistant_for(self, request: Any) -> Any:
        return self.assistant if self._sees_all else Shelf()

    def sees_all(self, request: Any) -> bool:
        return self._sees_all


@pytest.fixture
def kept(tab: Any) -> Any:
    """Cases of an open document, a hidden one, one that is gone, and a hidden one that nothing was cited of."""
    tab._book.remove("feedback-1")
    for case_id, cited, about in (
        ("open", "d1", ()),
        ("hidden", "d2", ()),
        ("gone", "d9", ()),
        ("near", "d1", ("d2",)),
    ):
        tab._book.add(replace(CASE, id=case_id, question=f"{case_id}？", cited=(Span(cited, 0, 4),), about=about))
    tab._site = Kept()
    return tab


def test_cases_of_documents_that_are_kept_from_an_administrator_do_not_exist_for_him(kept: Any) -> None:
    shown = kept.arrive(ZH)
    assert [value for _, value in shown[kept._case]["choices"]] == ["open"]
    assert not any(word in shown[kept._cases] for word in ("hidden", "gone", "near"))
    for act in (lambda case: kept.forget(case, ZH), lambda case: kept.complete(case, "no", None, "", "", ZH)):
        refused = [act(case)[kept._reply].replace(case, "…") for case in ("hidden", "gone", "near", "none")]
        assert len(set(refused)) == 1
    assert [case.answerable for case in kept._book.cases()] == [None] * 4


def test_an_administrator_from_whom_nothing_is_kept_sees_cases_of_documents_that_are_gone(kept: Any) -> None:
    kept._site = Kept(sees_all=True)
    assert {value for _, value in kept.arrive(ZH)[kept._case]["choices"]} == {"open", "hidden", "gone", "near"}
