"""Suites are read whole or refused with every fault named by file, line and field."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assistant.errors import UsageError
from eval.demands import demands_on
from eval.records import Gold
from eval.samples import SUITES, load, select
from tests.eval.builders import a_sample

HEAD = """\
name: small
purpose: to test
owner: tests
corpus: documents
language: zh
thresholds:
  hit@5: 0.9
must_pass: [one]
"""
ONE: dict[str, Any] = {
    "id": "one",
    "question": "会议费几天内报销？",
    "answerable": True,
    "expected_facts": ["30日内"],
    "gold": [{"path": "rules.md", "quote": "会议结束后30日内办理报销"}],
    "tags": ["figure"],
    "split": "dev",
    "must_pass": False,
}
TWO: dict[str, Any] = {
    "id": "two",
    "question": "谁批准？",
    "answerable": False,
    "as_of": "2023-05-01",
    "history": ["会议费呢？"],
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "rules.md").write_text("第一条　会议结束后\n30日内办理报销。", encoding="utf-8")
    write(tmp_path, ONE, TWO)
    return tmp_path


def write(folder: Path, *rows: dict[str, Any], head: str = HEAD) -> None:
    (folder / "suite.yaml").write_text(head, encoding="utf-8")
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (folder / "cases.jsonl").write_text(lines, encoding="utf-8")


def refused(folder: Path) -> str:
    with pytest.raises(UsageError) as caught:
        load(str(folder))
    return str(caught.value)


def test_a_suite_is_read_with_all_its_fields(folder: Path) -> None:
    suite = load(str(folder))
    one, two = suite.samples
    assert (suite.name, suite.owner, suite.thresholds) == ("small", "tests", {"hit@5": 0.9})
    assert one.gold == (Gold("rules.md", "会议结束后30日内办理报销"),)
    assert one.must_pass  # named in suite.yaml
    assert (two.as_of, two.history, two.split) == (date(2023, 5, 1), ("会议费呢？",), "test")


def test_the_suites_day_is_that_of_cases_without_one(folder: Path) -> None:
    write(folder, ONE, TWO, head=HEAD + "as_of: 2025-07-01\n")
    assert [sample.as_of for sample in load(str(folder)).samples] == [date(2025, 7, 1), date(2023, 5, 1)]


def test_the_digest_changes_with_either_file(folder: Path) -> None:
    digests = {load(str(folder)).digest}
    write(folder, ONE, TWO, head=HEAD.replace("0.9", "0.8"))
    digests.add(load(str(folder)).digest)
    write(folder, ONE)
    digests.add(load(str(folder)).digest)
    assert len(digests) == 3


def test_marks_that_break_lines_elsewhere_do_not_break_a_row(folder: Path) -> None:
    write(folder, {**ONE, "question": "会议费\u2028几天\x0b报销？"})
    assert load(str(folder)).samples[0].question == "会议费\u2028几天\x0b报销？"


@pytest.mark.parametrize(
    ("change", "field", "said"),
    [
        ({"question": None}, "question", "string"),
        ({"question": " "}, "question", "empty"),
        ({"answerable": "yes"}, "answerable", "boolean"),
        ({"split": "train"}, "split", "dev"),
        ({"as_of": "2023-13-01"}, "as_of", "date"),
        ({"expectd_facts": []}, "expectd_facts", "no such field"),
        ({"gold": [{"path": "rules.md"}]}, "gold.0.quote", "missing"),
        ({"gold": [{"path": "lost.md", "quote": "会议"}]}, "gold.0.path", "lost.md"),
        ({"gold": [{"path": "rules.md", "quote": "会议结束后60日内"}]}, "gold.0.quote", "rules.md"),
        ({"gold": []}, "gold", "at least one"),
        ({"answerable": False, "expected_facts": []}, "gold", "without an answer"),
        ({"id": "two"}, "id", "two"),
    ],
)
def test_a_fault_in_a_case_is_named_by_file_line_and_field(
    folder: Path, change: dict[str, Any], field: str, said: str
) -> None:
    write(folder, TWO, {**ONE, **change}, head=HEAD.replace("[one]", "[two]"))
    (line,) = [line for line in refused(folder).splitlines() if "cases.jsonl" in line]
    assert f"cases.jsonl:2: {field}: " in line
    assert said in line


@pytest.mark.parametrize(
    ("head", "where", "said"),
    [
        (HEAD.replace("owner: tests\n", ""), "suite.yaml:1: owner", "missing"),
        (HEAD + "treshold: 1\n", "suite.yaml:9: treshold", "no such field"),
        (HEAD.replace("zh", "fr"), "suite.yaml:5: language", "zh"),
        (HEAD.replace("0.9", "high"), "suite.yaml:6: thresholds.hit@5", "number"),
        (HEAD.replace("[one]", "[one, three]"), "suite.yaml:8: must_pass", "three"),
        (HEAD + "owner: [\n", "suite.yaml:10: -", "YAML"),
        (HEAD + "as_of: 2024-13-01\n", "suite.yaml:9: as_of", "date"),
        (HEAD + "owner: \x07\n", "suite.yaml:1: -", "YAML"),
        ("- a list\n", "suite.yaml:1: -", "object"),
    ],
)
def test_a_fault_in_the_head_is_named_by_file_line_and_field(folder: Path, head: str, where: str, said: str) -> None:
    write(folder, ONE, TWO, head=head)
    (line,) = [line for line in refused(folder).splitlines() if "suite.yaml" in line]
    assert where in line
    assert said in line


def test_all_faults_are_named_at_once(folder: Path) -> None:
    write(folder, {**ONE, "split": "train"}, {**TWO, "answerable": 1})
    assert sum("cases.jsonl:" in line for line in refused(folder).splitlines()) == 2


def test_a_row_that_is_no_json_is_named(folder: Path) -> None:
    (folder / "cases.jsonl").write_text('{"id": "one",\n', encoding="utf-8")
    assert "cases.jsonl:1: -: is no JSON" in refused(folder)


def test_an_unknown_suite_names_the_known_ones() -> None:
    with pytest.raises(UsageError, match="answers"):
        load("answer")


def test_a_missing_corpus_is_named(folder: Path) -> None:
    write(folder, ONE, head=HEAD.replace("documents", "nowhere"))
    assert "nowhere" in refused(folder)


def test_selection_is_by_split_id_pattern_and_tag() -> None:
    samples = [
        a_sample("fact-1", split="dev", tags=("fact",)),
        a_sample("fact-2"),
        a_sample("list-1", tags=("fact", "list")),
    ]
    assert [one.id for one in select(samples, filters=["fact-*"])] == ["fact-1", "fact-2"]
    assert [one.id for one in select(samples, filters=["list", "fact-2"])] == ["fact-2", "list-1"]
    assert [one.id for one in select(samples, split="test", limit=1)] == ["fact-2"]
    assert select(samples, filters=["nothing"]) == ()


def test_a_suite_borrows_cases_of_another_by_tag_and_they_need_not_pass_there(folder: Path) -> None:
    shared = HEAD.replace("corpus: documents", f"corpus: {folder / 'documents'}")
    borrower = folder / "more"
    borrower.mkdir()
    head = shared.replace("[one]", "[]") + f"borrows:\n  - {{suite: {folder}, tags: [figure]}}\n"
    write(borrower, {**TWO, "id": "three"}, head=head)
    write(folder, ONE, TWO, head=shared)
    suite = load(str(borrower))
    assert [(sample.id, sample.must_pass) for sample in suite.samples] == [("three", False), ("one", False)]
    write(folder, {**ONE, "question": "几天？"}, TWO, head=shared)
    assert load(str(borrower)).digest != suite.digest


def test_what_cannot_be_borrowed_is_named(folder: Path) -> None:
    for borrows, said in (
        (f"{{suite: {folder}, tags: [figure]}}", "borrows from itself"),
        ("{suite: answers, tags: [no-such-tag]}", "another kind or corpus"),
        ("{suite: nowhere, tags: [figure]}", "nowhere"),
    ):
        write(folder, ONE, TWO, head=HEAD + f"borrows:\n  - {borrows}\n")
        assert said in refused(folder)


def test_a_kind_that_is_not_there_is_named_with_those_that_are(folder: Path) -> None:
    write(folder, ONE, TWO, head=HEAD + "kind: dance\n")
    assert "suite.yaml:9: kind: " in refused(folder)
    assert "draft" in refused(folder)


@pytest.mark.parametrize("name", sorted(path.parent.name for path in SUITES.glob("*/suite.yaml")))
def test_every_shipped_suite_is_sound(name: str) -> None:
    suite = load(name)
    assert suite.name == name
    assert suite.samples
    assert demands_on(suite.name, suite.thresholds, {}, {}, suite.kind)
