"""Questions and answers outlast the page: tabs closed and opened twice, servers killed, cables cut, disks full."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

import pytest

from assistant.application import Assistant
from assistant.settings import Settings
from tests.browser.cable import Cable
from tests.browser.conftest import MEASURES
from tests.browser.steps import act, ask, holds, unfold
from tests.model_server import MODEL, ModelServer, Reply, endlessly, finish, say

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

pytestmark = pytest.mark.browser

Visit = Callable[..., "Page"]

QUESTION = "巡察整改的第一责任人是谁？"


class Served:
    """`assistant serve` over a home, on one port for as long as it is killed and started anew."""

    def __init__(self, home: Path, model: str) -> None:
        self._home = home
        self._model = model
        with socket.create_server(("127.0.0.1", 0)) as free:
            self._port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{self._port}"
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        environment = {**os.environ, "ASSISTANT_MODEL__BASE_URL": self._model, "ASSISTANT_MODEL__NAME": MODEL}
        command = [sys.executable, "-m", "assistant", "serve", "--port", str(self._port)]
        with self._home.with_name("served.log").open("a", encoding="utf-8") as log:
            self._process = subprocess.Popen(
                command,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                env={**environment, "ASSISTANT_HOME": str(self._home), "PYTHONPATH": str(Path(__file__).parents[2])},
            )
        assert self._process.stdout is not None
        assert self.address in self._process.stdout.readline()

    def kill(self) -> None:
        assert self._process is not None
        assert self._process.stdout is not None
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()
        self._process.stdout.close()
        self._process = None

    def stop(self) -> None:
        if self._process is not None:
            self.kill()


@contextmanager
def serving(home: Path) -> Iterator[tuple[Served, ModelServer]]:
    """A served page with a model that the test speaks for."""
    with ModelServer() as model:
        served = Served(home, model.url)
        served.start()
        try:
            yield served, model
        finally:
            served.stop()


@pytest.fixture
def own_library(tmp_path: Path) -> Path:
    """A library that the test may do anything to."""
    return filled(tmp_path / "home")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 24 MB; skips where mounting is not allowed."""
    place = tmp_path / "small"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(place)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("mounting is not allowed here")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


@pytest.fixture
def office(own_library: Path) -> Iterator[tuple[Served, ModelServer]]:
    with serving(own_library) as served:
        yield served


def filled(home: Path) -> Path:
    rule = home.with_name("办法.md")
    rule.write_text(MEASURES, encoding="utf-8")
    with Assistant(Settings(home=home)) as assistant:
        assert assistant.ingest([rule]).count("added") == 1
    return home


def fill(path: Path) -> None:
    """Leave nothing of a disk."""
    with path.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(4096))


def until(event: Event) -> Callable[[Reply], None]:
    """The model says nothing more before the test allows it."""

    def wait(_: Reply) -> None:
        event.wait(30)

    return wait


def begin(page: Page, question: str = QUESTION) -> None:
    """Ask, and wait until the answer is being written."""
    page.locator("#question textarea").fill(question)
    page.keyboard.press("Enter")
    page.locator("#conversation .written", has_text="党组织书记").wait_for()


def finished(page: Page) -> str:
    answer = page.locator("#conversation .answer").last
    answer.locator("details.searched").wait_for()
    return str(answer.locator(".sentences").inner_text())


SENTENCE = ("党组织书记", "是整改第一责任人。[1]")


def test_an_answer_goes_on_when_its_tab_is_closed_and_is_there_on_return(
    visit: Visit, office: tuple[Served, ModelServer]
) -> None:
    served, model = office
    goes_on = Event()
    model.will(say(SENTENCE[0]), until(goes_on), say(SENTENCE[1]), finish())
    page = visit(served.address)
    begin(page)
    context = page.context
    page.close()
    goes_on.set()
    back = opened(context, served.address)
    assert "第一责任人" in finished(back)
    assert not model.hung_up.is_set()
    fresh = opened(context, served.address)
    fresh.locator("#send").wait_for()
    fresh.wait_for_timeout(500)
    assert fresh.locator("#conversation .answer").count() == 0  # it has been seen, and is in the list


