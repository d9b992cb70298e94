"""Training of the static embedder, and of the token estimate, on plain texts. torch is loaded inside, by the loop only.

Texts in, a folder in sentence-transformers format out (`train`), or a file of ranks (`train_token_ranks`). Runs on one
core in minutes; the same texts and settings give the same model on the same machine.

Three things make so small a model useful, each measured in docs/embedder-model-card.md: vectors begin as random
directions, so that a word never seen still finds itself; a piece's direction holds a part of its characters', so that
整改 and 整改措施 are close from the start; and its length falls with its frequency, so that common words say little.
"""

from __future__ import annotations

import base64
import json
import os
import random
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, trainers

from assistant.errors import UsageError
from assistant.library.static_embedder import SETTINGS_FILE, is_static_model
from assistant.library.training_pairs import Pair, pairs
from assistant.text.tokens import PATTERN

UNKNOWN = "[UNK]"

_WORDS = r"\p{Han}+|\p{N}+|[^\p{Han}\p{N}\W_]+"
"""What is embedded: runs of Han characters, of digits, of other letters. Marks and spaces say nothing of a subject."""

_ASKING = (
    *("什么", "怎么", "怎样", "怎么样", "如何", "多少", "哪个", "哪些", "哪里", "哪儿", "哪一"),
    *("为什么", "为何", "是否", "请问", "哪", "谁", "么", "吗", "呢", "怎", "啥"),
)
"""Words of asking. Official prose hardly has them, so training would take them for rare and therefore telling words."""

_FEWEST_CHARACTERS = 20_000
"""Below this a vocabulary cannot be learned."""


@dataclass(frozen=True, slots=True)
class TrainingSettings:
    """How a model is trained. The defaults are those of the shipped one."""

    pieces: int = 10_600
    longest_piece: int = 4
    """Characters. Longer pieces would hide that a long name holds a short one."""
    dimension: int = 512
    rounds: int = 3
    """Times that pairs are drawn from each passage."""
    steps: int = 320
    batch: int = 512
    """Pairs a step; the passages of the other pairs are what each query must not find."""
    neighbours: int = 4
    """Pairs in a row from the same text: the hardest passages to tell apart."""
    learning_rate: float = 0.001
    scale: float = 20.0
    """Cosines are multiplied by this before they are compared."""
    from_characters: float = 0.4
    """Share of a piece's first direction that comes from its characters."""
    common: float = 1e-3
    """Frequency at which a piece's weight is halved."""
    repeats_exponent: float = 0.5
    """A piece that stands n times in a text counts n to this power."""
    seed: int = 20


@dataclass(frozen=True, slots=True)
class Trained:
    """What training made and from how much."""

    folder: Path
    texts: int
    characters: int
    pairs: int
    pieces: int
    dimension: int
    megabytes: float
    seconds: float


def train(
    texts: Sequence[str],
    folder: Path,
    settings: TrainingSettings = TrainingSettings(),
    progress: Callable[[int, int, float], None] | None = None,
) -> Trained:
    """Train an embedder on texts and save it in `folder`; `progress` gets step, steps and loss.

    Raises UsageError where the texts are too few, or where `folder` holds something that is no static embedder.
    """
    began = time.monotonic()
    characters = sum(map(len, texts))
    if characters < _FEWEST_CHARACTERS:
        raise UsageError("training_too_small", characters=characters, least=_FEWEST_CHARACTERS)
    if folder.exists() and any(folder.iterdir()) and not is_static_model(folder):
        raise UsageError("training_folder_taken", path=folder)
    dice = random.Random(settings.seed)  # noqa: S311 - draws of a training set
    tokenizer = train_tokenizer(texts, settings.pieces, settings.longest_piece)
    drawn = pairs(texts, settings.rounds, dice)
    weights = fit(
        tokenizer, first_weights(tokenizer, texts, settings), _batches(drawn, settings, dice), settings, progress
    )
    facts = {"texts": len(texts), "characters": characters, "pairs": sum(map(len, drawn))}
    described = {"repeats_exponent": settings.repeats_exponent, **facts, "settings": asdict(settings)}
    _save(tokenizer, weights, folder, described)
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return Trained(
        folder, **facts, pieces=len(weights), dimension=weights.shape[1],
        megabytes=size / 1e6, seconds=time.monotonic() - began,
    )  # fmt: skip


