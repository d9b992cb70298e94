"""Work that is watched: news while it lasts, its result last, and its failure where it failed."""

import threading

import pytest

from assistant import messages
from assistant.errors import UsageError
from assistant.web.working import working


def test_news_come_before_the_result_and_the_latest_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.web.working._EVERY_S", 0.01)
    told = threading.Event()

    def work(tell):  # type: ignore[no-untyped-def]
        tell(1)
        tell(2)
        told.wait(10)
        return messages.current_language()

    course = working(work, "en")
    assert next(course) == 2
    told.set()
    assert [*course][-1] == "en"


def test_what_the_work_raises_is_raised_to_whoever_watches() -> None:
    def work(tell):  # type: ignore[no-untyped-def]
        raise UsageError("question_empty")

    with pytest.raises(UsageError):
        list(working(work, "zh"))
