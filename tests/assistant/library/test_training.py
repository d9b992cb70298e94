from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import resources
from assistant.errors import UsageError
from assistant.library.static_embedder import SETTINGS_FILE, StaticEmbedder, is_static_model
from assistant.library.training import (
    TrainingSettings,
    _batches,
    common_characters,
    lengths,
    train,
    train_token_ranks,
    train_tokenizer,
)
from assistant.library.training_pairs import Pair, pairs, training_passages
from assistant.text.tokens import ranks_of

SMALL = TrainingSettings(pieces=4200, dimension=16, steps=3, batch=32, rounds=1)


def corpus_texts() -> list[str]:
    return [path.read_text(encoding="utf-8") for path in sorted(resources.corpus().rglob("*.md"))]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("embedder") / "model"
    train(corpus_texts(), made, SMALL)
    return made


def test_the_model_is_one_that_can_be_run_without_torch(folder: Path) -> None:
    assert is_static_model(folder)
    assert StaticEmbedder(folder).dimension == SMALL.dimension


def test_the_settings_lie_beside_the_weights(folder: Path) -> None:
    described = json.loads((folder / SETTINGS_FILE).read_text(encoding="utf-8"))
    assert described["repeats_exponent"] == SMALL.repeats_exponent
    assert described["settings"]["seed"] == SMALL.seed
    assert described["pairs"] > 0


def test_the_same_texts_give_the_same_model(folder: Path, tmp_path: Path) -> None:
    train(corpus_texts(), tmp_path / "again", SMALL)
    assert StaticEmbedder(tmp_path / "again").fingerprint == StaticEmbedder(folder).fingerprint


def test_training_lowers_the_loss(tmp_path: Path) -> None:
    losses: list[float] = []
    settings = TrainingSettings(pieces=4200, dimension=16, steps=12, batch=32, rounds=1, learning_rate=0.01)
    train(corpus_texts(), tmp_path / "model", settings, progress=lambda _step, _steps, loss: losses.append(loss))
    assert len(losses) == 12
    assert np.mean(losses[-3:]) < np.mean(losses[:3])


def test_a_model_is_trained_over_an_older_one(tmp_path: Path) -> None:
    target = tmp_path / "model"
    train(corpus_texts(), target, SMALL)
    train(corpus_texts(), target, TrainingSettings(pieces=4200, dimension=8, steps=1, batch=32, rounds=1))
    assert StaticEmbedder(target).dimension == 8
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".embedder")] == []


def test_a_folder_with_other_things_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "报告.docx").write_bytes(b"x")
    with pytest.raises(UsageError, match=str(tmp_path)):
        train(corpus_texts(), tmp_path, SMALL)
    assert (tmp_path / "报告.docx").read_bytes() == b"x"


def test_too_few_texts_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="20000"):
        train(["巡察整改。"], tmp_path / "model", SMALL)
    assert not (tmp_path / "model").exists()


def test_importing_does_not_load_torch() -> None:
    code = "import sys, assistant.library.training; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_every_common_character_has_a_piece() -> None:
    tokenizer = train_tokenizer(corpus_texts(), 4200, 4)
    assert len(common_characters()) == 3755
    assert set(common_characters()) <= set(tokenizer.get_vocab())


def test_marks_and_spaces_have_no_pieces() -> None:
    tokenizer = train_tokenizer(corpus_texts(), 4200, 4)
    assert tokenizer.encode("，。 （）\n——").ids == []


def test_common_pieces_say_less_and_words_of_asking_nothing() -> None:
    tokenizer = train_tokenizer(corpus_texts(), 4200, 4)
    found = lengths(tokenizer, corpus_texts(), 1e-3)
    common, asking, rare = (found[tokenizer.token_to_id(piece)] for piece in ("的", "谁", "鹅"))
    assert asking == 0
    assert common < 0.5 < rare


def test_a_passage_stands_once_in_a_batch() -> None:
    drawn = [[Pair(f"问{n}", f"答{n % 7}") for n in range(60)]]
    settings = TrainingSettings(batch=5, neighbours=3)
    for batch in islice(_batches(drawn, settings, random.Random(1)), 20):
        assert len({pair.passage for pair in batch}) == len(batch) == 5


def test_batches_come_without_end_also_from_one_passage() -> None:
    batches: Iterator[list[Pair]] = _batches([[Pair("甲", "乙"), Pair("丙", "乙")]], SMALL, random.Random(1))
    assert all(len(batch) == 1 for batch in islice(batches, 5))


def test_passages_know_the_titles_above_them() -> None:
    text = "# 会议费管理办法\n\n## 第一章 总则\n\n第一条 " + "为了规范会议费的管理，制定本办法。" * 8
    (passage,) = training_passages(text)
    assert "会议费管理办法" in passage.heading
    assert "总则" in passage.heading
    assert passage.text.startswith("为了规范")


def test_short_articles_are_joined() -> None:
    text = "办法\n" + "".join(f"第{n}条 各单位应当按时报告。\n" for n in "一二三四五六")
    assert len(list(training_passages(text))) == 1


def test_pairs_hold_headings_sentences_and_halves() -> None:
    text = "# 整改办法\n\n" + "\n".join(f"第{n}个问题由第{n}科负责整改并按月报告进展。" for n in range(200))
    drawn = [pair for of_text in pairs([text], 20, random.Random(3)) for pair in of_text]
    assert any(pair.query.strip() == "整改办法" for pair in drawn)
    assert any(pair.query not in pair.passage and pair.query.count("。") == 1 for pair in drawn)
    assert any(pair.query.count("。") > 1 for pair in drawn)


@given(st.lists(st.text(max_size=300), max_size=4), st.integers(0, 5))
def test_any_text_gives_pairs_of_its_own_words(texts: list[str], seed: int) -> None:
    once, again = (pairs(texts, 1, random.Random(seed)) for _ in range(2))
    assert once == again
    assert len(once) == len(texts)
    for text, drawn in zip(texts, once, strict=True):
        assert all(set(pair.query + pair.passage) <= set(text) | {" "} for pair in drawn)


def test_token_ranks_begin_with_the_bytes_and_repeat(tmp_path: Path) -> None:
    for name in ("a", "b"):
        train_token_ranks(corpus_texts(), tmp_path / name, 400)
    ranks = ranks_of(tmp_path / "a")
    assert {bytes([byte]) for byte in range(256)} <= set(ranks)
    assert len(ranks) == 400
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
