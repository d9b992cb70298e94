"""How a sentence-transformers model is run: prompts, batches, device and precision are the user's to set."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.errors import UsageError
from assistant.library.embedding import load_encoder, shipped_folder
from assistant.library.encoding import Encoding


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> str:
    """More than static, so that it runs in torch; without prompts of its own."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.base.modules import Dense

    torch.manual_seed(1)
    static = SentenceTransformer(str(shipped_folder()), device="cpu").float()[0]
    folder: Path = tmp_path_factory.mktemp("model") / "本单位模型"
    dense = Dense(static.get_embedding_dimension(), 24)
    SentenceTransformer(modules=[static, dense], device="cpu").save(str(folder))
    return str(folder)


def test_prompts_stand_before_questions_and_passages_and_make_another_embedder(model: str) -> None:
    plain = load_encoder(model)
    prompted = load_encoder(model, encoding=Encoding(query_prompt="查询：", document_prompt="文件："))
    assert np.allclose(prompted.encode_query("整改"), plain.encode_query("查询：整改"), atol=1e-6)
    assert np.allclose(prompted.encode_documents(["整改"]), plain.encode_documents(["文件：整改"]), atol=1e-6)
    assert prompted.fingerprint != plain.fingerprint


def test_batches_and_device_change_no_vector_and_no_fingerprint(model: str) -> None:
    texts = [f"第{number}条" for number in range(7)]
    plain, other = load_encoder(model), load_encoder(model, encoding=Encoding(batch_size=2, device="cpu"))
    assert np.allclose(plain.encode_documents(texts), other.encode_documents(texts), atol=1e-6)
    assert plain.fingerprint == other.fingerprint


@pytest.mark.parametrize("dtype", ["float32", "bfloat16"])
def test_a_precision_is_kept_and_makes_another_embedder(model: str, dtype: str) -> None:
    plain, other = load_encoder(model), load_encoder(model, encoding=Encoding(dtype=dtype))
    encoded = other.encode_documents(["整改"])
    assert encoded.dtype == np.float32
    assert np.allclose(encoded, plain.encode_documents(["整改"]), atol=0.05)
    assert other.fingerprint != plain.fingerprint


def test_a_device_that_is_none_is_named(model: str) -> None:
    with pytest.raises(UsageError, match="本单位模型"):
        load_encoder(model, encoding=Encoding(device="toaster"))
