"""Figures that a sentence takes apart: what cannot be right is told, what may be is left in peace."""

from __future__ import annotations

import pytest

from assistant.drafting.checks.sums import contradictions


@pytest.mark.parametrize(
    ("text", "stated", "computed"),
    [
        ("核查加油43次，其中公务用车35次，私用6次。", "43次", "41次"),
        ("问责12人，其中党纪处分2人、诫勉3人、谈话提醒6人。", "12人", "11人"),
        ("7个停业分馆中，5个恢复开放，3个并入邻近分馆。", "7个", "8个"),
        ("检查古籍2140册，发现轻微霉变17册，占1.8%。", "1.8%", "0.8%"),
        ("65件投诉答复65件，回访满意62件，满意率98.4%。", "98.4%", "95.4%"),
    ],
)
def test_what_cannot_be_right_is_told(text: str, stated: str, computed: str) -> None:
    assert [(found.stated, found.computed) for found in contradictions(text)] == [(stated, computed)]


@pytest.mark.parametrize(
    "text",
    [
        "核查加油43次，其中公务用车37次，私用6次。",
        "抽查12家单位，其中8家没有台账、7家没有签字。",
        "采购设备34台，其中进口9台。",
        "立案17人，其中党纪政务处分11人，诫勉23人，批评教育64人。",
        "追回欠款416万元，占应收总额的42.4%；起诉12户，涉及金额233万元。",
        "2025年秋季交流教师214人，其中骨干教师66人，占30.8%。",
        "反馈18个问题。已完成整改15个，占83.33%；需长期坚持的3个，占16.67%。",
        "制定措施11项，已完成10项，正在推进1项，完成率90.9%。立行立改事项3项全部办结。",
        "反馈问题25个，立行立改3个，完成18个，其余7个正在推进。",
        "发现问题12个，已完成整改任务30个。",
        "问卷回收200份，满意率95%。",
        "46户业主中有31户反映买到高价材料，最高溢价率260%。",
    ],
)
def test_what_may_be_right_is_left_in_peace(text: str) -> None:
    assert list(contradictions(text)) == []
