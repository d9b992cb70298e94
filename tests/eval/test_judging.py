"""A judge is asked the same thing once, from run to run too, and not beyond its budget."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from assistant.grounding.judge import Judgement
from assistant.records import Verdict
from eval.agreement import agreement, kappa
from eval.judging import BudgetSpent, RememberingJudge


class CountingJudge:
    """Finds supported what stands in a source."""

    def __init__(self, name: str = "counting") -> None:
        self.name = name
        self.count = 0

    def judge(self, claim: str, sources: Sequence[str]) -> Judgement:
        self.count += 1
        said = any(claim in source for source in sources)
        return Judgement(Verdict.SUPPORTED if said else Verdict.CONTRADICTED, float(said))


def test_the_same_question_is_asked_once() -> None:
    inner = CountingJudge()
    judge = RememberingJudge(inner)
    verdicts = {judge.judge("三十日", ["三十日内"]).verdict for _ in range(3)}
    assert (verdicts, inner.count, judge.asked) == ({Verdict.SUPPORTED}, 1, 1)
    judge.judge("三十日", ["三十日内", "另一段"])
    assert inner.count == 2


def test_verdicts_are_kept_in_a_file_and_no_text_is(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "verdicts.jsonl"
    RememberingJudge(CountingJudge(), file=file).judge("三十日", ["三十日内"])
    inner = CountingJudge()
    judgement = RememberingJudge(inner, file=file).judge("三十日", ["三十日内"])
    assert (judgement.verdict, judgement.probability, inner.count) == (Verdict.SUPPORTED, 1.0, 0)
    assert "三十" not in file.read_text(encoding="utf-8")


def test_a_torn_or_foreign_line_is_asked_again(tmp_path: Path) -> None:
    file = tmp_path / "verdicts.jsonl"
    RememberingJudge(CountingJudge(), file=file).judge("三十日", ["三十日内"])
    file.write_bytes(b"{}\n7\n" + file.read_bytes()[:-20])
    inner = CountingJudge()
    for _ in range(2):
        assert RememberingJudge(inner, file=file).judge("三十日", ["三十日内"]).verdict is Verdict.SUPPORTED
    assert inner.count == 1


def test_another_judge_does_not_inherit_verdicts(tmp_path: Path) -> None:
    file = tmp_path / "verdicts.jsonl"
    RememberingJudge(CountingJudge(), file=file).judge("三十日", ["三十日内"])
    other = CountingJudge("other")
    RememberingJudge(other, file=file).judge("三十日", ["三十日内"])
    assert other.count == 1


def test_beyond_the_budget_only_what_is_known_is_answered() -> None:
    judge = RememberingJudge(CountingJudge(), budget=1)
    judge.judge("甲", ["甲"])
    assert judge.judge("甲", ["甲"]).verdict is Verdict.SUPPORTED
    with pytest.raises(BudgetSpent, match="1 times"):
        judge.judge("乙", ["乙"])


def test_agreement_is_told_with_the_sentences_on_which_judges_differ() -> None:
    class Yes(CountingJudge):
        def judge(self, claim: str, sources: Sequence[str]) -> Judgement:
            return Judgement(Verdict.SUPPORTED, 1.0)

    judge = RememberingJudge(CountingJudge())
    for claim in ("甲", "乙", "丙"):
        judge.judge(claim, ["甲乙"])
    found = agreement(judge.take_questions(), Yes("yes"))
    assert (found.other, found.n, found.kappa) == ("yes", 3, 0.0)
    assert [(one.claim, one.is_supported) for one in found.disagreements] == [("丙", False)]
    assert judge.take_questions() == []


def test_kappa_is_that_computed_by_hand() -> None:
    yes, no = True, False
    pairs = [(yes, yes)] * 20 + [(yes, no)] * 5 + [(no, yes)] * 10 + [(no, no)] * 15
    assert kappa(pairs) == pytest.approx(0.4, abs=1e-6)
    assert kappa([]) is None
    assert kappa([(yes, yes)] * 3) is None
    assert kappa([(yes, no)] * 2) == 0.0
