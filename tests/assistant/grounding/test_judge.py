from __future__ import annotations

import json
import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.grounding.judge import EmbeddedJudge
from assistant.records import Verdict
from eval.judge_bench import rows_of

SOURCE = (
    "第十五条　被巡察党组织应当自收到书面反馈意见之日起15个工作日内，制定整改方案，报市委巡察办审核。涉密内容不得公开。"
)
REVIEW = "第十条　市委巡察办应当会同市委组织部，自收到整改方案之日起7个工作日内提出审核意见，但另有规定的除外。"
FINES = "第六条　逾期不改的，处一万元以上三万元以下罚款；情节严重的，处三万元以上十万元以下罚款。"
JUDGE = EmbeddedJudge()


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("被巡察党组织应当自收到书面反馈意见之日起15个工作日内，制定整改方案。", Verdict.SUPPORTED),
        ("被巡察党组织须自收到书面反馈意见之日起十五个工作日内制定整改方案。", Verdict.SUPPORTED),
        ("涉密内容不准公开。", Verdict.SUPPORTED),
        ("被巡察党组织应当自收到书面反馈意见之日起20个工作日内，制定整改方案。", Verdict.CONTRADICTED),
        ("被巡察党组织应当自收到书面反馈意见之日起15日内，制定整改方案。", Verdict.CONTRADICTED),
        ("被巡察党组织可以自收到书面反馈意见之日起15个工作日内，制定整改方案。", Verdict.CONTRADICTED),
        ("涉密内容可以公开。", Verdict.CONTRADICTED),
        ("全市共有桥梁380座，其中危桥6座。", Verdict.NOT_FOUND),
        ("市财政局负责解释会议费管理的各项规定。", Verdict.NOT_FOUND),
    ],
)
def test_a_claim_is_judged_by_what_decides(claim: str, verdict: Verdict) -> None:
    assert JUDGE.judge(claim, [SOURCE]).verdict is verdict


@pytest.mark.parametrize(
    ("claim", "source", "kind", "claimed", "held"),
    [
        ("自收到整改方案之日起10个工作日内提出审核意见。", REVIEW, "figure of another", "10个工作日", "7个工作日"),
        ("逾期不改的，处一万元以上三万元以上罚款。", FINES, "bound of figure", "以上", "以下"),
        (
            "市委巡察办可以会同市委组织部，自收到整改方案之日起7个工作日内提出审核意见。",
            REVIEW,
            "modality",
            "可以",
            "应当",
        ),
    ],
)
def test_a_judgement_shows_the_words_that_decided(claim: str, source: str, kind: str, claimed: str, held: str) -> None:
    checks = JUDGE.judge(claim, [source]).checks
    assert (kind, claimed, held) in [(check.kind, check.claimed, check.held) for check in checks]


def test_actors_who_changed_places_are_no_support() -> None:
    source = "当事人对主管部门的处罚决定不服的，可以向人民法院起诉。"
    judgement = JUDGE.judge("主管部门对当事人的处罚决定不服的，可以向人民法院起诉。", [source])
    assert judgement.verdict is Verdict.CONTRADICTED
    assert "swapped" in [check.kind for check in judgement.checks]


@pytest.mark.parametrize(("article", "verdict"), [("第十五条", Verdict.SUPPORTED), ("第十六条", Verdict.CONTRADICTED)])
def test_a_claim_that_names_its_article_is_held_to_it(article: str, verdict: Verdict) -> None:
    claim = f"根据《某办法》{article}，被巡察党组织应当自收到书面反馈意见之日起15个工作日内，制定整改方案。"
    assert JUDGE.judge(claim, [f"某办法\n{SOURCE}"]).verdict is verdict


def test_what_stands_in_the_source_between_two_marks_is_verbatim() -> None:
    judgement = JUDGE.judge("制定整改方案", [SOURCE])
    assert (judgement.verdict, judgement.probability) == (Verdict.SUPPORTED, 1.0)
    assert [check.kind for check in judgement.checks] == ["verbatim"]


def test_the_evidence_stands_in_a_source_where_it_says() -> None:
    (ground,) = JUDGE.judge("自收到整改方案之日起10个工作日内提出审核意见。", [SOURCE, REVIEW]).evidence
    assert REVIEW[ground.start : ground.end] == ground.quote
    assert "7个工作日内提出审核意见" in ground.quote


def test_a_list_may_lose_the_labels_of_its_items() -> None:
    source = "整改方案应当列明下列内容：\n\n（一）整改目标；\n\n（二）具体措施；\n\n（三）责任领导。"
    assert JUDGE.judge("整改方案应当列明整改目标、具体措施和责任领导。", [source]).verdict is Verdict.SUPPORTED


def test_of_several_sentences_the_weakest_decides() -> None:
    good, bad = "涉密内容不得公开。", "涉密内容可以公开。"
    both = JUDGE.judge(good + bad, [SOURCE])
    assert (both.verdict, both.probability) == (Verdict.CONTRADICTED, JUDGE.judge(bad, [SOURCE]).probability)


