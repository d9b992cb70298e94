"""What is done on the page while the server and the browser do not know the same yet: nothing of it may be lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

SLOW_CLOSE = """
window.closes = 0;
const ask = window.fetch;
window.fetch = async (...what) => {
  const answer = await ask(...what);
  if (!String(what[0].url ?? what[0]).includes('/queue/data')) return answer;
  const chunks = answer.body.getReader();
  return new Response(new ReadableStream({
    async pull(page) {
      const {done, value} = await chunks.read();
      if (done) return page.close();
      const text = new TextDecoder().decode(value);
      const at = text.indexOf('data: {"msg":"close_stream"');
      const parts = at < 0 ? [text] : [text.slice(0, at), text.slice(at)];
      for (const part of parts.filter(Boolean)) {
        if (part.startsWith('data: {"msg":"close_stream"')) {
          window.closes += 1;
          await new Promise((go) => setTimeout(go, 1500));
        }
        page.enqueue(new TextEncoder().encode(part));
      }
    },
  }), {status: answer.status, headers: answer.headers});
};
"""
"""The browser hears that a stream of answers was closed a second and a half after the server closed it."""

QUICK_HAND = """
new MutationObserver((_, watching) => {
  const field = document.querySelector("#question textarea");
  if (!field) return;
  watching.disconnect();
  field.focus();
  document.execCommand("insertText", false, "巡察整改的第一责任人是谁？");
  const enter = {key: "Enter", bubbles: true, cancelable: true};
  for (const name of ["keydown", "keypress", "keyup"]) field.dispatchEvent(new KeyboardEvent(name, enter));
}).observe(document, {childList: true, subtree: true});
"""
"""Asks as soon as there is a box to ask in."""


def test_a_question_asked_in_the_first_moment_is_answered_once(browser: Browser, address: str) -> None:
    context = browser.new_context(locale="zh-CN")
    context.add_init_script(QUICK_HAND)
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.goto(address)
    page.locator("#conversation .answer details.searched").wait_for()
    page.wait_for_timeout(500)
    assert page.locator("#conversation .user").count() == 1
    assert page.locator("#question textarea").input_value() == ""
    context.close()


def test_a_question_sent_while_the_stream_before_it_closes_is_answered(browser: Browser, address: str) -> None:
    context = browser.new_context(locale="zh-CN")
    context.add_init_script(SLOW_CLOSE)
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.goto(address)
    page.locator("#question textarea").wait_for()
    page.wait_for_function("window.closes > 0")
    for number in (1, 2):
        page.locator("#question textarea").fill("巡察整改的第一责任人是谁？")
        closes = page.evaluate("window.closes")
        page.keyboard.press("Enter")
        page.locator("#conversation .answer details.searched").nth(number - 1).wait_for()
        page.wait_for_function(f"window.closes > {closes}")
    context.close()
