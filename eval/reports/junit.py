"""JUnit XML: a test suite for each suite, a test case for each threshold, each drop looked for, and each case.

`<failure>` stands where the gate failed: at a threshold not met, at a drop, at a must-pass case, and at each case that
fell short in a metric below its threshold. A shortfall that the thresholds allow is told in `<system-out>`: the file
holds a failure if and only if the gate fails. `<error>` stands where nothing could be judged.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from eval.gate import Decision, GateRow, Outcome, printed, shortfalls
from eval.records import CaseResult, EvalRun
from eval.scorers import EVERY

_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(runs: Sequence[tuple[EvalRun, Decision]], times: bool = False) -> str:
    """The report as text, ended by a line break."""
    root = Element("testsuites")
    for run, decision in runs:
        _suite(root, run, decision, times)
    indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{tostring(root, encoding="unicode")}\n'


def _suite(root: Element, run: EvalRun, decision: Decision, times: bool) -> None:
    suite = SubElement(root, "testsuite", name=run.suite.name)
    properties = SubElement(suite, "properties")
    for name, value in (("subject", run.subject), ("digest", run.suite.digest), ("seed", str(run.seed))):
        SubElement(properties, "property", name=name, value=_clean(value))
    for row in decision.rows:
        if row.threshold is not None:
            _threshold(suite, run.suite.name, row, decision.outcome)
        if row.change is not None and row.demand.max_drop is not None:
            _drop(suite, run.suite.name, row, decision.outcome)
    missed = {row.measured.metric for row in decision.rows if row.met is False}
    for result in run.results:
        case = _case(suite, run.suite.name, result, times)
        if result.error is None:
            decisive = result.sample.must_pass or not missed.isdisjoint(shortfalls(result))
            _tell_shortfalls(case, result, decision.outcome is Outcome.FAIL and decisive)
    for name, tag in (("tests", "testcase"), ("failures", "testcase/failure"), ("errors", "testcase/error")):
        suite.set(name, str(len(suite.findall(tag))))


def _threshold(suite: Element, name: str, row: GateRow, outcome: Outcome) -> None:
    sign = ">=" if EVERY[row.measured.metric].higher_is_better else "<="
    case = SubElement(
        suite, "testcase", classname=f"{name}.gate", name=f"{row.measured.metric} {sign} {row.threshold:g}"
    )
    said = f"{row.measured.metric} = {printed(row.measured.value)}, n = {row.measured.n}"
    if row.met is None or (row.met is False and outcome is not Outcome.FAIL):
        SubElement(case, "error", message=said)
    elif row.met is False:
        SubElement(case, "failure", message=said)


def _drop(suite: Element, name: str, row: GateRow, outcome: Outcome) -> None:
    case = SubElement(
        suite, "testcase", classname=f"{name}.gate", name=f"{row.measured.metric} max_drop {row.demand.max_drop:g}"
    )
    if row.has_dropped and row.change is not None:
        said = f"{row.measured.metric}: {printed(row.change.before)} → {printed(row.change.now)}, n = {row.change.n}"
        SubElement(case, "failure" if outcome is Outcome.FAIL else "error", message=said)


def _case(suite: Element, name: str, result: CaseResult, times: bool) -> Element:
    case = SubElement(suite, "testcase", classname=f"{name}.cases", name=_clean(result.sample.id))
    if times and result.response is not None:
        case.set("time", f"{result.response.elapsed_ms / 1000:.3f}")
    if result.error is not None:
        SubElement(case, "error", message=_clean(result.error))
    return case


def _tell_shortfalls(case: Element, result: CaseResult, decisive: bool) -> None:
    told = "\n".join(f"{metric}: {result.scores[metric].explanation}" for metric in shortfalls(result))
    if told and decisive:
        SubElement(case, "failure", message=_clean(result.sample.question)).text = _clean(told)
    elif told:
        SubElement(case, "system-out").text = _clean(told)


def _clean(text: str) -> str:
    """Without the characters that XML cannot hold."""
    return _NOT_IN_XML.sub("\ufffd", text)
