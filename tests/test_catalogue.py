"""Holds the sample corpus, its catalogue and the questions asked of it to one another.

Of the program it uses only what reads office formats.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.documents.reading import read_text

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT / "corpus"
SUITE = ROOT / "eval" / "suites" / "answers"

GENRES = {"speech", "regulation", "notice", "feedback", "plan", "report"}
LEVELS = {"central", "provincial", "municipal", "county", "unit"}
REQUIRED_KEYS = {"path", "title", "genre", "issuer", "level", "issued_on"}
OPTIONAL_KEYS = {"document_number", "effective_from", "superseded_on", "supersedes", "questions", "members"}
CASE_KEYS = {"id", "question", "answerable", "expected_facts", "gold", "tags", "split", "must_pass"}
OPTIONAL_CASE_KEYS = {"as_of", "history", "forbidden", "forbidden_digits"}
TAGS = {"fact", "figure", "list", "article", "compare", "as-of", "redacted", "paraphrase", "who", "unanswerable"}
MORE_TAGS = {"follow-up", "table", "how-to", "definition", "which-article", "yes-no", "when"}
HELD = {"held", "held2", "held3", "held4"}
"""Cases written before the composer that they measure was changed, all of them in the test half."""
LATER = {"third", "fourth"}
"""Cases of the development half that were written in later rounds."""
FINER = {"two-documents", "attribute", "scope", "procedure", "other-figure", "entity", "out-of-field"}
"""What a comparison spans; why a question has no answer."""
ASKERS = {"clerk", "terse", "outsider"}
"""Whose manner of asking it is: polite and at length, in a few words, from another place."""
DAMAGED = "damaged"
"""The folder of deliberately broken texts has its own twins and tests and is not part of the catalogue."""

ENTRIES: list[dict[str, Any]] = yaml.safe_load((CORPUS / "catalogue.yaml").read_text(encoding="utf-8"))
CATALOGUE = [entry for entry in ENTRIES if not entry.get("ignore")]
SETTINGS: dict[str, Any] = yaml.safe_load((SUITE / "suite.yaml").read_text(encoding="utf-8"))
CASES: list[dict[str, Any]] = [
    json.loads(row) for row in (SUITE / "cases.jsonl").read_text(encoding="utf-8").splitlines()
]

each_entry = pytest.mark.parametrize("entry", CATALOGUE, ids=lambda entry: entry["path"])
each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])


@cache
def text_of(path: str) -> str:
    file = CORPUS / path
    return file.read_text(encoding="utf-8") if file.suffix in (".txt", ".md") else read_text(file)


def squeezed(text: str) -> str:
    """Width and spaces do not count when a fact is looked for."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def written(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def numeral(n: int) -> str:
    digits = "零一二三四五六七八九"
    tens, ones = divmod(n, 10)
    return ("" if tens < 2 else digits[tens]) + ("十" if tens else "") + (digits[ones] if ones or not tens else "")


def articles(text: str) -> list[str]:
    return re.findall(r"^第([一二三四五六七八九十]+)条　", text, flags=re.MULTILINE)


# The catalogue and the files


def test_the_damaged_texts_alone_are_kept_out() -> None:
    assert [entry for entry in ENTRIES if entry.get("ignore")] == [{"path": DAMAGED, "ignore": True}]
    broken = {file.name.removesuffix(".txt") for file in (CORPUS / DAMAGED).glob("*.txt") if ".clean" not in file.name}
    assert {file.name.removesuffix(".clean.txt") for file in (CORPUS / DAMAGED).glob("*.clean.txt")} == broken
    assert len(broken) >= 4


def test_catalogue_lists_every_file_once() -> None:
    files = {file.relative_to(CORPUS).as_posix() for file in CORPUS.rglob("*.*") if file.name != "catalogue.yaml"}
    listed = [entry["path"] for entry in CATALOGUE]
    assert len(listed) == len(set(listed))
    assert set(listed) == {file for file in files if not file.startswith(DAMAGED)}


def test_every_genre_is_there() -> None:
    assert {entry["genre"] for entry in CATALOGUE} == GENRES


@each_entry
def test_entry_has_known_keys_and_values(entry: dict[str, Any]) -> None:
    assert set(entry) >= REQUIRED_KEYS
    assert set(entry) <= REQUIRED_KEYS | OPTIONAL_KEYS
    assert entry["genre"] in GENRES
    assert entry["level"] in LEVELS
    assert "questions" not in entry or 1 <= len(entry["questions"]) <= 3
    assert all(question.endswith("？") for question in entry.get("questions", []))


@each_entry
def test_entry_says_what_its_text_says(entry: dict[str, Any]) -> None:
    text = text_of(entry["path"])
    assert entry["title"] in text
    assert entry["issuer"] in text
    assert entry.get("document_number", "") in text
    assert written(entry["issued_on"]) in text
    assert written(entry.get("effective_from", entry["issued_on"])) in text


@each_entry
def test_entry_dates_are_in_order(entry: dict[str, Any]) -> None:
    dates = [entry[key] for key in ("issued_on", "effective_from", "superseded_on") if key in entry]
    assert all(type(day) is date for day in dates)
    assert dates == sorted(dates)


@each_entry
def test_text_is_of_a_readable_length(entry: dict[str, Any]) -> None:
    assert 800 <= len(text_of(entry["path"])) <= 5000


@each_entry
def test_text_uses_full_width_punctuation_between_characters(entry: dict[str, Any]) -> None:
    assert not re.search(r"[\u4e00-\u9fff][,;:?!][\u4e00-\u9fff]", text_of(entry["path"]))


