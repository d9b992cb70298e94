"""Builds the trigram model from folders of text. Comes in: texts and words with weights; goes out: a `Trigrams`.

Knows nothing of repair. The model that ships was made with this from the sample corpus, public statutes and a list of
words with frequencies; `assistant repair train` makes another from an office's own archive.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from assistant.text.repair.canonical import BREAK, canonical
from assistant.text.repair.trigrams import Counts, Ids, Trigrams

TEXT_SUFFIXES = frozenset({".txt", ".md"})
MIN_CHARACTER_WEIGHT = 2.0  # rarer characters are UNKNOWN
MIN_TRIPLE_WEIGHT = 0.5  # rarer triples are dropped; their share goes to the shorter context

HEAVY = 5.0  # weight of texts of the genre itself
PHRASES = 15.0
PER_WORD = 0.07  # weight of one occurrence behind a word list's frequency
LEAST_WORD = 0.1

_LABEL = re.compile(
    r"^[#\s\u3000]*(?:第[一二三四五六七八九十百千零〇]{1,9}[编章节条]|（[一二三四五六七八九十]{1,3}）|[一二三四五六七八九十]{1,3}、)[\s\u3000]*",
    re.MULTILINE,
)

Weighted = Iterable[tuple[str, float]]


def train_from_files(
    paths: Sequence[Path], *, heavy: Sequence[Path] = (), words: Path | None = None, hold_out: bool = False
) -> Trigrams:
    """A model of the text files at and below the paths; those under `heavy` are like what is to be repaired.

    `words` is a list of words with frequencies. With `hold_out`, a fifth of the files is left out to be measured on
    (`is_held_out`). Raises OSError for a path that is not there, ValueError where there is no text.
    """
    texts = [(text, 1.0) for text in read_texts(paths, hold_out=hold_out)]
    texts += [(text, HEAVY) for text in read_texts(heavy, hold_out=False)]
    if not texts:
        raise ValueError("no text to train on")
    listed = read_words(words) if words else []
    common = [(word, frequency * PER_WORD) for word, frequency in listed if len(word) > 1]
    return train([*texts, (set_phrases(), PHRASES)], [row for row in common if row[1] >= LEAST_WORD])


def train(texts: Weighted, words: Weighted = (), *, min_triple_weight: float = MIN_TRIPLE_WEIGHT) -> Trigrams:
    """A model of the texts and of words, each counted as often as its weight says.

    Behind a word anything may follow, so words count only within themselves and the rest of their weight goes to the
    shorter context. Raises ValueError where there is no text.
    """
    running = [
        (canonical(form) + BREAK * 2, weight / 2)
        for text, weight in texts
        for form in (text, _without_paragraphs(text))
    ]
    single = [(canonical(word) + BREAK, weight) for word, weight in words]
    vocabulary = _vocabulary([*running, *single])
    if not running or not vocabulary:
        raise ValueError("no text to train on")
    known = {character: at for at, character in enumerate(vocabulary, start=1)}
    size = len(vocabulary) + 1
    ids, weights = _sequence(running, known)
    counts = Counts.of(ids, size, weights)
    if single:
        ids, weights = _sequence(single, known)
        counts = counts + Counts.of(ids, size, weights, gap=known[BREAK])
    return Trigrams(vocabulary, _prune(counts, min_triple_weight))


def read_texts(paths: Sequence[Path], *, hold_out: bool = False) -> list[str]:
    """The text files at and below the paths, ordered by name. Raises OSError for a path that is missing."""
    texts: list[str] = []
    for path in paths:
        files = [file for file in sorted(path.rglob("*")) if _is_text(file)] if path.is_dir() else [path]
        kept = [file for file in files if not (hold_out and is_held_out(file.name))]
        texts += [_body(file.read_text(encoding="utf-8", errors="replace")) for file in kept]
    return texts


def is_held_out(name: str) -> bool:
    """Whether a file of this name is left out of training where a fifth is."""
    return crc32(name.encode()) % 5 == 0


def _is_text(file: Path) -> bool:
    return file.is_file() and file.suffix.lower() in TEXT_SUFFIXES


def _body(text: str) -> str:
    """Without the head of notes that collections of statutes put before the first article."""
    return text.rpartition("<!-- INFO END -->")[2]


def read_words(path: Path) -> list[tuple[str, float]]:
    """Words, one a line with its frequency behind a blank. Raises ValueError for a line of another form."""
    rows = (line.split()[:2] for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    return [(word, float(frequency)) for word, frequency in rows]


def set_phrases() -> str:
    """Set phrases of the genre, for texts that any model of office Chinese should know."""
    lines = Path(__file__).with_name("set_phrases.txt").read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if not line.startswith("#"))


def _without_paragraphs(text: str) -> str:
    """The text as one run.

    In statutes nearly every 。 ends a paragraph, and the next begins with its number; counted so too, what begins an
    article teaches what may follow a 。 elsewhere.
    """
    return _LABEL.sub("", text).replace("\n", "")


def _vocabulary(pieces: Sequence[tuple[str, float]]) -> str:
    frequencies: Counter[str] = Counter()
    for text, weight in pieces:
        for character, count in Counter(text).items():
            frequencies[character] += count * weight  # type: ignore[assignment]  # a sum of weights
    return "".join(sorted(c for c, total in frequencies.items() if total >= MIN_CHARACTER_WEIGHT or c == BREAK))


def _sequence(pieces: Sequence[tuple[str, float]], known: dict[str, int]) -> tuple[Ids, NDArray[np.float32]]:
    """All pieces one after the other as ids, with the weight of each position."""
    joined = "".join(text for text, _ in pieces)
    ids = np.fromiter((known.get(character, 0) for character in joined), dtype=np.int32, count=len(joined))
    lengths = [len(text) for text, _ in pieces]
    return ids, np.repeat(np.array([weight for _, weight in pieces], dtype=np.float32), lengths)


def _prune(counts: Counts, least: float) -> Counts:
    keep = counts.triple_counts >= least
    kept_before = np.append(0, np.cumsum(keep))
    return Counts(
        counts.size,
        counts.singles,
        counts.pairs,
        counts.pair_counts,
        kept_before[counts.triple_starts],
        counts.thirds[keep],
        counts.triple_counts[keep],
    )
