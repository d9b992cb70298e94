"""The shipped suites, put to the real Assistant. Whether they pass is for their gates to say."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from eval.__main__ import main
from eval.samples import load, names
from eval.shelf import open_shelf

ROOT = Path(__file__).parents[2]


@pytest.mark.timeout(300)
@pytest.mark.parametrize(
    "suites", [["answers"], ["abstention", "versions"], ["drafting"], ["remarks"], ["checks", "repair"]], ids="+".join
)
def test_every_case_is_answered_and_scored_alike_whatever_the_workers(
    suites: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    codes = {main(["run", *suites, "--jobs", jobs, "-o", f"{jobs}.json"]) for jobs in ("1", "4")}
    one, four = Path("1.json").read_bytes(), Path("4.json").read_bytes()
    report = json.loads(one)
    assert list(_told_apart(report, json.loads(four))) == []
    assert one == four
    assert codes == {report["exit_code"]}
    assert [(suite["errors"], suite["notes"]) for suite in report["suites"]] == [(0, [])] * len(suites)
    valid = [suite["metrics"]["citation_validity"]["value"] for suite in report["suites"] if suite["kind"] == "ask"]
    assert set(valid) <= {1.0}


def test_the_sample_corpus_is_searched_exactly_so_that_two_runs_cannot_differ() -> None:
    with open_shelf(load("answers").corpus) as shelf:
        assert shelf.assistant.store.catalogue.counts()[1] > 0
        assert not shelf.assistant.store.vectors.has_base()


def _told_apart(one: dict[str, Any], other: dict[str, Any]) -> Iterator[tuple[object, object]]:
    """The cases of two reports that differ."""
    for first, second in zip(one["suites"], other["suites"], strict=True):
        yield from ((this, that) for this, that in zip(first["cases"], second["cases"], strict=True) if this != that)


def test_a_build_runs_every_suite_but_those_that_say_why_not() -> None:
    assert "\t$(BIN)/python -m eval run --jobs 2\n" in (ROOT / "Makefile").read_text(encoding="utf-8")
    run = names(held=False)
    assert set(names()) - set(run) == {"paraphrase-held"}
    assert load("paraphrase-held").held
    needed = "answers retrieval abstention versions injection drafting remarks checks repair".split()
    assert set(needed) <= set(run)


def test_every_suite_has_a_purpose_an_owner_and_thresholds() -> None:
    for suite in map(load, names()):
        assert suite.purpose
        assert suite.owner
        assert suite.thresholds
