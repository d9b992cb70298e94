"""Repair cases kept as data, those of the suite `repair`: wild, synthetic, what must stay, and what is known to fail.

A known failure that starts to work must be moved: the marks are strict.
"""

from __future__ import annotations

import json

import pytest

from assistant.text.offsets import OffsetMap
from assistant.text.repair import repair, replay
from eval.samples import SUITES

CASES = SUITES / "repair" / "cases"
Case = dict[str, str]


def load(name: str) -> list[Case]:
    rows: list[Case] = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
    return rows


def label(case: Case) -> str:
    return case["label"]


@pytest.mark.parametrize("case", [*load("in-the-wild"), *load("synthetic")], ids=label)
def test_damage_is_undone_and_the_steps_explain_it(case: Case) -> None:
    result = repair(case["original"])
    assert result.text == case["fixed"]
    assert replay(case["original"], result.steps) == case["fixed"]
    assert result.repairs
    assert repair(result.text).text == case["fixed"]


@pytest.mark.parametrize("case", load("negative"), ids=label)
def test_what_is_no_damage_stays(case: Case) -> None:
    result = repair(case["original"])
    assert result.text == case["original"]
    assert result.offsets == OffsetMap.identity(len(case["original"]))


@pytest.mark.parametrize("case", [*load("in-the-wild"), *load("synthetic"), *load("negative")], ids=label)
def test_what_stands_around_a_case_does_not_matter(case: Case) -> None:
    fixed = case.get("fixed", case["original"])
    before, after = "本办法自发布之日起施行。\n\n", "\n\n附件按规定格式填写。"
    if case["original"].endswith("?") and fixed[-1:] != "?":
        pytest.skip("the end of the line is part of the case")
    assert repair(before + case["original"] + after).text == before + fixed + after


@pytest.mark.xfail(strict=True, reason="known failures: one that starts to work belongs in another file")
@pytest.mark.parametrize("case", load("known-failures"), ids=label)
def test_known_failures_still_fail(case: Case) -> None:
    assert repair(case["original"]).text == case["fixed"]


def test_labels_are_unique() -> None:
    labels = [
        case["label"] for name in ("in-the-wild", "synthetic", "negative", "known-failures") for case in load(name)
    ]
    assert len(labels) == len(set(labels))
