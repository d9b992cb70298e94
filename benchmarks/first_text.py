"""Measures how soon the first text of a model is among the events of an answer, from when its server sends it.

    python benchmarks/first_text.py [--times 30]

A scripted server on loopback sends one piece of text after a pause and says nothing more for a second. The page shows
what has come at its next redraw (`assistant/web/watching.py`), which is not measured here.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
sys.path.insert(0, str(Path(__file__).parents[1]))

from assistant.application import Assistant
from assistant.composing.composer import Delta
from assistant.settings import ModelSettings, Settings
from tests.model_server import MODEL, ModelServer, Reply, finish, pause, role, say

RULE = "临江市巡察整改期限办法\n\n第二条 巡察整改期限为三个月，自收到巡察反馈意见之日起计算。\n"
QUESTION = "巡察整改期限是多久？"


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


def shown(times: list[float]) -> None:
    times.sort()
    print(
        f"first text: median {statistics.median(times):.1f} ms, "
        f"95th percentile {times[int(0.95 * len(times))]:.1f} ms, longest {times[-1]:.1f} ms, n = {len(times)}"
    )


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
            measured: list[float] = []
            for n in range(times + 1):
                wait_s = 0.02 + 0.4 * n / times  # every phase of the waiting's turns
                scripted(server, clock, wait_s)
                event_ms = to_event(assistant, clock)
                if n:  # the first loads the libraries
                    measured.append(event_ms)
    shown(measured)


if __name__ == "__main__":
    main()
