"""Cases that are no questions: read from their files, refused with file, line and field where they make no sense."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.samples import load
from tests.eval.test_samples import refused

HEAD = "name: small\npurpose: to test\nowner: tests\ncorpus: documents\nlanguage: zh\nthresholds: {{}}\nkind: {kind}\n"
LETTER = """\
label: a letter
text: |
  反馈意见
  1.会议费管理不严。
unit: 市粮食局
findings:
  - verbatim: 会议费管理不严。
"""
TEXTS = """[
  {
    "label": "glosses",
    "original": "党(dǎng)组",
    "fixed": "党组"
  },
  {
    "label": "sound",
    "original": "党组"
  }
]"""
RULES = "no-owner:\n  found:\n    - {text: 甲}\n    - {text: 乙}\n  silent:\n    - {}\n"


def suite(folder: Path, kind: str, **files: str) -> Path:
    (folder / "documents").mkdir(exist_ok=True)
    (folder / "cases").mkdir(exist_ok=True)
    (folder / "suite.yaml").write_text(HEAD.format(kind=kind), encoding="utf-8")
    for name, text in files.items():
        (folder / "cases" / name.replace("_", ".")).write_text(text, encoding="utf-8")
    return folder


def test_a_feedback_document_is_a_file_and_its_name_the_id(tmp_path: Path) -> None:
    (case,) = load(str(suite(tmp_path, "draft", letter_yaml=LETTER))).samples
    assert (case.id, case.question) == ("letter", "a letter")


def test_a_document_of_the_corpus_needs_nobody_to_have_read_it(tmp_path: Path) -> None:
    folder = suite(tmp_path, "draft", plain_yaml="label: a file\nfile: letter.txt\n")
    assert "plain.yaml:1: file: the corpus has no letter.txt" in refused(folder)
    (folder / "documents" / "letter.txt").write_text("反馈意见", encoding="utf-8")
    (case,) = load(str(folder)).samples
    assert not case.is_compared  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "where"),
    [
        (LETTER + "file: letter.txt\n", "letter.yaml:1: text: exactly one of this and file"),
        (LETTER.replace("verbatim: 会议费", "verbatim: 车辆费"), "letter.yaml:1: findings.0: "),
        (LETTER.replace("unit: ", "unti: "), "letter.yaml:5: unti: there is no such field"),
        (LETTER.replace("unit: 市粮食局", "feedback_on: 2024-13-01"), "letter.yaml:5: feedback_on: "),
        ("- a list\n", "letter.yaml:1: -"),
        ("label: [\n", "letter.yaml:2: -: is no YAML"),
    ],
)
def test_a_fault_in_a_feedback_document_is_named(tmp_path: Path, text: str, where: str) -> None:
    assert where in refused(suite(tmp_path, "draft", letter_yaml=text))


def test_a_text_without_what_it_should_be_is_sound(tmp_path: Path) -> None:
    damaged, sound = load(str(suite(tmp_path, "repair", own_json=TEXTS))).samples
    assert (damaged.id, damaged.tags, sound.id) == ("own: glosses", ("own",), "own: sound")
    assert (damaged.is_damaged, sound.is_damaged) == (True, False)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "where"),
    [
        (TEXTS.replace('"original": "党组"', '"orignal": "党组"'), "own.json:8: orignal: there is no such field"),
        (TEXTS.replace('"sound"', '"glosses"'), "own.json:8: id: the id own: glosses stands here again"),
        (TEXTS.replace("},", "}"), "own.json:7: -: is no JSON"),
        ('{"label": "one"}', "own.json:1: -"),
    ],
)
def test_a_fault_in_a_list_of_texts_is_named(tmp_path: Path, text: str, where: str) -> None:
    assert where in refused(suite(tmp_path, "repair", own_json=text))


def test_a_case_of_a_rule_is_an_item_under_its_side(tmp_path: Path) -> None:
    files = {
        "rows_yaml": RULES,
        "texts_yaml": "{}\n",
        "plans_yaml": "{}\n",
        "clean_yaml": "rows:\n  clean:\n    - {}\n",
    }
    samples = load(str(suite(tmp_path, "check", **files))).samples
    ids = ["rows-no-owner-found-1", "rows-no-owner-found-2", "rows-no-owner-silent-1", "clean-rows-1"]
    assert [case.id for case in samples] == ids


@pytest.mark.parametrize(
    ("text", "where"),
    [
        (RULES.replace("no-owner", "no-such-rule"), "rows.yaml:3: rule: there is no rule no-such-rule"),
        (RULES.replace("silent", "quiet"), "rows.yaml:6: side: "),
        ("no-owner: [", "rows.yaml:1: -: is no YAML"),
        ("no-owner: both\n", "rows.yaml:1: -: "),
    ],
)
def test_a_fault_in_the_cases_of_a_rule_is_named(tmp_path: Path, text: str, where: str) -> None:
    files = {"rows_yaml": text, "texts_yaml": "{}\n", "plans_yaml": "{}\n", "clean_yaml": "{}\n"}
    assert where in refused(suite(tmp_path, "check", **files))


@pytest.mark.parametrize(
    ("row", "where"),
    [
        ('{"id": "a", "question": "a", "genre": "祝酒词", "about": "会"}', "cases.jsonl:1: genre: "),
        ('{"id": "a", "question": "a", "genre": "主持词"}', "cases.jsonl:1: about: exactly one of"),
        ('{"id": "a", "question": "a", "genre": "主持词", "about_file": "lost.md"}', "cases.jsonl:1: about_file: "),
    ],
)
def test_a_fault_in_a_meeting_is_named(tmp_path: Path, row: str, where: str) -> None:
    folder = suite(tmp_path, "speak")
    (folder / "cases.jsonl").write_text(row, encoding="utf-8")
    assert where in refused(folder)
