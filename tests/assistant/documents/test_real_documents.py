"""What the real documents of ../shared/data must show; skips where they are missing.

Titles are compared by letters and digits alone. The index's remarks in brackets at a title's end, such as (copy A), are
notes. Where the text shows the title in other words than the index, the text is right; where it shows none (none of its
first lines is the title, nor does it begin with it), the name of the file is.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from assistant.documents.dates import date_in_name
from assistant.documents.metadata import Metadata, metadata
from assistant.documents.splitting import calls_itself_otherwise, parts
from assistant.text.headings import Rank
from assistant.text.newlines import unify_newlines
from assistant.text.repair import repair
from assistant.text.structure import enumerations, outline

OTHER_DATES = {
    "03": "shows the month only (2017年12月修改)",
    "11": "shows no date",
    "16": "shows no date",
    "17": "shows only the date of the edition it repeals",
    "23": "shows no date",
    "24": "shows no date",
    "27": "shows no date",
    "35": "its title page is missing",
    "38": "its title page is missing",
    "39": "its title page is missing",
    "40": "its title page is missing",
    "41": "its title page is missing",
    "44": "its title page is missing",
    "45": "shows when the speech was held; the index gives the day of a reprint",
    "49": "shows when the speech was held; the index gives the day of a reprint",
    "50": "shows when the speech was held; the index gives the next day's newspaper",
    "53": "shows when the speech was held; the index gives the next day's newspaper",
}
"""Documents that do not show the date of the index, with the reason."""


@dataclass(frozen=True)
class Disagreement:
    """A date in a file's name that is not the date which the text shows for this edition."""

    path: Path
    in_name: date
    in_text: date


def date_disagreements(paths: Iterable[Path]) -> Iterator[Disagreement | None]:
    """For each file that has both, whether its name and its text give one date: None where they agree."""
    for path in paths:
        found = metadata(path.read_text(encoding="utf-8"), path)
        named, shown = date_in_name(path), found.version.issued_on
        if named is not None and shown is not None and "issued_on" in found.places:
            yield None if named == shown else Disagreement(path, named, shown)


@pytest.fixture(scope="module")
def documents(shared_data: Path) -> dict[str, str]:
    """The repaired text of each document, by the name of its file."""
    files = [*sorted((shared_data / "real-docs").glob("[0-9]*")), *(shared_data / "seed").iterdir()]
    return {file.name: repair(unify_newlines(file.read_text(encoding="utf-8"))[0]).text for file in files}


@pytest.fixture(scope="module")
def index(shared_data: Path) -> list[dict[str, str]]:
    with (shared_data / "real-docs" / "index.tsv").open(encoding="utf-8") as rows:
        return list(csv.DictReader(rows, delimiter="\t"))


@pytest.fixture(scope="module")
def laws(shared_data: Path) -> list[Path]:
    return sorted(path for path in (shared_data / "laws").rglob("*.md") if date_in_name(path))


def bare(words: str) -> str:
    return re.sub(r"[\W_]+", "", words)


def has_right_title(found: Metadata, row: dict[str, str], text: str) -> bool:
    wanted = {bare(row["title"]), bare(re.sub(r"\s*\([^)]*\)\s*$", "", row["title"]))}
    named = bare(found.title)
    if named in wanted:
        return True
    if "title" in found.places:
        return any(named in each or SequenceMatcher(None, named, each).ratio() > 0.9 for each in wanted)
    stands_alone = bare(text).startswith(tuple(wanted)) or any(bare(line) in wanted for line in text.splitlines()[:20])
    return not stands_alone and found.title == re.sub(r"^\d+-", "", Path(row["file"]).stem)


def test_the_titles_are_right(documents: dict[str, str], index: list[dict[str, str]]) -> None:
    wrong = []
    for row in index:
        text = documents[row["file"]]
        found = metadata(text, Path(row["file"]))
        if not has_right_title(found, row, text):
            wrong.append((row["file"], found.title))
    assert (len(index), wrong) == (58, [])


