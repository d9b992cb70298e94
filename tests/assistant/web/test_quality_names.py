"""Suites and figures of the evaluation in words, in both languages."""

from __future__ import annotations

import re

import pytest

from assistant import messages
from assistant.web.quality_names import metric_name, suite_name
from assistant.web.suite_runs import suites

DEMANDED = {
    metric
    for folder in suites().values()
    for thresholds in re.findall(
        r"^thresholds:\n((?:  .+\n|\s*#.*\n)+)", (folder / "suite.yaml").read_text(encoding="utf-8"), re.MULTILINE
    )
    for metric in re.findall(r"^  ([a-z_@0-9]+):", thresholds, re.MULTILINE)
}
"""The metrics that a shipped suite demands something of."""


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_every_shipped_suite_is_named_with_its_name_on_the_command_line(language: str) -> None:
    named = {suite: suite_name(suite, language) for suite in suites()}
    assert named
    assert all(suite in said and len(said) > len(suite) + 2 for suite, said in named.items())


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_every_figure_that_is_demanded_is_named(language: str) -> None:
    assert {"hit@5", "fact_recall"} <= DEMANDED
    assert {metric for metric in DEMANDED if metric_name(metric, language) == metric} == set()


def test_what_nobody_named_is_shown_as_it_is() -> None:
    assert (suite_name("our-own", "zh"), metric_name("our_figure", "zh")) == ("our-own", "our_figure")
