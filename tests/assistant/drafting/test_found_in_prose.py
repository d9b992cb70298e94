"""Findings of prose without items: units, topics, paragraphs."""

from __future__ import annotations

from assistant.drafting.found_in_prose import found_in_prose


def told(text: str, *, of_paragraphs: bool = False) -> list[tuple[str, tuple[str, ...]]]:
    found = found_in_prose(text, 0, len(text), ("问题",), of_paragraphs=of_paragraphs)
    return [(one.span.of(text), one.path[1:]) for one in found]


def test_each_unit_has_its_own_findings() -> None:
    text = "县文联党组：学习不深。账目混乱。\n县科协党组：台账缺失。\n"
    assert told(text) == [
        ("学习不深。", ("县文联党组",)),
        ("账目混乱。", ("县文联党组",)),
        ("台账缺失。", ("县科协党组",)),
    ]


def test_a_topic_heads_the_problems_of_its_paragraph_and_what_sums_up_before_is_none() -> None:
    text = "重建设轻监管，问题较多。\n征迁方面。补偿不实；程序倒置。\n在资金上，挪用经费；账目不清。\n"
    assert told(text) == [
        ("补偿不实", ("征迁方面",)),
        ("程序倒置。", ("征迁方面",)),
        ("挪用经费", ("在资金上",)),
        ("账目不清。", ("在资金上",)),
    ]


def test_what_is_said_of_all_problems_behind_them_is_none() -> None:
    text = "学习不深。账目混乱。\n以上问题反映出管理缺位。\n"
    assert told(text) == [("学习不深。", ()), ("账目混乱。", ())]


def test_a_single_paragraph_is_cut_at_its_sentences_but_not_where_paragraphs_are_the_measure() -> None:
    text = "学习不深。账目混乱。"
    assert told(text) == [("学习不深。", ()), ("账目混乱。", ())]
    assert told(text, of_paragraphs=True) == [("学习不深。账目混乱。", ())]


def test_the_last_paragraph_of_a_list_is_a_finding_also_in_words_we_do_not_know() -> None:
    text = "台账一抄了之。18本写的是同一天。\n储备数量不实。少了40吨。\n护栏锈蚀。轻轻一掰就断。\n"
    found = found_in_prose(text, 0, len(text), ())
    assert [one.span.of(text) for one in found] == text.splitlines()


def test_sentences_behind_a_topic_are_its_findings_and_a_short_one_takes_its_facts_along() -> None:
    text = "舆论引导方面。差错稿件37条，没有追责。回复率低于一半。\n队伍建设方面。人员流失。三年走了9人，没有补上。\n"
    assert told(text) == [
        ("差错稿件37条，没有追责。", ("舆论引导方面",)),
        ("回复率低于一半。", ("舆论引导方面",)),
        ("人员流失。三年走了9人，没有补上。", ("队伍建设方面",)),
    ]


def test_each_part_of_a_sentence_stands_under_its_own_topic() -> None:
    text = "在思想建设方面，学习不深，研讨走过场；在廉政建设方面，账目混乱。"
    assert told(text) == [("学习不深，研讨走过场", ("在思想建设方面",)), ("账目混乱。", ("在廉政建设方面",))]


def test_praise_before_a_problem_and_the_word_that_ties_them_are_none_of_it() -> None:
    assert told("局党组重视年轻干部。但早压担子不够；正职长期空缺。") == [
        ("早压担子不够", ()),
        ("正职长期空缺。", ()),
    ]


def test_a_headline_and_the_sentences_of_its_facts_are_one_finding() -> None:
    text = "食堂管理不到位。现场查看，2名人员没有健康证。账目混乱。3月支出没有记账，也没有收据。"
    assert [said for said, _ in told(text)] == [
        "食堂管理不到位。现场查看，2名人员没有健康证。",
        "账目混乱。3月支出没有记账，也没有收据。",
    ]


def test_a_line_that_only_says_who_answers_belongs_to_the_problem_above_it() -> None:
    text = "惠民门诊有名无实。\n门诊部负直接责任。\n账目混乱。\n"
    assert [said for said, _ in told(text)] == ["惠民门诊有名无实。\n门诊部负直接责任。", "账目混乱。"]


def test_one_heading_with_several_problems_below_makes_every_paragraph_one() -> None:
    text = "队伍\n学习不深。没有研讨。\n财务\n账目混乱。\n决策不规范。\n资产\n房产闲置。没有台账。\n"
    assert len(told(text)) == 4


def test_headlines_right_below_a_subject_are_problems_with_the_paragraphs_of_their_facts() -> None:
    text = (
        "政治建设\n学习不深\n没有研讨。\n没有讲课。\n"
        "业务建设\n服务不强\n设备损坏。\n提前闭馆。\n古籍保护不力\n库房停用。\n"
    )
    assert told(text) == [
        ("学习不深\n没有研讨。\n没有讲课。", ("政治建设",)),
        ("服务不强\n设备损坏。\n提前闭馆。", ("业务建设",)),
        ("古籍保护不力\n库房停用。", ("业务建设",)),
    ]


def test_headings_with_several_problems_below_are_none_themselves() -> None:
    text = "站位不高\n旧问题没有整改。\n责任牌未更新。\n资金混乱\n补助未核实。\n"
    assert told(text) == [
        ("旧问题没有整改。", ("站位不高",)),
        ("责任牌未更新。", ("站位不高",)),
        ("补助未核实。", ("资金混乱",)),
    ]


def test_paragraphs_that_each_begin_with_a_topic_and_a_colon_have_their_problems_told_one_by_one() -> None:
    text = "政治上：学习不深；决策倒置。\n作风上：推诿扯皮；回复敷衍。\n"
    assert told(text) == [
        ("学习不深", ("政治上",)),
        ("决策倒置。", ("政治上",)),
        ("推诿扯皮", ("作风上",)),
        ("回复敷衍。", ("作风上",)),
    ]


def test_a_headline_keeps_its_facts_also_where_these_are_parted_by_semicolons() -> None:
    text = "执法队伍失管。2人接受宴请，没有处理；记录仪使用率不足三成。"
    assert told(text) == [(text, ())]
