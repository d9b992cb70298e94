"""Stage: GBK read one byte off, `?!皟蓚€` → 。“兩個.

A mark of a lost byte (? or U+FFFD) opens a candidate if what follows looks like misread GBK; `shift_search` says what
the bytes allow, and this file whether the best reading is good enough to be put in place of what stands there.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from assistant.text.characters import CJK, HAN
from assistant.text.repair import gbk
from assistant.text.repair.confidence import confidence, figures
from assistant.text.repair.glosses import BRACKET
from assistant.text.repair.readings import SYLLABLE, is_reading
from assistant.text.repair.records import Edit, Page
from assistant.text.repair.shift_codes import ANY_LEAD
from assistant.text.repair.shift_items import items
from assistant.text.repair.shift_search import Restored, Search
from assistant.text.repair.trigrams import Trigrams
from assistant.text.repair.twins import is_simplified_only, is_traditional_only, simplified_character

WINDOW = 8  # characters behind the mark in which misread GBK must show
GARBAGE = 48  # characters behind a candidate that may not vouch for themselves
MAX_SEARCHES = 2_000  # a page with more marks is noise, not damage; the limit keeps time linear
MAX_OWN_TEXT = 2_000_000  # characters of the page whose counts join the model
STRONG = 0.85  # confidence of a repair of four characters that shows the page to be damaged
MIN_GAIN = 0.9  # log10 per character, over the text as it stands
LONG_RUN = 4
LEAST_MEAN = -3.7  # log10 per character
LEAST_SURE = 0.3
LEAST_SURE_ALONE = 0.45  # on a page that shows no other damage

_MARK = re.compile(r"[?\ufffd](?!\?\?|\s)")
_ANY_MARK = re.compile(r"[?？\ufffd](?!\?\?|\s)")
_CJK = re.compile(f"[{CJK}]")
_HAN = re.compile(f"[{HAN}]")
_GLUED_LETTER = re.compile(rf"[A-Za-z\[\]\\^_{{|}}~@](?=[{HAN}])|(?<=[{HAN}])[A-Za-z\[\]\\^_{{|}}~@]")
_LONE_LETTER = re.compile(rf"[{HAN}].[A-Za-z\[\]\\^_{{|}}~@][{CJK}]")
_FOLDED_DELIMITER = re.compile(r"[!,;:?！，；：？](?![\s!,;:?！，；：？。、”’）)]|$)")
_CUT_DELIMITER_CUT = re.compile(r"\?[!,;?！，；？]\?")  # one or two characters at the end of a line
_ORPHAN_GLOSS = re.compile(rf"([{SYLLABLE}]{{1,6}})\)")
_MARKS_ONLY = re.compile(rf"[^{HAN}]+")
_MARKS_AND_LETTERS = re.compile(rf"[^{HAN}]*[A-Za-z]?")
# Scripts that Chinese office text does not use, but misread GBK does.
_FOREIGN = re.compile(
    "[€¨ˇˉˊˋ˙\u3040-\u30ff\u3105-\u312f\u2160-\u217f\u2200-\u22ff\u2474-\u249b\u2500-\u257f"
    "Ａ-Ｚａ-ｚ\u0391-\u03c9\u0400-\u045f\ue000-\uf8ff]"
)


class Candidate(NamedTuple):
    """A mark at `cut`; misread text begins at `start`. `pending`: lead bytes that may be the first one's."""

    cut: int
    start: int
    pending: tuple[int, ...]


def find(page: Page) -> list[Edit]:
    """An edit for each misread stretch whose restoration is convincing."""
    if page.alphabet.isdisjoint("?\ufffd") and not (page.glossed and "？" in page.alphabet):
        return []
    marked = candidates(page.text, is_damaged=page.glossed)
    if not marked:
        return []
    edits = _restore(page, marked, is_damaged=page.glossed)
    if not page.glossed and any(_is_strong(edit) for edit in edits):
        edits = _restore(page, candidates(page.text, is_damaged=True), is_damaged=True)
    return edits


def candidates(text: str, *, is_damaged: bool) -> list[Candidate]:
    """The marks behind which something looks like misread GBK."""
    found: list[Candidate] = []
    for match in (_ANY_MARK if is_damaged else _MARK).finditer(text):
        candidate = _candidate(text, match.start(), is_damaged)
        if candidate is not None:
            found.append(candidate)
            if len(found) == MAX_SEARCHES:
                break
    return found


def _candidate(text: str, cut: int, is_damaged: bool) -> Candidate | None:
    start = cut + 1
    orphan = _ORPHAN_GLOSS.match(text, start)
    if orphan:
        pending = _leads_of_split_character(text, cut, orphan[1])
        return Candidate(cut, orphan.end(), pending) if pending else None
    window = text[start : start + WINDOW]
    stretch = window.split("\n")[0]
    if any(_is_rare(character) for character in stretch):
        return Candidate(cut, start, (ANY_LEAD,))
    is_lone = cut > 0 and _LONE_LETTER.match(text, cut - 1) is not None
    if is_damaged and _CUT_DELIMITER_CUT.match(text, cut):
        return Candidate(cut, start, (ANY_LEAD,))
    if is_lone or _GLUED_LETTER.search(text[cut + 1 : cut + 7]) or _FOLDED_DELIMITER.match(text, start):
        return Candidate(cut, start, (ANY_LEAD,))
    return None


