"""The page as people meet it: asking, following a citation, uploading, drafting, in both languages and on a phone."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from docx import Document

from tests.browser.steps import UPLOAD, act, ask, download, holds, open_tab, upload

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

Visit = Callable[..., "Page"]
Serve = Callable[..., AbstractContextManager[str]]

HOSTILE = """验收规程<script>window.pwned = 1</script>

第一条 <img src=x onerror="window.pwned = 2"> 堤防验收应当由三名专家签字 ![图](http://evil.example/a.png)。

第二条 ${1+1} {{constructor}} **验收**记录保存十年 [链接](http://evil.example/) http://evil.example/auto 。
"""


def test_a_citation_opens_its_passage_marked_in_its_surroundings(visit: Visit, address: str) -> None:
    page = visit(address)
    answer = ask(page, "巡察整改的第一责任人是谁？")
    link = answer.locator(".sentences a.cite").first
    quote = (link.get_attribute("title") or "").split("\n")[1]
    link.click()
    mark = page.locator("#source-panel mark")
    mark.wait_for()
    assert "第一责任人" in mark.inner_text()
    assert mark.inner_text().startswith(quote.removesuffix("…"))
    assert mark.is_visible()
    assert "临江市巡察整改工作办法" in page.locator("#source-panel h2").inner_text()
    assert page.locator("#source-panel .badge").inner_text() == "现行"
    assert "第五条" in page.locator("#source-panel .text").inner_text()


def test_the_panel_is_worked_with_the_keyboard_alone(visit: Visit, address: str) -> None:
    page = visit(address)
    link = ask(page, "巡察整改的第一责任人是谁？").locator("a.cite").first
    link.focus()
    page.keyboard.press("Enter")
    page.locator("#source-panel mark").wait_for()
    assert page.evaluate("document.activeElement.id") == "source-title"
    page.keyboard.press("Escape")
    page.locator("#source-panel aside").wait_for(state="detached")
    assert page.evaluate("document.activeElement.className") == "cite"
    assert page.url == f"{address}/"


def test_shift_enter_starts_a_line_and_enter_sends(visit: Visit, address: str) -> None:
    page = visit(address)
    question = page.locator("#question textarea")
    question.press_sequentially("整改期限")
    page.keyboard.press("Shift+Enter")
    question.press_sequentially("有多长？")
    holds(question, "整改期限\n有多长？")
    page.keyboard.press("Enter")
    page.locator("#conversation details.searched").wait_for()
    holds(question, "")


def test_numbers_of_an_earlier_answer_still_open_its_own_sources(visit: Visit, address: str) -> None:
    page = visit(address)
    first = ask(page, "巡察整改的第一责任人是谁？").get_attribute("class")
    ask(page, "收到反馈意见后多长时间完成集中整改？")
    page.locator(f"[class='{first}'] .sentences a.cite").first.click()
    page.locator("#source-panel mark", has_text="第一责任人").wait_for()


def test_an_answer_is_shown_from_its_question_on_also_after_scrolling_back(visit: Visit, address: str) -> None:
    page = visit(address, height=600)
    for question in ("巡察整改的第一责任人是谁？", "整改期限有多长？", "火星基地的采购预算是多少万元？"):
        ask(page, question)
    page.wait_for_function(AT_THE_QUESTION)
    page.locator("#conversation [role=log]").evaluate("log => { log.scrollTop = 0; }")
    ask(page, "金星基地的采购预算是多少万元？")
    page.wait_for_function(AT_THE_QUESTION)
    page.reload()
    page.locator("#conversation .user", has_text="金星").wait_for()
    page.wait_for_function(AT_THE_QUESTION)


AT_THE_QUESTION = """() => {
  const log = document.querySelector("#conversation [role=log]");
  const asked = [...log.querySelectorAll(".user")].at(-1).getBoundingClientRect();
  const { top, bottom } = log.getBoundingClientRect();
  const isAtTheEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 40;
  return log.scrollHeight > log.clientHeight && asked.top >= top - 2 && (asked.top < top + 40 || isAtTheEnd)
    && asked.top < bottom;
}"""


def test_a_question_without_an_answer_is_answered_with_what_was_searched(visit: Visit, address: str) -> None:
    answer = ask(visit(address), "火星基地的采购预算是多少万元？")
    assert "未找到依据" in answer.inner_text()
    assert re.search(r"查找了 \d+ 份资料、\d+ 个段落", answer.inner_text())
    assert answer.locator(".sentences").count() == 0


def test_an_uploaded_document_is_asked_about_alone_until_the_scope_is_cleared(visit: Visit, address: str) -> None:
    page = visit(address)
    upload(page, UPLOAD, "水务局工作要点.txt", "水务局工作要点\n\n全年巡河次数不少于四十八次。\n")
    page.locator("#ask-reply .remark").wait_for()
    assert "水务局工作要点" in page.locator("#scope").inner_text()
    answer = ask(page, "全年巡河次数不少于多少？")
    assert "四十八次" in answer.inner_text()
    titles = answer.locator(".sources .title").all_inner_texts()
    assert titles
    assert all("水务局工作要点" in title for title in titles)
    page.locator("#scope .remove-all, #scope .token-remove").last.click()
    assert "第一责任人" in ask(page, "巡察整改的第一责任人是谁？").locator(".sentences").inner_text()


def test_a_kind_of_document_can_be_asked_alone(visit: Visit, address: str) -> None:
    page = visit(address)
    page.locator("#scope-genres input").click()
    page.get_by_role("option", name="讲话").click()
    page.keyboard.press("Escape")
    titles = ask(page, "整改不到位是什么？").locator(".sources li").all_inner_texts()
    assert titles
    assert all("讲话" in title for title in titles)


def test_a_conversation_is_copied_and_taken_away_with_its_sources(visit: Visit, address: str, tmp_path: Path) -> None:
    page = visit(address)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    assert page.locator("#export-markdown").is_hidden(), "there is nothing to take away yet"
    ask(page, "巡察整改的第一责任人是谁？")
    act(page, "copy")
    page.locator("#ask-reply .remark", has_text="已复制").wait_for()
    page.wait_for_function("async () => (await navigator.clipboard.readText()).includes('[1] 《')")
    text = download(page, "#export-markdown", tmp_path).read_text(encoding="utf-8")
    assert "巡察整改的第一责任人是谁" in text
    assert "临江市巡察整改工作办法" in text
    word = Document(str(download(page, "#export-docx", tmp_path)))
    assert any("第一责任人" in paragraph.text for paragraph in word.paragraphs)


def test_a_file_that_cannot_be_read_is_named_with_the_reason(visit: Visit, address: str) -> None:
    page = visit(address)
    upload(page, UPLOAD, "空.txt", "")
    notice = page.locator("#ask-reply .notice")
    notice.wait_for()
    assert "空.txt" in notice.inner_text()
    assert "page-files" not in notice.inner_text()


def test_a_wrong_date_is_refused_and_the_question_kept(visit: Visit, address: str) -> None:
    page = visit(address)
    page.locator("#as-of").locator("input, textarea").fill("去年")
    page.locator("#question textarea").fill("整改期限有多长？")
    page.keyboard.press("Enter")
    page.locator("#ask-reply .notice", has_text="去年").wait_for()
    holds(page.locator("#question textarea"), "整改期限有多长？")


def test_a_hostile_document_is_shown_as_the_text_it_is(visit: Visit, address: str) -> None:
    page = visit(address)
    upload(page, UPLOAD, "验收规程.txt", HOSTILE)
    page.locator("#ask-reply .remark").wait_for()
    answer = ask(page, "堤防验收应当由谁签字？<b>加粗</b> ![图](http://evil.example/q.png)")
    assert "<img src=x" in answer.inner_text()
    assert "<b>加粗</b>" in page.locator("#conversation").inner_text()
    answer.locator("a.cite").first.click()
    page.locator("#source-panel aside").wait_for()
    text = page.locator("#source-panel .text").inner_text()
    for part in (
        '<img src=x onerror="window.pwned = 2">',
        "${1+1} {{constructor}} **验收**",
        "http://evil.example/auto",
    ):
        assert part in text
    open_tab(page, "资料库")
    page.locator("#documents", has_text="验收规程").wait_for()
    assert page.evaluate("window.pwned") is None
    assert page.locator("#conversation img, #source-panel img, #conversation a[href*='evil']").count() == 0


@pytest.mark.parametrize(
    ("locale", "tabs", "words"),
    [
        ("zh-CN", ["提问", "起草", "资料库", "质量", "用户"], "未找到依据"),
        ("en-GB", ["Ask", "Draft", "Library", "Quality", "People"], "No support found"),
    ],
)
def test_the_page_speaks_the_language_of_the_browser(
    visit: Visit, address: str, locale: str, tabs: list[str], words: str
) -> None:
    page = visit(address, locale=locale)
    page.get_by_role("tab", name=tabs[-1]).wait_for()
    assert page.get_by_role("tab").all_inner_texts() == tabs
    said = ask(page, "火星基地的采购预算是多少万元？").locator(".abstained, .searched summary").all_inner_texts()
    assert words in said[0]
    labels = [*said, *page.locator("label, button:visible, [role=tab], h1").all_inner_texts()]
    foreign = r"[A-Za-z]{3,}" if locale == "zh-CN" else r"[\u4e00-\u9fff]"
    names = r"Shift|extractive|Word|Markdown"
    assert [label for label in labels if re.search(foreign, re.sub(names, "", label))] == []


@pytest.mark.parametrize("dark", [False, True])
def test_the_page_fits_a_phone(visit: Visit, address: str, dark: bool) -> None:
    page = visit(address, width=390, height=844, dark=dark)
    answer = ask(page, "巡察整改的第一责任人是谁？")
    answer.locator("a.cite").first.click()
    page.locator("#source-panel mark").wait_for()
    panel = page.locator("#source-panel aside").bounding_box()
    assert panel is not None
    assert panel["width"] == 390
    assert page.locator("#source-panel mark").is_visible()
    page.locator("#source-panel .close").click()
    for tab in page.get_by_role("tab").all():
        tab.click()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("locale", ["zh-CN", "en-US"])
def test_every_tab_is_seen_on_a_phone(visit: Visit, address: str, locale: str) -> None:
    page = visit(address, locale=locale, width=390, height=844)
    shown = page.locator(".tab-container[role=tablist]").first.get_by_role("tab")
    shown.nth(4).wait_for()  # Gradio puts them there when it has measured which of them fit
    assert shown.count() == 5


def test_every_field_and_button_has_a_name_for_those_who_do_not_see_it(visit: Visit, address: str) -> None:
    page = visit(address)
    for tab in page.get_by_role("tab").all():
        tab.click()
        page.wait_for_timeout(300)
        nameless = page.evaluate(NAMELESS)
        assert nameless == []


NAMELESS = """() => [...document.querySelectorAll("input, textarea, button")]
  .filter((each) => each.offsetParent !== null && each.type !== "file")
  .filter((each) => !(each.ariaLabel || each.title || each.innerText.trim() || (each.labels && each.labels.length)))
  .map((each) => each.outerHTML.slice(0, 120))"""


def test_an_empty_library_offers_the_sample_corpus(visit: Visit, serve_page: Serve, tmp_path: Path) -> None:
    with serve_page(tmp_path / ".assistant") as address:
        page = visit(address)
        page.locator("#load-sample").click()
        page.locator("#empty-library").wait_for(state="hidden")
        starter = page.locator("#conversation button.example").first
        starter.click()
        page.locator("#conversation .answer details.searched").wait_for()
        assert page.locator("#conversation .sentences a.cite").count() >= 1