def train_tokenizer(texts: Sequence[str], pieces: int, longest_piece: int) -> Tokenizer:
    """A tokenizer of at most `pieces` word pieces learned from the texts, and of every common Han character."""
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex(_WORDS), behavior="removed", invert=True)
    trainer = trainers.UnigramTrainer(
        vocab_size=pieces - len(_ASKING),
        unk_token=UNKNOWN,
        special_tokens=[UNKNOWN],
        initial_alphabet=[*common_characters(), *"abcdefghijklmnopqrstuvwxyz0123456789"],
        max_piece_length=longest_piece,
        show_progress=False,
    )
    tokenizer.train_from_iterator((line for text in texts for line in text.splitlines()), trainer)
    tokenizer.model = _settled(tokenizer)
    return tokenizer


_STEP_OF_UNSEEN = 0.0001
"""By how much the Unigram trainer of `tokenizers` raises the score from one unseen character to the next."""


def _settled(tokenizer: Tokenizer) -> models.Unigram:
    """The learned pieces and the words of asking, in an order that does not change from run to run.

    The trainer sums up in any order, so scores are rounded. Characters it has not seen on their own it scores from the
    lowest upwards, a step each, in any order: single characters within the reach of those steps all get the lowest.
    """
    learned = {piece: round(score, 6) for piece, score in json.loads(tokenizer.to_str())["model"]["vocab"]}
    del learned[UNKNOWN]
    lowest = min(learned.values())
    unseen = lowest + _STEP_OF_UNSEEN * sum(len(piece) == 1 for piece in learned)
    settled = {piece: lowest if len(piece) == 1 and score <= unseen else score for piece, score in learned.items()}
    scores = dict.fromkeys(_ASKING, lowest) | settled
    return models.Unigram([(UNKNOWN, 0.0), *sorted(scores.items(), key=lambda item: (-item[1], item[0]))], unk_id=0)


def common_characters() -> list[str]:
    """The 3,755 characters of level 1 of GB/T 2312—1980, so that names outside the training texts have pieces."""
    codes = [bytes([row, cell]) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF)]
    return [character for code in codes if (character := code.decode("gb2312", "ignore"))]


def first_weights(tokenizer: Tokenizer, texts: Sequence[str], settings: TrainingSettings) -> NDArray[np.float32]:
    """A vector for each piece before training: random directions shared by characters, lengths by frequency."""
    vocabulary = tokenizer.get_vocab()
    noise = np.random.default_rng(settings.seed).standard_normal((len(vocabulary), settings.dimension))
    own = noise / np.sqrt(settings.dimension)
    directions = own.copy()
    for piece, row in vocabulary.items():
        characters = [vocabulary[character] for character in piece if character in vocabulary]
        if len(piece) > 1 and characters:
            shared = own[characters].sum(axis=0) / np.sqrt(len(characters))
            directions[row] = np.sqrt(1 - settings.from_characters) * own[row]
            directions[row] += np.sqrt(settings.from_characters) * shared
    weights: NDArray[np.float32] = (directions * lengths(tokenizer, texts, settings.common)[:, None]).astype(np.float32)
    return weights


def lengths(tokenizer: Tokenizer, texts: Sequence[str], common: float) -> NDArray[np.float64]:
    """A length for each piece: smooth inverse frequency (Arora, Liang, Ma 2017), and 0 for what says nothing."""
    counts = np.zeros(tokenizer.get_vocab_size())
    for text in texts:
        encodings = tokenizer.encode_batch_fast(text.splitlines(), add_special_tokens=False)
        np.add.at(counts, [piece for encoding in encodings for piece in encoding.ids], 1)
    found: NDArray[np.float64] = common / (common + counts / counts.sum())
    silent = [tokenizer.token_to_id(word) for word in (UNKNOWN, *_ASKING)]
    found[[row for row in silent if row is not None]] = 0.0
    return found


def _batches(drawn: Sequence[Sequence[Pair]], settings: TrainingSettings, dice: random.Random) -> Iterator[list[Pair]]:
    """Batches without end. A passage stands in a batch once: its twin would be called wrong where it is right."""
    runs: list[Sequence[Pair]] = []
    for of_text in drawn:
        shuffled = dice.sample(of_text, len(of_text))
        size = settings.neighbours
        runs += [shuffled[first : first + size] for first in range(0, len(shuffled), size)]
    full = min(settings.batch, len({pair.passage for of_text in drawn for pair in of_text}))
    batch: dict[str, Pair] = {}
    while runs:
        dice.shuffle(runs)
        for run in runs:
            batch.update((pair.passage, pair) for pair in run)
            if len(batch) >= full:
                yield list(batch.values())[: settings.batch]
                batch = {}


