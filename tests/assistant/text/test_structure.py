from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.text.structure import Rank, enumerations, outline, path_to, sections


def names(text: str) -> list[str]:
    return [heading.name for heading in outline(text)]


def test_articles_and_chapters_are_headings_and_references_to_them_are_not() -> None:
    text = "整改办法\n第一章　总则\n第一条　为了整改。\n第二条规定的事项由市委决定。\n第三条　依照第一条办理。"
    assert names(text) == ["整改办法", "第一章 总则", "第一条", "第三条"]


def test_an_article_label_on_its_own_line_is_a_heading() -> None:
    headings = outline("第十条\n接待对象应当自行用餐。\n第十一条\n应当集中乘车。\n第十二条\n控制预算。")
    assert [(heading.rank, heading.number) for heading in headings] == [
        (Rank.ARTICLE, 10),
        (Rank.ARTICLE, 11),
        (Rank.ARTICLE, 12),
    ]


def test_a_run_in_heading_ends_with_its_sentence() -> None:
    text = "（一）压实责任。各单位要建立台账，逐项落实。"
    assert outline(text)[0].title == "压实责任"
    assert text[outline(text)[0].end :] == "各单位要建立台账，逐项落实。"


def test_headings_are_found_inside_a_line_where_their_numbers_follow() -> None:
    text = "部分单位作风漂浮。 三、聚焦政治责任 各级要担当。 四、突出高质量要求 巡察要深入。"
    assert names(text) == ["三、聚焦政治责任", "四、突出高质量要求"]


def test_one_lone_ordinal_inside_a_line_is_no_heading() -> None:
    assert (
        names(
            "会议强调，工作分三步走。 三、这里并不是标题因为没有四，所以不算，后文还有很多很多字来说明这不是一个短行。"
        )
        == []
    )


def test_a_salutation_is_no_title() -> None:
    assert outline("同志们：\n今天我们开会。")[:1] == []


def test_sections_reach_to_the_next_heading_of_their_rank() -> None:
    text = "一、甲\n（一）乙\n丙\n二、丁\n戊"
    found = {
        section.heading.name: text[section.body.start : section.end].strip()
        for section in sections(outline(text), len(text))
    }
    assert found["一、甲"] == "（一）乙\n丙"
    assert found["（一）乙"] == "丙"


def test_the_path_names_all_headings_above_a_place() -> None:
    text = "一、甲\n（一）乙\n丙\n二、丁\n戊"
    assert [heading.name for heading in path_to(outline(text), text.index("丙"))] == ["一、甲", "（一）乙"]


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("要求如下：一要抓紧；二要抓实；三要抓好。", [3]),
        ("一是甲。二是乙。另外，一是丙；二是丁；三是戊。", [2, 3]),
        ("只有一是不成列举。", []),
        ("（一）甲；（二）乙；（三）丙。", [3]),
        ("十一是个数。", []),
    ],
)
def test_enumerations_count_from_one(text: str, counts: list[int]) -> None:
    assert [len(found.items) for found in enumerations(text)] == counts


@given(st.text(alphabet="第一二三条章、（）1.甲乙。\n #　", max_size=60))
def test_headings_are_in_order_and_inside_the_text(text: str) -> None:
    headings = outline(text)
    assert all(0 <= heading.start < heading.end <= len(text) for heading in headings)
    assert all(before.start <= after.start for before, after in itertools.pairwise(headings))


def test_the_articles_of_real_statutes_are_found(shared_data: Path) -> None:
    """Of each statute as many articles as lines begin with 第…条, in a sample of 60 files."""
    import re

    files = sorted((shared_data / "laws").rglob("*(*).md"))[::15]
    wrong = []
    for file in files:
        text = file.read_text(encoding="utf-8")
        expected = len(
            re.findall(r"^第[零一二三四五六七八九十百]+条(?:之[一二三四五六七八九十])?[\s　]", text, re.MULTILINE)
        )
        found = sum(heading.rank is Rank.ARTICLE for heading in outline(text))
        if found != expected:
            wrong.append((file.name, found, expected))
    assert len(wrong) <= len(files) * 0.02, wrong
