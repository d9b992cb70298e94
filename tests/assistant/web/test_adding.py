"""Files on their way in, as the page watches them."""

from collections.abc import Callable

import pytest

from assistant import messages
from assistant.errors import LibraryUnavailable
from assistant.library.file_reports import FileReport, IngestReport
from assistant.library.standing import Standing
from assistant.web.adding import adding

Tell = Callable[[FileReport], None]
Watch = Callable[[Standing], None]


def report(name: str) -> FileReport:
    return FileReport(name, "added", (name,), messages.text("web.removed"))


def test_every_file_is_told_of_and_the_end_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.web.adding._EVERY_S", 0.0)

    def ingest(tell: Tell, watch: Watch) -> IngestReport:
        for n in range(1, 4):
            tell(report(str(n)))
            watch(Standing("reading", n, 3, n, 3, 10, 0.1))
        return IngestReport(tuple(map(report, "123")))

    *_, last = seen = list(adding(ingest, "en"))
    assert last.is_finished
    assert [each.path for each in last.files] == ["1", "2", "3"]
    assert [len(each.files) for each in seen] == sorted(len(each.files) for each in seen)
    assert {each.message for each in last.files} == {messages.text("web.removed", language="en")}


def test_what_goes_wrong_is_raised_to_whoever_watches() -> None:
    def ingest(tell: Tell, watch: Watch) -> IngestReport:
        raise LibraryUnavailable("disk_full", path="/a")

    with pytest.raises(LibraryUnavailable):
        list(adding(ingest, "zh"))
