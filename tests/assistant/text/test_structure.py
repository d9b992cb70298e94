from __future__ import annotations

import itertools

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


@pytest.mark.parametrize(
    ("text", "articles"),
    [
        ("第四条　违反本办法的，依照有关规定和本办法\n第五条规定处理。\n第五条　自印发之日起施行。", [4, 5]),
        ("第四条　违反本办法的，由有关机关依照本办法\n第六条 第二款的规定处理。\n第五条　附则。", [4, 5]),
        ("第四条　对有本办法规定情形的人员，依照\n第二条、第三条处理。\n第五条　附则。", [4, 5]),
        ("第一条适用于本市。\n第二条解释权归市委。\n第三条自印发之日起施行。", [1, 2, 3]),
        ("第一条　为了整改。第二条　依照第一条办理。第三条　自印发之日起施行。", [1, 2, 3]),
        ("第八条　甲。\n第八条之一　乙。\n第九条　丙。", [8, 8, 9]),
        ("**第一条**　甲。\n**第二条**　乙。", [1, 2]),
        ("第１条　甲。\n第２条　乙。", [1, 2]),
        ("第三条　甲。\n第七条　乙。\n第三十一条的决定》修正", [3, 7]),
    ],
)
def test_an_article_is_told_from_a_reference_to_it(text: str, articles: list[int]) -> None:
    assert [heading.number for heading in outline(text) if heading.rank is Rank.ARTICLE] == articles


def test_the_entries_of_a_contents_list_are_no_headings() -> None:
    text = "甲办法\n目　录\n第一章　总则\n第二章　附则\n第一章　总则\n第一条　为了整改。\n第二章　附则\n第二条　施行。"
    assert names(text) == ["甲办法", "第一章 总则", "第一条", "第二章 附则", "第二条"]


def test_a_label_alone_on_its_line_is_a_heading_whose_body_follows() -> None:
    text = "会议审议规定。\n二、\n要精简会议活动。\n三、\n要精简文件简报。"
    found = outline(text)
    assert [(heading.label, heading.title) for heading in found] == [("二、", ""), ("三、", "")]
    assert text[found[0].end : found[1].start].strip() == "要精简会议活动。"


def styled(text: str, *lines: tuple[str, int]) -> list[tuple[int, int, int]]:
    return [(text.index(line), text.index(line) + len(line), level) for line, level in lines]


def test_what_the_file_marks_as_a_heading_is_one_and_a_label_keeps_its_rank() -> None:
    text = "整改方案\n工作目标\n全面整改。\n一、主要措施\n抓紧整改。\n人员保障\n配足人员。"
    marks = styled(text, ("整改方案", 0), ("工作目标", 1), ("一、主要措施", 1), ("人员保障", 2))
    assert [(heading.rank, heading.name) for heading in outline(text, marks)] == [
        (Rank.TITLE, "整改方案"),
        (Rank.HAN, "工作目标"),
        (Rank.HAN, "一、主要措施"),
        (Rank.HAN_BRACKETED, "人员保障"),
    ]


def test_the_only_top_level_heading_at_the_top_is_the_title() -> None:
    text = "年度报告\n成绩\n很好。\n问题\n不少。"
    marks = styled(text, ("年度报告", 1), ("成绩", 2), ("问题", 2))
    assert [heading.rank for heading in outline(text, marks)] == [Rank.TITLE, Rank.HAN_BRACKETED, Rank.HAN_BRACKETED]


def test_markdown_sections_below_a_title_keep_their_depth() -> None:
    found = outline("# 报告\n## 成绩\n很好。\n### 一季度\n尚可。\n## 问题\n不少。")
    assert [heading.title for heading in path_to(found, found[2].end)] == ["报告", "成绩", "一季度"]


def test_an_attachment_ends_the_article_before_it() -> None:
    text = "甲办法\n第一条　甲。\n第二条　乙。\n附件1\n登记表\n姓名　单位\n附件2\n汇总表\n合计"
    found = outline(text)
    assert [heading.name for heading in found if heading.rank is Rank.ATTACHMENT] == ["附件1 登记表", "附件2 汇总表"]
    assert [heading.name for heading in path_to(found, text.index("姓名"))] == ["甲办法", "附件1 登记表"]


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("一要抓紧。各级都要抓。\n二要抓实。\n三要抓好。", [3]),
        ("一是甲：一是小甲，二是小乙。二是乙。三是丙。", [3, 2]),
        ("一是甲。\n二、另一部分\n二是乙。", []),
        ("三、重点。一要甲。甲甲。二要乙。乙乙。四、要求。一要丙。丙丙。二要丁。三要戊。", [2, 3]),
    ],
)
def test_enumerations_reach_over_paragraphs_but_not_over_headings(text: str, counts: list[int]) -> None:
    assert [len(found.items) for found in enumerations(text)] == counts


def test_the_last_item_is_as_long_as_the_others() -> None:
    text = "一要抓紧。各级都要抓。二要抓实。各单位都要管。\n同志们！"
    assert enumerations(text)[0].items[-1].of(text) == "二要抓实。各单位都要管。"


def test_many_headings_take_no_quadratic_time() -> None:
    text = "".join(f"一、整改\n内容{number}。\n" for number in range(30_000))
    assert len(sections(outline(text), len(text))) == 30_000


@given(st.text(alphabet="第一二条章、附件目录1.甲。\n #　", max_size=80), st.integers(0, 80), st.integers(0, 9))
def test_marks_of_a_file_never_put_headings_out_of_order(text: str, at: int, level: int) -> None:
    end = text.find("\n", at)
    marks = [(at, end, level)] if 0 <= at < end else []
    headings = outline(text, marks)
    assert all(0 <= heading.start < heading.end <= len(text) for heading in headings)
    assert all(before.start < after.start for before, after in itertools.pairwise(headings))
