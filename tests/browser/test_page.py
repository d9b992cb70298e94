"""The page as people meet it: asking, following a citation, uploading, drafting, in both languages and on a phone."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.browser

Visit = Callable[..., "Page"]
Serve = Callable[..., AbstractContextManager[str]]

UPLOAD = "input[data-testid$='upload-button']"

FEEDBACK = """关于巡察临江市水务局党组的反馈意见

根据市委统一部署，市委第三巡察组对临江市水务局党组开展了常规巡察。

巡察发现的主要问题：

一、落实党的理论和路线方针政策方面

（一）学习贯彻不够深入。理论学习中心组全年仅组织集中学习X次。

（二）河湖治理责任落实不到位。部分河段巡查记录缺失。

二、基层党组织建设方面

（一）组织生活不规范。个别支部未按期开展民主评议。

意见建议：

（一）加强理论学习，健全学习制度。
"""

HOSTILE = """验收规程<script>window.pwned = 1</script>

第一条 <img src=x onerror="window.pwned = 2"> 堤防验收应当由三名专家签字 ![图](http://evil.example/a.png)。

第二条 ${1+1} {{constructor}} **验收**记录保存十年 [链接](http://evil.example/) http://evil.example/auto 。
"""


def ask(page: Page, question: str) -> Locator:
    """Ask, and give the message of the answer once it is finished."""
    page.locator("#question textarea").fill(question)
    page.keyboard.press("Enter")
    page.locator("#conversation .user").last.get_by_text(question[:8]).wait_for()
    answer = page.locator("#conversation .answer").last
    answer.locator("details.searched").wait_for()
    return answer


def upload(page: Page, selector: str, name: str, text: str) -> None:
    page.locator(selector).set_input_files([{"name": name, "mimeType": "text/plain", "buffer": text.encode()}])


def open_tab(page: Page, name: str) -> None:
    page.get_by_role("tab", name=name).click()


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
    assert question.input_value() == "整改期限\n有多长？"
    page.keyboard.press("Enter")
    page.locator("#conversation details.searched").wait_for()
    assert question.input_value() == ""


def test_numbers_of_an_earlier_answer_still_open_its_own_sources(visit: Visit, address: str) -> None:
    page = visit(address)
    first = ask(page, "巡察整改的第一责任人是谁？").get_attribute("class")
    ask(page, "收到反馈意见后多长时间完成集中整改？")
    page.locator(f"[class='{first}'] .sentences a.cite").first.click()
    page.locator("#source-panel mark", has_text="第一责任人").wait_for()


def test_a_new_question_comes_into_view_after_scrolling_back(visit: Visit, address: str) -> None:
    page = visit(address, height=600)
    for question in ("巡察整改的第一责任人是谁？", "整改期限有多长？", "火星基地的采购预算是多少万元？"):
        ask(page, question)
    page.locator("#conversation [role=log]").evaluate("log => { log.scrollTop = 0; }")
    ask(page, "金星基地的采购预算是多少万元？")
    page.wait_for_function(AT_THE_END)


AT_THE_END = """() => {
  const log = document.querySelector("#conversation [role=log]");
  return log.scrollHeight > log.clientHeight && log.scrollHeight - log.scrollTop - log.clientHeight < 40;
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
    assert page.locator("#question textarea").input_value() == "整改期限有多长？"


def test_a_feedback_document_becomes_a_plan_to_read_and_to_download(visit: Visit, address: str, tmp_path: Path) -> None:
    page = visit(address)
    open_tab(page, "起草整改方案")
    upload(page, "#feedback-file input[type=file]", "反馈意见.txt", FEEDBACK)
    page.locator("#feedback-file", has_text="反馈意见").get_by_text("B", exact=False).first.wait_for()
    page.locator("#draft-plan").click()
    plan = page.locator("#plan article")
    plan.wait_for()
    for finding in ("学习贯彻不够深入", "河湖治理责任落实不到位", "组织生活不规范"):
        assert finding in plan.inner_text()
    assert "【待填" in plan.inner_text()
    for suffix in ("markdown", "json"):
        with page.expect_download() as download:
            page.locator(f"#download-{suffix}").click()
        download.value.save_as(tmp_path / suffix)
        assert download.value.suggested_filename.startswith("整改方案")
    assert "学习贯彻不够深入" in (tmp_path / "markdown").read_text(encoding="utf-8")
    record = json.loads((tmp_path / "json").read_text(encoding="utf-8"))
    assert len([finding for group in record["groups"] for finding in group["findings"]]) == 3


def test_citations_of_a_plan_open_too(visit: Visit, address: str) -> None:
    page = visit(address)
    open_tab(page, "起草整改方案")
    upload(page, "#feedback-file input[type=file]", "反馈意见.txt", FEEDBACK)
    page.locator("#feedback-file", has_text="反馈意见").get_by_text("B", exact=False).first.wait_for()
    page.locator("#draft-plan").click()
    page.locator("#plan a.cite").first.click()
    page.locator("#source-panel mark").wait_for()


def test_drafting_without_a_document_says_what_is_missing(visit: Visit, address: str) -> None:
    page = visit(address)
    open_tab(page, "起草整改方案")
    page.locator("#draft-plan").click()
    page.locator("#plan .notice", has_text="请先上传反馈意见").wait_for()


def test_files_are_added_with_a_line_each_and_removed_after_a_question(visit: Visit, address: str) -> None:
    page = visit(address)
    open_tab(page, "资料库")
    page.locator("#documents table").wait_for()
    files = {"值班安排.txt": "值班安排\n\n汛期实行二十四小时值班。\n", "空白.txt": ""}
    page.locator("#add-files input[type=file]").set_input_files(
        [{"name": name, "mimeType": "text/plain", "buffer": text.encode()} for name, text in files.items()]
    )
    page.locator("#library-reply li").nth(1).wait_for()
    lines = {name: page.locator("#library-reply li", has_text=name).inner_text() for name in files}
    assert (lines["值班安排.txt"][0], lines["空白.txt"][0]) == ("✓", "✗")
    page.locator("#documents td", has_text="值班安排").first.wait_for()
    page.locator("#remove-pick input").click()
    page.get_by_role("option", name="值班安排").click()
    page.locator("#remove").click()
    page.locator("#really-remove", has_text="值班安排").wait_for()
    page.locator("#confirm-remove").click()
    page.locator("#library-reply", has_text="已移除").wait_for()
    assert "值班安排" not in page.locator("#documents").inner_text()


def test_a_title_in_the_library_opens_the_document(visit: Visit, address: str) -> None:
    page = visit(address)
    open_tab(page, "资料库")
    page.locator("#documents a.cite", has_text="临江市巡察整改工作办法").click()
    page.locator("#source-panel .text", has_text="压实整改责任").wait_for()


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
        ("zh-CN", ["提问", "起草整改方案", "资料库"], "未找到依据"),
        ("en-GB", ["Ask", "Draft a plan", "Library"], "No support found"),
    ],
)
def test_the_page_speaks_the_language_of_the_browser(
    visit: Visit, address: str, locale: str, tabs: list[str], words: str
) -> None:
    page = visit(address, locale=locale)
    assert page.get_by_role("tab").all_inner_texts() == tabs
    said = ask(page, "火星基地的采购预算是多少万元？").locator(".abstained, .searched summary").all_inner_texts()
    assert words in said[0]
    labels = [*said, *page.locator("label, button:visible, [role=tab], h1").all_inner_texts()]
    foreign = r"[A-Za-z]{3,}" if locale == "zh-CN" else r"[\u4e00-\u9fff]"
    assert [label for label in labels if re.search(foreign, label.replace("Shift", "").replace("extractive", ""))] == []


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
