"""Earlier questions of a conversation → a few lines for a prompt, under a budget of tokens.

The latest questions are given whole. What is older is told in its own leading words, newest first, for as long as there
is room; how many questions are left out after that is said. Knows no model.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant import messages
from assistant.composing.prompts import as_data
from assistant.text.terms import fold

_WHOLE_SHARE = 0.6
"""Of the budget, for questions given whole; the rest is for the summary of older ones."""

_SUMMARISED_TO = 24
"""Characters of an older question that are kept."""


def told(history: Sequence[str], *, count_tokens: Callable[[str], int], budget: int, language: str) -> str:
    """What a prompt says of the questions asked before, oldest first; `budget` is in tokens, their frame apart.

    A question asked twice is told once, where it was asked last.
    """
    asked = [line for line in map(_line, _last_of_each(history)) if line]
    whole = _latest(asked, count_tokens, int(budget * _WHOLE_SHARE))
    older = asked[: len(asked) - len(whole)]
    room = budget - count_tokens("\n".join(whole))
    short = _latest([_shortened(line) for line in older], count_tokens, room)
    lines = []
    if older:
        key = "composing.older_questions" if short else "composing.older_left_out"
        left_out = len(older) - len(short)
        lines.append(messages.text(key, language=language, questions="；".join(short), left_out=left_out))
    lines += [f"{n}. {line}" for n, line in enumerate(whole, len(older) + 1)]
    return "\n".join(lines) or messages.text("composing.no_history", language=language)


def _line(question: str) -> str:
    return " ".join(as_data(question).split())


def _last_of_each(history: Sequence[str]) -> list[str]:
    last = {fold(question).strip(): at for at, question in enumerate(history)}
    return [question for at, question in enumerate(history) if last[fold(question).strip()] == at]


def _latest(lines: Sequence[str], count_tokens: Callable[[str], int], budget: int) -> list[str]:
    """The last lines that fit."""
    kept: list[str] = []
    for line in reversed(lines):
        budget -= count_tokens(line)
        if budget < 0:
            break
        kept.insert(0, line)
    return kept


def _shortened(line: str) -> str:
    return line if len(line) <= _SUMMARISED_TO else f"{line[:_SUMMARISED_TO]}……"
