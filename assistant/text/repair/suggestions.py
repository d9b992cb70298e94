"""Characters that are probably typing or recognition errors. Only ever suggested: most such findings are wrong.

Looked for on pages that a converter glossed, since those were typed or recognised once; the language model says where
one other character would make the text far more likely.
"""

from __future__ import annotations

import numpy as np

from assistant.text.characters import is_han
from assistant.text.repair.canonical import canonical
from assistant.text.repair.records import Page, Remark
from assistant.text.repair.trigrams import Trigrams

MIN_GAIN = 4.5  # log10, over the character and the two behind it
MAX_CHARACTERS = 50_000  # looked at, from the start of the text
PER_CHARACTERS = 400  # at most one suggestion for so many characters
ALTERNATIVES = 8


def find(page: Page) -> list[Remark]:
    """The most striking misfits of the text, in the order of the text."""
    if not (page.glossed and page.switches.suggest):
        return []
    found = _misfits(page.text[:MAX_CHARACTERS], page.model())
    best = sorted(found, key=lambda remark: (-remark.confidence, remark.start))
    return sorted(best[: 1 + len(page.text) // PER_CHARACTERS], key=lambda remark: remark.start)


def _misfits(text: str, model: Trigrams) -> list[Remark]:
    places = [at for at, character in enumerate(text) if canonical(character)]
    ids = [model.id(canonical(text[at])) for at in places]
    found: list[Remark] = []
    for index in range(2, len(ids) - 2):
        at = places[index]
        if is_han(text[at]):
            proposal, gain = _best_alternative(model, ids[index - 2 : index + 3])
            if gain >= MIN_GAIN:
                confidence = round(min(0.9, gain / 10), 2)
                found.append(Remark("typo", at, at + 1, model.vocabulary[proposal - 1], confidence))
    return found


def _best_alternative(model: Trigrams, window: list[int]) -> tuple[int, float]:
    """The id that fits best in the middle of five, and by how much it beats the one that stands there."""
    a, b, now, c, d = window
    likely = model.after(a, b)
    here = float(np.log10(likely[now])) + model.log10(b, now, c) + model.log10(now, c, d)
    if here > -MIN_GAIN - 2:
        return now, 0.0
    best, most = now, 0.0
    for other in np.argpartition(-likely, ALTERNATIVES)[:ALTERNATIVES].tolist():
        if other in {now, 0} or not is_han(model.vocabulary[other - 1]):
            continue
        gain = float(np.log10(likely[other])) + model.log10(b, other, c) + model.log10(other, c, d) - here
        if gain > most:
            best, most = other, gain
    return best, most
