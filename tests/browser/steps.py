"""What people do on the page, as steps of tests."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page, Route


@contextmanager
def unanswered(page: Page) -> Iterator[None]:
    """What is done on the page while the server is slow: nothing reaches it before the end, then all does."""
    held: list[Route] = []
    is_slow = True
    page.route("**/queue/join*", lambda route: held.append(route) if is_slow else route.continue_())
    yield
    is_slow = False
    for each in held:
        each.continue_()


UPLOAD = "input[data-testid$='upload-button']"


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


FRAMES = """() => new Promise((go) => {
  const count = (left) => left ? requestAnimationFrame(() => setTimeout(count, 0, left - 1)) : go();
  count(5);
})"""


def unfold(page: Page, part: str) -> None:
    """Open a part of the page that is folded up, and wait until its fields are at rest.

    Gradio makes what lies in it only now, and writes the known values into it anew two frames later: what a program
    typed in between would be gone.
    """
    page.locator(f"{part} button").first.click()
    page.evaluate(FRAMES)


def upload_to(page: Page, field: str, name: str, data: bytes) -> None:
    """Put a file into a field for files, and wait until it is there."""
    page.locator(f"{field} input[type=file]").set_input_files(
        [{"name": name, "mimeType": "application/octet-stream", "buffer": data}]
    )
    page.locator(field, has_text=Path(name).stem).get_by_text("B", exact=False).first.wait_for()


def download(page: Page, button: str, folder: Path) -> Path:
    """Press a download button, and give the file that came, under the name that it came with."""
    with page.expect_download() as coming:
        page.locator(button).click()
    path = folder / coming.value.suggested_filename
    coming.value.save_as(path)
    return path


def holds(field: Locator, text: str | re.Pattern[str]) -> None:
    """Wait until a field holds a text: what the server writes there comes a moment after the field itself."""
    from playwright.sync_api import expect

    expect(field).to_have_value(text, timeout=45_000)


def act(page: Page, name: str) -> None:
    """Follow a link below the last answer that has it: copy, good, bad, wrong_citation, again, edit."""
    page.locator(f"#conversation a.act[href='#{name}']").last.click()