def test_a_reload_and_a_second_tab_show_the_answer_as_it_is_written(
    visit: Visit, office: tuple[Served, ModelServer]
) -> None:
    served, model = office
    goes_on = Event()
    model.will(say(SENTENCE[0]), until(goes_on), say(SENTENCE[1]), finish())
    page = visit(served.address)
    begin(page)
    page.reload()
    second = opened(page.context, served.address)
    for each in (page, second):
        each.locator("#conversation .written", has_text="党组织书记").wait_for()
        each.locator("#stop").wait_for()
    goes_on.set()
    assert finished(page) == finished(second)
    assert len(model.requests) == 1


def test_a_question_typed_and_not_sent_outlasts_a_reload(visit: Visit, address: str) -> None:
    page = visit(address)
    page.locator("#question textarea").press_sequentially("还没写完的问题")
    page.reload()
    page.wait_for_function("document.querySelector('#question textarea')?.value === '还没写完的问题'")


def test_an_old_page_overwrites_no_newer_dialogue_and_keeps_its_question(visit: Visit, address: str) -> None:
    old = visit(address)
    ask(old, QUESTION)
    new = opened(old.context, address)
    unfold(new, "#conversations")
    new.locator("#conversation-list a.open", has_text="第一责任人").first.click()
    finished(new)
    ask(new, "收到反馈意见后多长时间完成集中整改？")
    old.locator("#question textarea").fill("本办法自何时起施行？")
    old.keyboard.press("Enter")
    old.locator("#ask-reply .notice", has_text="另一个页面").wait_for()
    assert old.locator("#conversation .user").count() == 2
    holds(old.locator("#question textarea"), "本办法自何时起施行？")
    old.keyboard.press("Enter")
    old.locator("#conversation .user").nth(2).wait_for()
    finished(old)


def test_a_killed_server_breaks_an_answer_off_and_says_so_and_it_can_be_asked_again(
    visit: Visit, office: tuple[Served, ModelServer]
) -> None:
    served, model = office
    model.will(say(SENTENCE[0]), endlessly(say("。"), every_s=0.2))
    page = visit(served.address)
    begin(page)
    page.wait_for_timeout(1200)
    served.kill()
    page.locator(".toast-wrap", has_text="正在重新连接").wait_for()
    served.start()
    page.locator("#conversation .notice", has_text="服务中断").wait_for()
    assert QUESTION in page.locator("#conversation .user").last.inner_text()
    assert "党组织书记" in page.locator("#conversation .written").inner_text()
    model.will(say("".join(SENTENCE)), finish())
    act(page, "again")
    assert "第一责任人" in finished(page)
    assert page.locator("#conversation .user").count() == 1


def test_a_page_older_than_the_server_still_asks_and_opens_its_citations(
    visit: Visit, office: tuple[Served, ModelServer]
) -> None:
    served, model = office
    model.will(say("".join(SENTENCE)), finish())
    page = visit(served.address)
    ask(page, QUESTION)
    unfold(page, "#conversations")
    page.wait_for_function(AT_REST)
    served.kill()
    served.start()
    page.evaluate("document.body.dataset.old = '1'")
    page.locator("#conversation .sentences a.cite").first.click()
    page.locator("#source-panel mark", has_text="第一责任人").wait_for()
    page.keyboard.press("Escape")
    model.will(say("收到反馈意见之日起三个月内完成集中整改。[1]"), finish())
    ask(page, "收到反馈意见后多长时间完成集中整改？")
    assert page.locator("#conversation .user").count() == 2
    assert page.evaluate("document.body.dataset.old") == "1"  # it was not opened anew meanwhile


AT_REST = """() => document.querySelector("#conversation-list a.open")
  && !document.querySelector("#conversation-list .badge")"""
"""The page has said that its answer was seen, and waits for nothing more."""


