"""A passage reads as its document does, near its beginning and deep inside a long one, with its neighbours in order."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.application import Assistant
from assistant.errors import NotInLibrary
from assistant.library.database import Database
from assistant.library.texts import texts_in
from assistant.records import Passage

Write = Callable[[str, str], Path]

LONG = "\n\n".join(
    f"（{number}）第{number}项整改任务由承办单位负责，按月报送进展，逾期的说明原因。" * 6 for number in range(1, 161)
)
"""Longer than what the catalogue cuts out by itself, with a sign of two code units in front."""


@pytest.fixture
def passages(assistant: Assistant, write: Write) -> list[Passage]:
    assistant.ingest([write("台账.txt", f"整改任务台账𠮷\n\n{LONG}")])
    [document] = assistant.documents()
    return assistant.store.catalogue.passages(document.id)


def test_every_passage_of_a_long_document_is_what_stands_there(assistant: Assistant, passages: list[Passage]) -> None:
    text = assistant.document(passages[0].document_id).text
    assert len(text) > 25_000
    assert [one.text for one in passages] == [text[one.start : one.end] for one in passages]
    assert [one.start for one in passages] == sorted(one.start for one in passages)


def test_found_by_its_id_a_passage_is_the_same(assistant: Assistant, passages: list[Passage]) -> None:
    found = assistant.store.catalogue.find([one.id for one in passages])
    assert [found[one.id].passage for one in passages] == passages


@pytest.mark.parametrize("at", [0, 1, 30, -2, -1])
@pytest.mark.parametrize("reach", [0, 1, 12])
def test_neighbours_are_those_beside_it(assistant: Assistant, passages: list[Passage], at: int, reach: int) -> None:
    place = range(len(passages))[at]
    beside = assistant.store.catalogue.beside(passages[place], reach)
    assert beside == passages[max(0, place - reach) : place + reach + 1]


def test_neighbours_are_of_the_same_document(assistant: Assistant, write: Write) -> None:
    assistant.ingest([write("一.txt", "第一条 甲办负责。"), write("二.txt", "第一条 乙办负责。")])
    for document in assistant.documents():
        [only] = assistant.store.catalogue.passages(document.id)
        assert assistant.store.catalogue.beside(only, 12) == [only]


def test_a_text_that_was_removed_meanwhile_is_said_to_be_gone(assistant: Assistant) -> None:
    with pytest.raises(NotInLibrary):
        texts_in(Database(assistant.store.catalogue.path))("gone")
