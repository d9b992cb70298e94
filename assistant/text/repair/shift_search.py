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
from typing import NamedTuple

import numpy as np

from assistant.text.characters import is_han
from assistant.text.repair import gbk
from assistant.text.repair.canonical import canonical
from assistant.text.repair.glosses import BRACKET
from assistant.text.repair.readings import SYLLABLE, is_reading
from assistant.text.repair.shift_codes import ANY_LEAD, Choice, codes
from assistant.text.repair.shift_items import Item
from assistant.text.repair.shift_observed import Observed
from assistant.text.repair.trigrams import Trigrams

BEAM = 24
MARGIN = 6.0  # how far (log10) a hypothesis may fall behind the best and still be followed
GAP_MARGIN = 5.0  # the same for hypotheses with a vanished pair, of which there are very many
GAP_BEAM = 10
SWALLOWED_COST = 0.7  # log10, for an ASCII character that went with the last byte
PAUSE_COST = 2.5  # log10, for one pause straight behind another
STOP_GAIN = 0.5  # log10, see `_link`
MAX_GAPS = 3  # vanished pairs in a row

_DELIMITERS = frozenset("!,;?:！，；？")
_PAUSES = frozenset("，。、；：！？")
_STOP = (0xA1, 0xA3)
_TAG_WITHOUT_BRACKET = re.compile(r"/?[a-z][a-z0-9]*/?>")
_ORPHAN_GLOSS = re.compile(rf"([{SYLLABLE}]{{1,6}})\)")


@dataclass(slots=True)
class Link:
    """A hypothesis so far: the last character restored, the two canonical ids it ends in, and what is pending."""

    score: float
    a: int
    b: int
    pending: int  # see `shift_codes.ANY_LEAD`
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


class Search:
    """One search: where it starts, what stands before it, and the model that weighs what it finds."""

    def __init__(
        self, text: str, cut: int, left: str, run: list[Item], model: Trigrams, *, is_traditional: bool
    ) -> None:
        self.text = text
        self.cut = cut
        self.run = run
        self.model = model
        self._codes = codes(model.vocabulary, is_traditional)
        self._pauses = frozenset(model.id(mark) for mark in _PAUSES)
        context = [0, 0, *model.ids(left[-12:]).tolist()]
        self.a, self.b = context[-2:]
        self._finished: list[tuple[Link, int, bool]] = []
        self._best_finished = -np.inf  # probability of the best finished one, including what it leaves, so far
        self.observed = Observed(text, run[0].start, run[-1].end + 12, (self.a, self.b), model)

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

    def _step(self, layer: Iterable[Link], item: Item) -> dict[tuple[int, int, int], Link]:
        following: dict[tuple[int, int, int], Link] = {}
        for path in self._with_gaps(list(layer), item):
            if item.is_cut:
                self._finish_at_cut(path, item)
            if item.single is not None:
                for link in self._emit(path, item.single, 0, item):
                    self._finish(link, item.end)
            if item.pair is not None:
                for link in self._emit(path, *item.pair, item):
                    self._keep(following, link)
                    self._finish_at_ascii(link, item.pair[1], item)
        return self._pruned(following, item.end)

    def _finish_at_ascii(self, path: Link, second: int, item: Item) -> None:
        """The second byte of a pair may be an ASCII character behind the restored one."""
        if second < gbk.EURO:
            self._finish(self._literal(path, chr(second), item), item.end)

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
        for choice in self._codes.of(path.pending, first, self.model.after(path.a, path.b)):
            yield self._link(path, choice, second, item, item.end)

    def _emit_vanished(self, path: Link, item: Item) -> Iterator[Link]:
        """The character whose trail byte began a pair that vanished."""
        for choice in self._codes.vanished(path.pending, self.model.after(path.a, path.b)):
            yield self._link(path, choice, -choice.code[1], item, item.start)

    def _emit_lone(self, path: Link, item: Item) -> Iterator[Link]:
        """The character whose trail byte found no partner."""
        for choice in self._codes.lone(path.pending, self.model.after(path.a, path.b)):
            yield self._link(path, choice, ANY_LEAD, item, item.end)

    def _link(self, path: Link, choice: Choice, pending: int, item: Item, end: int) -> Link:
        code, gain, is_guess = choice
        character = gbk.characters()[code]
        if character in _PAUSES and path.b in self._pauses:
            gain -= PAUSE_COST
        elif code == _STOP and path.before is None:
            # A cut at a delimiter mostly falls on the 。 of A1A3 A1B0 and its like, and the model, which learned from
            # statutes, where a 。 ends the paragraph, thinks too little of a sentence that follows one.
            gain += STOP_GAIN
        a, b = path.b, int(self._codes.ids[code])
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
        for link in self._emit_lone(path, item):
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
            for link in self._emit_lone(path, Item(end, end)):
                self._finish(link, end)

    def _finish(self, path: Link, end: int, *, gloss_agrees: bool = False, cost: float = 0.0) -> None:
        path = replace(path, score=path.score - cost) if cost else path
        gloss = None if gloss_agrees else BRACKET.match(self.text, end)
        if gloss and is_han(path.character):
            gloss_agrees = is_reading(path.character, gloss[1])
        self._finished.append((path, end, gloss_agrees))
        self._best_finished = max(self._best_finished, path.score - self.observed.up_to(end))

    def _ranked(self) -> list[Restored]:
        if not self._finished:
            return []
        horizon = min(self.observed.index(max(end for _, end, _ in self._finished)) + 4, len(self.observed))
        best: dict[tuple[str, int], Restored] = {}
        for path, end, gloss_agrees in self._finished:
            restored = self._restored(path, end, gloss_agrees, horizon)
            key = restored.text, end
            if key not in best or best[key].total < restored.total:
                best[key] = restored
        return sorted(best.values(), key=lambda restored: (-restored.total, restored.text))

    def _restored(self, path: Link, end: int, gloss_agrees: bool, horizon: int) -> Restored:
        links = path.characters()
        total = path.score + self.observed.behind(path.a, path.b, self.observed.index(end), horizon)
        return Restored(
            total,
            path.score,
            "".join(link.character for link in links),
            tuple((link.start, link.end) for link in links),
            sum(link.is_guess for link in links),
            end,
            gloss_agrees,
        )

    def _keep(self, layer: dict[tuple[int, int, int], Link], path: Link) -> None:
        key = path.a, path.b, path.pending
        if key not in layer or layer[key].score < path.score:
            layer[key] = path

    def _pruned(self, layer: dict[tuple[int, int, int], Link], position: int) -> dict[tuple[int, int, int], Link]:
        if not layer:
            return layer
        floor = max(path.score for path in layer.values()) - MARGIN
        floor = max(floor, self._best_finished + self.observed.up_to(position) - MARGIN)
        best = self._best((path for path in layer.values() if path.score >= floor), BEAM)
        return {(path.a, path.b, path.pending): path for path in best}

    @staticmethod
    def _best(paths: Iterable[Link], count: int) -> list[Link]:
        return sorted(paths, key=lambda path: -path.score)[:count]
