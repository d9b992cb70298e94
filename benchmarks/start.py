"""From `assistant serve` to a page that can be typed into, and to its first answer, in a real browser.

    python benchmarks/start.py HOME [--times 3]

The library in HOME is copied, so that nothing is left in it, and served by the command itself; the browser runs
already, as a person's does, and goes to the page as soon as its address is printed. Times are by the clock, and beside
them the processor time that the server and the browser took until then: on a machine that does something else too, the
sum of both is nearer to what a quiet one would need. The question is typed as soon as the box for it is there. Needs
Debian's chromium and the extra `browser`.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.browser.conftest import CHROMIUM, FLAGS

if TYPE_CHECKING:
    from playwright.sync_api import Browser

QUESTION = "收到巡察反馈意见后，整改方案要在多少个工作日内报送？"
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Moment:
    """Seconds since the command was given: by the clock, of the server's processor time, of the browser's."""

    clock: float
    server: float
    browser: float

    def since(self, before: Moment) -> str:
        parts = (self.clock - before.clock, self.server - before.server, self.browser - before.browser)
        return "{:.2f} s (server {:.2f}, browser {:.2f})".format(*parts)


class Watch:
    """Takes the moments of one start."""

    def __init__(self, server: int, begun: float) -> None:
        self._server, self._begun = server, begun
        self._before = self._browser()

    def now(self) -> Moment:
        return Moment(time.monotonic() - self._begun, spent(self._server), self._browser() - self._before)

    def _browser(self) -> float:
        return sum(spent(each) for each in below(os.getpid()) if each != self._server)


def spent(process: int) -> float:
    """Processor seconds of a process; of one that is gone, 0."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICKS


def below(process: int) -> Iterator[int]:
    """All processes that a process has begun, and they."""
    try:
        begun = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="utf-8").split()
    except OSError:
        return
    for each in map(int, begun):
        yield each
        yield from below(each)


@contextmanager
def serving(home: Path) -> Iterator[subprocess.Popen[str]]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "assistant", "serve", "--port", str(port)]
    environment = {**os.environ, "ASSISTANT_HOME": str(home), "PYTHONPATH": str(Path(__file__).parents[1])}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment
    ) as process:
        try:
            yield process
        finally:
            process.terminate()


def start(browser: Browser, home: Path) -> None:
    """One start, and its moments printed."""
    page = browser.new_page(locale="zh-CN")
    begun = time.monotonic()
    with serving(home) as process:
        watch = Watch(process.pid, begun)
        first = watch.now()
        said = re.search(r"http://[\d.:]+", process.stdout.readline() if process.stdout else "")
        if said is None:
            raise SystemExit("it does not start")
        announced = watch.now()
        page.goto(said[0], wait_until="commit")
        box = page.locator("#question textarea")
        box.wait_for()
        usable = watch.now()
        box.fill(QUESTION)
        page.keyboard.press("Enter")
        asked = watch.now()
        page.locator("#conversation details.searched").wait_for()
        answered = watch.now()
        page.close()
    print(f"address {announced.since(first)}   usable {usable.since(first)}   answer {answered.since(asked)}", end="")
    print(f"   load {os.getloadavg()[0]:.1f}")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("home", type=Path)
    arguments.add_argument("--times", type=int, default=3)
    given = arguments.parse_args()
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        home = Path(folder) / "home"
        shutil.copytree(given.home, home)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS])
        for _ in range(given.times):
            start(browser, home)
        browser.close()


if __name__ == "__main__":
    main()