def test_a_question_that_the_server_is_not_there_for_stays_in_the_box(
    visit: Visit, office: tuple[Served, ModelServer]
) -> None:
    served, model = office
    page = visit(served.address)
    page.wait_for_timeout(1000)
    served.kill()
    page.locator("#question textarea").fill(QUESTION)
    page.keyboard.press("Enter")
    page.locator(".toast-wrap", has_text="正在重新连接").wait_for()
    served.start()
    page.locator(".toast-wrap", has_text="正在重新连接").wait_for(state="detached")
    page.wait_for_function(f"document.querySelector('#question textarea')?.value === '{QUESTION}'")
    model.will(say("".join(SENTENCE)), finish())
    page.locator("#question textarea").press("Enter")
    assert "第一责任人" in finished(page)


def test_a_cut_cable_costs_nothing(visit: Visit, office: tuple[Served, ModelServer]) -> None:
    served, model = office
    goes_on = Event()
    model.will(say(SENTENCE[0]), until(goes_on), say(SENTENCE[1]), finish())
    with Cable(served.address) as cable:
        page = visit(cable.address)
        begin(page)
        cable.cut()
        page.locator(".toast-wrap", has_text="正在重新连接").wait_for()
        goes_on.set()
        cable.mend()
        assert "第一责任人" in finished(page)
    assert len(model.requests) == 1


def test_a_full_disk_keeps_the_question_in_the_box_and_says_so(visit: Visit, small_disk: Path) -> None:
    with serving(filled(small_disk / "home")) as (served, model):
        page = visit(served.address)
        model.will(say("".join(SENTENCE)), finish())
        ask(page, QUESTION)
        filler = small_disk / "filler"
        fill(filler)
        page.locator("#question textarea").fill("整改期限有多长？" * 400)
        page.keyboard.press("Enter")
        page.locator("#ask-reply .notice", has_text="磁盘已满").wait_for()
        holds(page.locator("#question textarea"), re.compile("^整改期限"))
        page.reload()
        assert "第一责任人" in finished(page)
        filler.unlink()
        page.locator("#question textarea").fill(QUESTION)
        model.will(say("".join(SENTENCE)), finish())
        page.keyboard.press("Enter")
        page.locator("#conversation .user").nth(1).wait_for()
        finished(page)


def test_conversations_are_renamed_and_deleted_and_keys_do_what_keys_do(
    visit: Visit, office: tuple[Served, ModelServer]
) -> None:
    served, model = office
    model.will(say(SENTENCE[0]), endlessly(say("。"), every_s=0.1))
    page = visit(served.address)
    page.locator("body").click(position={"x": 5, "y": 5})
    page.keyboard.press("/")
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    page.locator("#conversation .written").wait_for()
    page.keyboard.press("Escape")
    page.locator("#conversation .notice", has_text="已停止").wait_for()
    assert model.hung_up.wait(10)
    unfold(page, "#conversations")
    page.locator("#conversation-list a", has_text="改名").click()
    page.locator("#new-title input, #new-title textarea").first.fill("责任人")
    page.locator("#rename").click()
    page.locator("#conversation-list a.open", has_text="责任人").wait_for()
    act(page, "edit")
    page.wait_for_function(f"document.querySelector('#question textarea').value === '{QUESTION}'")
    model.will(say("".join(SENTENCE)), finish())
    page.locator("#question textarea").press("Enter")
    assert "第一责任人" in finished(page)
    assert page.locator("#conversation .user").count() == 1
    page.locator("#new-conversation").click()
    page.locator("#conversation .answer").wait_for(state="detached")
    page.locator("#conversation-list a", has_text="删除").click()
    page.locator("#confirm-delete").click()
    page.locator("#conversation-reply .remark", has_text="已删除").wait_for()
    assert page.locator("#conversation-list a.open").count() == 0


def opened(context: BrowserContext, address: str) -> Page:
    """Another tab of the same browser."""
    page = context.new_page()
    page.goto(address)
    page.locator("#question textarea").wait_for()
    return page
