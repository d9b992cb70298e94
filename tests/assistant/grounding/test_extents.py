from __future__ import annotations

import pytest

from assistant.grounding.evidence import compare, source
from assistant.grounding.extents import extents


@pytest.mark.parametrize(
    ("claim", "held", "kind"),
    [
        ("省级部门应当公开结果。", "县级部门应当公开结果。", "other level"),
        ("组长审核后报送。", "副组长审核后报送。", "other level"),
        ("每年公布年度计划。", "每年公布季度计划。", "other level"),
        ("问题已经部分整改到位。", "问题已经全部整改到位。", "other extent"),
        ("部分单位应当整改。", "所有单位应当整改。", "other extent"),
        ("各单位应当上报问题清单。", "各单位应当上报重点问题清单。", "other extent"),
        ("单位应当整改。", "部分单位应当整改。", "other extent"),
        ("费用比上年增加。", "费用比上年减加。", "opposite"),
        ("匿名反映的，告知是否受理。", "实名反映的，告知是否受理。", "opposite"),
        ("期限按照本办法执行。", "期限按照原办法执行。", "opposite"),
        ("培训班提供午餐和接送。", "培训班提供午餐。", "other extent"),
        ("每件最短用时31天。", "每件平均用时31天。", "other extent"),
        ("在编人员每月轮训一次。", "非在编人员每月轮训一次。", "other extent"),
        ("项目已经竣工验收。", "项目正在竣工验收。", "opposite"),
        ("项目已经完成招标。", "项目计划完成招标。", "opposite"),
        ("提交方案后应当征求工会意见。", "提交方案前应当征求工会意见。", "opposite"),
        (
            "全县村卫生站的药品普遍缺货。",
            "全县计划配药的村卫生站有62家，实际配了49家，个别村卫生站的药品缺货。",
            "other extent",
        ),
    ],
)
def test_another_extent_or_level_is_found(claim: str, held: str, kind: str) -> None:
    assert [one.kind for one in extents(compare(claim, [source(held)]))] == [kind]


@pytest.mark.parametrize(
    ("claim", "held"),
    [
        ("问题全部整改到位。", "问题均整改到位。"),
        ("县级部门公开结果。", "县级部门应当公开结果。"),
        ("主要负责人签字。", "党组织主要负责人签字。"),
        ("办公室审核后报送。", "办公室审核。"),
    ],
)
def test_the_same_extent_is_no_difference(claim: str, held: str) -> None:
    assert extents(compare(claim, [source(held)])) == []
