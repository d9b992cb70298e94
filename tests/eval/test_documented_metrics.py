"""Every metric, and every field of a case, has its row in docs/metrics.md."""

from dataclasses import fields
from pathlib import Path

from eval.ranking import METRICS
from eval.records import Sample
from eval.scorers import SCORERS

DOCUMENT = (Path(__file__).parents[2] / "docs" / "metrics.md").read_text(encoding="utf-8")


def test_every_metric_is_defined() -> None:
    assert [name for name in (*SCORERS, *METRICS) if f"\n| `{name}` |" not in DOCUMENT] == []


def test_the_metrics_that_ask_a_judge_are_marked() -> None:
    marked = [name for name in SCORERS if f"\n| `{name}` | ⚖ " in DOCUMENT]
    assert marked == [name for name, scorer in SCORERS.items() if scorer.uses_judge]


def test_every_field_of_a_case_is_described() -> None:
    assert [field.name for field in fields(Sample) if f"`{field.name}`" not in DOCUMENT] == []
