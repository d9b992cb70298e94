from __future__ import annotations

import pytest

from assistant.drafting.endings import ends_the_matter, states_deadline


@pytest.mark.parametrize(
    ("sentence", "states"),
    [
        ("请自收到反馈意见之日起3个月内报送整改情况报告。", True),
        ("应于2025年3月27日前报送集中整改进展情况报告。", True),
        ("请在收到反馈意见后两个月内完成整改。", True),
        ("各单位自查情况请于2024年5月20日前报区委巡察办。", True),
        ("两个月的集中整改期结束后，报送整改进展情况报告。", True),
        ("应在收到建议书之日起三十日内将采纳情况书面报我委。", True),
        ("请于本周五（6月14日）下班前将整改台账报督查室。", True),
        ("有关整改情况，请于年底前报县委巡察办。", True),
        ("整改期限为三个月，期满后专题报告。", True),
        ("从严管理监督干部，年底前完成干部档案补审。", False),
        ("其中12处超过整改期限6个月。", False),
        ("如有异议，可在收到之日起十日内以书面形式提出。", False),
        ("巡察组于2024年3月4日至4月30日开展了巡察。", False),
    ],
)
def test_a_deadline_sentence_names_a_period_and_what_is_due(sentence: str, states: bool) -> None:
    assert states_deadline(sentence) is states


@pytest.mark.parametrize(
    ("sentence", "ends"),
    [
        ("同时，巡察组还收到反映一些领导干部的问题线索，已按规定转有关方面处理。", True),
        ("局党组书记表示，诚恳接受、坚决整改。", True),
        ("请你局党组于2024年9月30日前报送整改情况。", True),
        ("附件：问题清单", True),
        ("以上问题，公司党总支要在30日内拿出整改方案，11月30日前将整改情况书面报告县委巡察办。", True),
        ("（四）责任科室要在30日内拿出整改方案。", False),
        ("反馈要求，市档案馆党组要制定整改措施，两个月内报送整改情况报告。", False),
        ("超过规定时限2个月内没有报送整改方案。", False),
        ("局党组对问题线索处置不及时。", False),
        ("要在3个月内完成整改。", False),
    ],
)
def test_the_matter_ends_with_leads_stances_and_deadlines(sentence: str, ends: bool) -> None:
    assert ends_the_matter(sentence) is ends
