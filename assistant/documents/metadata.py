"""Repaired text (with what a catalogue says) → title, genre, issuer, number, level and dates.

A catalogue's word overrides what the text seems to say. What neither says stays None: nothing is guessed from the
time of a file or the like.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import yaml

from assistant.errors import UsageError
from assistant.records import Version
from assistant.text.facts import facts
from assistant.text.structure import Rank, outline

GENRES = ("speech", "regulation", "notice", "feedback", "plan", "report", "other")
LEVELS = ("central", "provincial", "municipal", "county", "unit")

_GENRE_WORDS = (
    ("feedback", re.compile(r"反馈(?:意见|情况|会)?|巡[视察]情况的?反馈")),
    ("plan", re.compile(r"(?:整改|实施|工作)方案|整改台账")),
    ("speech", re.compile(r"讲话|发言|主持词|致辞|在.{2,40}(?:会|会议|大会)上的")),
    ("report", re.compile(r"报告|通报|情况汇报")),
    ("regulation", re.compile(r"(?:条例|规定|办法|规则|准则|细则|制度|规范|清单|法)(?:[（(].{1,10}[）)])?$")),
    ("notice", re.compile(r"(?:通知|意见|决定|公告|通告|函|批复)$")),
)
_TITLE_END = re.compile(
    r"(?:条例|规定|办法|规则|准则|细则|制度|规范|清单|意见|方案|通知|报告|通报|讲话|发言|主持词|决定|决议|反馈|情况|公告|函|说明|章程|法)"
    r"(?:[（(].{1,12}[）)])?$"
)
_EFFECTIVE = re.compile(r"自(?P<date>[^，。；\n]{6,16}?日)起(?:施行|实施|执行|生效)")
_ISSUED = re.compile(r"(?P<date>\d{4}年\d{1,2}月\d{1,2}日)[^。\n]{0,40}?(?:印发|发布|公布|通过|批准|审议|颁布)")
_LETTERHEAD_LINE = re.compile(r"^.{2,30}(?:文件|办公厅|办公室|委员会|人民政府)\s*$")
_HEAD_CHARACTERS = 800
_LONGEST_TITLE = 60


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document is."""

    title: str
    genre: str
    version: Version


def metadata(text: str, path: Path, stated: Mapping[str, object] | None = None) -> Metadata:
    """Title, genre and version of a document; `stated` is what a catalogue says of it and wins.

    Raises UsageError where the catalogue's word has the wrong shape.
    """
    title = _title(text, path)
    found = Metadata(title, _genre(title), _version(text))
    return found if not stated else _override(found, stated, path)


def catalogue_of(folder: Path) -> dict[Path, Mapping[str, object]]:
    """What `catalogue.yaml` in a folder says, by the path of each document. No catalogue: nothing.

    Raises UsageError where the file is no catalogue.
    """
    source = folder / "catalogue.yaml"
    if not source.is_file():
        return {}
    try:
        entries = yaml.safe_load(source.read_text(encoding="utf-8"))
        return {(folder / entry["path"]).resolve(): entry for entry in entries}
    except (OSError, UnicodeDecodeError, yaml.YAMLError, KeyError, TypeError) as error:
        raise UsageError("catalogue_unreadable", path=source, why=error) from error


def _title(text: str, path: Path) -> str:
    """The title heading, else the first early line that ends as titles do, else the file's name."""
    headings = outline(text[:_HEAD_CHARACTERS])
    title = next((heading.title for heading in headings if heading.rank is Rank.TITLE), "")
    if title and not _LETTERHEAD_LINE.match(title) and title.strip("【】[]") not in ("正文", "全文"):
        return _plain(title)
    for line in text[:_HEAD_CHARACTERS].splitlines():
        candidate = _plain(line)
        if 6 <= len(candidate) <= _LONGEST_TITLE and _TITLE_END.search(candidate):
            return candidate
    return re.sub(r"^\d+[-_.、]\s*", "", path.stem)


def _plain(line: str) -> str:
    return re.sub(r"\s+", "", line.strip().strip("#*_ "))


def _genre(title: str) -> str:
    named = re.sub(r"[（(]?\d{4}年?(?:修订)?[)）]?$", "", title)
    return next((genre for genre, words in _GENRE_WORDS if words.search(named)), "other")


def _version(text: str) -> Version:
    head = text[:_HEAD_CHARACTERS]
    number = next((fact.value for fact in facts(head) if fact.kind == "document_number"), None)
    effective = _EFFECTIVE.search(text)
    issued = _ISSUED.findall(head)
    return Version(
        document_number=number,
        issued_on=_last_date(issued),
        effective_from=_last_date([effective["date"]]) if effective else None,
    )


def _last_date(texts: list[str]) -> date | None:
    """The last complete date: an amended rule lists its adoptions in order."""
    dates = [fact.value for text in texts for fact in facts(text) if fact.kind == "date" and len(fact.value) == 10]
    return date.fromisoformat(dates[-1]) if dates else None


def _override(found: Metadata, stated: Mapping[str, object], path: Path) -> Metadata:
    version_facts: dict[str, object] = {}
    for name in ("issuer", "document_number", "level", "supersedes"):
        if name in stated:
            version_facts[name] = str(stated[name])
    for name in ("issued_on", "effective_from", "superseded_on"):
        if name in stated:
            version_facts[name] = _stated_date(stated[name], name, path)
    genre = str(stated.get("genre", found.genre))
    if genre not in GENRES:
        raise UsageError("catalogue_value_wrong", path=path, name="genre", value=genre)
    version = replace(found.version, **version_facts)  # type: ignore[arg-type]
    return Metadata(str(stated.get("title", found.title)), genre, version)


def _stated_date(value: object, name: str, path: Path) -> date:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        raise UsageError("catalogue_value_wrong", path=path, name=name, value=value) from error
