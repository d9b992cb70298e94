from __future__ import annotations

import json
import shutil
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.library.embedding import shipped_folder
from assistant.library.static_embedder import SETTINGS_FILE, StaticEmbedder, is_static_model

TEXTS = [
    "被巡察党组织主要负责人是整改第一责任人，应当亲自研究、亲自部署、亲自督办。",
    "整改整改整改，会议费会议费，报告。",
    "2024年10月8日，ABC公司 had 3.5% growth．",
    "第一条\n\n第二条　各单位应当在六十日内报告。" * 20,
]


@pytest.fixture(scope="module")
def shipped() -> StaticEmbedder:
    return StaticEmbedder(shipped_folder())


@cache
def _loaded() -> StaticEmbedder:
    return StaticEmbedder(shipped_folder())


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    """The shipped model as an ordinary sentence-transformers folder."""
    folder = tmp_path / "plain"
    shutil.copytree(shipped_folder(), folder)
    (folder / SETTINGS_FILE).unlink()
    return folder


def test_vectors_have_length_one(shipped: StaticEmbedder) -> None:
    vectors = shipped.encode_documents(TEXTS)
    assert vectors.shape == (len(TEXTS), shipped.dimension)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)


@pytest.mark.parametrize("text", ["", " \n　", "，。——（）", "😀😀", "\x00"])
def test_a_text_without_words_has_the_zero_vector(shipped: StaticEmbedder, text: str) -> None:
    assert not shipped.encode_query(text).any()
    assert not shipped.encode_documents(["整改", text])[1].any()


def test_no_texts_give_no_vectors(shipped: StaticEmbedder) -> None:
    assert shipped.encode_documents([]).shape == (0, shipped.dimension)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(st.sampled_from("整改巡察报告责任人的，。 a1\n😀"), max_size=60), max_size=8))
def test_a_vector_depends_on_its_own_text_alone(texts: list[str]) -> None:
    encoder = _loaded()
    together = encoder.encode_documents(texts)
    for text, vector in zip(texts, together, strict=True):
        np.testing.assert_array_equal(encoder.encode_query(text), vector)


def test_batches_do_not_show(shipped: StaticEmbedder) -> None:
    texts = [f"第{n}个问题的整改" for n in range(2100)]
    np.testing.assert_array_equal(shipped.encode_documents(texts)[2050], shipped.encode_query(texts[2050]))


def test_related_texts_are_closer_than_unrelated_ones(shipped: StaticEmbedder) -> None:
    question = shipped.encode_query("谁是巡察整改的第一责任人")
    related, other = shipped.encode_documents([TEXTS[0], "会议费实行综合定额控制，各项费用之间可以调剂使用。"])
    assert question @ related > question @ other + 0.2


def test_words_of_asking_change_little(shipped: StaticEmbedder) -> None:
    assert shipped.encode_query("会议费标准是多少") @ shipped.encode_query("会议费标准") > 0.9


def test_the_shipped_model_is_small() -> None:
    assert sum(path.stat().st_size for path in shipped_folder().rglob("*") if path.is_file()) < 12e6


def test_a_plain_folder_gives_the_vectors_of_sentence_transformers(plain: Path) -> None:
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(plain), device="cpu").float()
    expected = model.encode_document(TEXTS, normalize_embeddings=True, show_progress_bar=False)
    np.testing.assert_allclose(StaticEmbedder(plain).encode_documents(TEXTS), expected, atol=1e-6)


def test_the_shipped_folder_is_an_ordinary_one_to_sentence_transformers() -> None:
    """It passes over our own settings: repeated words count in full there, which only long texts show."""
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(shipped_folder()), device="cpu")
    text = "会议费综合定额标准"
    expected = model.encode_query(text, normalize_embeddings=True, show_progress_bar=False)
    np.testing.assert_allclose(StaticEmbedder(shipped_folder()).encode_query(text), expected, atol=1e-3)


def test_repeats_count_as_in_training() -> None:
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize

    from assistant.library.saturated_embedding import SaturatedStaticEmbedding

    runtime = StaticEmbedder(shipped_folder())
    described = json.loads((shipped_folder() / SETTINGS_FILE).read_text(encoding="utf-8"))
    stored = SentenceTransformer(str(shipped_folder()), device="cpu").float()[0]
    embedding = SaturatedStaticEmbedding(
        stored.tokenizer, stored.embedding.weight.detach(), described["repeats_exponent"]
    )
    model = SentenceTransformer(modules=[embedding, Normalize()], device="cpu")
    expected = model.encode(TEXTS, show_progress_bar=False)
    np.testing.assert_allclose(runtime.encode_documents(TEXTS), expected, atol=1e-6)


def test_what_a_passage_repeats_does_not_drown_the_rest(shipped: StaticEmbedder, plain: Path) -> None:
    repeated = "临江市水务集团" * 8 + "工程招标"
    question = "工程招标"
    saturated = shipped.encode_query(question) @ shipped.encode_query(repeated)
    counted = StaticEmbedder(plain).encode_query(question) @ StaticEmbedder(plain).encode_query(repeated)
    assert saturated > counted + 0.05


def test_the_fingerprint_is_of_everything_that_changes_vectors(shipped: StaticEmbedder, plain: Path) -> None:
    assert StaticEmbedder(shipped_folder()).fingerprint == shipped.fingerprint
    assert len(shipped.fingerprint) == 64
    counted = StaticEmbedder(plain).fingerprint
    assert counted != shipped.fingerprint
    weights = plain / "model.safetensors"
    content = bytearray(weights.read_bytes())
    content[-1000] ^= 1
    weights.write_bytes(content)
    assert StaticEmbedder(plain).fingerprint not in {counted, shipped.fingerprint}


def test_what_is_no_static_model_is_told_apart(plain: Path, tmp_path: Path) -> None:
    assert is_static_model(plain)
    assert not is_static_model(tmp_path / "missing")
    assert not is_static_model(tmp_path)
    modules = json.loads((plain / "modules.json").read_text(encoding="utf-8"))
    modules[1]["type"] = "sentence_transformers.base.modules.dense.Dense"
    (plain / "modules.json").write_text(json.dumps(modules), encoding="utf-8")
    assert not is_static_model(plain)


def test_damaged_weights_are_not_run(plain: Path) -> None:
    (plain / "model.safetensors").write_bytes(b"\x10" * 100)
    assert not is_static_model(plain)
