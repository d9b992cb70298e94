"""Measures what comparing documents costs: signing a text, grouping 20,000 documents, placing 5,000 editions, and
finding repetitions among the passages of one answer, each beside the time that reading the text alone takes.

    python benchmarks/kinship_speed.py [--texts FOLDER]
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from assistant.documents.duplicates import Sketch, groups, repeats, signature
from assistant.documents.editions import Edition
from assistant.documents.versions import derive
from assistant.records import Version


def timed(work: Callable[[], object]) -> float:
    best = float("inf")
    for _ in range(3):
        started = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - started)
    return best


def signatures(count: int) -> list[bytes]:
    """Every tenth is nearly that of its neighbour."""
    values = np.random.default_rng(7).integers(0, 2**32, (count, 256), dtype=np.uint32)
    values[1::10, :245] = values[::10, :245]
    return [(5000).to_bytes(4, "little") + row.astype("<u4").tobytes() for row in values]


def editions(rules: int) -> list[Edition]:
    made = []
    for rule, values in enumerate(signatures(rules)):
        for at in range(5):
            version = Version(document_number=f"某发〔{2010 + at}〕{rule}号", effective_from=date(2010 + at, 1, 1))
            name = f"{rule}-{at}"
            made.append(Edition(name, f"某市{rule}号事项管理办法", "regulation", version, name, values))
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, default=Path(__file__).parents[1] / "corpus" / "speeches")
    files = sorted(path for path in parser.parse_args().texts.rglob("*") if path.suffix in (".txt", ".md"))
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in files]
    characters = sum(map(len, texts))
    reading = timed(lambda: [path.read_bytes().decode("utf-8", "replace") for path in files])
    signing = timed(lambda: [signature(text) for text in texts])
    print(f"signing: {characters / signing / 1e6:.2f} M characters/s, {signing / reading:.0f} × reading the files")
    sketches = [Sketch(f"{at:05}", str(at), each, False) for at, each in enumerate(signatures(20_000))]
    print(f"grouping 20,000 documents: {timed(lambda: groups(sketches)):.2f} s")
    made = editions(1000)
    print(f"placing 5,000 editions: {timed(lambda: derive(made)):.2f} s")
    joined = "".join(texts)
    passages = [joined[start : start + 300] for start in range(0, 6000, 300)]
    print(f"repetitions among 20 passages of 300 characters: {timed(lambda: repeats(passages)) * 1000:.2f} ms")


if __name__ == "__main__":
    main()
