"""Pictures of every tab, as people see it: in both languages, light and dark, on a desktop and on a phone.

    python benchmarks/screenshots.py FOLDER            all of them, as PNG, to be looked at
    python benchmarks/screenshots.py --guide docs/images   the few of the user's guide, small

The page is served over the sample corpus, in a library of its own that is thrown away. Needs Debian's chromium and the
extra `browser`. The first kind does not belong into the repository.
"""

from __future__ import annotations

import argparse
import io
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

sys.path.insert(0, str(Path(__file__).parents[1]))

from assistant import messages, resources
from assistant.application import Assistant
from assistant.settings import Settings
from tests.browser.conftest import CHROMIUM, FLAGS, served
from tests.browser.steps import ask, upload_to

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

DAMAGED = resources.corpus() / "damaged" / "tiyuju-tuijinhui-jianghua.txt"
FEEDBACK = resources.corpus() / "damaged" / "shimen-linyeju-fankui-yijian.clean.txt"
LOCALES = {"zh": "zh-CN", "en": "en-GB"}
WIDTHS = {1280: 900, 390: 844}
LARGEST = 100_000
"""Bytes of a picture of the guide."""


def question(page: Page) -> None:
    ask(page, "收到巡察反馈意见后，整改方案要在多少个工作日内报送？")


def source(page: Page) -> None:
    question(page)
    page.locator("#conversation .answer a.cite").first.click()
    page.locator("#source-panel mark").wait_for()


def findings(page: Page) -> None:
    upload_to(page, "#feedback-file", "反馈意见.txt", FEEDBACK.read_bytes())
    page.locator("#read-findings").click()
    page.locator("#findings article").wait_for()


def plan(page: Page) -> None:
    findings(page)
    page.locator("#draft-plan").click()
    page.locator("#plan article").first.wait_for()


def library(page: Page) -> None:
    page.locator("#documents table").wait_for()


def care(page: Page) -> None:
    library(page)
    page.locator("#remove-pick input").click()
    page.get_by_role("option", name="在市体育局巡察整改").first.click()
    page.locator("#suggestions").wait_for()
    page.locator("#facts button").first.click()


def as_it_is(page: Page) -> None:
    page.wait_for_timeout(500)


VIEWS: dict[str, tuple[str, Callable[[Page], None]]] = {
    "ask": ("tab_ask", as_it_is),
    "answer": ("tab_ask", source),
    "draft": ("tab_draft", plan),
    "library": ("tab_library", care),
    "quality": ("tab_quality", as_it_is),
    "people": ("tab_people", as_it_is),
}
"""Name of a picture → the label of its tab, and what is done there before."""

OF_GUIDE: dict[str, tuple[str, Callable[[Page], None], str]] = {
    "answer": ("tab_ask", source, ""),
    "findings": ("tab_draft", findings, "#findings"),
    "plan": ("tab_draft", plan, "#plan"),
    "library": ("tab_library", library, ""),
    "repairs": ("tab_library", care, "#document-care"),
}
"""The same, with the part that is brought into view."""


@contextmanager
def sample_page() -> Iterator[str]:
    """The address of a page over the sample corpus and one damaged document."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / ".assistant"
        with Assistant(Settings(home=home)) as assistant:
            assistant.load_sample_corpus()
            assistant.ingest([DAMAGED])
        with served(home) as address:
            yield address


@contextmanager
def opened(browser: Browser, address: str, language: str, width: int, height: int, *, dark: bool) -> Iterator[Page]:
    context = browser.new_context(
        locale=LOCALES[language],
        viewport={"width": width, "height": height},
        color_scheme="dark" if dark else "light",
    )
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.goto(address)
    page.locator("#question textarea").wait_for()
    yield page
    context.close()


def turn_to(page: Page, tab: str, language: str) -> None:
    page.get_by_role("tab", name=messages.text(f"web.labels.{tab}", language=language)).click()


def every_view(browser: Browser, address: str, folder: Path) -> None:
    for language in LOCALES:
        for width, height in WIDTHS.items():
            for dark in (False, True):
                for name, (tab, prepare) in VIEWS.items():
                    with opened(browser, address, language, width, height, dark=dark) as page:
                        turn_to(page, tab, language)
                        prepare(page)
                        page.wait_for_timeout(400)
                        scheme = "dark" if dark else "light"
                        path = folder / f"{name}-{language}-{scheme}-{width}.png"
                        page.screenshot(path=path, full_page=name != "answer")
                        print(path.name, flush=True)


def of_guide(browser: Browser, address: str, folder: Path) -> None:
    for language in LOCALES:
        for name, (tab, prepare, part) in OF_GUIDE.items():
            with opened(browser, address, language, 1280, 800, dark=False) as page:
                page.locator("#tour .dismiss").click()
                turn_to(page, tab, language)
                prepare(page)
                if part:
                    page.locator(part).evaluate("part => part.scrollIntoView({block: 'start'})")
                page.locator("#conversation [role=log]").evaluate("log => { log.scrollTop = 0; }")
                page.wait_for_timeout(400)
                save_small(page.screenshot(), folder / f"{name}.{language}.webp")


def save_small(png: bytes, path: Path) -> None:
    """As WebP, as good as the size allows."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    for quality in range(90, 20, -10):
        packed = io.BytesIO()
        picture.save(packed, "WEBP", quality=quality, method=6)
        if packed.tell() <= LARGEST:
            path.write_bytes(packed.getvalue())
            print(path.name, packed.tell() // 1024, "kB")
            return
    raise SystemExit(f"{path.name} does not fit into {LARGEST} bytes")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--guide", action="store_true")
    given = arguments.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    from playwright.sync_api import sync_playwright

    with sample_page() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS])
        (of_guide if given.guide else every_view)(browser, address, given.folder)
        browser.close()


if __name__ == "__main__":
    main()
