"""What people do with an answer: look at a citation, open its original, ask on, say that an earlier one was wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.web.answer_feedback import FeedbackBook
from tests.browser.steps import act, ask

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

Visit = Callable[..., "Page"]

QUESTION = "巡察整改的第一责任人是谁？"
ANOTHER = "收到反馈意见后多长时间完成集中整改？"


def test_a_citation_shows_its_words_under_the_pointer_and_on_focus(visit: Visit, address: str) -> None:
    page = visit(address)
    link = ask(page, QUESTION).locator(".sentences a.cite").first
    hint = link.get_attribute("title") or ""
    for look in (link.hover, link.focus):
        look()
        card = page.locator("#citation-card")
        card.wait_for()
        assert "第一责任人" in card.inner_text()
        assert link.get_attribute("title") is None  # the browser's own hint does not cover it
        page.mouse.move(5, 5)
        link.evaluate("link => link.blur()")
        card.wait_for(state="detached")
    assert link.get_attribute("title") == hint


def test_the_original_of_a_cited_document_is_opened(visit: Visit, address: str, small_library: Path) -> None:
    page = visit(address)
    ask(page, QUESTION).locator(".sentences a.cite").first.click()
    with page.expect_download() as coming:
        page.locator("#source-panel a.original").click()
    assert coming.value.suggested_filename == "办法.md"
    assert Path(coming.value.path()).read_bytes() == (small_library.parent / "办法.md").read_bytes()


def test_what_may_be_asked_next_is_suggested_from_the_library_and_answered(visit: Visit, address: str) -> None:
    page = visit(address)
    ask(page, QUESTION)
    suggested = page.locator("#conversation ul.follow-ups a").first
    question = suggested.inner_text()
    assert "《临江市巡察整改工作办法》" in question
    suggested.click()
    page.locator("#conversation .user").nth(1).get_by_text(question[:12]).wait_for()
    answer = page.locator("#conversation .answer").nth(1)
    answer.locator("details.searched").wait_for()
    assert answer.locator(".sentences a.cite").count() > 0
    assert page.locator("#conversation ul.follow-ups").count() == 1


def test_an_earlier_answer_is_judged_as_well_as_the_last(visit: Visit, address: str, small_library: Path) -> None:
    page = visit(address)
    first = ask(page, QUESTION).get_attribute("class")
    ask(page, ANOTHER)
    page.locator(f"[class='{first}'] a.act[href='#wrong_citation']").click()
    page.locator("#ask-reply .remark", has_text="引文不符").wait_for()
    case = FeedbackBook(small_library / "quality" / "feedback.jsonl").cases()[-1]
    assert (case.said, case.question, case.history) == ("wrong_citation", QUESTION, ())


def test_a_question_is_put_in_other_words_and_takes_the_place_of_the_first(visit: Visit, address: str) -> None:
    page = visit(address)
    ask(page, QUESTION)
    act(page, "edit")
    page.locator("#ask-reply .remark", has_text="取代").wait_for()
    page.locator("#question textarea").fill(ANOTHER)
    page.keyboard.press("Enter")
    page.locator("#conversation .user", has_text="集中整改").wait_for()
    page.locator("#conversation details.searched").wait_for()
    assert page.locator("#conversation .user").count() == 1


def test_slash_is_a_sign_where_somebody_types_and_a_key_elsewhere(visit: Visit, address: str) -> None:
    page = visit(address)
    question = page.locator("#question textarea")
    question.press_sequentially("甲/乙")
    assert question.input_value() == "甲/乙"
    question.evaluate("field => field.blur()")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.closest('#question') !== null")
    assert question.input_value() == "甲/乙"
