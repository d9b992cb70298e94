from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from assistant.drafting.regions import regions
from assistant.drafting.roles import Role


def test_an_evaluation_that_sums_up_problems_does_not_announce_them() -> None:
    text = (
        "一、总体评价\n仍存在一些问题，主要是学习不够。\n二、主要问题\n1.会议费管理不严。\n三、意见建议\n1.从严管理。\n"
    )
    found = [(region.role, region.title) for region in regions(text)]
    assert found == [(Role.OTHER, "总体评价"), (Role.PROBLEMS, "主要问题"), (Role.SUGGESTIONS, "意见建议")]


def test_requirements_are_the_suggestions_where_there_are_no_others() -> None:
    text = "主要问题\n1.会议费管理不严。\n整改要求\n1.从严管理。\n"
    assert [region.role for region in regions(text)] == [Role.PROBLEMS, Role.SUGGESTIONS]


@given(st.text(alphabet="一二、（）1.主要问题意见建议存在不严巡察组发现：，。\n甲乙", max_size=80))
def test_regions_are_in_order_and_do_not_overlap(text: str) -> None:
    found = regions(text)
    assert all(0 <= region.start <= region.end <= len(text) for region in found)
    assert all(earlier.end <= later.start for earlier, later in pairwise(found))


def test_leads_in_the_middle_of_a_paragraph_are_a_fact_of_its_problem() -> None:
    text = "一、主要问题\n1.抓早抓小不够。处置问题线索5件，均为上级转办。\n2.账目混乱。\n请于1个月内报送整改方案。\n"
    problems, *_ = regions(text)
    assert problems.role is Role.PROBLEMS
    assert text[problems.start : problems.end].strip().endswith("账目混乱。")


def test_advice_behind_a_title_on_its_own_line_and_what_an_annex_holds_are_told_apart() -> None:
    annex = "附件1\n专项检查情况\n1.学习不深。\n2.换届超期。\n"
    text = f"主要问题\n1.账目混乱。\n2.车辆混乱。\n整改意见：（1）清账；（2）管车。\n{annex}"
    assert [region.role for region in regions(text)] == [Role.PROBLEMS, Role.SUGGESTIONS, Role.PROBLEMS]


def test_items_under_what_was_inspected_are_problems_though_nothing_announces_them() -> None:
    text = (
        "一、贯彻决策部署情况\n（一）积水点治了又冒。\n（二）账目混乱。\n"
        "二、党建工作情况\n（一）陪标成风。\n（二）会议没有记录。\n（三）签到一人代劳。\n"
    )
    assert [(region.role, region.end) for region in regions(text)] == [(Role.PROBLEMS, len(text))]


def test_what_the_unit_is_asked_for_behind_the_problems_is_advice_where_none_is_given() -> None:
    text = "仍存在以下问题：（1）账目混乱；（2）公车失管。\n\n请你单位高度重视，逐项抓好整改。\n"
    assert [one.role for one in regions(text)] == [Role.PROBLEMS, Role.SUGGESTIONS]
