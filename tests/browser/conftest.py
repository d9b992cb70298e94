"""A served page over a small real library, and Debian's chromium in front of it.

Every test checks on its way out that the browser asked no other host for anything and met no error in the page.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from assistant.application import Assistant
from assistant.settings import Settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WAIT_MS = 45_000

# In a process of its own: Gradio keeps settings in the environment and event loops that nobody closes.
SERVE = """
import json, sys
from assistant.application import Assistant
from assistant.settings import Settings
from assistant.web.app import serve
with Assistant(Settings.model_validate(json.loads(sys.argv[1]))) as assistant:
    serve(assistant, "127.0.0.1", 0)
"""

MEASURES = """临江市巡察整改工作办法

第一章 总则

第一条 为规范全市巡察整改工作，压实整改责任，制定本办法。

第二条 本办法适用于接受市委巡察的党组织。

第二章 整改责任

第三条 被巡察党组织承担整改主体责任，党组织书记是整改第一责任人。

第四条 被巡察党组织应当在收到反馈意见之日起三个月内完成集中整改，并报送整改进展报告。

第三章 附则

第五条 本办法自2024年3月1日起施行。
"""

SPEECH = """在全市巡察工作动员部署会上的讲话

同志们：

巡察是政治监督，也是政治体检。各单位要把接受巡察作为检验工作的机会，主动配合，不得设置障碍。

整改不到位就是对巡察成果的浪费。要坚持问题导向，逐项建立台账，逐项销号。
"""


@pytest.fixture(scope="session")
def small_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home folder of a library of two documents. Tests may add to it; none may take away."""
    folder = tmp_path_factory.mktemp("page")
    documents = {"办法.md": MEASURES, "讲话.txt": SPEECH}
    for name, text in documents.items():
        (folder / name).write_text(text, encoding="utf-8")
    home = folder / ".assistant"
    with Assistant(Settings(home=home)) as assistant:
        report = assistant.ingest([folder / name for name in documents])
        assert report.count("added") == len(documents)
    return home


@contextmanager
def served(home: Path, **settings: Any) -> Iterator[str]:
    """The address of a page over the library in `home`."""
    log = home.with_name("served.log")
    with log.open("w", encoding="utf-8") as errors:
        command = [sys.executable, "-c", SERVE, json.dumps({"home": str(home), **settings})]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True)
        try:
            assert process.stdout is not None
            said = process.stdout.readline()
            assert "http://127.0.0.1:" in said, log.read_text(encoding="utf-8")
            yield "http://127.0.0.1:" + said.split("http://127.0.0.1:")[1].split("（")[0].split()[0]
        finally:
            process.terminate()
            process.wait(timeout=20)
            process.stdout.close()
    assert "Traceback" not in log.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def serve_page() -> Callable[..., AbstractContextManager[str]]:
    """`with serve_page(home, model={…}) as address:` serves a page of its own."""
    return served


@pytest.fixture(scope="session")
def address(small_library: Path) -> Iterator[str]:
    """The page over the small library."""
    with served(small_library) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium. For one module at a time: while it is open, nothing else in this thread can run an event loop."""
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is not installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS])
        yield browser
        browser.close()


@pytest.fixture(autouse=True)
def no_other_host(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No test of this folder may ask another host for anything, however it opens its pages."""
    if "browser" not in request.fixturenames:
        yield
        return
    browser = request.getfixturevalue("browser")
    asked: list[str] = []
    new_context = browser.new_context

    def watched(**how: Any) -> Any:
        context = new_context(**how)
        context.on("request", lambda sent: asked.append(sent.url))
        return context

    monkeypatch.setattr(browser, "new_context", watched)
    yield
    assert [
        url for url in asked if urlsplit(url).scheme in ("http", "https", "ws", "wss") and not is_loopback(url)
    ] == []


def is_loopback(url: str) -> bool:
    """Whether an address is one of this machine."""
    return urlsplit(url).hostname in ("127.0.0.1", "localhost", "::1")


_PAGES = pytest.StashKey[list["Page"]]()
_SEEN = """() => [
  ...["#question textarea", "#conversation", ".notice, .remark"].flatMap((part) => [...document.querySelectorAll(part)])
].map((each) => (each.value ?? each.innerText).trim()).filter(Boolean).join("\\n--\\n").slice(0, 3000)"""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A test that fails tells what its pages showed."""
    report = yield
    for n, page in enumerate(item.stash.get(_PAGES, []), start=1) if report.when == "call" and report.failed else ():
        with suppress(Exception):  # a page that is closed or hangs shows nothing
            report.sections.append((f"page {n} showed", page.evaluate(_SEEN)))
    return report


@pytest.fixture
def visit(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Callable[..., Page]]:
    """`visit(address, locale=…, width=…, dark=…)` opens the page in a browser session of its own."""
    troubles: list[str] = []
    contexts = []
    pages: list[Page] = request.node.stash.setdefault(_PAGES, [])

    def opened(address: str, locale: str = "zh-CN", width: int = 1280, height: int = 900, dark: bool = False) -> Page:
        scheme = "dark" if dark else "light"
        context = browser.new_context(
            locale=locale, viewport={"width": width, "height": height}, color_scheme=scheme, accept_downloads=True
        )
        contexts.append(context)
        page = context.new_page()
        pages.append(page)
        page.set_default_timeout(WAIT_MS)
        own = urlsplit(address).netloc
        page.on("request", lambda request: troubles.extend(foreign(request.url, own)))
        page.on("pageerror", lambda error: troubles.append(f"error in the page: {error}"))
        page.on("dialog", lambda dialog: (troubles.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on("response", lambda answer: troubles.extend(refused(answer.status, answer.url)))
        page.goto(address)
        page.locator("#question textarea").wait_for()
        return page

    yield opened
    for context in contexts:
        context.close()
    assert troubles == []


def foreign(url: str, own: str) -> list[str]:
    """A complaint where an address belongs to another host."""
    parts = urlsplit(url)
    return [] if parts.scheme in ("data", "blob") or parts.netloc == own else [f"request to {url}"]


def refused(status: int, url: str) -> list[str]:
    """A complaint where the server refused what its own page asked for; a server that is stopping ends a stream so."""
    is_end = status == 503 and urlsplit(url).path.endswith("/queue/data")
    return [f"{status} for {url}"] if status >= 400 and not is_end else []
