"""The order of the stages, their switches, the loop to a fixed point, and the record of every step.

Each stage proposes edits for the text it sees (`find(page)`); only this file applies them. Because every step is kept,
`replay` rebuilds the result from the original, and each character of the result knows where it came from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace as replace_fields
from itertools import accumulate
from typing import NamedTuple

import numpy as np

from assistant.text.offsets import OffsetMap, Replacement, replace
from assistant.text.repair import (
    alphanumerics,
    entities,
    glosses,
    glyphs,
    invisible,
    layout,
    notices,
    punctuation,
    recoding,
    script,
    shift,
    spaces,
    suggestions,
    trigrams,
)
from assistant.text.repair.records import Edit, Notice, Page, Remark, Repair, Repaired, Step, Suggestion, Switches

MAX_PASSES = 6
EVERY_STAGE = Switches()


class Stage(NamedTuple):
    """A stage, named as its switch and the kind of its repairs."""

    name: str
    find: Callable[[Page], list[Edit]]


# Shift before glosses, since a gloss verifies a shift; both before script and glyphs, since conversion destroys bytes.
STAGES = (
    Stage("entity", entities.find),
    Stage("recode", recoding.find),
    Stage("shift", shift.find),
    Stage("gloss", glosses.find),
    Stage("script", script.find),
    Stage("glyph", glyphs.find),
    Stage("invisible", invisible.find),
    Stage("alphanumeric", alphanumerics.find),
    Stage("layout", layout.find),
    Stage("space", spaces.find),
    Stage("punctuation", punctuation.find),
)


class Trace(NamedTuple):
    """A repair on its way: where it lies in the text now and where it came from."""

    kind: str
    start: int
    end: int
    original_start: int
    original_end: int
    confidence: float


def repair(
    text: str, *, switches: Switches = EVERY_STAGE, model: Callable[[], trigrams.Trigrams] = trigrams.shipped
) -> Repaired:
    """Repair a text. Pure, deterministic and idempotent; clean text comes back as it is, with the identity map.

    `model` is called when a stage first needs it. Raises OSError or ValueError where its file is missing or damaged.

    >>> repair("上級領導(dǎo)、總書記、責任、現(xiàn)象、機關(guān)、紀(jì)律建設").text
    '上级领导、总书记、责任、现象、机关、纪律建设'
    """
    run = _Run(text, switches, model)
    for _ in range(MAX_PASSES):
        if not run.go_through_stages():
            break
    return run.result()


def replay(text: str, steps: Iterable[Step]) -> str:
    """Rebuild a repaired text from its original and the steps of its repair."""
    for step in steps:
        text, _ = replace(text, step.replacements)
    return text


class _Run:
    def __init__(self, text: str, switches: Switches, model: Callable[[], trigrams.Trigrams]) -> None:
        self.original = text
        self.page = Page(text, switches, model)
        self.offsets = OffsetMap.identity(len(text))
        self.steps: list[Step] = []
        self.traces: list[Trace] = []
        self.was_glossed = False

    def go_through_stages(self) -> bool:
        """One pass with evidence taken afresh; whether anything changed."""
        text = self.page.text
        glossed = glosses.is_glossed(text)
        markup = not self.page.alphabet.isdisjoint("<`]|#") and entities.is_markup(text)
        self.was_glossed = self.was_glossed or glossed
        self.page = Page(text, self.page.switches, self.page.model, glossed, markup)
        for stage in STAGES:
            if getattr(self.page.switches, stage.name) is not False:
                self._run_stage(stage)
        return self.page.text != text

    def _run_stage(self, stage: Stage) -> None:
        edits = stage.find(self.page)
        if not edits:
            return
        replacements = tuple(edit.replacement for edit in edits)
        text, offsets = replace(self.page.text, replacements)
        self._trace(stage, edits, replacements)
        self.offsets = offsets.compose(self.offsets)
        self.steps.append(Step(stage.name, replacements))
        self.page = replace_fields(self.page, text=text)

    def _trace(self, stage: Stage, edits: list[Edit], replacements: Sequence[Replacement]) -> None:
        moved = _Moved(replacements)
        carried = [
            trace._replace(start=start, end=end)
            for trace, (start, end) in zip(
                self.traces, moved.spans([(trace.start, trace.end) for trace in self.traces]), strict=True
            )
        ]
        spans = moved.spans([(edit.start, edit.end) for edit in edits], are_replaced=True)
        for edit, (start, end) in zip(edits, spans, strict=True):
            original = self.offsets.span_to_original(edit.start, edit.end)
            carried.append(Trace(stage.name, start, end, *original, edit.confidence))
        self.traces = carried

    def result(self) -> Repaired:
        text = self.page.text
        repairs = [
            Repair(*trace[:5], self.original[trace.original_start : trace.original_end],
                   text[trace.start : trace.end], trace.confidence)
            for trace in sorted(self.traces, key=lambda trace: trace[1:5])
        ]  # fmt: skip
        page = replace_fields(self.page, glossed=self.was_glossed)
        return Repaired(
            text,
            self.offsets,
            tuple(repair for repair in repairs if repair.before != repair.after),
            tuple(self._suggestion(remark) for remark in suggestions.find(page)),
            tuple(self._notice(remark) for remark in notices.find(page)),
            tuple(self.steps),
        )

    def _suggestion(self, remark: Remark) -> Suggestion:
        original = self.offsets.span_to_original(remark.start, remark.end)
        before = self.page.text[remark.start : remark.end]
        return Suggestion(remark.kind, remark.start, remark.end, *original, before, remark.proposal, remark.confidence)

    def _notice(self, remark: Remark) -> Notice:
        original = self.offsets.span_to_original(remark.start, remark.end)
        return Notice(remark.kind, remark.start, remark.end, *original, self.page.text[remark.start : remark.end][:80])


class _Moved:
    """Where positions of a text lie after its replacements."""

    def __init__(self, replacements: Sequence[Replacement]) -> None:
        self.starts = np.array([replacement.start for replacement in replacements], dtype=np.int64)
        self.ends = np.array([replacement.end for replacement in replacements], dtype=np.int64)
        self.lengths = np.array([len(replacement.new) for replacement in replacements], dtype=np.int64)
        growth = accumulate((self.lengths - (self.ends - self.starts)).tolist(), initial=0)
        self.growth = np.array(list(growth), dtype=np.int64)

    def spans(self, spans: Sequence[tuple[int, int]], *, are_replaced: bool = False) -> list[tuple[int, int]]:
        """Each span's place in the new text; one that cuts into a replacement grows to hold all of it."""
        if not spans:
            return []
        table = np.array(spans, dtype=np.int64)
        if are_replaced:
            starts = self.starts + self.growth[:-1]
            return list(zip(starts.tolist(), (starts + self.lengths).tolist(), strict=True))
        starts, ends = self._start(table[:, 0]), self._end(table[:, 1])
        return list(zip(starts.tolist(), np.maximum(starts, ends).tolist(), strict=True))

    def _start(
        self, positions: np.ndarray[tuple[int], np.dtype[np.int64]]
    ) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        before = np.searchsorted(self.ends, positions, side="right")
        following = np.minimum(before, len(self.starts) - 1)
        inside = (before < len(self.starts)) & (self.starts[following] < positions)
        return np.where(inside, self.starts[following], positions) + self.growth[before]

    def _end(self, positions: np.ndarray[tuple[int], np.dtype[np.int64]]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        begun = np.searchsorted(self.starts, positions, side="left")
        last = np.maximum(begun - 1, 0)
        inside = (begun > 0) & (self.ends[last] > positions)
        return np.where(
            inside, self.starts[last] + self.growth[last] + self.lengths[last], positions + self.growth[begun]
        )