def fit(
    tokenizer: Tokenizer,
    weights: NDArray[np.float32],
    batches: Iterator[list[Pair]],
    settings: TrainingSettings,
    progress: Callable[[int, int, float], None] | None = None,
) -> NDArray[np.float32]:
    """The trained vectors: each query closer to its own passage than to the others of its batch, and the reverse."""
    import torch  # noqa: PLC0415
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415
    from sentence_transformers.sentence_transformer.losses import MultipleNegativesRankingLoss  # noqa: PLC0415
    from sentence_transformers.sentence_transformer.modules import Normalize  # noqa: PLC0415

    from assistant.library.saturated_embedding import SaturatedStaticEmbedding  # noqa: PLC0415

    torch.set_num_threads(1)  # with more, the backward pass is many times slower, and sums depend on the threads
    torch.manual_seed(settings.seed)
    embedding = SaturatedStaticEmbedding(tokenizer, weights.copy(), settings.repeats_exponent)
    model = SentenceTransformer(modules=[embedding, Normalize()], device="cpu")
    loss_of = MultipleNegativesRankingLoss(
        model, scale=settings.scale, directions=("query_to_doc", "doc_to_query"), partition_mode="per_direction"
    )
    silent = torch.from_numpy((weights == 0).all(axis=1))
    optimizer = torch.optim.Adam(model.parameters(), betas=(0.9, 0.99))
    for step, batch in zip(range(settings.steps), batches, strict=False):
        for group in optimizer.param_groups:
            group["lr"] = settings.learning_rate * _warmed_and_cooled(step / settings.steps)
        features = [model.preprocess([getattr(pair, side) for pair in batch]) for side in ("query", "passage")]
        loss = loss_of(features, torch.empty(0))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        with torch.no_grad():
            embedding.embedding.weight[silent] = 0.0
        if progress is not None:
            progress(step + 1, settings.steps, loss.item())
    return embedding.embedding.weight.detach().numpy()


def _warmed_and_cooled(done: float) -> float:
    """Share of the learning rate: up over the first tenth, then down to a twentieth."""
    return min(1.0, (done + 0.005) / 0.1) * (1 - 0.95 * done)


def _save(tokenizer: Tokenizer, weights: NDArray[np.float32], folder: Path, described: dict[str, Any]) -> None:
    """Write aside and swap, so that an interrupted run leaves the old model whole. Weights are kept as float16."""
    import torch  # noqa: PLC0415
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415
    from sentence_transformers.sentence_transformer.modules import Normalize, StaticEmbedding  # noqa: PLC0415

    embedding = StaticEmbedding(tokenizer, torch.from_numpy(weights).half())
    plain = SentenceTransformer(modules=[embedding, Normalize()], device="cpu")
    folder.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=".embedder-", dir=folder.parent))
    try:
        plain.save(str(aside), create_model_card=False)
        (aside / SETTINGS_FILE).write_text(json.dumps(described, indent=2) + "\n", encoding="utf-8")
        aside.chmod(0o755)
        for path in aside.rglob("*"):
            path.chmod(0o755 if path.is_dir() else 0o644)
        shutil.rmtree(folder, ignore_errors=True)
        os.replace(aside, folder)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def train_token_ranks(texts: Sequence[str], path: Path, pieces: int = 6_000) -> None:
    """Learn byte pairs from texts and write the file of ranks that `assistant.text.tokens` counts with."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([
        pre_tokenizers.Split(Regex(PATTERN), behavior="isolated"),
        pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
    ])  # fmt: skip
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(vocab_size=pieces, initial_alphabet=alphabet, show_progress=False)
    tokenizer.train_from_iterator(texts, trainer)
    byte_of = _byte_level_alphabet()
    ranked = sorted(tokenizer.get_vocab().items(), key=lambda item: item[1])
    lines = [base64.b64encode(bytes(byte_of[character] for character in piece)) for piece, _ in ranked]
    path.write_bytes(b"\n".join(lines) + b"\n")


def _byte_level_alphabet() -> dict[str, int]:
    """The printable stand-in that byte-level tokenizers use for each byte, and that byte."""
    shown = [byte for byte in range(256) if chr(byte).isprintable() and chr(byte) != " "]
    hidden = [byte for byte in range(256) if byte not in shown]
    return {chr(byte): byte for byte in shown} | {chr(256 + at): byte for at, byte in enumerate(hidden)}
