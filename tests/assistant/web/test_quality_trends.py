"""What the runs of a suite came to over time, as plots that can be read aloud too."""

import re
from datetime import datetime, timedelta

import pytest

from assistant.web.quality_trends import trends
from assistant.web.suite_runs import Metric, Run

FIRST = datetime(2026, 1, 1, 9)


def runs_of(
    *values: float | None, suite: str = "answers", digests: str = "aaaaaaaa", met: bool | None = True
) -> list[Run]:
    """Runs with these values of one metric, latest first."""
    made = [
        Run(
            f"r{n}",
            suite,
            "pass",
            3,
            3,
            0,
            (Metric("faithful", value, met, None),),
            FIRST + timedelta(days=n),
            digests[n],
        )
        for n, value in enumerate(values)
    ]
    return made[::-1]


def heights(html: str) -> list[float]:
    return [float(y.replace("&#46;", ".")) for y in re.findall(r'cy="([^"]+)"', html)]


def test_a_rising_value_rises_from_left_to_right() -> None:
    html = trends(runs_of(0.5, 0.75, 1.0), "zh")
    low, middle, high = heights(html)
    assert low > middle > high
    assert "0.500 → 1.000" in html.replace("&#46;", ".")


@pytest.mark.parametrize("runs", [[], runs_of(0.5), runs_of(0.5, None), runs_of(0.5, 0.6, met=None)])
def test_nothing_is_drawn_that_has_no_course(runs: list[Run]) -> None:
    assert trends(runs, "zh") == ""


def test_suites_are_drawn_apart_and_a_change_of_their_cases_is_marked() -> None:
    html = trends([*runs_of(0.5, 0.6, digests="ab"), *runs_of(0.1, 0.2, suite="retrieval")], "en")
    assert html.count("<svg") == 2
    assert html.count('class="seam"') == 1


def test_names_from_reports_are_text() -> None:
    assert "<script" not in trends(runs_of(0.1, 0.2, suite="<script>"), "zh")


@pytest.mark.parametrize("value", [-3.0, 40.0])
def test_a_value_beyond_its_scale_stays_in_the_picture(value: float) -> None:
    assert all(0 <= height <= 44 for height in heights(trends(runs_of(0.5, value), "zh")))
