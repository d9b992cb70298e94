from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.documents.chunking import passages
from assistant.documents.preparing import prepare
from assistant.records import Document, Passage, Version
from assistant.text.newlines import unify_newlines


def document(text: str) -> Document:
    clean, offsets = unify_newlines(text)
    return Document("d", "甲办法", "a.txt", "default", "other", Version(), clean, text, offsets)


def cut(text: str, limit: int = 200) -> list[Passage]:
    return passages(document(text), len, limit)


RULE = """甲办法
第一章　总则
第一条　为了整改。
第二条　适用于本市。
（一）甲；
（二）乙。
第二章　附则
第三条　自印发之日起施行。"""


def test_an_article_is_one_passage_with_its_chapter_and_number() -> None:
    found = {passage.article: passage for passage in cut(RULE)}
    assert found["第二条"].text == "第二条　适用于本市。\n（一）甲；\n（二）乙。"
    assert found["第二条"].heading == "第一章 总则"
    assert found["第三条"].heading == "第二章 附则"


def test_a_heading_never_parts_from_its_body() -> None:
    text = "一、" + "甲" * 10 + "\n" + "乙丙丁。" * 40 + "\n二、戊己\n" + "庚辛。" * 40
    for passage in cut(text, 60):
        assert passage.text not in ("一、" + "甲" * 10, "二、戊己")


def test_no_passage_is_longer_than_the_limit() -> None:
    assert all(len(passage.text) <= 50 for passage in cut("没有任何标点的长句" * 100, 50))


def test_ids_follow_content_and_place() -> None:
    first, again = cut(RULE), cut(RULE)
    assert [passage.id for passage in first] == [passage.id for passage in again]
    assert len({passage.id for passage in first}) == len(first)


TEXTS = st.text(alphabet="第一二三条章、（）1.甲乙。；，\r\n #　“”", max_size=200)


@given(TEXTS, st.integers(min_value=5, max_value=80))
def test_passages_hold_all_text_in_order_with_both_kinds_of_offset(text: str, limit: int) -> None:
    source = document(text)
    found = passages(source, len, limit)
    assert "".join("".join(passage.text.split()) for passage in found) == "".join(source.text.split())
    for before, after in itertools.pairwise(found):
        assert before.end <= after.start
    for passage in found:
        assert source.text[passage.start : passage.end] == passage.text
        original = source.original_text[passage.original_start : passage.original_end]
        assert unify_newlines(original)[0].strip("\n") == passage.text.strip("\n")


def test_every_passage_of_the_real_documents_is_where_it_says(shared_data: Path) -> None:
    files = sorted((shared_data / "real-docs").glob("[0-9]*")) + sorted((shared_data / "seed").iterdir())
    assert len(files) == 59
    for file in files:
        source = prepare(file, collection="real")
        for passage in passages(source, lambda text: len(text) // 2, 320):
            assert source.text[passage.start : passage.end] == passage.text


@pytest.mark.parametrize("count", [1000])
def test_many_headings_do_not_blow_up(count: int) -> None:
    assert len(cut("".join(f"第{number}条　整改。\n" for number in range(1, count)), 200)) == count - 1


def test_a_lead_in_stays_with_what_it_announces() -> None:
    text = "巡察组反馈，该局主要存在以下问题：一、" + "责任落实不到位" * 6 + "；二、" + "制度执行不严格" * 6 + "。"
    assert any("以下问题：一、" in passage.text for passage in cut(text, 120))
