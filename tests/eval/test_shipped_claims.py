"""The shipped suite of claims: in form, resting on the corpus, and run by its name."""

import json
from collections import Counter
from pathlib import Path

import pytest
import yaml

from assistant import resources
from assistant.documents.preparing import prepare
from eval.__main__ import main
from eval.judge_bench import FILE, rows_of
from eval.samples import SUITES

SUITE = SUITES / "judge"
ROWS = [json.loads(line) for line in (SUITE / FILE).read_text(encoding="utf-8").splitlines()]


def test_every_claim_has_its_source_in_the_corpus() -> None:
    texts = {path: text_of(resources.corpus() / path) for path in {row["path"] for row in ROWS}}
    assert [row["id"] for row in ROWS if row["source"] not in texts[row["path"]]] == []


def text_of(file: Path) -> str:
    return file.read_text("utf-8") if file.suffix in (".md", ".txt") else prepare(file).text


def test_every_claim_says_who_wrote_it() -> None:
    assert all(row.writer for row in rows_of("judge"))


def test_ids_and_claims_are_there_once() -> None:
    assert len({row["id"] for row in ROWS}) == len({(row["source"], row["claim"]) for row in ROWS}) == len(ROWS) >= 200


def test_kinds_are_those_that_the_suite_names_under_their_label() -> None:
    kinds = yaml.safe_load((SUITE / "claims.yaml").read_text(encoding="utf-8"))["kinds"]
    assert {(row["label"], row["kind"]) for row in ROWS} == {(label, kind) for label in kinds for kind in kinds[label]}


@pytest.mark.parametrize("split", ["dev", "test"])
def test_each_half_has_about_as_many_right_as_wrong(split: str) -> None:
    labels = Counter(row.label for row in rows_of("judge", split))
    assert 0.4 <= labels["supported"] / labels.total() <= 0.6


def test_halves_share_no_source() -> None:
    halves = [{row.source for row in rows_of("judge", split)} for split in ("dev", "test")]
    assert halves[0].isdisjoint(halves[1])


def test_the_suite_is_run_by_its_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["judge", "--claims", "judge", "--split", "dev", "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["rows"] == len(rows_of("judge", "dev"))
    assert figures["ms_per_claim"] <= 5
