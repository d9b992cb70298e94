"""Where a check points: the measure, and the words in it."""

from __future__ import annotations

import pytest

from assistant.drafting.checks import check_draft
from assistant.drafting.checks.draft import Kind
from assistant.drafting.checks.reading import Terms, draft_of_document
from tests.assistant.drafting.checks.case_drafts import document

PLAN = """档案局整改方案

（2025年1月6日局党组会议审议通过）

问题1：库房漏雨没有维修。
1.1 更换屋面防水层并验收。完成时限：2025年2月1日。
1.2 {words}，核查消防隐患。完成时限：2025年2月1日。
"""


@pytest.mark.parametrize(
    ("rule", "words", "shown"),
    [
        ("upheld-wrongly", "坚决维护局长的核心地位", "维护局长的核心地位"),
        ("era-word", "结合三大攻坚战", "三大攻坚战"),
        ("likely-typo", "接照规定", "接照"),
        ("basis-superseded", "依据《国家行政机关公文处理办法》", "《国家行政机关公文处理办法》"),
        ("parts-do-not-add-up", "加油43次，其中公用35次，自用6次", "43次"),
    ],
)
def test_what_is_wrong_in_a_measure_names_the_measure(rule: str, words: str, shown: str) -> None:
    text = PLAN.format(words=words)
    issues = check_draft(draft_of_document(document(text), Terms(kind=Kind.PLAN)))
    [found] = [issue for issue in issues if issue.rule == rule]
    assert found.where == "措施1.2.text"
    assert (found.spot.row, found.spot.column) == (2, "整改措施")
    assert found.spot.start is not None
    assert found.spot.end is not None
    assert shown in text[found.spot.start : found.spot.end]
