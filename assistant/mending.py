"""Sentences with their verdicts → those that are shown.

What a model wrote without support is repaired once, then dropped or left with its mark: which of the two is the policy.
What a composer quotes word for word is not touched. Knows composers and verdicts, not how either comes about.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from assistant import messages
from assistant.composing.composer import ComposedSentence, Composer, Delta, Finished, Request
from assistant.composing.repairing import Repaired, Repairer
from assistant.errors import EndpointError
from assistant.records import Sentence, Verdict

Policy = Literal["strict", "mark"]
"""`strict`: a sentence without support is not shown. `mark`: it is shown with its verdict."""

_MOST_REPAIRED = 12
"""Sentences given back at once; of an answer that fails in more than these, the rest is not worth the wait."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence as it was composed, and as it was found."""

    composed: ComposedSentence
    sentence: Sentence

    @property
    def is_unsupported(self) -> bool:
        """Whether a model wrote it and its sources do not carry it."""
        return self.sentence.verdict is not Verdict.SUPPORTED and not self.composed.quotes


@dataclass(frozen=True, slots=True)
class Mended:
    """What is left of an answer, and what happened to the rest."""

    kept: tuple[Judged, ...]
    dropped: int = 0
    degraded: tuple[str, ...] = ()
    """What could not be done, in the user's language."""
    usage: Mapping[str, int] = field(default_factory=dict)
    timings_ms: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Mender:
    """How sentences without support are treated in one answer."""

    composer: Composer
    judge: Callable[[ComposedSentence], Judged]
    policy: Policy

    def mend(self, written: Sequence[Judged], request: Request, started: float) -> Generator[Delta, None, Mended]:
        """The sentences to show, in order. `started` is when the answer was begun, on `time.monotonic()`'s clock.

        A repaired sentence takes the place of the one it repairs only where it is supported.
        """
        refused = [at for at, each in enumerate(written) if each.is_unsupported][:_MOST_REPAIRED]
        outcome = _Outcome()
        if refused and isinstance(self.composer, Repairer):
            asked = self.composer.repair(request, [written[at].composed for at in refused], started)
            try:
                for item in asked:
                    if isinstance(item, Delta):
                        yield item
                    elif isinstance(item, Repaired):
                        outcome.repaired[refused[item.at]] = [self.judge(each) for each in item.sentences]
                    else:
                        outcome.finished = item
            except EndpointError as error:
                outcome.trouble = messages.text("answer.not_repaired", why=error)
        return self._settled(written, outcome)

    def _settled(self, written: Sequence[Judged], outcome: _Outcome) -> Mended:
        kept = [sentence for at, each in enumerate(written) for sentence in self._shown(each, outcome.repaired.get(at))]
        lost = sum(not self._shown(each, outcome.repaired.get(at)) for at, each in enumerate(written))
        done = outcome.finished
        usage = {f"repair_{name}": count for name, count in done.usage.items()} if done else {}
        trouble = (outcome.trouble,) if outcome.trouble else ()
        return Mended(tuple(kept), lost, trouble, usage, done.timings_ms if done else {})

    def _shown(self, original: Judged, repaired: Sequence[Judged] | None) -> Sequence[Judged]:
        """What stands in the place of a sentence in the end."""
        if not original.is_unsupported:
            return (original,)
        if repaired is not None and not any(each.is_unsupported for each in repaired):
            return repaired  # supported, or withdrawn by the model itself
        return () if self.policy == "strict" else (original,)


@dataclass(slots=True)
class _Outcome:
    """What came of asking again."""

    repaired: dict[int, list[Judged]] = field(default_factory=dict)
    finished: Finished | None = None
    trouble: str = ""
