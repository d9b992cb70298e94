"""Which sentences of a model are repaired, kept, dropped or marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import pytest

from assistant.composing.composer import ComposedSentence, Delta, Finished, Quote, Request
from assistant.composing.repairing import Repaired
from assistant.errors import EndpointError
from assistant.mending import Judged, Mended, Mender, Policy
from assistant.records import Sentence, Verdict

REQUEST = Request("期限？", (), date(2026, 3, 1))


def judged(composed: ComposedSentence) -> Judged:
    verdict = Verdict.SUPPORTED if "真" in composed.text else Verdict.NOT_FOUND
    return Judged(composed, Sentence(composed.text, composed.keys, verdict))


class Scripted:
    """Repairs with what it was given, by position."""

    def __init__(self, repairs: dict[int, tuple[str, ...]], error: EndpointError | None = None) -> None:
        self.asked: list[str] = []
        self._repairs, self._error = repairs, error

    def compose(self, request: Request) -> Iterator[Delta | ComposedSentence | Finished]:
        raise NotImplementedError

    def repair(
        self, request: Request, sentences: Sequence[ComposedSentence], started: float
    ) -> Iterator[Delta | Repaired | Finished]:
        self.asked = [sentence.text for sentence in sentences]
        yield Delta("")
        if self._error is not None:
            raise self._error
        for at, texts in self._repairs.items():
            yield Repaired(at, tuple(ComposedSentence(text, (1,)) for text in texts))
        yield Finished("m", {"input_tokens": 7}, timings_ms={"model_repair": 5.0})


def mend(texts: Sequence[str], composer: Scripted, policy: Policy) -> Mended:
    written = [judged(ComposedSentence(text, (1,))) for text in texts]
    mending = Mender(composer, judged, policy).mend(written, REQUEST, 0.0)
    while True:
        try:
            next(mending)
        except StopIteration as end:
            mended = end.value
            assert isinstance(mended, Mended)
            return mended


def shown(mended: Mended) -> list[str]:
    return [each.sentence.text for each in mended.kept]


@pytest.mark.parametrize(
    ("repairs", "policy", "expected", "dropped"),
    [
        ({0: ("改真。",)}, "strict", ["真一。", "改真。"], 0),
        ({0: ("改真。", "又真。")}, "strict", ["真一。", "改真。", "又真。"], 0),
        ({0: ("仍错。",)}, "strict", ["真一。"], 1),
        ({0: ("仍错。",)}, "mark", ["真一。", "错二。"], 0),
        ({0: ("改真。", "仍错。")}, "mark", ["真一。", "错二。"], 0),
        ({0: ()}, "strict", ["真一。"], 1),
        ({0: ()}, "mark", ["真一。"], 1),
        ({}, "strict", ["真一。"], 1),
        ({}, "mark", ["真一。", "错二。"], 0),
    ],
)
def test_a_sentence_without_support(
    repairs: dict[int, tuple[str, ...]], policy: Policy, expected: list[str], dropped: int
) -> None:
    composer = Scripted(repairs)
    mended = mend(["真一。", "错二。"], composer, policy)
    assert shown(mended) == expected
    assert mended.dropped == dropped
    assert composer.asked == ["错二。"]
    assert mended.usage == {"repair_input_tokens": 7}
    assert mended.timings_ms == {"model_repair": 5.0}


def test_a_server_that_fails_while_repairing_costs_only_the_repair() -> None:
    composer = Scripted({}, EndpointError("endpoint_too_slow", seconds="9"))
    mended = mend(["真一。", "错二。"], composer, "mark")
    assert shown(mended) == ["真一。", "错二。"]
    assert "9" in mended.degraded[0]


def test_what_was_quoted_word_for_word_is_never_given_to_a_model() -> None:
    quoted = Judged(ComposedSentence("错。", (1,), (Quote(1, 0, 2),)), Sentence("错。", (1,), Verdict.NOT_FOUND))
    assert not quoted.is_unsupported


def test_of_very_many_only_the_first_are_given_back() -> None:
    composer = Scripted({})
    mended = mend([f"错{n}。" for n in range(40)], composer, "strict")
    assert len(composer.asked) == 12
    assert (shown(mended), mended.dropped) == ([], 40)
