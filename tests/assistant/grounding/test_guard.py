"""However likely a sentence sounds: what can be compared with the evidence letter by letter must stand there."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.grounding.guard import holds
from assistant.records import Evidence, Passage, Status

TEXT = "第二条 整改期限为三个月，自收到反馈意见之日起计算。整改情况报告应当在十五个工作日内报送，写明“应改尽改”的依据。"
PASSAGE = Passage("p", "d", 0, len(TEXT), 0, len(TEXT), TEXT, "", "第二条", "《临江市整改办法》第二条")
EVIDENCE = Evidence(PASSAGE, "临江市整改办法", "a.txt", Status.CURRENT, 1.0, date(2024, 3, 5))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("整改期限为三个月。", True),
        ("整改期限为3个月。", True),
        ("《临江市整改办法》第二条规定，整改期限为三个月。", True),
        ("2024年3月5日印发的办法规定，报告在15个工作日内报送。", True),
        ("报告要写明“应改尽改”的依据。", True),
        ("整改工作要抓紧。", True),
        ("整改期限为十年。", False),
        ("整改期限为三年。", False),
        ("报告在15日内报送。", False),
        ("《临江市整改办法》第三条规定，整改期限为三个月。", False),
        ("2024年3月6日印发的办法规定，整改期限为三个月。", False),
        ("报告要写明“应改必改”的依据。", False),
    ],
)
def test_what_the_evidence_holds(sentence: str, expected: bool) -> None:
    assert holds(sentence, [EVIDENCE]) is expected


def test_without_evidence_only_words_hold() -> None:
    assert holds("整改工作要抓紧。", [])
    assert not holds("整改期限为三个月。", [])
