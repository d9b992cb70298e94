"""Measures a plan of many findings that a chat model words, against the least that calls of this length can take.

    python benchmarks/plan_with_model.py [--findings 30] [--at-once 8] [--seconds 2]

A scripted server on loopback takes the given seconds for each call and refuses one finding. The library is the sample
corpus. Printed: the wall clock with and without the model, the ideal (calls one after the other, so many at once), and
which findings are worded by rule.
"""

from __future__ import annotations

import argparse
import math
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
sys.path.insert(0, str(Path(__file__).parents[1]))

from assistant import resources
from assistant.application import Assistant
from assistant.drafting.records import Plan
from assistant.export.model_words import fallback_text
from assistant.open_library import SAMPLE_COLLECTION
from assistant.settings import ModelSettings, Settings
from tests.assistant.drafting.model_samples import WordingServer, good, matter_of, said
from tests.model_server import MODEL, Request, Step, pause, status

MATTERS = (
    "会议费管理不严",
    "招标程序不规范",
    "整改台账登记不全",
    "信访件办理不及时",
    "廉政谈话流于形式",
    "档案移交拖延",
)
REFUSED = "第17号"


def feedback(count: int) -> str:
    """A feedback document of so many findings."""
    told = [f"{n}.第{n}号科室{MATTERS[n % len(MATTERS)]}。抽查{n}件，均没有按规定办理。" for n in range(1, count + 1)]
    return "\n".join(("中共某局党组巡察反馈问题清单", *told, ""))


def slow(seconds: float) -> WordingServer:
    """A server that takes so long for each call and refuses one."""

    def answer(request: Request) -> tuple[Step, ...]:
        if matter_of(request).startswith(REFUSED):
            return (pause(seconds), status(400, {"error": {"message": "refused"}}))
        return (pause(seconds), *said(good(request)))

    return WordingServer(answer)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--findings", type=int, default=30)
    arguments.add_argument("--at-once", type=int, default=8)
    arguments.add_argument("--seconds", type=float, default=2.0)
    asked = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder, slow(asked.seconds) as server:
        source = Path(folder, "反馈意见.txt")
        source.write_text(feedback(asked.findings), encoding="utf-8")
        model = ModelSettings(base_url=server.url, name=MODEL, at_once=asked.at_once)
        with Assistant(Settings(home=Path(folder, "home"), model=model)) as assistant:
            assistant.ingest([resources.corpus()], collection=SAMPLE_COLLECTION)
            by_rule = _timed(lambda: assistant.draft_plan(source, by_rule=True))[0]
            took, plan = _timed(lambda: assistant.draft_plan(source))
    ideal = math.ceil(asked.findings / asked.at_once) * asked.seconds
    print(f"{len(plan.findings)} findings, {asked.at_once} at once, {asked.seconds:g} s a call")
    print(f"by rule {by_rule:.2f} s; with the model {took:.2f} s; ideal {ideal:.2f} s; ratio {took / ideal:.2f}")
    print(f"{len(plan.calls)} calls, {len(plan.worded)} measures in the model's words; otherwise:")
    for fallback in plan.fallbacks:
        print(" ", fallback_text(fallback, "en"))


def _timed(draft: Callable[[], Plan]) -> tuple[float, Plan]:
    began = time.perf_counter()
    plan = draft()
    return time.perf_counter() - began, plan


if __name__ == "__main__":
    main()
