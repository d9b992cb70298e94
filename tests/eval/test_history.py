"""Runs are kept over time, and a report shows how their metrics moved; without a history nothing changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.errors import UsageError
from eval import history
from eval.gate import decide
from eval.records import EvalRun, Past
from eval.reports import html
from eval.reports.trends import trends
from tests.eval.builders import a_citation, a_response, a_run, a_sample, scored

GOOD = scored(a_sample(), a_response(a_citation()))


def past(hit: float | None, digest: str = "0123456789abcdef", at: str = "2026-01-01T00:00:00+00:00") -> Past:
    return Past("small", digest, "fake", "pass", at, {"hit@5": hit})


def with_past(*runs: Past) -> EvalRun:
    return replace(a_run(GOOD), past=runs)


def test_a_run_that_is_added_is_read_back(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "history.jsonl"
    run = a_run(GOOD)
    assert history.read(file) == []
    one = history.past_of(run, decide(run, {}), datetime(2026, 1, 2, tzinfo=UTC))
    history.append(file, one)
    history.append(file, one)
    assert history.read(file) == [one, one]
    assert (one.outcome, one.at, one.metrics["hit@5"]) == ("pass", "2026-01-02T00:00:00+00:00", 1.0)


def test_a_file_that_is_no_history_is_named_by_line(tmp_path: Path) -> None:
    (tmp_path / "history.jsonl").write_text("{}\n", encoding="utf-8")
    with pytest.raises(UsageError, match="line 1"):
        history.read(tmp_path / "history.jsonl")


def test_without_earlier_runs_there_is_no_trend() -> None:
    run = a_run(GOOD)
    assert trends(run) == []
    assert "<polyline" not in html.render([(run, decide(run, {}))])


def test_a_trend_ends_with_the_run_itself_breaks_at_a_gap_and_marks_a_changed_suite() -> None:
    (trend,) = trends(with_past(past(0.5, digest="older"), past(None), past(0.75)))
    assert (trend.metric, trend.first, trend.last) == ("hit@5", "0.5000", "1.0000")
    assert [line.count(",") for line in trend.lines] == [1, 2]
    assert len(trend.dots) == 3
    assert len(trend.changes) == 1


def test_trends_are_drawn_inline_and_twice_the_same() -> None:
    run = with_past(past(0.5), past(0.25))
    drawn = html.render([(run, decide(run, {}))])
    assert drawn.count("<polyline") == 1
    assert "0.5000 → 1.0000" in drawn
    assert drawn == html.render([(run, decide(run, {}))])
