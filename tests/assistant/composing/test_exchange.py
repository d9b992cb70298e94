"""The wall clock over one exchange, apart from any wire."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator

import pytest

from assistant.composing.exchange import ExchangeError, Limits, Piece, exchange
from assistant.errors import EndpointError


def pieces(*given: Piece, every_s: float = 0) -> Generator[Piece, None, None]:
    for piece in given:
        yield piece
        time.sleep(every_s)


def run(start: Generator[Piece, None, None], limits: Limits) -> Generator[Piece, None, None]:
    return exchange(lambda: start, lambda: None, limits, time.monotonic() + limits.total_s)


def test_pieces_come_through_in_order() -> None:
    given = [Piece("甲"), Piece("乙"), Piece(finish_reason="stop"), Piece(usage={"input_tokens": 1})]
    assert list(run(pieces(*given), Limits())) == given


def test_a_slow_caller_still_gets_what_came_in_time_and_nothing_later() -> None:
    def slowly(events: Iterator[Piece]) -> Iterator[Piece]:
        for event in events:
            time.sleep(0.03)
            yield event

    taken: list[Piece] = []
    with pytest.raises(EndpointError) as caught:
        taken.extend(slowly(run(pieces(*[Piece("字")] * 40, every_s=0.02), Limits(total_s=0.2))))
    assert caught.value.key == "endpoint_too_slow"
    assert 1 <= len(taken) <= 11


def test_what_the_reading_thread_raises_arrives_with_its_cause() -> None:
    cause = ValueError("甲")

    def broken() -> Generator[Piece, None, None]:
        yield Piece("乙")
        raise cause

    with pytest.raises(ExchangeError) as caught:
        list(run(broken(), Limits()))
    assert caught.value.cause is cause
    assert "甲" not in str(caught.value)


def test_it_hangs_up_once_however_it_ends() -> None:
    calls: list[str] = []
    limits = Limits(gap_s=0.05)
    for given in ([Piece("甲")], [Piece("甲"), Piece("乙")]):
        events = exchange(
            lambda given=given: pieces(*given, every_s=0.2), lambda: calls.append("up"), limits, time.monotonic() + 5
        )
        assert next(events) == Piece("甲")
        events.close()
    assert calls == ["up", "up"]


def test_the_caller_gets_a_turn_while_nothing_arrives() -> None:
    events = run(pieces(Piece("甲"), Piece("乙"), every_s=0.9), Limits())
    assert next(events) == Piece("甲")
    assert next(events) == Piece()
    events.close()
