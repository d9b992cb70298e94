"""The report of an evaluation, opened from the disk without a network."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant import messages
from eval.demands import Demand
from eval.gate import decide
from eval.reports import html
from tests.eval.builders import a_citation, a_response, a_run, a_sample, an_abstention, scored

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


@pytest.fixture(params=["zh", "en"])
def report(request: pytest.FixtureRequest, browser: Browser, tmp_path: Path) -> Iterator[Page]:
    run = a_run(
        scored(a_sample("good", tags=("fact",)), a_response(a_citation())),
        scored(a_sample("refused", question="谁来督办？", tags=("list",)), an_abstention(retrieved=())),
        scored(a_sample("broken", tags=("fact",)), "OSError: gone"),
    )
    path = tmp_path / "report.html"
    with messages.speaking(request.param):
        path.write_text(
            html.render([(run, decide(run, {"hit@5": Demand(0.9)}, max_errors=0.5))]), encoding="utf-8", newline="\n"
        )
    with closing(browser.new_context(offline=True, viewport={"width": 1200, "height": 900})) as context:
        page = context.new_page()
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(path.as_uri())
        yield page
        assert complaints == []


def shown(page: Page) -> list[str]:
    return page.locator(".case:visible summary code").all_inner_texts()


def test_cases_are_filtered_by_result_metric_tag_and_words(report: Page) -> None:
    assert shown(report) == ["good", "refused", "broken"]
    for control, value, left in (
        (".state", "failed", ["refused"]),
        (".state", "error", ["broken"]),
        (".tagged", "fact", ["good", "broken"]),
        (".short", "over_refusal", ["refused"]),
    ):
        report.select_option(control, value)
        assert shown(report) == left
        report.select_option(control, "")
    report.fill(".words", "督办")
    assert shown(report) == ["refused"]
    assert report.inner_text(".shown") == "1 / 3"


def test_the_table_of_metrics_needs_no_scrolling(report: Page) -> None:
    widths = report.evaluate("[...document.querySelectorAll('.wide')].map((one) => one.scrollWidth - one.clientWidth)")
    assert set(widths) == {0}


def test_a_case_opens_to_what_was_cited_and_wanted(report: Page) -> None:
    report.click("text=good")
    assert report.locator("details[open] mark").count() == 1
    assert report.locator("details[open] blockquote").count() == 2
