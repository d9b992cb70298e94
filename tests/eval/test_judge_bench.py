"""The judge's bench against figures worked out by hand."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import UsageError
from assistant.grounding.judge import Judgement
from assistant.records import Verdict
from eval.judge_bench import Judged, auroc, balanced_accuracy, bench, f1_unsupported, rows_of


def judged(label: bool, said: bool, probability: float, kind: str = "any") -> Judged:
    return Judged(kind, label, said, probability)


CASES = [
    judged(True, True, 0.9),
    judged(True, False, 0.4),
    judged(False, False, 0.4),
    judged(False, True, 0.6),
    judged(False, False, 0.1),
]


def test_auroc_counts_ties_half() -> None:
    # 0.9 beats three; 0.4 beats one and ties with one: (3 + 1.5) ÷ 6
    assert auroc(CASES) == pytest.approx(4.5 / 6)


def test_balanced_accuracy_and_f1() -> None:
    assert balanced_accuracy(CASES) == pytest.approx((1 / 2 + 2 / 3) / 2)
    assert f1_unsupported(CASES) == pytest.approx(2 * 2 / (2 * 2 + 1 + 1))


def test_a_missing_label_leaves_figures_undefined() -> None:
    only = [judged(True, True, 1.0)]
    assert (auroc(only), balanced_accuracy(only), f1_unsupported(only)) == (None, None, None)


@given(st.lists(st.tuples(st.booleans(), st.sampled_from([0.0, 0.25, 0.5, 1.0])), min_size=1))
def test_auroc_agrees_with_counting_pairs(rows: list[tuple[bool, float]]) -> None:
    cases = [judged(label, True, probability) for label, probability in rows]
    pairs = [(a, b) for label, a in rows if label for other, b in rows if not other]
    wins = sum((a > b) + 0.5 * (a == b) for a, b in pairs)
    assert auroc(cases) == (pytest.approx(wins / len(pairs)) if pairs else None)


class WordJudge:
    """Supported where the source holds the claim."""

    name = "word"

    def judge(self, claim: str, sources: Sequence[str]) -> Judgement:
        held = any(claim in source for source in sources)
        return Judgement(Verdict.SUPPORTED if held else Verdict.NOT_FOUND, float(held))


def claims(folder: Path, *rows: dict[str, str]) -> Path:
    file = folder / "claims.jsonl"
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return file


GOOD = {
    "id": "1",
    "source": "三十日内报销。",
    "claim": "三十日内",
    "label": "supported",
    "kind": "verbatim",
    "split": "dev",
}
BROKEN = {"id": "2", "source": "三十日内报销。", "claim": "六十日内", "label": "unsupported", "kind": "number"}


def test_a_file_of_claims_is_benched(tmp_path: Path) -> None:
    figures = bench(rows_of(str(claims(tmp_path, GOOD, BROKEN))), WordJudge())
    assert figures.pop("ms_per_claim") >= 0
    assert figures.pop("ms_p95") >= 0
    assert figures == {
        "rows": 2,
        "auroc": 1.0,
        "balanced_accuracy": 1.0,
        "f1_unsupported": 1.0,
        "by_kind": {"number": {"rows": 1, "right": 1.0}, "verbatim": {"rows": 1, "right": 1.0}},
        "judge": "word",
    }


def test_a_wrong_label_is_named_by_line_and_field(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="line 2, label"):
        rows_of(str(claims(tmp_path, GOOD, {**BROKEN, "label": "maybe"})))


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no rows"):
        rows_of(str(claims(tmp_path)))


def test_a_half_is_benched_by_itself(tmp_path: Path) -> None:
    file = str(claims(tmp_path, GOOD, BROKEN))
    assert [row.id for row in rows_of(file, "dev")] == ["1"]
    with pytest.raises(UsageError, match="no rows"):
        rows_of(file, "test")