def is_garbage(text: str, candidate: Candidate) -> bool:
    """Whether what follows the mark is misread GBK beyond doubt: strange characters, not one but several."""
    return sum(map(_is_rare, text[candidate.start : candidate.start + WINDOW])) >= 2


def _is_rare(character: str) -> bool:
    if _FOREIGN.match(character):
        return True
    return bool(_HAN.match(character)) and simplified_character(character) not in gbk.everyday()


def _leads_of_split_character(text: str, cut: int, syllable: str) -> tuple[int, ...]:
    """The lead bytes that make, with the trail byte of the character in front, one that is read `syllable`.

    The converter saw that character across two others, put its gloss between their bytes, and the opening bracket was
    swallowed. Converters gloss traditional forms, so those come alone where there are any.
    """
    front = cut - 1
    for gloss in BRACKET.finditer(text, max(0, cut - 9), cut):
        if gloss.end() == cut:
            front = gloss.start() - 1
    code = gbk.codes().get(text[front]) if front >= 0 else None
    if code is None:
        return ()
    table = gbk.characters()
    fitting = [lead for lead in gbk.LEADS if (code[1], lead) in table and is_reading(table[code[1], lead], syllable)]
    return tuple(lead for lead in fitting if is_traditional_only(table[code[1], lead])) or tuple(fitting)


def _restore(page: Page, marked: list[Candidate], *, is_damaged: bool) -> list[Edit]:
    model = page.model().joined_with(_text_without_garbage(page.text, marked))
    edits: list[Edit] = []
    for candidate in marked:
        if edits and candidate.cut < edits[-1].end:
            continue
        edit = _restore_one(page.text, candidate, model, _left(page.text, candidate.cut, edits), is_damaged)
        if edit is not None:
            edits.append(edit)
    return edits


def _restore_one(text: str, candidate: Candidate, model: Trigrams, left: str, is_damaged: bool) -> Edit | None:
    if not left or not _CJK.match(left[-1]) or sum(map(_is_rare, left[-8:])) >= 3:
        return None  # nothing readable stands in front that could tell what follows
    around = text[max(0, candidate.cut - 300) : candidate.cut]
    run = items(text, candidate.start, is_folded="，" not in around)
    if not run:
        return None
    search = Search(text, candidate.cut, left, run, model, is_traditional=_is_traditional(around))
    hypotheses = search.restore(candidate.pending)
    if not hypotheses:
        return None
    judged = judge(text, candidate, search, hypotheses, is_damaged)
    if judged is None:
        return None
    best = hypotheses[0]
    return Edit(candidate.cut, best.end, best.text, judged, best.spans)


def judge(
    text: str, candidate: Candidate, search: Search, hypotheses: list[Restored], is_damaged: bool
) -> float | None:
    """How sure the best hypothesis is, or None where the text had better stay as it is.

    A long run is worth restoring even where a character of it may be wrong; a short one must be right.
    """
    best = hypotheses[0]
    if not _fits_in(text[best.end : best.end + 1]) or (not is_damaged and _is_only_marks(best.text, best.score)):
        return None
    seen = figures(hypotheses)
    observed, length = search.observed.between(candidate.start, best.end)
    gain = seen.mean - observed / max(1, length)
    if gain < MIN_GAIN:
        return None
    sure = confidence(seen)
    if best.gloss_agrees:
        sure = round((1 + sure) / 2, 3)
    is_long = seen.characters >= LONG_RUN and seen.mean > LEAST_MEAN
    return sure if is_long or sure >= (LEAST_SURE if is_damaged else LEAST_SURE_ALONE) else None


def _fits_in(following: str) -> bool:
    return not following or bool(_CJK.match(following)) or following in "\n0123456789(<,;:!?%"


def _is_only_marks(text: str, score: float) -> bool:
    """Marks alone are what people type (?!?); a letter with them needs a better reason."""
    if _MARKS_ONLY.fullmatch(text):
        return True
    return bool(_MARKS_AND_LETTERS.fullmatch(text)) and score <= -3.0 * len(text)


def _is_strong(edit: Edit) -> bool:
    return len(edit.new) >= 4 and edit.confidence >= STRONG


def _left(text: str, cut: int, edits: list[Edit]) -> str:
    """The text in front of a mark, with what was restored in it, without glosses."""
    low = max(0, cut - 60)
    pieces: list[str] = []
    position = low
    for edit in edits[-3:]:
        if edit.end > low:
            pieces += [text[position : max(position, edit.start)], edit.new]
            position = edit.end
    return BRACKET.sub("", "".join(pieces) + text[position:cut]).rstrip(" \t")


def _is_traditional(around: str) -> bool:
    traditional = sum(is_traditional_only(character) for character in around)
    return traditional > sum(is_simplified_only(character) for character in around)


def _text_without_garbage(text: str, marked: list[Candidate]) -> str:
    """The text without what follows a mark: garbage must not vouch for itself."""
    text_end = min(len(text), MAX_OWN_TEXT)
    pieces: list[str] = []
    position = 0
    for candidate in marked:
        pieces.append(text[position : candidate.cut])
        position = max(position, _garbage_end(text, candidate.start))
        if position >= text_end:
            break
    pieces.append(text[position:text_end])
    return BRACKET.sub("", "\n".join(pieces))


def _garbage_end(text: str, start: int) -> int:
    """At least `GARBAGE` characters on, and further while rare characters keep coming."""
    end = start + GARBAGE
    while end < len(text) and sum(map(_is_rare, text[end : end + 16])) >= 2:
        end += 16
    return end
