from __future__ import annotations

import pytest

from assistant.grounding.differences import differences
from assistant.grounding.evidence import compare, source
from assistant.grounding.seams import missing_actors, seams
from assistant.grounding.swaps import swapped

HELD = "被巡察党组织应当在15个工作日内制定整改方案，满意率低于85%的不得销号，但另有规定的除外。"


def kinds(claim: str, held: str = HELD) -> set[str]:
    return {one.kind for one in differences(compare(claim, [source(held)])) if one.degree == 1.0}


@pytest.mark.parametrize(
    ("claim", "kind"),
    [
        ("被巡察党组织应当在20个工作日内制定整改方案", "number"),
        ("被巡察党组织应当在15日内制定整改方案", "unit"),
        ("被巡察党组织可以在15个工作日内制定整改方案", "modality"),
        ("被巡察党组织不得在15个工作日内制定整改方案", "modality"),
        ("满意率高于85%的不得销号", "bound"),
        ("满意率低于85%的可以销号", "modality"),
        ("所有被巡察党组织应当在15个工作日内制定整改方案", "scope"),
        ("监督单位人员应当在15个工作日内制定整改方案", "words"),
    ],
)
def test_what_decides_is_found_by_its_kind(claim: str, kind: str) -> None:
    assert kind in kinds(claim)


@pytest.mark.parametrize(
    "claim",
    [
        "被巡察党组织应当在15个工作日内制定整改方案",
        "被巡察党组织须在十五个工作日内制定整改方案",
        "满意率低于百分之八十五的不准销号",
        "被巡察党组织应当制定整改方案",
    ],
)
def test_another_way_of_writing_is_no_difference(claim: str) -> None:
    assert kinds(claim) == set()


def test_a_bound_told_in_another_place_is_no_difference() -> None:
    assert not {"bound", "bound dropped"} & kinds("人员至少要有三人", "人员不少于三人")


def test_a_number_that_no_source_has_is_told_from_one_that_stands_elsewhere() -> None:
    held = "立案3件。处分5人，均已结案。"
    assert "number of no source" not in kinds("均已结案3", held)
    assert "number of no source" in kinds("均已结案7", held)


def test_a_deadline_in_another_unit_of_time_is_another_number() -> None:
    assert "number" in kinds("漏报的，应当在次日9时前补报", "漏报的，应当在3小时内补报")


@pytest.mark.parametrize(
    ("claim", "held"),
    [
        ("会费用12元支付", "会费用12%支付"),
        ("在3日内答复", "在3个月内答复"),
    ],
)
def test_another_unit_of_the_same_number_is_found(claim: str, held: str) -> None:
    assert "unit" in kinds(claim, held)


@pytest.mark.parametrize(
    ("claim", "held"),
    [
        ("报名的有31个", "报名的有31名"),
        ("全年节省40万元", "7份合同全年节省40万元"),
    ],
)
def test_a_unit_that_counts_the_same_is_no_difference(claim: str, held: str) -> None:
    assert "unit" not in kinds(claim, held)


def test_what_is_denied_in_other_words_of_the_same_clause_is_no_negation() -> None:
    held = "自有车辆不能满足的，可以租用社会车辆。"
    assert "negation" not in kinds("自有车辆满足不了需要时，租用社会车辆。", held)
    assert "negation" in kinds("自有车辆满足的，不租用社会车辆。", "自有车辆满足的，租用社会车辆。")


@pytest.mark.parametrize(
    ("claim", "held", "kind"),
    [
        ("市审计局负责定点场所管理。", "市审计局对经费进行审计；市机关事务局负责定点场所管理。", "clauses glued"),
        ("甲局公开时间只有10日。", "甲局逾期9日才公开，乙中心公开时间只有10日。", "clauses glued"),
    ],
)
def test_what_was_apart_and_is_put_together_is_found(claim: str, held: str, kind: str) -> None:
    assert kind in {one.kind for one in seams(compare(claim, [source(held)]))}


def test_leaving_out_whole_clauses_glues_nothing() -> None:
    held = "被巡察党组织应当制定整改方案，经会议审议后，报市委巡察办。"
    assert seams(compare("被巡察党组织应当制定整改方案，报市委巡察办。", [source(held)])) == []


def test_an_actor_whom_the_evidence_does_not_name_is_found() -> None:
    compared = compare("市审计局应当制定整改方案。", [source("被巡察党组织应当制定整改方案。")])
    assert {one.kind for one in missing_actors(compared)} == {"actor", "actor of no source"}


@pytest.mark.parametrize(
    ("claim", "held", "degree"),
    [
        ("经营者对消费者的要求应当答复。", "消费者对经营者的要求应当答复。", 1.0),
        ("消费者对经营者的要求应当答复。", "消费者对经营者的要求应当答复。", 0.0),
        ("在三日内，经营者应当答复消费者。", "经营者应当在三日内答复消费者。", 0.0),
    ],
)
def test_words_in_each_others_place_are_told_from_another_order(claim: str, held: str, degree: float) -> None:
    assert swapped(compare(claim, [source(held)])) == degree


@pytest.mark.parametrize(
    ("claim", "kind"),
    [
        ("急难型救助每人每次按照家庭支出的30%发放。", "rival head"),
        ("街道所属的21处门面房长期以口头协议出租。", "part for whole"),
    ],
)
def test_what_is_said_of_another_is_found_where_two_clauses_were_joined(claim: str, kind: str) -> None:
    held = (
        "急难型救助每人每次按照低保月标准的2倍发放；支出型救助按照家庭支出的30%发放。"
        "街道所属的21处门面房中，有8处长期以口头协议出租。"
    )
    assert kind in {one.kind for one in seams(compare(claim, [source(held)]))}
