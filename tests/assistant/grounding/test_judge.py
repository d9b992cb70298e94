from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.grounding.judge import EmbeddedJudge
from assistant.records import Verdict

SOURCE = "第十五条　被巡察党组织应当自收到书面反馈意见之日起15个工作日内，制定整改方案，报市委巡察办审核。"


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("被巡察党组织应当自收到书面反馈意见之日起15个工作日内，制定整改方案。", Verdict.SUPPORTED),
        ("收到书面反馈意见之日起十五个工作日内，被巡察党组织应当制定整改方案。", Verdict.SUPPORTED),
        ("被巡察党组织应当自收到书面反馈意见之日起20个工作日内，制定整改方案。", Verdict.CONTRADICTED),
        ("全市共有桥梁380座，其中危桥6座。", Verdict.NOT_FOUND),
        ("市财政局负责解释会议费管理的各项规定。", Verdict.NOT_FOUND),
    ],
)
def test_a_claim_is_judged_by_its_figures_and_its_words(claim: str, verdict: Verdict) -> None:
    assert EmbeddedJudge().judge(claim, [SOURCE]).verdict is verdict


def test_without_a_source_nothing_is_supported() -> None:
    assert EmbeddedJudge().judge("整改。", []).verdict is Verdict.NOT_FOUND


@given(st.text(max_size=60), st.lists(st.text(max_size=60), max_size=3))
def test_any_input_has_a_verdict_and_a_probability(claim: str, sources: list[str]) -> None:
    judgement = EmbeddedJudge().judge(claim, sources)
    assert 0.0 <= judgement.probability <= 1.0


@given(st.permutations([SOURCE, "另一段无关的话。", "会议费每人每天450元。"]))
def test_the_order_of_sources_does_not_matter(sources: list[str]) -> None:
    claim = "自收到书面反馈意见之日起15个工作日内制定整改方案"
    judge = EmbeddedJudge()
    assert judge.judge(claim, sources) == judge.judge(claim, sorted(sources))
