"""Measures how soon the first text of a model is before the reader, from when its server sends it.

    python benchmarks/first_text.py [--times 30]

A scripted server on loopback sends one piece of text after a pause and says nothing more for a second. Measured are the
text's arrival among the events of an answer, and the moment when the page is given new markup that holds it.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")
sys.path.insert(0, str(Path(__file__).parents[1]))

import asyncio

import gradio as gr

from assistant.application import Assistant
from assistant.composing.composer import Delta
from assistant.settings import ModelSettings, Settings
from assistant.web.ask_tab import AskTab
from assistant.web.site import Site
from tests.model_server import MODEL, ModelServer, Reply, finish, pause, role, say

RULE = "临江市巡察整改期限办法\n\n第二条 巡察整改期限为三个月，自收到巡察反馈意见之日起计算。\n"
QUESTION = "巡察整改期限是多久？"
READER: Any = SimpleNamespace(headers={"accept-language": "zh-CN"})


class Clock:
    """When the first text went out."""

    sent = 0.0

    def start(self, reply: Reply) -> None:
        say("巡察整改期限")(reply)
        self.sent = time.perf_counter()


def scripted(server: ModelServer, clock: Clock, wait_s: float) -> None:
    server.forget()
    server.will(role(), pause(wait_s), clock.start, pause(1), say("为三个月。[1]"), finish())


def to_event(assistant: Assistant, clock: Clock) -> float:
    events = assistant.ask_events(QUESTION)
    for event in events:
        if isinstance(event, Delta) and event.text:
            break
    seen = time.perf_counter()
    events.close()
    return (seen - clock.sent) * 1000


def to_page(tab: AskTab, clock: Clock) -> float:
    updates = tab.ask(QUESTION, (), {}, [], "", READER)
    for update in updates:
        if any("巡察整改期限" in line["content"] for line in update.get(tab._chat, []) if line["role"] == "assistant"):
            break
    seen = time.perf_counter()
    updates.close()
    return (seen - clock.sent) * 1000


def shown(name: str, times: list[float]) -> None:
    times.sort()
    print(
        f"{name}: median {statistics.median(times):.1f} ms, 95th percentile {times[int(0.95 * len(times))]:.1f} ms, "
        f"longest {times[-1]:.1f} ms, n = {len(times)}"
    )


async def built(assistant: Assistant, files: Path) -> AskTab:
    with gr.Blocks():
        return AskTab(Site(assistant, files, None))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=30)
    times = parser.parse_args().times
    clock = Clock()
    with tempfile.TemporaryDirectory() as folder, ModelServer() as server:
        rule = Path(folder) / "rule.txt"
        rule.write_text(RULE, encoding="utf-8")
        model = ModelSettings(base_url=server.url, name=MODEL, timeout_s=20)
        with Assistant(Settings(home=Path(folder) / "home", model=model)) as assistant:
            assistant.ingest([rule])
            tab = asyncio.run(built(assistant, Path(folder)))
            measured: dict[str, list[float]] = {"event": [], "page": []}
            for n in range(times + 1):
                wait_s = 0.02 + 0.4 * n / times  # every phase of the waiting's turns
                scripted(server, clock, wait_s)
                event_ms = to_event(assistant, clock)
                scripted(server, clock, wait_s)
                page_ms = to_page(tab, clock)
                if n:  # the first loads the libraries
                    measured["event"].append(event_ms)
                    measured["page"].append(page_ms)
    for name, values in measured.items():
        shown(name, values)


if __name__ == "__main__":
    main()