def test_superseded_and_superseding_editions_name_each_other() -> None:
    editions = {f"{entry['title']}（{entry.get('document_number')}）": entry for entry in CATALOGUE}
    later = [entry for entry in CATALOGUE if "supersedes" in entry]
    assert len(later) == sum("superseded_on" in entry for entry in CATALOGUE)
    for entry in later:
        earlier = editions[entry["supersedes"]]
        assert earlier["superseded_on"] == entry["effective_from"]
        assert earlier["document_number"] in text_of(entry["path"])


# The texts among themselves


@pytest.mark.parametrize("path", [entry["path"] for entry in CATALOGUE if entry["genre"] == "regulation"])
def test_articles_are_numbered_without_a_gap(path: str) -> None:
    numbers = articles(text_of(path))
    assert numbers == [numeral(n) for n in range(1, len(numbers) + 1)]


@each_entry
def test_articles_referred_to_exist(entry: dict[str, Any]) -> None:
    text = text_of(entry["path"])
    for title, number in re.findall(r"《([^》]+)》第([一二三四五六七八九十]+)条", text):
        editions = [other["path"] for other in CATALOGUE if other["title"] == title]
        assert not editions or any(number in articles(text_of(path)) for path in editions), (title, number)
    own = re.findall(r"(?:本办法|本规定|本规范|本细则)第([一二三四五六七八九十]+)条", text)
    assert set(own) <= set(articles(text))


def test_bulletin_table_adds_up() -> None:
    cells = [
        row.split("|")[1:-1] for row in text_of("reports/diwulun-zhenggai-tongbao.md").splitlines() if row[:1] == "|"
    ]
    *units, total = [[int(cell) for cell in row[1:5]] for row in cells[2:]]
    assert [sum(column) for column in zip(*units, strict=True)] == total
    assert all(found == done + staged + open_ for found, done, staged, open_ in units)


def test_plan_has_the_problems_and_measures_it_announces() -> None:
    text = text_of("plans/jiaotongju-zhenggai-fangan.md")
    assert "12个问题制定27项整改措施" in text
    assert len(re.findall(r"^\*\*问题\d+：", text, flags=re.MULTILINE)) == 12
    measures = re.findall(r"^\d+\.\d+ .+", text, flags=re.MULTILINE)
    assert len(measures) == 27
    assert all("完成时限：" in measure and "完成标志：" in measure for measure in measures)


# The questions


def test_case_ids_are_unique() -> None:
    assert max(Counter(case["id"] for case in CASES).values()) == 1


def test_suite_names_exactly_the_cases_that_must_pass() -> None:
    assert set(SETTINGS) == {"name", "purpose", "owner", "corpus", "language", "as_of", "thresholds", "must_pass"}
    assert SETTINGS["must_pass"] == [case["id"] for case in CASES if case["must_pass"]]


@each_case
def test_case_has_known_keys_and_values(case: dict[str, Any]) -> None:
    assert set(case) >= CASE_KEYS
    assert set(case) <= CASE_KEYS | OPTIONAL_CASE_KEYS
    assert set(case["tags"]) <= TAGS | MORE_TAGS | HELD | LATER | FINER | ASKERS
    assert case["split"] == "test" or not HELD.intersection(case["tags"])
    assert case["split"] in {"dev", "test"}
    assert case["question"].strip()
    if "as_of" in case:
        date.fromisoformat(case["as_of"])


@each_case
def test_gold_quotes_are_verbatim(case: dict[str, Any]) -> None:
    for gold in case["gold"]:
        assert gold["quote"] in text_of(gold["path"])


@each_case
def test_gold_quotes_hold_every_expected_fact_and_nothing_forbidden(case: dict[str, Any]) -> None:
    quotes = squeezed("".join(gold["quote"] for gold in case["gold"]))
    assert all(squeezed(fact) in quotes for fact in case["expected_facts"])
    assert not any(squeezed(words) in quotes for words in case.get("forbidden", []))


@each_case
def test_case_is_answerable_exactly_when_it_has_gold(case: dict[str, Any]) -> None:
    assert case["answerable"] == bool(case["gold"])
    assert case["answerable"] == ("unanswerable" not in case["tags"])
    assert bool(case["expected_facts"]) == (case["answerable"] and "redacted" not in case["tags"])


@each_case
def test_redacted_figures_may_not_be_answered_with_digits(case: dict[str, Any]) -> None:
    assert case.get("forbidden_digits", False) == ("redacted" in case["tags"])
    if "redacted" in case["tags"]:
        quotes = "".join(gold["quote"] for gold in case["gold"])
        assert "X" in quotes
        assert not re.search(r"\d", quotes)


@each_case
def test_cases_as_of_a_date_rest_on_a_text_in_force_then(case: dict[str, Any]) -> None:
    entries = {entry["path"]: entry for entry in CATALOGUE}
    day = date.fromisoformat(case["as_of"]) if "as_of" in case else None
    for entry in (entries[gold["path"]] for gold in case["gold"] if day):
        assert entry.get("effective_from", date.min) <= day < entry.get("superseded_on", date.max)


@pytest.mark.parametrize("tag", sorted(TAGS))
def test_halves_are_balanced(tag: str) -> None:
    even = [case for case in CASES if tag in case["tags"] and not (HELD | LATER).intersection(case["tags"])]
    halves = Counter(case["split"] for case in even)
    assert abs(halves["dev"] - halves["test"]) <= max(1, sum(halves.values()) // 4)
    assert sum(halves.values()) >= 4


def test_there_are_enough_cases_of_the_hard_kinds() -> None:
    tags = Counter(tag for case in CASES for tag in case["tags"])
    assert len(CASES) >= 72
    assert tags["unanswerable"] >= 16
    assert tags["as-of"] >= 5
    assert tags["redacted"] >= 4
    assert tags["article"] >= 6
    assert tags["paraphrase"] >= 8
