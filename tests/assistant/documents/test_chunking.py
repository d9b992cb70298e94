from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.documents.chunking import passages
from assistant.documents.preparing import prepare
from assistant.records import Document, Passage, Place, StyledHeading, Version
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
        source = prepare(file)
        for passage in passages(source, lambda text: len(text) // 2, 320):
            assert source.text[passage.start : passage.end] == passage.text


@pytest.mark.parametrize("count", [1000])
def test_many_headings_do_not_blow_up(count: int) -> None:
    assert len(cut("".join(f"第{number}条　整改。\n" for number in range(1, count)), 200)) == count - 1


def test_a_lead_in_stays_with_what_it_announces() -> None:
    text = "巡察组反馈，该局主要存在以下问题：一、" + "责任落实不到位" * 6 + "；二、" + "制度执行不严格" * 6 + "。"
    assert any("以下问题：一、" in passage.text for passage in cut(text, 120))


LONG = """甲办法
第一章　总则
第一条　为了整改，制定本办法。
第二条　下列事项适用本办法：
（一）甲事项，依照第一条办理；
（二）乙事项，依照《某条例》第十条第二款办理。
前款规定的事项，由市委决定，并且应当在三十日内报告，逾期没有报告的予以通报。
第二章　附则
第三条　本办法自印发之日起施行。
附件
登记表
姓名"""


def test_a_passage_of_a_rule_has_its_address() -> None:
    assert [passage.address for passage in cut(LONG, 400)] == [
        "《甲办法》第一条",
        "《甲办法》第二条",
        "《甲办法》第三条",
        None,
    ]


def test_an_article_beyond_the_limit_is_cut_between_its_paragraphs() -> None:
    found = {passage.address: passage for passage in cut(LONG, 70)}
    assert found["《甲办法》第二条第一款"].text.endswith("第二款办理。")
    assert found["《甲办法》第二条第二款"].text.startswith("前款规定")
    assert found["《甲办法》第二条第二款"].article == "第二条"


def test_a_passage_knows_what_it_refers_to() -> None:
    found = {passage.address: passage.references for passage in cut(LONG, 70)}
    assert found["《甲办法》第二条第一款"] == ("《甲办法》第一条", "《某条例》第十条第二款")
    assert found["《甲办法》第二条第二款"] == ("《甲办法》第二条第一款",)


@pytest.mark.parametrize("indent", ["", "　　", "## ", "**"])
def test_a_chapter_never_parts_from_its_first_article_however_long(indent: str) -> None:
    text = f"甲办法\n{indent}第一章　总则\n{indent}第一条　" + "各单位应当整改。" * 40 + "\n第二条　乙。\n第三条　丙。"
    first = next(passage for passage in cut(text, 60) if "第一章" in passage.text)
    assert (first.article, first.address) == ("第一条", "《甲办法》第一条")
    assert "各单位应当整改。" in first.text


def test_a_text_that_is_no_rule_has_no_addresses() -> None:
    assert all(passage.address is None for passage in cut("一、甲\n第三条规定很重要，要落实。\n二、乙\n丙。"))


def test_a_title_that_quotes_another_rule_is_quoted_once() -> None:
    clean, offsets = unify_newlines(LONG)
    source = Document("d", "贯彻《甲》实施办法", "a.txt", "default", "other", Version(), clean, LONG, offsets)
    assert passages(source, len, 400)[0].address == "《贯彻〈甲〉实施办法》第一条"


def test_headings_of_the_file_lead_to_their_passages() -> None:
    text = "方案\n工作目标\n" + "全面整改。" * 20 + "\n人员保障\n" + "配足人员。" * 20
    clean, offsets = unify_newlines(text)
    marks = tuple(StyledHeading(text.index(each), text.index(each) + 4, 1) for each in ("工作目标", "人员保障"))
    source = Document("d", "方案", "a.docx", "default", "other", Version(), clean, text, offsets, headings=marks)
    assert [passage.heading for passage in passages(source, len, 120)][-2:] == ["工作目标", "人员保障"]


def test_many_articles_take_no_quadratic_time() -> None:
    text = "甲办法\n" + "".join(f"第{number}条　依照前条和第三条办理。\n" for number in range(1, 9000))
    assert len(cut(text, 200)) > 8000


def test_a_passage_knows_its_page() -> None:
    text = "第一条　甲方应当在十五日内报送方案。\n第二条　乙方应当公开整改情况。\n第三条　本办法自印发之日起施行。"
    places = (Place(0, "page", 1), Place(text.index("第二条"), "page", 2))
    source = replace(document(text), places=places)
    assert [passage.page for passage in passages(source, len, 30)] == [1, 2, 2]
