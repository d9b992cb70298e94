"""Figures in units of their own, and in cells that have none."""

from __future__ import annotations

import pytest

from assistant.composing.questions import analyse
from assistant.composing.telling_measures import bare_figures, measure_of, measured


@pytest.mark.parametrize(
    ("question", "text", "is_told"),
    [
        ("茶场面积多大？", "茶场3200亩。", True),
        ("茶场面积多大？", "茶场有32人。", False),
        ("水渠长多少公里？", "水渠5.2公里。", True),
    ],
)
def test_what_is_measured_is_told_in_its_units(question: str, text: str, is_told: bool) -> None:
    measure = measure_of(analyse(question))
    assert measure is not None
    assert (measure.search(text) is not None) is is_told


def test_a_figure_in_foreign_money_is_one() -> None:
    assert measured(analyse("投资多少钱？"), "投资5000万美元。")


def test_the_cells_of_a_row_hold_figures_without_a_unit() -> None:
    assert len(bare_figures(analyse("东岭站接到多少件诉求？"), "| 东岭站 | 41 | 39 |")) == 2
    assert bare_figures(analyse("东岭站接到多少件诉求？"), "东岭站 41 39") == []