def test_a_question_with_its_answer_is_one_claim() -> None:
    source = "杨树浦路西起惠民路，东至黎平路，全长5586米。1883年建成水厂。"
    assert JUDGE.judge("杨树浦路全长多少米？答：5586米。", [source]).verdict is Verdict.SUPPORTED
    assert JUDGE.judge("杨树浦路全长多少米？答：黎平路。", [source]).verdict is not Verdict.SUPPORTED


@pytest.mark.parametrize("sources", [[], [""], ["  \n"], ["……"]])
def test_without_a_source_nothing_is_supported(sources: list[str]) -> None:
    assert JUDGE.judge("整改。", sources).verdict is Verdict.NOT_FOUND


@pytest.mark.parametrize("claim", ["", " ", "。", "😀"])
def test_without_a_claim_nothing_is_supported(claim: str) -> None:
    assert JUDGE.judge(claim, [SOURCE]).verdict is Verdict.NOT_FOUND


@settings(deadline=None)
@given(st.text(max_size=60), st.lists(st.text(max_size=60), max_size=3))
def test_any_input_has_a_verdict_and_a_probability(claim: str, sources: list[str]) -> None:
    judgement = JUDGE.judge(claim, sources)
    assert 0.0 <= judgement.probability <= 1.0
    assert all(any(s[g.start : g.end] == g.quote for s in sources) for g in judgement.evidence)


@settings(deadline=None)
@given(st.permutations([SOURCE, "另一段无关的话。", "会议费每人每天450元。", REVIEW]))
def test_the_order_of_sources_does_not_matter(sources: list[str]) -> None:
    claim = "自收到书面反馈意见之日起15个工作日内制定整改方案"
    assert JUDGE.judge(claim, sources) == JUDGE.judge(claim, sorted(sources))


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("被巡察黨組織應當自收到書面反饋意見之日起１５個工作日內，製定整改方案。", Verdict.SUPPORTED),
        ("被巡察党组织应当自收到书面反馈意见之日起１５个工作日内,制定整改方案.", Verdict.SUPPORTED),
        ("被巡察黨組織應當自收到書面反饋意見之日起２０個工作日內，製定整改方案。", Verdict.CONTRADICTED),
    ],
)
def test_characters_of_another_script_or_width_are_the_same(claim: str, verdict: Verdict) -> None:
    assert JUDGE.judge(claim, [SOURCE]).verdict is verdict


def test_each_statement_of_a_sentence_is_judged() -> None:
    judged = JUDGE.judge("涉密内容不得公开；制定整改方案无需审核。", [SOURCE])
    assert judged.verdict is not Verdict.SUPPORTED


@pytest.mark.parametrize("size", [100_000])
def test_a_hundred_thousand_characters_are_judged_in_seconds(size: int) -> None:
    long = ("整改方案应当列明目标" * size)[:size]
    assert 0.0 <= JUDGE.judge(long, [SOURCE]).probability <= 1.0
    assert 0.0 <= JUDGE.judge("整改方案应当列明目标、措施。", [long]).probability <= 1.0


def share_unchanged(rows: Sequence[tuple[str, str]], others: Sequence[str]) -> float:
    """Share of claims whose verdict is the same among five irrelevant texts, in any order."""
    chance = random.Random(7)
    same = 0
    for claim, source in rows:
        padded = [*chance.sample([other for other in others if other != source], 5), source]
        chance.shuffle(padded)
        verdicts = {JUDGE.judge(claim, sources).verdict for sources in ([source], padded, ["\n".join(padded)])}
        same += len(verdicts) == 1
    return same / len(rows)


def test_irrelevant_text_and_its_order_change_hardly_a_verdict(shared_data: Path) -> None:
    lines = (shared_data / "faithfulness" / "policy-probe.jsonl").read_text(encoding="utf-8").splitlines()[::5]
    rows = [(row["claim"], row["source"]) for row in map(json.loads, lines)]
    assert share_unchanged(rows, sorted({source for _, source in rows})) >= 0.99


def test_our_own_claims_are_told_apart() -> None:
    dev = rows_of("judge", "dev")
    right = [
        (JUDGE.judge(one.claim, [one.source]).verdict is Verdict.SUPPORTED) == (one.label == "supported") for one in dev
    ]
    assert sum(right) / len(right) >= 0.8


def test_a_rule_that_is_named_by_its_title_is_no_actor_that_the_source_lacks() -> None:
    source = "为了推动接待责任具体化、清单化，根据2020年3月印发的《接待工作责任制规定》，结合本市实际，制定本办法。"
    claim = source.replace("本办法", "《临江市党委（党组）接待工作清单管理办法》")
    assert EmbeddedJudge().judge(claim, [source]).verdict is Verdict.SUPPORTED
