"""The sentences of a feedback document that say by when to plan, rectify or report.

A text and where its problems stand in, sentences with their places out. It knows no regime of deadlines.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from assistant.drafting.endings import states_deadline
from assistant.drafting.feedback_records import Excerpt
from assistant.text.sentences import Span, sentences
from assistant.text.terms import fold

_LABEL = re.compile(
    r"[*_ ]*(?:(?:答[：:]|【[^】\n]{2,10}】|"
    r"(?:整改|工作|有关|报送|集中)?(?:整改)?(?:要求|时限|期限|时间|说明|备注)[：:]|"
    r"[（(]?(?:\d{1,2}(?:[）)、]+|[.．]+(?=\s*\D))|[一二三四五六七八九十]{1,3}[）)、.．]+)|[一二三四五六七八九十]{1,3}[是要])[*_]*\s*)+|[*_]+"
)
_ASKED = re.compile(r"请|望|应|须|务必|期限|时限|要|(?:收到|接到)[^。，,]{0,24}(?:之日起|[内后])|[内前]报")
"""How the opening asks for something by a day; what it tells of earlier days it does not ask for."""


def deadline_sentences(text: str, unbroken: str, problems: Sequence[tuple[int, int]]) -> Iterator[Excerpt]:
    """Sentences outside all problems that say by when to plan, rectify or report; in the opening only where it asks.

    `unbroken` is the text without line ends inside sentences, as long as the text; `problems` are the starts and ends
    of the findings, in order.
    """
    first = problems[0][0] if problems else 0
    starts = [start for start, _ in problems]
    for found_at in _whole_sentences(unbroken):
        label = _LABEL.match(text, *found_at)
        sentence = Span(label.end() if label else found_at.start, found_at.start + len(found_at.of(text).rstrip("*_ ")))
        before = bisect_right(starts, sentence.start) - 1
        inside = before >= 0 and sentence.start < problems[before][1]
        is_asked = sentence.start > first or _is_asked(fold(found_at.of(text)))
        if is_asked and not inside and not _STANCE.match(text, *found_at) and states_deadline(sentence.of(unbroken)):
            yield Excerpt.of(text, *sentence)


_STANCE = re.compile(
    r"(?:[^。，,；;：:\n]{1,12}[：:])?我们?(?:将|一定|会)|[^。，,；;：:\n]{2,40}(?:(?:表示|表态[^，,：:。]{0,4})[，,：:。]|(?:书记|主任|[院校局]长|负责人|负责同志)[：:])"
)
"""局党组书记表示，将在规定时限内整改到位 promises, and asks for nothing."""


def _is_asked(folded: str) -> bool:
    return "整改" in folded and _ASKED.search(folded) is not None


def _whole_sentences(text: str) -> Iterator[Span]:
    """The sentences of a text; one that breaks off at the end of a long line goes on to the stop in the next."""
    begun: Span | None = None
    for sentence in sentences(text):
        goes_on = begun is not None and text[begun.end : sentence.start].strip(" \u3000") == "\n"
        is_rest = goes_on and text[sentence.end - 1] in _STOPS
        if begun is not None and not is_rest:
            yield begun
        whole = Span(begun.start, sentence.end) if begun is not None and is_rest else sentence
        broken = text[whole.end - 1] not in _STOPS and whole.end - whole.start >= _SHORTEST_BROKEN
        begun = whole if broken else None
        if not broken:
            yield whole
    if begun is not None:
        yield begun


_STOPS = "。！？!?；;：:”）)|"
_SHORTEST_BROKEN = 24
"""Characters of a line that ends without a stop because it is full; a shorter one is a heading or a signature."""
