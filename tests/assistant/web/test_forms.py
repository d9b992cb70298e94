"""Dates as people type them, documents of one title told apart, and what is chosen left to whoever chooses."""

from datetime import date
from types import SimpleNamespace

import pytest

from assistant.errors import UsageError
from assistant.web.forms import document_choices, must_be_shown, offered, typed_date


@pytest.mark.parametrize("text", ["2026-01-31", "2026年1月31日", " 2026/1/31 ", "2026.01.31", "2026 年 1 月 31 日"])
def test_dates_are_read_as_people_write_them(text: str) -> None:
    assert typed_date(text) == date(2026, 1, 31)


@pytest.mark.parametrize("text", ["", "  ", None])
def test_an_empty_field_is_no_date(text: str | None) -> None:
    assert typed_date(text) is None


@pytest.mark.parametrize("text", ["昨天", "2026-02-31", "2026-13-01", "31.01.2026", "2026-01-31 或更晚", "2026"])
def test_anything_else_is_refused_with_what_was_typed(text: str) -> None:
    with pytest.raises(UsageError) as refused:
        typed_date(text)
    assert text in str(refused.value)


def test_documents_of_one_title_carry_the_names_of_their_files() -> None:
    held = [("d1", "办法", "/a/2021.md"), ("d2", "办法", "/a/2024.md"), ("d3", "讲话", "/a/c.md")]
    library = SimpleNamespace(documents=lambda: [SimpleNamespace(id=i, title=t, path=p) for i, t, p in held])
    assert document_choices(library) == [("办法 (2021.md)", "d1"), ("办法 (2024.md)", "d2"), ("讲话", "d3")]  # type: ignore[arg-type]


def test_what_is_chosen_is_touched_only_where_it_is_gone() -> None:
    choices = [("甲", "d1"), ("乙", "d2")]
    assert "value" not in offered(choices, "d1")
    assert "value" not in offered(choices, None)
    assert offered(choices, "d9")["value"] is None


def test_a_form_that_shows_something_else_is_not_taken_for_what_was_picked() -> None:
    must_be_shown("d1", "d1")
    for shown in ("", "d2"):
        with pytest.raises(UsageError):
            must_be_shown("d1", shown)
