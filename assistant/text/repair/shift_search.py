"""Which characters stood where a GBK text was read one byte off? A beam search over what the bytes allow.

A decoder that starts in the middle of a character pairs each trail byte with the next lead byte. What it shows keeps
both bytes, so every character whose two bytes survive comes back exactly. Unknown are the first lead byte, pairs that
fell on private-use codes and vanished, and a last byte that swallowed the ASCII character behind it: those are
guessed by the language model, and marked as guessed.

Comes in: the observed text behind the mark of the cut; goes out: hypotheses, best first. Knows nothing of when a
hypothesis is good enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.text.characters import is_han
from assistant.text.repair import gbk
from assistant.text.repair.canonical import BREAK, DIGIT, LETTER, canonical
from assistant.text.repair.glosses import BRACKET
from assistant.text.repair.readings import SYLLABLE, is_reading
from assistant.text.repair.script import is_simplified_only, is_traditional_only
from assistant.text.repair.trigrams import Trigrams

BEAM = 24
MARGIN = 6.0  # how far (log10) a hypothesis may fall behind the best and still be followed
GAP_MARGIN = 5.0  # the same for hypotheses with a vanished pair, of which there are very many
GAP_BEAM = 10
SWALLOWED_COST = 0.7  # log10, for an ASCII character that went with the last byte
PAUSE_COST = 2.5  # log10, for one pause straight behind another
STOP_GAIN = 0.5  # log10, see `_link`
MAX_GAPS = 3  # vanished pairs in a row
CHOICES = 10  # characters tried for one unknown byte
ODD_COST = 1.5  # log10, for a full-width letter or digit, which office text hardly uses
ALIEN_COST = 2.5  # log10, for a form of the other script
MAX_ITEMS = 400

ANY_LEAD = 0  # `pending` of a hypothesis: a lead byte, ANY_LEAD, or -u for any byte that vanishes behind u
_GUESSABLE_MARKS = frozenset("，。、；：“”（）《》！？")
_CUT_MARKS = "?\ufffd"
_DELIMITERS = frozenset("!,;?:！，；？")
_PAUSES = frozenset("，。、；：！？")
_STOP = (0xA1, 0xA3)
_VANISHING_FIRST = np.array(sorted(gbk.vanishing()), dtype=np.int64)
_LONE_TRAILS = np.array([trail for trail in gbk.TRAILS if trail >= gbk.LEADS[0]], dtype=np.int64)
_TAG_WITHOUT_BRACKET = re.compile(r"/?[a-z][a-z0-9]*/?>")
_ORPHAN_GLOSS = re.compile(rf"([{SYLLABLE}]{{1,6}})\)")


class Item(NamedTuple):
    """One observed character, the bytes it may stand for, and where the next item begins.

    `pair`: two bytes. `single`: a trail byte after which reading is aligned again. `cut`: the mark of a lost byte.
    """

    start: int
    end: int
    pair: tuple[int, int] | None = None
    single: int | None = None
    is_cut: bool = False


@dataclass(slots=True)
class Link:
    """A hypothesis so far: the last character restored, the two canonical ids it ends in, and what is pending."""

    score: float
    a: int
    b: int
    pending: int
    origin: int  # where the pending byte was observed
    character: str = ""
    start: int = 0
    end: int = 0
    is_guess: bool = False
    before: Link | None = None

    def characters(self) -> list[Link]:
        """The links from the first character to the last."""
        links: list[Link] = []
        link: Link | None = self
        while link is not None and link.before is not None:
            links.append(link)
            link = link.before
        return links[::-1]


class Restored(NamedTuple):
    """A finished hypothesis: reading is aligned again from `end` on.

    `total` is the log10 probability of everything up to the common end of all hypotheses; `score` that of the restored
    characters alone. `gloss_agrees`: a pinyin gloss behind the last character confirms it.
    """

    total: float
    score: float
    text: str
    spans: tuple[tuple[int, int], ...]
    guesses: int
    end: int
    gloss_agrees: bool


class Tables(NamedTuple):
    """For each code: the model's id (-1 where no text uses it), whether it may be guessed, and what it costs."""

    ids: NDArray[np.int32]
    guessable: NDArray[np.bool_]
    costs: NDArray[np.float32]


@lru_cache(maxsize=4)
def tables(vocabulary: str, is_traditional: bool) -> Tables:
    ids = np.full((256, 256), -1, dtype=np.int32)
    guessable = np.zeros((256, 256), dtype=np.bool_)
    costs = np.zeros((256, 256), dtype=np.float32)
    known = {character: at for at, character in enumerate(vocabulary, start=1)}
    is_alien = is_simplified_only if is_traditional else is_traditional_only
    for code, character in gbk.characters().items():
        if gbk.is_private(character):
            continue
        plain = canonical(character)
        ids[code] = known.get(plain, 0)
        guessable[code] = character in _GUESSABLE_MARKS or (is_han(character) and plain in known)
        if plain in (DIGIT, LETTER) or not (is_han(character) or character in _GUESSABLE_MARKS):
            costs[code] = ODD_COST
        if is_alien(character):
            costs[code] = ALIEN_COST
    return Tables(ids, guessable, costs)


