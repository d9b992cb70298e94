"""How long the embedded composer takes from a question to its answer, over a library that exists.

    python benchmarks/answer_speed.py HOME QUESTIONS [--warm 5]

QUESTIONS holds one question a line. Each is asked once, in order, after a few that only warm caches; what is printed is
the median and the 95th percentile of the whole way, of what of it this process computed (on a machine with other work
the former is mostly waiting), and of its stages, in milliseconds. On one core: OMP_NUM_THREADS=1.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import defaultdict
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from assistant.application import Assistant
from assistant.settings import load


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("home", type=Path)
    arguments.add_argument("questions", type=Path)
    arguments.add_argument("--warm", type=int, default=5, help="questions asked before any is measured")
    given = arguments.parse_args()
    questions = [line.strip() for line in given.questions.read_text(encoding="utf-8").splitlines() if line.strip()]
    with Assistant.open(load({"home": given.home})) as assistant:
        documents, passages = assistant.store.catalogue.counts()
        for question in questions[: given.warm]:
            assistant.ask(question)
        took: dict[str, list[float]] = defaultdict(list)
        answered = 0
        for question in questions:
            begun, computed = time.perf_counter(), time.process_time()
            answer = assistant.ask(question)
            took["whole"].append((time.perf_counter() - begun) * 1000)
            took["computed"].append((time.process_time() - computed) * 1000)
            answered += not answer.abstained
            for stage, milliseconds in answer.timings_ms.items():
                took[stage].append(milliseconds)
    print(f"{documents} documents, {passages} passages, {len(questions)} questions, {answered} answered")
    for stage, times in took.items():
        middle, most = np.percentile(times, [50, 95])
        print(f"{stage:8} p50 {middle:7.1f} ms   p95 {most:7.1f} ms   p95/p50 {most / middle:.2f}")


if __name__ == "__main__":
    main()
