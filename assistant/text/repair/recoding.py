"""Stage: whole runs that were read with the wrong decoder.

UTF-8 read as GBK (鐨勫), GBK or UTF-8 read as latin-1 or cp1252 (ÖÐ, ä¸), Big5 and GBK taken for one another. Each kind
has its own sign; what settles it is that the run, read again, becomes Chinese that the model finds far more likely.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from assistant.text.characters import HAN
from assistant.text.repair import gbk
from assistant.text.repair.records import Edit, Page, Spans
from assistant.text.repair.trigrams import Trigrams
from assistant.text.repair.twins import simplified_character
from assistant.text.repair.utf8_search import restore_utf8

GAIN = 0.7  # log10 per character by which the new reading must beat the old one
LEAST = -4.0  # log10 per character: less likely text is no Chinese
MIN_HAN = 2

_HAN = re.compile(f"[{HAN}]")
# cp1252's own characters in the range that latin-1 leaves to controls.
_CP1252 = {bytes([byte]).decode("cp1252", "ignore"): byte for byte in range(0x80, 0xA0)}
_SINGLE_BYTES = {chr(byte): byte for byte in range(0x80, 0x100)} | {c: byte for c, byte in _CP1252.items() if c}
_HIGH = "".join(sorted(_SINGLE_BYTES))
_HIGH_RUN = re.compile(rf"[{re.escape(_HIGH)}][\x20-\x7e{re.escape(_HIGH)}]*[\x40-\x7e{re.escape(_HIGH)}]")
_HIGH_SIGN = re.compile(rf"[{re.escape(_HIGH)}]{{3}}")


def _utf8_leads() -> str:
    """Characters whose GBK bytes look like the first two of an ideograph in UTF-8 (E3–E9, 80–BF)."""
    table = gbk.characters()
    return "".join(table[lead, trail] for lead in range(0xE3, 0xEA) for trail in range(0x80, 0xC0))


_UTF8_LEADS = _utf8_leads()
_UTF8_LEAD_SET = frozenset(_UTF8_LEADS)
_UTF8_SIGN = re.compile(rf"[{_UTF8_LEADS}](?:[^\x00-\x7f]{{1,2}}[{_UTF8_LEADS}]){{2}}|[{_UTF8_LEADS}][^\x00-\x7f]?€")
# ASCII survives any decoder, so the run goes on across numbers and words.
_RUN = re.compile(r"[^\x00-\x7f](?:[\x20-\x7e]{0,24}[^\x00-\x7f])*\??")
# Letters and symbols that Chinese text hardly uses, but misread Chinese does.
_FOREIGN = re.compile("[\u3040-\u30ff\u3105-\u312f\u0391-\u03c9\u0400-\u045f\ue000-\uf8ff]")


def find(page: Page) -> list[Edit]:
    """An edit for each run that reads far better in another encoding."""
    edits = list(_utf8_as_gbk(page)) if len(page.alphabet & _UTF8_LEAD_SET) >= 2 else []
    if not edits and not page.alphabet.isdisjoint(_SINGLE_BYTES):
        edits = list(_as_single_bytes(page))
    if not edits and _has_many_rare(page.alphabet):
        edits = list(_big5_and_gbk(page))
    return edits


def _utf8_as_gbk(page: Page) -> Iterator[Edit]:
    position = 0
    while (sign := _UTF8_SIGN.search(page.text, position)) is not None:
        run = _run_around(page.text, sign.start())
        ends_line = page.text[run.end() : run.end() + 1] in {"", "\n", "\r"}
        restored = restore_utf8(run[0], page.model(), ends_line=ends_line)
        if restored is not None and _is_better(restored.text, run[0], page.model()):
            spans = tuple((run.start() + start, run.start() + end) for start, end in restored.spans)
            yield Edit(run.start(), run.end(), restored.text, 0.98 if not restored.guesses else 0.8, spans)
        position = max(run.end(), sign.end())


def _run_around(text: str, at: int) -> re.Match[str]:
    """The non-ASCII stretch of its line that holds a position."""
    low = max(text.rfind("\n", 0, at) + 1, at - 2000)
    for match in _RUN.finditer(text, low):
        if match.end() > at:
            return match
    raise ValueError(f"no run at {at}")


def _as_single_bytes(page: Page) -> Iterator[Edit]:
    for run in _HIGH_RUN.finditer(page.text):
        if not _HIGH_SIGN.search(run[0]):
            continue
        for encoding in ("utf-8", "gb18030", "big5"):
            restored = _decode_run(run[0], encoding)
            if restored is None:
                continue
            text, spans = restored
            if _is_chinese(text) and _is_better(text, run[0], page.model()):
                moved = tuple((run.start() + start, run.start() + end) for start, end in spans)
                yield Edit(run.start(), run.end(), text, 0.98, moved)
                break


def _decode_run(run: str, encoding: str) -> tuple[str, Spans] | None:
    """The run's bytes in another encoding, each character with its bytes' stretch; None where they do not decode."""
    data = bytes(_SINGLE_BYTES.get(character) or ord(character) for character in run)
    text: list[str] = []
    spans: list[tuple[int, int]] = []
    at = 0
    while at < len(data):
        for length in _lengths(data[at], encoding):
            try:
                character = data[at : at + length].decode(encoding)
            except UnicodeDecodeError:
                continue
            text.append(character)
            spans.append((at, min(at + length, len(data))))
            at += length
            break
        else:
            return None
    return "".join(text), tuple(spans)


def _lengths(first: int, encoding: str) -> tuple[int, ...]:
    if first < 0x80:
        return (1,)
    return (2, 3, 4) if encoding == "utf-8" else (2,)


def _is_chinese(text: str) -> bool:
    """Ideographs of ordinary use, and hardly anything else beside ASCII and marks."""
    ideographs = _HAN.findall(text)
    others = [
        c
        for c in text
        if not c.isascii() and not _HAN.match(c) and not "\u2010" <= c <= "\u303f" and not "\uff00" <= c <= "\uffef"
    ]
    rare = sum(_is_rare(character) for character in ideographs)
    return len(ideographs) >= MIN_HAN and rare <= 0.2 * len(ideographs) and len(others) <= 0.1 * len(text)


def _big5_and_gbk(page: Page) -> Iterator[Edit]:
    position = 0
    for line in page.text.splitlines(keepends=True):
        body = line.rstrip("\r\n")
        if sum(map(_is_strange, body)) > max(2, 0.08 * len(body)):
            edit = _other_of_big5_and_gbk(body, position, page.model())
            if edit is not None:
                yield edit
        position += len(line)


def _other_of_big5_and_gbk(line: str, position: int, model: Trigrams) -> Edit | None:
    best: tuple[str, Spans] | None = None
    for wrong, right in (("gb18030", "cp950"), ("cp950", "gb18030")):
        restored = _read_again(line, wrong, right)
        if restored is not None and (best is None or _mean(restored[0], model) > _mean(best[0], model)):
            best = restored
    if best is None or not _is_chinese(best[0]) or not _is_better(best[0], line, model):
        return None
    spans = tuple((position + start, position + end) for start, end in best[1])
    return Edit(position, position + len(line), best[0], 0.95 if "?" not in line else 0.8, spans)


def _read_again(line: str, wrong: str, right: str) -> tuple[str, Spans] | None:
    """The line's bytes in the wrong encoding, read in the right one, with each character's stretch."""
    data = bytearray()
    owners: list[int] = []
    for at, character in enumerate(line):
        try:
            encoded = character.encode(wrong)
        except UnicodeEncodeError:
            return None
        data += encoded
        owners += [at] * len(encoded)
    text: list[str] = []
    spans: list[tuple[int, int]] = []
    at = 0
    while at < len(data):
        length = 1 if data[at] < 0x80 else 2
        piece = bytes(data[at : at + length]).decode(right, "replace")
        for character in piece:
            text.append(character)
            spans.append((owners[at], owners[min(at + length, len(data)) - 1] + 1))
        at += length
    return "".join(text), tuple(spans)


def _has_many_rare(alphabet: frozenset[str]) -> bool:
    strange = sum(map(_is_strange, alphabet))
    return strange >= 4 and strange > 0.08 * len(alphabet)


@cache
def _is_strange(character: str) -> bool:
    return not character.isascii() and bool(
        _FOREIGN.match(character) or ("\u4e00" <= character <= "\u9fff" and _is_rare(character))
    )


def _is_rare(character: str) -> bool:
    return simplified_character(character) not in gbk.everyday()


def _is_better(new: str, old: str, model: Trigrams) -> bool:
    return _mean(new, model) > max(_mean(old, model) + GAIN, LEAST)


def _mean(text: str, model: Trigrams) -> float:
    """The mean log10 probability of a character; what the model does not know counts as improbable."""
    ids = [0, 0, *model.ids(text[:300]).tolist()]
    if len(ids) <= 2:
        return -9.0
    return sum(model.log10(*ids[at - 2 : at + 1]) for at in range(2, len(ids))) / (len(ids) - 2)
