"""A document outside somebody's reach does not exist for him, in whatever way he asks for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from assistant.application import Assistant
from assistant.errors import NotInLibrary, UsageError
from assistant.library.reach import Reach, Secrecy

OPEN = "接待标准管理办法\n\n第一条 公务接待每人每餐标准为八十元。\n"
SECRET = "秘密★3年\n\n北山区线索处置办法\n\n第一条 问题线索由专班在七个工作日内办结。\n"
CASE = "案件卷宗摘要\n\n第一条 陈某收受礼金四千元，问题线索由第三纪检监察室承办。\n"

READER = Reach(Secrecy.PUBLIC, frozenset({"案件"}))


@pytest.fixture
def library(assistant: Assistant, write: Callable[[str, str], Path]) -> Assistant:
    assistant.ingest([write("open.txt", OPEN), write("secret.txt", SECRET)])
    assistant.ingest([write("case.txt", CASE)], collection="案件")
    return assistant


def hidden_ids(library: Assistant) -> list[str]:
    seen = {each.id for each in library.within(READER).documents()}
    return [each.id for each in library.documents() if each.id not in seen]


def test_lists_and_counts_hold_what_may_be_seen(library: Assistant) -> None:
    reader = library.within(READER)
    assert [each.title for each in reader.documents()] == ["接待标准管理办法"]
    answer = reader.ask("火星基地的预算是多少？")
    assert answer.searched.documents == 1
    assert library.ask("火星基地的预算是多少？").searched.documents == 3


@pytest.mark.parametrize(
    "question",
    [
        "问题线索多少个工作日内办结？",
        "陈某收受礼金多少元？",
        "《北山区线索处置办法》第一条怎么规定？",
        "线索由谁承办？",
    ],
)
def test_no_question_brings_a_hidden_document_out(library: Assistant, question: str) -> None:
    reader, hidden = library.within(READER), set(hidden_ids(library))
    assert hidden & {item.passage.document_id for item in library.retrieve(question)}
    assert not hidden & {item.passage.document_id for item in reader.retrieve(question)}
    answer = reader.ask(question)
    assert not hidden & {citation.document_id for citation in answer.citations}
    assert not hidden & {item.document_id for item in answer.searched.nearest}


def test_naming_hidden_documents_or_their_collection_finds_nothing(library: Assistant) -> None:
    reader, hidden = library.within(READER), frozenset(hidden_ids(library))
    assert reader.retrieve("问题线索多少个工作日内办结？", documents=hidden) == []
    assert reader.retrieve("问题线索由谁承办？", collection="案件") == []
    titles = {each.title for each in library.documents() if each.id in hidden}
    assert titles.isdisjoint(row["title"] for row in reader.explain("问题线索")["passages"])


def test_a_hidden_id_is_as_unknown_as_one_that_was_made_up(library: Assistant) -> None:
    reader = library.within(READER)
    for document_id in hidden_ids(library):
        assert reader.passages(document_id) == reader.passages("0" * 64) == []
        for attempt in (reader.document, reader.remove, lambda each: reader.purge([each])):
            said = {}
            for each in (document_id, "0" * 64):
                with pytest.raises(NotInLibrary) as refused:
                    attempt(each)
                said[each] = refused.value.in_language("en").replace(each, "ID")
            assert len(set(said.values())) == 1
    assert len(library.documents()) == 3


def test_nothing_is_added_to_a_collection_that_is_closed(library: Assistant, write: Callable[[str, str], Path]) -> None:
    with pytest.raises(UsageError):
        library.within(READER).ingest([write("more.txt", "补充材料。\n")], collection="案件")


def test_what_comes_later_is_seen_or_hidden_like_the_rest(
    library: Assistant, write: Callable[[str, str], Path]
) -> None:
    reader = library.within(READER)
    assert len(reader.documents()) == 1
    reader.ingest(
        [write("b.txt", "差旅费管理办法\n\n第一条 差旅费每日补助一百元。\n"), write("c.txt", SECRET + "第二条 略。\n")]
    )
    assert {each.title for each in reader.documents()} == {"接待标准管理办法", "差旅费管理办法"}


def test_an_edition_that_replaced_a_hidden_one_does_not_name_it(
    assistant: Assistant, write: Callable[[str, str], Path]
) -> None:
    body = "第一条 整改方案应当在{days}日内报送。\n第二条 本办法自{year}年3月1日起施行。\n"
    old = write("old.txt", "东湖区整改办法\n\n（2016年2月1日印发）\n\n" + body.format(days="三十", year=2016))
    new = write("new.txt", "东湖区整改办法\n\n（2023年2月1日印发）\n\n" + body.format(days="十五", year=2023))
    assistant.ingest([old], collection="案件")
    assistant.ingest([new])
    named = {each.collection: each.version.supersedes for each in assistant.documents()}
    assert named["default"] is not None
    (only,) = assistant.within(READER).documents()
    assert only.version.supersedes is None
    assert assistant.within(READER).document(only.id).version.supersedes is None
    answer = assistant.within(READER).ask("整改方案几日内报送？", as_of=date(2018, 1, 1))
    assert "三十" not in answer.text
