"""Embedders made on the spot, other than the one that ships: a static one of few dimensions, and a transformer."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file, save_file

from assistant.library.embedding import shipped_folder

DIMENSION = 32


def small_static(folder: Path, seed: int = 0) -> str:
    """The shipped model turned to fewer dimensions by chance: it runs without torch and knows a little still."""
    shutil.copytree(shipped_folder(), folder)
    path = next(folder.rglob("model.safetensors"))
    weights = load_file(path)["embedding.weight"].astype(np.float32)
    turned = weights @ np.random.default_rng(seed).normal(size=(weights.shape[1], DIMENSION)).astype(np.float32)
    save_file({"embedding.weight": turned.astype(np.float16)}, path)
    return str(folder)


def tiny_bert(folder: Path) -> str:
    """A sentence-transformers model of one layer with weights of chance."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizerFast

    torch.manual_seed(1)
    bare = folder.with_name(folder.name + "-bare")
    characters = [chr(code) for code in range(0x4E00, 0x9FA6)] + list("0123456789，。、；：")
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *characters]
    bare.mkdir(parents=True)
    (bare / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    BertTokenizerFast(str(bare / "vocab.txt")).save_pretrained(bare)
    config = BertConfig(
        vocab_size=len(words), hidden_size=DIMENSION, num_hidden_layers=1, num_attention_heads=2, intermediate_size=64
    )
    BertModel(config).save_pretrained(bare)
    (bare / "sentence_bert_config.json").write_text(json.dumps({"max_seq_length": 256}), encoding="utf-8")
    transformer = Transformer(str(bare))
    SentenceTransformer(modules=[transformer, Pooling(DIMENSION)], device="cpu").save(str(folder))
    shutil.rmtree(bare)
    return str(folder)
