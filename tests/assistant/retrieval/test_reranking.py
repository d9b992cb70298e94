"""Features, coefficients and their fit."""

from __future__ import annotations

import numpy as np
import pytest

from assistant import resources
from assistant.retrieval import fitting, reranking
from assistant.retrieval.features import FROM_THESAURUS, NAMES
from assistant.retrieval.fitting import EITHER_SIGN, Judged


def rows(**columns: list[float]) -> np.ndarray:
    count = len(next(iter(columns.values())))
    table = np.zeros((count, len(NAMES)))
    for name, values in columns.items():
        table[:, NAMES.index(name)] = values
    return table


def test_the_shipped_coefficients_name_every_feature_they_have_and_where_they_come_from() -> None:
    shipped = reranking.shipped()
    assert shipped.plain[NAMES.index("terms")] == 1.0
    text = (resources.models() / reranking.FILE).read_text(encoding="utf-8")
    assert "train_reranking.py" in text
    assert "fitted_on" in text


def test_the_thesaurus_has_no_say_where_the_question_has_the_words_of_a_passage() -> None:
    shipped = reranking.shipped()
    assert all(shipped.plain[NAMES.index(name)] == 0.0 for name in FROM_THESAURUS)
    alike = rows(terms=[1.0, 1.0], anywhere=[0.9, 0.9], words=[0.9, 0.9], alternatives=[0.0, 1.0], concepts=[0.0, 1.0])
    assert reranking.mismatch(alike, 1.0) == 0.0
    first, second = shipped.scores(alike, 0.0)
    assert first == second


def test_more_of_what_speaks_for_a_passage_never_counts_against_it() -> None:
    shipped = reranking.shipped()
    for column in (shipped.plain, shipped.paraphrased):
        assert all(value >= 0 for name, value in zip(NAMES, column, strict=True) if name not in EITHER_SIGN)


@pytest.mark.parametrize(
    ("held", "known", "expected"),
    [(0.1, 0.6, 1.0), (0.9, 0.6, 0.0), (0.1, 0.0, 0.0), (0.1, 0.1, 0.0)],
    ids=["other words that are known", "its own words are there", "names that no thesaurus knows", "hardly any known"],
)
def test_other_words_are_told_from_words_that_are_there_and_from_names(
    held: float, known: float, expected: float
) -> None:
    assert reranking.mismatch(rows(anywhere=[held, held / 2]), known) == expected


def test_no_passage_found_and_words_that_are_known_is_a_mismatch() -> None:
    assert reranking.mismatch(np.zeros((0, len(NAMES))), 1.0) == 1.0


def test_a_fit_finds_the_feature_that_decides_and_keeps_known_signs() -> None:
    random = np.random.default_rng(1)
    judged = []
    for _ in range(60):
        table = np.abs(random.normal(size=(12, len(NAMES)))) * 0.2
        table[:, NAMES.index("terms")] = random.random(12)
        answers = np.zeros(12, dtype=bool)
        answers[int(np.argmax(table[:, NAMES.index("terms")] + 2 * table[:, NAMES.index("words")]))] = True
        judged.append(Judged(table, 0.0, answers))
    plain, paraphrased = fitting.fit([(1.0, judged)])
    told = dict(zip(NAMES, plain, strict=True))
    assert told["terms"] == 1.0
    assert told["words"] > 1.0
    assert max(value for name, value in told.items() if name not in ("terms", "words")) < 0.8 * told["words"]
    assert all(value >= 0 for name, value in told.items() if name not in EITHER_SIGN)
    assert not any(paraphrased), "no question in other words was shown"


def test_a_file_with_an_unknown_feature_is_refused(tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "own.json").write_text('{"plain": {"luck": 1}, "paraphrased": {}}', encoding="utf-8")
    with pytest.raises(ValueError, match="luck"):
        reranking.read(tmp_path / "own.json")
