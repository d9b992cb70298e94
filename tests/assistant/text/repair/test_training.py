"""The language model: counting, words, saving, and training from folders."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.text.repair import trigrams
from assistant.text.repair.canonical import canonical
from assistant.text.repair.training import is_held_out, read_texts, train, train_from_files

TEXTS = [("巡察整改工作要抓好。巡察整改工作要抓实。\n整改责任要落实。", 1.0)] * 3


def probability(model: trigrams.Trigrams, text: str) -> float:
    a, b, c = (model.id(character) for character in text)
    return float(model.after(a, b)[c])


def test_what_was_seen_is_likelier_than_what_was_not() -> None:
    model = train(TEXTS)
    assert probability(model, "巡察整") > 0.5
    assert probability(model, "巡察抓") < 0.1


def test_probabilities_after_any_two_sum_to_one_but_for_the_unknown() -> None:
    model = train(TEXTS)
    for pair in ("巡察", "察巡", "整改", "\n整"):
        a, b = (model.id(character) for character in pair)
        assert 0.9 < float(model.after(a, b).sum()) <= 1.001


def test_behind_a_word_anything_may_follow() -> None:
    model = train(TEXTS, [("一定", 50.0), ("一定量", 1.0)])
    assert probability(model, "一定量") < 0.5
    assert probability(model, "\n一定") > probability(model, "\n一要")


def test_the_counts_of_a_text_join_the_model() -> None:
    model = train(TEXTS)
    joined = model.joined_with("督查室主任督查室主任督查抓好督查抓好督查抓好")
    assert probability(joined, "察抓好") >= probability(model, "察抓好")
    assert probability(model, "巡察整") > 0.5


def test_a_model_survives_saving(tmp_path: Path) -> None:
    model = train(TEXTS, [("监督", 3.0)])
    (tmp_path / "model.npz").write_bytes(trigrams.packed(model))
    again = trigrams.load(tmp_path / "model.npz")
    assert again.vocabulary == model.vocabulary
    assert probability(again, "巡察整") == pytest.approx(probability(model, "巡察整"), rel=1e-3)


def test_a_damaged_file_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "model.npz").write_bytes(b"no model")
    with pytest.raises((ValueError, OSError)):
        trigrams.load(tmp_path / "model.npz")


def test_folders_are_read_in_order_and_a_fifth_can_be_left_out(tmp_path: Path) -> None:
    for number in range(20):
        (tmp_path / f"{number:02}.txt").write_text(f"第{number}份整改材料。", encoding="utf-8")
    (tmp_path / "图.png").write_bytes(b"\x89PNG")
    assert [text[1:-6] for text in read_texts([tmp_path])] == [str(number) for number in range(20)]
    left = read_texts([tmp_path], hold_out=True)
    assert len(left) == sum(not is_held_out(f"{number:02}.txt") for number in range(20)) < 20
    assert train_from_files([tmp_path]).size > 10


def test_nothing_to_train_on_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no text"):
        train_from_files([tmp_path])
    with pytest.raises(ValueError, match="no text"):
        train([])


def test_the_shipped_model_is_small() -> None:
    assert trigrams.SHIPPED.stat().st_size <= 6_000_000


def test_canonical_text_hides_script_width_and_numbers() -> None:
    assert canonical("處置線索 25 件,Ａb") == "处置线索00件，AA"
