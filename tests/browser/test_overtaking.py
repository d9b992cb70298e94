"""What is done before the server has answered: nothing of it is lost, nothing lands on something else."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.browser.steps import holds, open_tab, unanswered, upload_to
from tests.browser.test_drafting import FEEDBACK, read_findings

if TYPE_CHECKING:
    from playwright.sync_api import Page, Request

pytestmark = pytest.mark.browser

Visit = Callable[..., "Page"]


def pick(page: Page, field: str, name: str) -> None:
    page.locator(f"{field} input").click()
    page.locator(f"{field} [role=option]", has_text=name).first.click()


def asks(question: str) -> Callable[[Request], bool]:
    return lambda request: request.url.split("?")[0].endswith("/queue/join") and question in (request.post_data or "")


def test_what_is_typed_while_a_question_is_taken_stays_in_the_field(visit: Visit, address: str) -> None:
    page = visit(address)
    question = page.locator("#question textarea")
    with unanswered(page):
        question.fill("谁负责？")
        with page.expect_request(asks("谁负责？")):  # the browser reads the question a moment after the key
            question.press("Enter")
        question.press_sequentially("多久完成？")
    holds(question, "多久完成？")
    page.locator("#conversation .user", has_text="谁负责？").wait_for()


def test_the_document_chosen_last_is_the_one_that_is_read(visit: Visit, address: str) -> None:
    page = visit(address)
    open_tab(page, "起草")
    upload_to(page, "#feedback-file", "反馈.txt", FEEDBACK.encode())
    with unanswered(page):
        pick(page, "#feedback-pick", "讲话")
        page.locator("#read-findings").click()
    page.locator("#findings .notice", has_text="讲话").wait_for()
    assert page.locator("#feedback-file", has_text="反馈.txt").count() == 0


def test_the_draft_chosen_last_is_the_one_that_is_shown(visit: Visit, address: str) -> None:
    page = visit(address)
    open_tab(page, "起草")
    page.get_by_role("tab", name="讲话稿").click()
    for topic in ("安全生产", "作风建设"):
        page.locator("#about-topic textarea, #about-topic input").fill(topic)
        page.locator("#draft-remarks").click()
        page.locator("#remarks h2", has_text=topic).wait_for()
    with unanswered(page):
        for topic in ("作风建设", "安全生产"):
            pick(page, "#remarks-drafts", topic)
    page.locator("#remarks h2", has_text="安全生产").wait_for()
    assert "安全生产" in page.locator("#remarks-drafts input").input_value()


def test_who_moved_on_while_a_draft_was_made_stays_where_he_is(visit: Visit, address: str) -> None:
    page = visit(address)
    read_findings(page)
    with unanswered(page):
        page.locator("#draft-plan").click()
        page.locator(".under-way").first.wait_for()
        page.mouse.wheel(0, -20_000)
        page.wait_for_function("scrollY === 0")
    page.locator("#plan article").wait_for()
    page.wait_for_timeout(500)
    assert page.evaluate("scrollY") == 0
