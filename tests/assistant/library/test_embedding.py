from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from assistant.errors import UsageError
from assistant.library.embedding import SentenceTransformersEncoder, load_encoder, shipped_folder
from assistant.library.static_embedder import StaticEmbedder


@pytest.fixture
def other_model(tmp_path: Path) -> Path:
    """A sentence-transformers model that is more than static: a dense layer and prompts."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.base.modules import Dense

    torch.manual_seed(1)
    static = SentenceTransformer(str(shipped_folder()), device="cpu").float()[0]
    dense = Dense(static.get_embedding_dimension(), 24)
    prompts = {"query": "查询：", "document": "文件："}
    folder = tmp_path / "本单位模型"
    SentenceTransformer(modules=[static, dense], prompts=prompts, device="cpu").save(str(folder))
    return folder


def test_static_is_the_shipped_model() -> None:
    encoder = load_encoder("static")
    assert isinstance(encoder, StaticEmbedder)
    assert encoder.dimension == 512
    assert encoder.encode_query("整改").shape == (512,)


def test_a_static_folder_runs_without_torch(tmp_path: Path) -> None:
    copy = tmp_path / "own"
    shutil.copytree(shipped_folder(), copy)
    code = (
        "import sys; from assistant.library.embedding import load_encoder\n"
        f"load_encoder({str(copy)!r}).encode_documents(['整改'])\n"
        "sys.exit('torch' in sys.modules or 'sentence_transformers' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_copy_of_a_model_has_its_fingerprint(tmp_path: Path) -> None:
    shutil.copytree(shipped_folder(), tmp_path / "own")
    assert load_encoder(str(tmp_path / "own")).fingerprint == load_encoder("static").fingerprint


def test_any_sentence_transformers_folder_works(other_model: Path) -> None:
    encoder = load_encoder(str(other_model))
    assert isinstance(encoder, SentenceTransformersEncoder)
    assert encoder.name == "本单位模型"
    assert encoder.dimension == 24
    vectors = encoder.encode_documents(["整改方案", "", "整改方案"])
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), [1, 0, 1], atol=1e-5)
    np.testing.assert_array_equal(vectors[0], vectors[2])
    assert encoder.encode_documents([]).shape == (0, 24)
    assert not encoder.encode_query(" ").any()


def test_prompts_of_the_model_are_used(other_model: Path) -> None:
    encoder = load_encoder(str(other_model))
    document, query = encoder.encode_documents(["整改方案"])[0], encoder.encode_query("整改方案")
    assert not np.allclose(document, query, atol=1e-3)


def test_other_prompts_are_another_fingerprint(other_model: Path) -> None:
    before = load_encoder(str(other_model)).fingerprint
    assert load_encoder(str(other_model)).fingerprint == before
    config = other_model / "config_sentence_transformers.json"
    described = json.loads(config.read_text(encoding="utf-8"))
    described["prompts"]["query"] = "检索："
    config.write_text(json.dumps(described), encoding="utf-8")
    assert load_encoder(str(other_model)).fingerprint != before


def test_other_weights_are_another_fingerprint(other_model: Path) -> None:
    before = load_encoder(str(other_model)).fingerprint
    weights = next(other_model.glob("1_*/model.safetensors"))
    content = bytearray(weights.read_bytes())
    content[-1] ^= 1
    weights.write_bytes(content)
    assert load_encoder(str(other_model)).fingerprint != before


@pytest.mark.parametrize("name", ["./missing", "a/b/c", "~/missing-embedder", ""])
def test_a_missing_folder_is_named(name: str) -> None:
    with pytest.raises(UsageError) as caught:
        load_encoder(name if name else "./")
    assert caught.value.exit_code == 2


def test_a_missing_folder_says_so_in_both_languages(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        load_encoder(str(tmp_path / "missing"))
    for language in ("zh", "en"):
        assert str(tmp_path / "missing") in caught.value.in_language(language)


def test_a_hub_name_that_is_not_here_fails_at_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))
    with pytest.raises(UsageError, match="nobody/no-such-model"):
        load_encoder("nobody/no-such-model")


def test_a_folder_that_is_no_model_is_refused(tmp_path: Path) -> None:
    (tmp_path / "readme.txt").write_text("整改", encoding="utf-8")
    with pytest.raises(UsageError):
        load_encoder(str(tmp_path))


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(UsageError, match="sentence-transformers"):
        load_encoder(str(tmp_path))
