"""Forks, for each line on stdin, a process that runs a small suite into a log; the test kills those forks.

A line is {folder, jobs}. The fork answers from a table, slowly, notes each question in `asked.txt` when it is put, and
at the end writes `report.json`. The reply is its pid; a line {wait: pid} is answered with the signal that ended it.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

from eval.demands import Demand
from eval.gate import decide
from eval.records import Response, Sample
from eval.reports import json_report
from eval.run_log import RunLog
from eval.runner import run
from tests.eval.builders import TableSubject, a_citation, a_response, a_sample, a_suite, an_abstention

CASES = 30
ANSWER_S = 0.004


def samples() -> tuple[Sample, ...]:
    return tuple(a_sample(f"case-{number:02}", answerable=number % 5 != 0) for number in range(CASES))


def answer(folder: Path, sample: Sample) -> Response:
    with (folder / "asked.txt").open("a", encoding="utf-8") as asked:
        asked.write(sample.id + "\n")
    time.sleep(ANSWER_S)
    number = int(sample.id.removeprefix("case-"))
    gold = a_response().gold if sample.gold else ()
    if number % 7 == 0:
        return an_abstention(gold=gold)
    return a_response(a_citation(start=100 if number % 2 else 300), gold=gold)


def evaluate(folder: Path, jobs: int) -> None:
    cases = samples()
    suite = a_suite(*cases)
    with RunLog(folder / "log.jsonl", "key", resume=True) as log:
        ran = run(suite, cases, TableSubject(lambda sample: answer(folder, sample)), log=log, seed=1, jobs=jobs)
    text = json_report.render([(ran, decide(ran, {"hit@5": Demand(0.5)}))])
    (folder / "report.new").write_text(text, encoding="utf-8")
    (folder / "report.new").replace(folder / "report.json")


def _fork(request: dict[str, Any]) -> int:
    pid = os.fork()
    if pid == 0:
        try:
            evaluate(Path(request["folder"]), request["jobs"])
        except BaseException as error:
            sys.stderr.write(f"{type(error).__name__}: {error}\n")
            os._exit(1)
        os._exit(0)
    return pid


def main() -> None:
    for line in sys.stdin:
        request = json.loads(line)
        if "wait" in request:
            _, status = os.waitpid(request["wait"], 0)
            reply = os.WTERMSIG(status) if os.WIFSIGNALED(status) else -os.WEXITSTATUS(status)
        else:
            reply = _fork(request)
        sys.stdout.write(f"{reply}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