def items(text: str, start: int, *, is_folded: bool) -> list[Item]:
    """The observed characters from `start` to the end of the line as bytes; it ends early at what has none."""
    found: list[Item] = []
    position = start
    while position < len(text) and len(found) < MAX_ITEMS:
        item = _item(text, position, is_folded)
        if item is None:
            break
        found.append(item)
        position = item.end
    return found


def _item(text: str, position: int, is_folded: bool) -> Item | None:
    character = text[position]
    end = position + 1
    if character in _CUT_MARKS:
        return Item(position, end, pair=(0xA3, 0xBF) if is_folded and character == "?" else None, is_cut=True)
    if character == "€":
        return Item(position, end, single=gbk.EURO)
    if "!" <= character <= "~":
        folded = (0xA3, ord(character) + 0x80) if is_folded else None
        single = ord(character) if character >= "@" else None
        return None if folded is None and single is None else Item(position, end, pair=folded, single=single)
    pair = gbk.codes().get(character)
    if pair is None:
        return None
    gloss = BRACKET.match(text, end)
    if gloss and is_reading(character, gloss[1]):
        end = gloss.end()
    return Item(position, end, pair=pair)


class Search:
    """One search: where it starts, what stands before it, and the model that weighs what it finds."""

    def __init__(
        self, text: str, cut: int, left: str, run: list[Item], model: Trigrams, *, is_traditional: bool
    ) -> None:
        self.text = text
        self.cut = cut
        self.run = run
        self.model = model
        self.tables = tables(model.vocabulary, is_traditional)
        self._pauses = frozenset(model.id(mark) for mark in _PAUSES)
        context = [0, 0, *model.ids(left[-12:]).tolist()]
        self.a, self.b = context[-2:]
        self._finished: list[tuple[Link, int, bool]] = []
        self._best_finished = -np.inf  # probability of the best finished one, including what it leaves, so far
        self._read_observed(run[0].start, run[-1].end + 12)

    def restore(self, pending: Iterable[int] = (ANY_LEAD,)) -> list[Restored]:
        """All hypotheses, most probable first. `pending` holds what the lead byte of the first character may be."""
        layer = {(self.a, self.b, lead): Link(0.0, self.a, self.b, lead, self.cut) for lead in pending}
        for item in self.run:
            layer = self._step(layer.values(), item)
            if not layer:
                break
        else:
            self._finish_at_line_end(layer.values())
        return self._ranked()

    def observed(self, start: int, end: int) -> tuple[float, int]:
        """The log10 probability of the text as it stands, and how many characters that is."""
        low, high = self._index(start), self._index(end)
        return float(self._sums[high] - self._sums[low]), high - low

    def _step(self, layer: Iterable[Link], item: Item) -> dict[tuple[int, int, int], Link]:
        following: dict[tuple[int, int, int], Link] = {}
        for path in self._with_gaps(list(layer), item):
            if item.is_cut:
                self._finish_at_cut(path, item)
            if item.single is not None:
                for link in self._emit(path, item.single, 0, item):
                    self._finish(link, item.end)
            if item.pair is not None:
                first, second = item.pair
                for link in self._emit(path, first, second, item):
                    self._keep(following, link)
                    if second < gbk.EURO:
                        self._finish(self._literal(link, chr(second), item), item.end)
        return self._pruned(following, item.end)

    def _with_gaps(self, layer: list[Link], item: Item) -> list[Link]:
        """The hypotheses, and what they become if up to three pairs vanished in front of the item."""
        reached = list(layer)
        frontier = layer
        for _ in range(MAX_GAPS):
            gapped: dict[tuple[int, int, int], Link] = {}
            for path in frontier:
                for link in self._emit_vanished(path, item):
                    self._keep(gapped, link)
            floor = max(path.score for path in reached) - GAP_MARGIN
            frontier = self._best((path for path in gapped.values() if path.score > floor), GAP_BEAM)
            if not frontier:
                break
            reached += frontier
        return reached

    def _emit(self, path: Link, first: int, second: int, item: Item) -> Iterator[Link]:
        """The character of the pending lead byte and `first`; the byte `second` is pending then."""
        leads = _leads(path.pending)
        for lead, gain in self._choices(path, leads, np.full(len(leads), first)):
            yield self._link(path, (lead, first), gain, second, item, item.end, is_guess=len(leads) > 1)

    def _emit_vanished(self, path: Link, item: Item) -> Iterator[Link]:
        """The character whose trail byte began a pair that vanished."""
        leads = _leads(path.pending)
        code_leads, code_trails = np.repeat(leads, len(_VANISHING_FIRST)), np.tile(_VANISHING_FIRST, len(leads))
        probabilities = self.model.after(path.a, path.b)
        for at, gain in self._top(probabilities, code_leads, code_trails, must_be_guessable=True):
            code = int(code_leads[at]), int(code_trails[at])
            yield self._link(path, code, gain, -code[1], item, item.start, is_guess=True)

    def _choices(self, path: Link, leads: NDArray[np.int64], trails: NDArray[np.int64]) -> list[tuple[int, float]]:
        probabilities = self.model.after(path.a, path.b)
        chosen = self._top(probabilities, leads, trails, must_be_guessable=len(leads) > 1)
        return [(int(leads[at]), gain) for at, gain in chosen]

    def _top(
        self,
        probabilities: NDArray[np.float32],
        leads: NDArray[np.int64],
        trails: NDArray[np.int64],
        *,
        must_be_guessable: bool,
    ) -> list[tuple[int, float]]:
        """Indices of the most probable codes with their log10 gains."""
        ids = self.tables.ids[leads, trails]
        allowed = (self.tables.guessable[leads, trails]) if must_be_guessable else (ids >= 0)
        places = np.flatnonzero(allowed)
        if not len(places):
            return []
        gains = np.log10(probabilities[ids[places]]) - self.tables.costs[leads[places], trails[places]]
        if len(places) > CHOICES:
            best = np.argpartition(-gains, CHOICES)[:CHOICES]
            places, gains = places[best], gains[best]
        order = np.lexsort((places, -gains))
        return [(int(places[at]), float(gains[at])) for at in order]

    def _link(
        self, path: Link, code: tuple[int, int], gain: float, pending: int, item: Item, end: int, *, is_guess: bool
    ) -> Link:
        character = gbk.characters()[code]
        if character in _PAUSES and path.b in self._pauses:
            gain -= PAUSE_COST
        elif code == _STOP and path.before is None:
            # A cut at a delimiter mostly falls on the 。 of A1A3 A1B0 and its like, and the model, which learned from
            # statutes, where a 。 ends the paragraph, thinks too little of a sentence that follows one.
            gain += STOP_GAIN
        a, b = path.b, int(self.tables.ids[code])
        return Link(path.score + gain, a, b, pending, item.start, character, path.origin, end, is_guess, path)

    def _literal(self, path: Link, character: str, item: Item) -> Link:
        """An ASCII character that was swallowed with the byte before it, put back behind the restored one."""
        b = self.model.id(canonical(character))
        score = path.score + self.model.log10(path.a, path.b, b)
        return Link(score, path.b, b, path.pending, item.start, character, item.start, item.end, path.is_guess, path)

    def _finish_at_cut(self, path: Link, item: Item) -> None:
        """The mark stands for a last byte that found no partner: a line's or piece's end, or an ASCII it swallowed."""
        rest = self.text[item.end : item.end + 12]
        gloss = _ORPHAN_GLOSS.match(rest)
        for link in self._any_trail(path, item):
            if gloss:
                if is_reading(link.character, gloss[1]):
                    self._finish(link, item.end + gloss.end(), gloss_agrees=True)
                continue
            if _TAG_WITHOUT_BRACKET.match(rest):
                self._finish(self._literal(link, "<", item), item.end)
            elif rest[:1].isdigit():
                # It swallowed a digit: the mark stays in its place, lest 60日 become 0日.
                self._finish(self._literal(link, "?", item), item.end)
            elif rest[:1] in ("", "\n") or rest[:1] in _DELIMITERS:
                self._finish(link, item.end)  # the end of a line, or of a piece that was cut at a delimiter
            else:
                # The byte behind it was swallowed: a line's end, or an ASCII character nobody knows.
                self._finish(self._literal(link, "\n", item), item.end)
                self._finish(link, item.end, cost=SWALLOWED_COST)

    def _finish_at_line_end(self, layer: Iterable[Link]) -> None:
        """The line ends and one byte is still pending: its partner is lost without a mark."""
        end = self.run[-1].end
        if end < len(self.text) and self.text[end] != "\n":
            return
        for path in self._best(layer, BEAM // 4):
            for link in self._any_trail(path, Item(end, end)):
                self._finish(link, end)

    def _any_trail(self, path: Link, item: Item) -> Iterator[Link]:
        if path.pending == ANY_LEAD:
            return
        leads = _leads(path.pending)
        code_leads, code_trails = np.repeat(leads, len(_LONE_TRAILS)), np.tile(_LONE_TRAILS, len(leads))
        probabilities = self.model.after(path.a, path.b)
        for at, gain in self._top(probabilities, code_leads, code_trails, must_be_guessable=True):
            code = int(code_leads[at]), int(code_trails[at])
            yield self._link(path, code, gain, ANY_LEAD, item, item.end, is_guess=True)

    def _finish(self, path: Link, end: int, *, gloss_agrees: bool = False, cost: float = 0.0) -> None:
        path = replace(path, score=path.score - cost) if cost else path
        gloss = None if gloss_agrees else BRACKET.match(self.text, end)
        if gloss and is_han(path.character):
            gloss_agrees = is_reading(path.character, gloss[1])
        self._finished.append((path, end, gloss_agrees))
        bound = path.score - float(self._sums[self._index(end)])
        self._best_finished = max(self._best_finished, bound)

    def _ranked(self) -> list[Restored]:
        if not self._finished:
            return []
        horizon = self._index(max(end for _, end, _ in self._finished)) + 4
        best: dict[tuple[str, int], Restored] = {}
        for path, end, gloss_agrees in self._finished:
            restored = self._restored(path, end, gloss_agrees, min(horizon, len(self._ids)))
            key = restored.text, end
            if key not in best or best[key].total < restored.total:
                best[key] = restored
        return sorted(best.values(), key=lambda restored: (-restored.total, restored.text))

    def _restored(self, path: Link, end: int, gloss_agrees: bool, horizon: int) -> Restored:
        links = path.characters()
        total = path.score + self._rest(path, self._index(end), horizon)
        return Restored(
            total,
            path.score,
            "".join(link.character for link in links),
            tuple((link.start, link.end) for link in links),
            sum(link.is_guess for link in links),
            end,
            gloss_agrees,
        )

    def _rest(self, path: Link, low: int, horizon: int) -> float:
        """The probability of the observed text behind a hypothesis, seen from its last two characters."""
        a, b, total = path.a, path.b, 0.0
        seam = min(low + 2, horizon)
        for following in self._ids[low:seam]:
            total += self.model.log10(a, b, following)
            a, b = b, following
        return total + float(self._sums[max(seam, horizon)] - self._sums[seam])

    def _read_observed(self, start: int, end: int) -> None:
        """The text as it stands, without blanks and glosses: ids, and running sums of their log10 probability."""
        stretch = self.text[start:end]
        positions = _positions_without_glosses(stretch)
        characters = [canonical(stretch[at]) for at in positions]
        kept = [(at, character) for at, character in zip(positions, characters, strict=True) if character]
        if end >= len(self.text):
            kept.append((len(stretch), BREAK))  # a text ends as a line does
        self._places = np.array([start + at for at, _ in kept], dtype=np.int64)
        self._ids = [self.model.id(character) for _, character in kept]
        a, b, sums = self.a, self.b, [0.0]
        for following in self._ids:
            sums.append(sums[-1] + self.model.log10(a, b, following))
            a, b = b, following
        self._sums = np.array(sums)

    def _index(self, position: int) -> int:
        return int(np.searchsorted(self._places, position))

    def _keep(self, layer: dict[tuple[int, int, int], Link], path: Link) -> None:
        key = path.a, path.b, path.pending
        if key not in layer or layer[key].score < path.score:
            layer[key] = path

    def _pruned(self, layer: dict[tuple[int, int, int], Link], position: int) -> dict[tuple[int, int, int], Link]:
        if not layer:
            return layer
        floor = max(path.score for path in layer.values()) - MARGIN
        floor = max(floor, self._best_finished + float(self._sums[self._index(position)]) - MARGIN)
        best = self._best((path for path in layer.values() if path.score >= floor), BEAM)
        return {(path.a, path.b, path.pending): path for path in best}

    @staticmethod
    def _best(paths: Iterable[Link], count: int) -> list[Link]:
        return sorted(paths, key=lambda path: -path.score)[:count]


def _positions_without_glosses(stretch: str) -> list[int]:
    positions: list[int] = []
    at = 0
    for gloss in BRACKET.finditer(stretch):
        positions += range(at, gloss.start())
        at = gloss.end()
    return [*positions, *range(at, len(stretch))]


@lru_cache(maxsize=256)
def _leads(pending: int) -> NDArray[np.int64]:
    if pending == ANY_LEAD:
        return np.array(gbk.LEADS, dtype=np.int64)
    if pending > 0:
        return np.array([pending], dtype=np.int64)
    return np.array(sorted(lead for lead in gbk.vanishing()[-pending] if lead in gbk.LEADS), dtype=np.int64)
