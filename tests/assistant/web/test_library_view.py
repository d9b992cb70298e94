"""What the page shows of the library."""

from datetime import date
from typing import Any

import pytest

from assistant.library.file_reports import FileReport
from assistant.library.maintenance import Purged
from assistant.library.overview import OpenQuestion
from assistant.library.standing import Standing
from assistant.library.traces import Searched
from assistant.library.verifying import Finding, Verification
from assistant.records import Status, Version
from assistant.web.adding import Added
from assistant.web.library_view import added, places_of, purged, review, table, verified
from tests.assistant.web.builders import summary


def rejected(path: str = "/home/a/.assistant/page-files/0f/空.txt") -> FileReport:
    return FileReport(path, "rejected", (), f"未导入 {path}：文件是空的。")


def test_a_row_says_what_a_document_is_and_whether_it_holds() -> None:
    old = summary("d1", "<b>办法", status=Status.SUPERSEDED, warnings=("有字符无法解码",), passages=31)
    markup = table([old], "k", "zh")
    for part in ("&#60;b&#62;办法", "制度", "已废止", "31", "有字符无法解码", "共有 1 份资料"):
        assert part in markup


@pytest.mark.parametrize("genre", ["speech", "regulation", "notice", "feedback", "plan", "report", "other"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_genre_has_a_name(genre: str, language: str) -> None:
    assert table([summary("d1", "甲", genre=genre)], "k", language)


def test_editions_of_a_rule_stand_in_a_row_and_the_others_open() -> None:
    first = summary("d1", "办法", version=Version(document_number="一号", effective_from=date(2021, 7, 1)))
    second = summary(
        "d2",
        "办法",
        version=Version(document_number="二号", effective_from=date(2024, 5, 1), supersedes="办法（一号）"),
    )
    markup = table([second, first], "k", "zh")
    assert "2021&#45;07&#45;01" in markup
    assert "<strong>2024&#45;05&#45;01</strong>" in markup
    assert 'href="&#35;document&#45;2"' in markup
    assert places_of([second, first])["document-2"].document_id == "d1"


def test_collections_are_a_column_where_there_are_several() -> None:
    rows: list[Any] = [summary("d1", "甲"), summary("d2", "乙", collection="干部处")]
    assert "干部处" in table(rows, "k", "zh")
    assert "资料集" not in table(rows[:1], "k", "zh")


def test_an_empty_library_says_so() -> None:
    assert "还没有资料" in table([], "k", "zh")


def test_while_files_come_in_it_says_how_far_it_is_and_what_was_refused() -> None:
    shown = added(Added((rejected(),), Standing("reading", 1, 3, 1, 3, 10, 0.1)), "zh")
    assert "1&#47;3" in shown
    assert "文件是空的" in shown
    assert "1&#47;3" not in added(Added((rejected(),), None, is_finished=True), "zh")


def test_doubts_name_their_documents() -> None:
    held = [summary("d1", "办法")]
    shown = review([OpenQuestion("date_missing", (held[0],), "有的没有日期")], held, "k", "zh")
    assert "有的没有日期" in shown
    assert 'href="&#35;document&#45;1"' in shown
    assert review([], held, "k", "zh") == ""


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_check_names_what_it_found(language: str) -> None:
    found = Verification(1, 7, 1, 7, 7, 7, (Finding("original_missing", "0f.pdf"),))
    assert "0f&#46;pdf" in verified(found, language)


def test_a_purge_that_left_something_says_what() -> None:
    shown = purged(Purged(("d1",), Searched(3, 100, 5, ()), 0, 0, {"0f.zip": ("d2",)}), "zh")
    assert "0f&#46;zip" in shown
    assert "仍有残余" in shown
