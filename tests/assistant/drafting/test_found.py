"""At which level of a list its findings stand, told from all of its items."""

from __future__ import annotations

from assistant.drafting.found import found_in
from assistant.drafting.regions import Region
from assistant.drafting.roles import Role


def findings(text: str) -> list[str]:
    return [one.span.of(text) for one in found_in(text, Region(Role.PROBLEMS, 0, len(text)))]


def test_an_item_in_unknown_words_among_problems_is_one_like_its_sisters() -> None:
    text = "（一）责任缺位。\n没有研究。\n（二）采购乱作一团。\n没有索证。\n（三）监督流于形式。\n没有检查。\n"
    assert findings(text) == ["责任缺位。\n没有研究。", "采购乱作一团。\n没有索证。", "监督流于形式。\n没有检查。"]


def test_several_paragraphs_under_most_headings_are_a_finding_each() -> None:
    text = "（一）改革有差距。\n公益性不够。\n制度执行不严。\n（二）队伍建设有差距。\n考核没有开展。党务弱化。\n"
    assert findings(text) == ["公益性不够。", "制度执行不严。", "考核没有开展。党务弱化。"]


def test_a_paragraph_without_a_problem_belongs_to_the_finding_above_it() -> None:
    text = "（一）账目混乱。\n3处没有入账。\n局党组负主体责任。\n（二）采购违规。\n2次没有招标。\n局党组负主体责任。\n"
    assert len(findings(text)) == 2


def test_a_mere_subject_is_a_group_whatever_its_sisters_state() -> None:
    text = "（一）学习方面\n①中心组没有研讨。\n②笔记抄袭。\n（二）决策不规范。\n（三）账目混乱。\n"
    assert findings(text) == ["中心组没有研讨。", "笔记抄袭。", "决策不规范。", "账目混乱。"]


def test_a_problem_in_unknown_words_with_its_points_is_one_finding() -> None:
    text = (
        "1.食堂承包暗箱操作。①承包期满续签5年；②承包人为主任的同学。\n2.收入坐支坐用。①收入71万元；②分给教师38万元。\n"
    )
    assert [len(one.sub_points) for one in found_in(text, Region(Role.PROBLEMS, 0, len(text)))] == [2, 2]


def test_numbered_problems_with_paragraphs_of_facts_are_no_headings() -> None:
    text = (
        "1.管网改造打折扣。\n9条管线没有改造。\n2次漏损没有上报。\n2.水质公开打折扣。\n5个月没有公布。\n2次没有告知。\n"
    )
    assert len(findings(text)) == 2


def test_paragraphs_under_a_subject_are_a_finding_each_with_the_list_inside() -> None:
    text = (
        "监督责任方面\n廉政谈话一稿多用。①12份一字不差；②4次是在寒假。\n师德投诉一压再压。①5起没有上报；②没有答复。\n"
    )
    found = list(found_in(text, Region(Role.PROBLEMS, 0, len(text))))
    assert [(one.path[-1], len(one.sub_points)) for one in found] == [("监督责任方面", 2)] * 2


def test_paragraphs_that_begin_in_bold_print_are_items() -> None:
    text = "### 管党治党不严\n**发包随意。**19个没有招标。\n**发放拖沓。**延至9月才发放。\n"
    assert findings(text) == ["发包随意。**19个没有招标。", "发放拖沓。**延至9月才发放。"]


def points(text: str) -> list[list[str]]:
    found = found_in(text, Region(Role.PROBLEMS, 0, len(text)))
    return [[point.of(text) for point in one.sub_points] for one in found]


def test_clauses_that_nothing_sets_off_are_no_points() -> None:
    assert points("一是学习不深，学用脱节；二是账目混乱，票据缺失。") == [[], []]
    assert points("学习不深，学用脱节。\n账目混乱，票据缺失。\n") == [[], []]


def test_what_an_aspect_of_news_states_side_by_side_are_its_points() -> None:
    assert points("存在：一、学习不深，决策不规范；二、账目混乱，2次没有入账。") == [["学习不深", "决策不规范"], []]


def test_an_aspect_that_only_falls_short_heads_the_problems_of_its_paragraph() -> None:
    text = (
        "（一）在落实责任方面有差距。一是学习不深；二是决策不规范。\n"
        "（二）在队伍建设方面存在不足。一是培训没有开展；二是人员老化。\n"
    )
    assert findings(text) == ["学习不深", "决策不规范。", "培训没有开展", "人员老化。"]
