"""How long a speech takes is counted by what is said, and a document by its text: not by what hangs behind."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.drafting.checks import check_draft
from assistant.drafting.checks.draft import Draft, Kind
from assistant.drafting.checks.length import body

SPOKEN = "我们一项一项改到位。" * 60
BASES = "\n".join(f"[{number}] | 《巡察整改工作办法》第{number}条 | 现行 | {'整改' * 60}" for number in range(1, 40))


def characters(text: str, title: str = "在反馈会上的表态发言") -> int:
    issues = check_draft(Draft(kind=Kind.REMARKS, on=date(2025, 5, 6), title=title, text=text))
    return next(int(str(issue.facts["characters"])) for issue in issues if issue.rule == "speaking-time")


@pytest.mark.parametrize(
    "behind",
    [
        f"\n附件：依据清单\n附件\n依据清单\n编号 | 出处 | 效力 | 原文\n{BASES}",
        f"\n## 依据\n\n{BASES.replace(' | ', '：')}",
        f"\n\n依据清单\n{BASES.replace(' | ', '：')}",
    ],
)
def test_the_annex_of_bases_is_not_spoken(behind: str) -> None:
    assert characters(SPOKEN + behind) == characters(SPOKEN)


def test_draft_marks_and_numbers_of_citations_are_not_spoken() -> None:
    marked = "（草稿：待填处须填写并核实）\n" + SPOKEN.replace("到位。", "到位。[1]\\[12\\]")
    assert characters(marked) == characters(SPOKEN)


def test_a_short_statement_with_long_bases_is_not_too_long() -> None:
    text = f"{SPOKEN}\n附件：依据清单\n附件\n依据清单\n{BASES.replace(' | ', '：')}"
    draft = Draft(kind=Kind.REMARKS, on=date(2025, 5, 6), title="表态发言", text=text)
    assert "stance-too-long" not in {issue.rule for issue in check_draft(draft)}


def test_a_document_that_is_itself_an_annex_is_counted() -> None:
    assert body(f"附件\n整改方案\n{SPOKEN}") == f"附件\n整改方案\n{SPOKEN}"