def test_the_dates_are_those_of_the_index_where_the_text_shows_them(
    documents: dict[str, str], index: list[dict[str, str]]
) -> None:
    missed = set()
    for row in index:
        wanted = re.findall(r"\d{4}(?:-\d\d){0,2}", row["date_or_version"])
        if row["date_or_version"].startswith(("unknown", "before")):
            continue
        found = metadata(documents[row["file"]], Path("x"))
        dates = (found.version.issued_on, found.adopted_on, found.version.effective_from)
        if not any(str(each).startswith(want) for each in dates if each for want in wanted):
            missed.add(row["file"][:2])
    assert missed == set(OTHER_DATES)


def test_document_numbers_are_the_documents_own(documents: dict[str, str]) -> None:
    found = {name[:2]: metadata(text, Path("x")).version.document_number for name, text in documents.items()}
    assert {name: number for name, number in found.items() if number} == {
        "04": "中纪发〔2010〕13号",
        "19": "财行〔2013〕531号",
        "55": "发改办财金规〔2019〕860号",
    }


def test_two_rules_in_one_file_are_separated_and_the_wrong_body_is_reported(documents: dict[str, str]) -> None:
    several = {name[:2]: parts(text) for name, text in documents.items() if len(parts(text)) > 1}
    assert {name: len(found) for name, found in several.items()} == {"02": 2, "19": 2}
    reported = [
        (name[:2], number)
        for name, text in documents.items()
        for number, part in enumerate(parts(text), start=1)
        if calls_itself_otherwise(part.of(text), metadata(part.of(text), Path(name)).title)
    ]
    assert reported == [("02", 2)]


def test_the_seed_speech_shows_its_focuses_and_requirements(documents: dict[str, str]) -> None:
    text = next(text for name, text in documents.items() if name[2:3] != "-")
    headings = [heading.label for heading in outline(text) if heading.rank is Rank.HAN]
    assert headings == ["三、", "四、"]
    assert [len(found.items) for found in enumerations(text)] == [5, 4]
    focuses, qualities = enumerations(text)
    assert all("聚焦" in item.of(text)[:8] for item in focuses.items)
    assert all("高质量" in item.of(text)[:8] for item in qualities.items)
    joined = text.replace("\n", "")
    assert [heading.label for heading in outline(joined) if heading.rank is Rank.HAN] == ["三、", "四、"]


def test_as_many_articles_are_found_as_lines_begin_with_one(laws: list[Path]) -> None:
    ordinal = "[零〇一二三四五六七八九十百千]+"
    begins = re.compile(rf"^第{ordinal}条(?:之[一二三四五六七八九十]+)?(?=[\s\u3000]|$)", re.MULTILINE)
    wrong = []
    for path in laws:
        text = path.read_text(encoding="utf-8")
        found = sum(heading.rank is Rank.ARTICLE for heading in outline(text))
        if found != len(begins.findall(text)):
            wrong.append(path.name)
    assert len(laws) > 800
    assert len(wrong) <= len(laws) * 0.005, wrong


def test_no_statute_is_taken_apart_or_has_another_rules_body(laws: list[Path]) -> None:
    for path in laws:
        text = path.read_text(encoding="utf-8")
        title = re.sub(r"\(.*", "", path.stem)
        assert len(parts(text)) == 1, path.name
        assert not calls_itself_otherwise(text, title), path.name


def test_names_and_texts_give_one_date_but_where_the_text_lacks_the_last_entry_of_its_history(
    laws: list[Path],
) -> None:
    """The mirror that the statutes come from dropped the last amendment of many histories, and some names are slips."""
    compared = list(date_disagreements(laws))
    wrong = [each for each in compared if each is not None]
    later_in_text = [each for each in wrong if each.in_text > each.in_name]
    assert len(compared) > 800
    assert sum(each is None for each in compared) >= 500
    assert len(later_in_text) <= 15, later_in_text
