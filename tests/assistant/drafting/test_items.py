from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.drafting.items import Item, items
from assistant.drafting.label_styles import Style


def tree(text: str) -> list[object]:
    def shown(item: Item) -> object:
        words = item.own(text).of(text)
        return (words, [shown(child) for child in item.children]) if item.children else words

    return [shown(item) for item in items(text, 0, len(text))]


def test_styles_nest_as_official_documents_rank_them() -> None:
    text = "一、甲\n（一）乙\n1.丙\n（1）丁\n（2）戊\n2.己\n二、庚\n"
    assert tree(text) == [("甲", [("乙", [("丙", ["丁", "戊"]), "己"])]), "庚"]


def test_items_inside_a_line_count_only_where_their_numbers_follow() -> None:
    assert tree("存在：一、甲不够；二、乙不实。") == ["甲不够", "乙不实。"]
    assert tree("根据第三条第（一）项处理，一、二级单位除外。") == []


def test_a_list_goes_on_from_inside_a_line_to_the_next_lines() -> None:
    assert tree("主要表现在：一是甲。\n二是乙。\n三是丙。") == ["甲。", "乙。", "丙。"]


def test_numbers_that_run_on_across_groups_count() -> None:
    text = "（一）甲方面 1.乙。 2.丙。 （二）丁方面 3.戊。"
    assert tree(text) == [("甲方面", ["乙。", "丙。"]), ("丁方面", ["戊。"])]


def test_a_list_inside_a_line_lies_below_the_list_of_its_lines() -> None:
    text = "第一，甲。①乙；②丙。\n第二，丁。"
    assert tree(text) == [("甲。", ["乙", "丙。"]), "丁。"]


def test_the_last_item_inside_a_line_ends_as_its_sisters_do() -> None:
    text = "指出：一是甲；二是乙。会议要求抓好整改。"
    assert tree(text) == ["甲", "乙。"]
    text = "指出：一是甲。详情一。二是乙。详情二。"
    assert tree(text) == ["甲。详情一。", "乙。详情二。"]


def test_markdown_bullets_and_lines_in_the_wording_of_headings_are_items() -> None:
    text = "### 党的建设方面\n- 甲\n- 乙\n**履职方面：**\n• 丙\n"
    assert tree(text) == [("党的建设方面", ["甲", "乙"]), ("履职方面：", ["丙"])]


def test_numbers_beyond_a_hundred_are_read() -> None:
    text = "\n".join(f"{n}.甲" for n in range(1, 121))
    assert len(items(text, 0, len(text))) == 120


def test_a_number_before_a_figure_is_a_label_at_the_start_of_a_line() -> None:
    assert tree("1.2023年甲。\n2.2024年乙。") == ["2023年甲。", "2024年乙。"]
    assert tree("1.12个项目甲。\n2、3个项目乙。") == ["12个项目甲。", "3个项目乙。"]
    assert tree("12.5万元甲。\n乙。") == []


def test_figures_and_dates_are_no_labels() -> None:
    assert items("2023年\n12.5万元\n3个项目\n", 0, 17) == ()


@given(st.text(alphabet="一二三（）()12.、是①②-# \n甲乙，。；：", max_size=80))
def test_items_lie_in_order_inside_their_parents(text: str) -> None:
    def check(found: tuple[Item, ...], start: int, end: int) -> None:
        for item in found:
            assert start <= item.label.start <= item.label.body <= end
            assert item.end <= end
            check(item.children, item.label.body, item.end)
            start = item.label.start + 1

    check(items(text, 0, len(text)), 0, len(text))


def test_every_style_has_its_place() -> None:
    assert sorted(Style) == list(Style)


def test_the_line_that_heads_the_next_list_is_no_part_of_the_last_item() -> None:
    text = "1.压减会议。\n2.清退补贴。\n河口村党支部：\n1.追缴租金。\n2.公开账目。\n"
    assert [item.words(text).of(text) for item in items(text, 0, len(text))] == [
        "压减会议。",
        "清退补贴。",
        "追缴租金。",
        "公开账目。",
    ]


def test_the_last_item_of_a_list_ends_as_its_sisters_do() -> None:
    text = "1.健全制度。\n2.清退补贴。\n3.公开账目。\n对整改不力的，将追究责任。\n"
    assert tree(text) == ["健全制度。", "清退补贴。", "公开账目。"]
    assert tree("1.健全制度。\n限期完成。\n2.清退补贴。\n3.公开账目。\n每月公布。\n")[-1] == "公开账目。\n每月公布。"


def test_what_is_said_of_several_items_is_part_of_none() -> None:
    text = "1.甲。①乙；②丙。\n2.丁。①戊；②己。\n上述问题反映出庚。"
    assert [item.words(text).of(text) for item in items(text, 0, len(text))] == ["甲。①乙；②丙。", "丁。①戊；②己。"]


def test_the_heading_of_the_next_group_is_no_part_of_the_item_before_it_where_numbers_run_on() -> None:
    text = "办公室（2个）\n1.甲。\n2.乙。\n招商科（1个）\n3.丙。"
    assert [item.words(text).of(text) for item in items(text, 0, len(text))] == ["甲。", "乙。", "丙。"]


def test_the_last_item_ends_as_its_sisters_do_also_with_a_list_inside() -> None:
    text = "1.制度不严。（1）甲；（2）乙。\n2.人员缺失。（1）丙；（2）丁。\n请认真整改。\n"
    assert [item.words(text).of(text) for item in items(text, 0, len(text))] == [
        "制度不严。（1）甲；（2）乙。",
        "人员缺失。（1）丙；（2）丁。",
    ]


def test_the_last_of_several_blocks_has_all_its_lines() -> None:
    text = "问题：学习不深\n表现：没有研讨。\n问题：账目混乱\n表现：没有凭证。\n"
    assert [item.words(text).of(text) for item in items(text, 0, len(text))] == [
        "学习不深\n表现：没有研讨。",
        "账目混乱\n表现：没有凭证。",
    ]
