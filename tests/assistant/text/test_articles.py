from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.text.articles import address_of, articles, normal_label, to_han
from assistant.text.numerals import to_int
from assistant.text.references import references
from assistant.text.structure import outline

RULE = """甲办法
第一章　总则
第一条　为了整改，制定本办法。
第二条　下列事项适用本办法：
（一）甲事项；
（二）乙事项。
前款规定的事项，由市委决定。
其他事项另行规定。
第二章　附则
第三条
本办法自印发之日起施行。
附件
登记表
（一）姓名
"""


def address(text: str, words: str) -> str:
    start = text.index(words)
    return str(address_of(articles(text, outline(text)), start, start + len(words)))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("为了整改", "第一条"),
        ("下列事项", "第二条第一款"),
        ("乙事项", "第二条第一款第二项"),
        ("（一）甲事项；\n（二）乙事项", "第二条第一款"),
        ("由市委决定", "第二条第二款"),
        ("其他事项", "第二条第三款"),
        ("由市委决定。\n其他事项", "第二条第二款至第三款"),
        ("本办法自印发", "第三条"),
        ("第二章", "None"),
        ("姓名", "None"),
    ],
)
def test_a_place_has_the_address_that_lawyers_give_it(words: str, expected: str) -> None:
    assert address(RULE, words) == expected


def test_a_paragraph_that_a_line_break_cuts_is_one() -> None:
    text = "第一条　各单位应当\n建立台账。\n台账由办公室保管。\n第二条　施行。"
    assert address(text, "建立台账") == "第一条第一款"
    assert address(text, "由办公室") == "第一条第二款"


def test_items_in_one_line_count_too() -> None:
    text = "第一条　有下列情形之一的：（一）甲；（二）乙。\n第二条　施行。"
    assert address(text, "（二）乙") == "第一条第二项"


@pytest.mark.parametrize("label", ["第３条", "第3条", "第三条", "第 三 条"])
def test_a_number_is_the_same_however_it_is_written(label: str) -> None:
    assert normal_label(label) == "第三条"


@given(st.integers(1, 9999))
def test_chinese_numerals_come_back(number: int) -> None:
    assert to_int(to_han(number)) == number


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("违反本办法第五条规定的，从重处理。", ["第五条"]),
        ("依照第一条、第五条第二款第（一）项办理。", ["第一条", "第五条第二款第一项"]),
        ("依照《某条例（试行）》第十条和第十二条办理。", ["《某条例（试行）》第十条", "《某条例（试行）》第十二条"]),
        ("依照治安管理处罚法第四十二条处理。", ["《治安管理处罚法》第四十二条"]),
        ("依照本办法第一条至第四条办理。", ["第一条", "第二条", "第三条", "第四条"]),
        ("本条第一款另有规定的，从其规定。", ["第三条第一款"]),
        ("有前条情形的，责令改正。", ["第二条"]),
        ("适用《某条例》。该条例第八条另有规定的除外。", ["《某条例》第八条"]),
        ("与《某条例》第三条不一致的，适用该条例第八条。", ["《某条例》第三条", "《某条例》第八条"]),
        ("按照规定办理，第三方不得干预。", []),
    ],
)
def test_references_are_resolved(sentence: str, expected: list[str]) -> None:
    text = f"第一条　甲。\n第二条　乙。\n第三条　{sentence}\n第四条　施行。"
    found = references(text, articles(text, outline(text)))
    assert [f"《{each.title}》{each.address}" if each.title else str(each.address) for each in found] == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [("前款", ["第一条第二款"]), ("前两款", ["第一条第一款", "第一条第二款"])],
)
def test_the_paragraphs_before_are_counted_from_where_it_says_so(words: str, expected: list[str]) -> None:
    text = f"第一条　甲。\n乙。\n{words}规定的事项，由市委决定。\n第二条　施行。"
    found = references(text, articles(text, outline(text)))
    assert [str(each.address) for each in found] == expected


def test_the_label_of_an_article_is_no_reference_to_it() -> None:
    assert references(RULE, articles(RULE, outline(RULE)))[0].start == RULE.index("前款")


@given(st.text(alphabet="第一二三条款项（）、至前本办法《》甲。；\n　", max_size=120))
def test_paragraphs_and_items_lie_in_order_inside_their_article(text: str) -> None:
    found = articles(text, outline(text))
    for article in found:
        spans = [(each.start, each.end) for each in article.paragraphs]
        assert all(article.start <= start < end <= article.end for start, end in spans)
        assert all(before[1] <= after[0] for before, after in itertools.pairwise(spans))
        for paragraph in article.paragraphs:
            assert all(paragraph.start <= each.start < each.end <= paragraph.end for each in paragraph.items)
    for reference in references(text, found):
        assert 0 <= reference.start < reference.end <= len(text)
