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
