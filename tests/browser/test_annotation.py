"""Two people label the sentences of a run on the served page."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from eval.annotation.labels import Label, LabelFile
from eval.gate import decide
from eval.reports import json_report
from tests.browser.conftest import WAIT_MS
from tests.browser.steps import holds
from tests.eval.builders import QUOTE, a_citation, a_response, a_run, a_sample, scored

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

MARKUP = "<img src=x onerror=alert(1)>"


@pytest.fixture
def run_file(tmp_path: Path) -> Path:
    answer = a_response(a_citation(1), a_citation(2, 300, quote=MARKUP))
    run = a_run(scored(a_sample("a"), answer))
    path = tmp_path / "run.json"
    path.write_text(json_report.render([(run, decide(run, {}))]), encoding="utf-8")
    return path


@pytest.fixture
def address(run_file: Path) -> Iterator[str]:
    command = [sys.executable, "-u", "-m", "eval", "annotate", str(run_file)]
    root = Path(__file__).parents[2]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True) as served:
        try:
            assert served.stdout is not None
            words = (word for line in served.stdout for word in line.split())
            yield next(word for word in words if word.startswith("http://127.0.0.1"))
        finally:
            served.terminate()


@pytest.fixture
def page(address: str, browser: Browser) -> Iterator[Page]:
    with closing(browser.new_context(viewport={"width": 1100, "height": 900})) as context:
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(address)
        page.get_by_label("您的姓名").wait_for(timeout=WAIT_MS)
        yield page
        assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []


def test_a_label_is_kept_with_its_words_and_the_next_sentence_comes(page: Page, run_file: Path) -> None:
    page.get_by_label("您的姓名").fill("甲")
    holds(page.get_by_label("答案中的句子"), QUOTE)
    page.get_by_label("支持：全部写明", exact=True).check()
    page.get_by_label("作为依据的文字").fill("第一责任人")
    page.get_by_role("button", name="保存").click()
    page.wait_for_function("[...document.querySelectorAll('textarea')].some((one) => one.value.includes('onerror'))")
    assert LabelFile(run_file.with_suffix(".labels.jsonl")).labels == [
        Label("small/a/1", "甲", "supported", "第一责任人")
    ]
    assert page.locator("img[src=x]").count() == 0
    page.get_by_role("button", name="保存").click()
    page.get_by_text("请在三项中选一项").wait_for(timeout=WAIT_MS)
