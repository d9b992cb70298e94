"""What is wrong with a text and cannot be put right: the reader is told, the text stays."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from assistant.text.characters import HAN
from assistant.text.repair import glosses, shift
from assistant.text.repair.records import Page, Remark

PER_KIND = 50  # more of a kind than this say nothing new

# UTF-8's replacement character read as GBK, and memory that a program never filled (CC) shown as GBK.
_REPLACED = re.compile("锟斤拷(?:锟斤拷?)*")
_UNINITIALISED = re.compile("烫{3,}")
_LOST = re.compile("\ufffd+")
_PRIVATE = re.compile("[\ue000-\uf8ff]+")
# Random letters and digits of both cases put over characters by copy protection: b7Hh业企业.
_OVERWRITTEN = re.compile(rf"(?<=[{HAN}])[A-Za-z0-9]{{3,8}}(?=[{HAN}])")
_HEADING = re.compile(r"^[ \u3000]*([一二三四五六七八九十])、", re.MULTILINE)
_NUMERALS = "一二三四五六七八九十"
# A page that was broken into begins with a line of search words and an address.
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\b[a-z0-9-]+\.(?:com|net|cn|org|top|xyz|vip)\b")
_SEPARATORS = re.compile(r"[|_,，、/\-]")

HEAD = 400  # characters in which a head of search words would stand


def find(page: Page) -> list[Remark]:
    """Every notice about the text, in the order of the text."""
    found: list[Remark] = []
    for look in _LOOKS:
        for count, remark in enumerate(look(page)):
            if count == PER_KIND:
                break
            found.append(remark)
    return sorted(found, key=lambda remark: (remark.start, remark.kind))


def _matches(kind: str, pattern: re.Pattern[str], sign: str) -> Callable[[Page], Iterator[Remark]]:
    def look(page: Page) -> Iterator[Remark]:
        if sign in page.alphabet:
            yield from (Remark(kind, *match.span()) for match in pattern.finditer(page.text))

    return look


def _private_use(page: Page) -> Iterator[Remark]:
    if any("\ue000" <= character <= "\uf8ff" for character in page.alphabet):
        yield from (Remark("private_use", *match.span()) for match in _PRIVATE.finditer(page.text))


def _unverified_glosses(page: Page) -> Iterator[Remark]:
    """On a glossed page, brackets that no reading explains: the character in front of them is in doubt."""
    if page.glossed:
        for gloss in glosses.glosses(page.text):
            yield Remark("unverified_gloss", gloss.start - 1, gloss.end)


def _unread_bytes(page: Page) -> Iterator[Remark]:
    """Marks with misread GBK behind them that could not be restored."""
    if not page.alphabet.isdisjoint("?\ufffd"):
        for candidate in shift.candidates(page.text, is_damaged=False):
            if shift.is_garbage(page.text, candidate):
                yield Remark("unread_bytes", candidate.cut, min(len(page.text), candidate.start + shift.WINDOW))


def _overwritten(page: Page) -> Iterator[Remark]:
    found = [
        match
        for match in _OVERWRITTEN.finditer(page.text)
        if any(c.islower() for c in match[0])
        and any(c.isupper() for c in match[0])
        and any(c.isdigit() for c in match[0])
    ]
    if len(found) >= 2:  # one may be the name of a product
        yield from (Remark("overwritten", *match.span()) for match in found)


def _truncated_start(page: Page) -> Iterator[Remark]:
    """The headings are numbered, and the first is not 一."""
    numbers = [_NUMERALS.index(match[1]) for match in _HEADING.finditer(page.text)]
    if len(numbers) >= 2 and numbers[0] > 0 and numbers[1] == numbers[0] + 1 and 0 not in numbers:
        yield Remark("truncated_start", 0, min(len(page.text), 20))


def _spam_head(page: Page) -> Iterator[Remark]:
    line = page.text[:HEAD].lstrip().split("\n", 1)[0]
    if _ADDRESS.search(line) and len(_SEPARATORS.findall(line)) >= 6 and "。" not in line:
        yield Remark("spam_head", 0, page.text.index(line) + len(line))


_LOOKS = (
    _matches("replaced_bytes", _REPLACED, "锟"),
    _matches("uninitialised_memory", _UNINITIALISED, "烫"),
    _matches("lost_character", _LOST, "\ufffd"),
    _private_use,
    _unverified_glosses,
    _unread_bytes,
    _overwritten,
    _truncated_start,
    _spam_head,
)
