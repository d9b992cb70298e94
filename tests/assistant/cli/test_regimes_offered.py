"""The program asks which deadline regime applies, with what each rests on, and never picks one."""

from __future__ import annotations

from datetime import date

from assistant.cli.regimes_offered import offered
from assistant.drafting.deadlines import regimes
from assistant.drafting.plan import draft_plan
from tests.assistant.drafting.feedback_samples import LETTER, LIBRARY, document, search


def test_every_regime_is_offered_with_its_instrument_its_term_and_how_sure_it_is() -> None:
    plan = draft_plan(document(LETTER), search(LIBRARY), received=date(2024, 6, 13), on=date(2024, 6, 20))
    lines = list(offered(plan))
    for regime in regimes():
        [line] = [line for line in lines if line.startswith(f"  {regime.name}：")]
        assert regime.instrument in line
        assert ("没有核对原文" in line) == (regime.confidence == "secondary")
        assert ("2024-06-13 不是现行规定" in line) != regime.holds_on(date(2024, 6, 13))
    assert any(line.startswith("  stated：") and "3 个月" in line for line in lines)


def test_nothing_is_offered_once_somebody_has_chosen() -> None:
    plan = draft_plan(document(LETTER), search(LIBRARY), regime="stated", on=date(2024, 6, 20))
    assert list(offered(plan)) == []
