"""Plans drafted from documents as they lie about: whatever is read out of them, nothing in the plan is made up."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from assistant.documents.preparing import prepare
from assistant.drafting.checks.counters import figures_in
from assistant.drafting.issue_records import Severity
from assistant.drafting.plan import draft_plan
from assistant.drafting.records import Measure, Plan
from assistant.errors import RejectedFile
from assistant.text.terms import fold

FOLDER = Path(__file__).parents[3] / ".." / "shared" / "data" / "real-docs"
FILES = sorted(path for path in FOLDER.glob("*.*") if path.suffix in (".md", ".txt")) if FOLDER.is_dir() else []
pytestmark = pytest.mark.skipif(not FILES, reason="needs ../shared/data/real-docs")


@cache
def plan(path: Path) -> Plan | None:
    try:
        return draft_plan(prepare(path), lambda *_: [], document_of=None)
    except RejectedFile:
        return None


def own_words(measure: Measure) -> str:
    metric = measure.metric
    said = (measure.text, measure.completion_mark, *measure.evidence_required, *measure.due.stages)
    return "\n".join((*said, metric.indicator, metric.baseline, metric.target))


def plain(text: str) -> str:
    return re.sub(r"\s|[“”‘’\"]", "", fold(text))


def values(text: str) -> set[str]:
    return {fact.value for fact in figures_in(text)}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_nothing_in_a_plan_is_made_up(path: Path) -> None:
    drafted = plan(path)
    if drafted is None:
        pytest.skip("no feedback document: nothing is drafted")
    text = drafted.source.document.text
    known, words = values(text) | values(text.replace("\n", "")), plain(text)
    for measure in drafted.measures():
        said = own_words(measure)
        assert values(said) <= known
        for quoted in re.findall(r"“([^“”]+)”", said):
            pieces = re.split(r"【[^】]*】", quoted)
            assert all(plain(piece) in words for piece in pieces), quoted
        assert measure.due.date is None or measure.due.date == drafted.deadline.limit
        assert re.fullmatch(r"【待填：[^】]+】", measure.leader)
        assert re.fullmatch(r"【待填：[^】]+】", measure.lead_unit)
    assert [issue for issue in drafted.checks if issue.severity is Severity.ERROR] == []
