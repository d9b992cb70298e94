"""Measures repair on one core: clean text, the seed, a megabyte of mixed damage, memory, and hostile input.

    python benchmarks/repair_speed.py --clean FOLDER [--seed FILE] [--only WORD]

Hostile input is timed at two sizes; a ratio near the ratio of sizes means linear time.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import resource
import sys
import time
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parent))

import repair_table

from assistant.text.repair import repair
from tests.damage import pages

HOSTILE = {
    "question marks": lambda n: "?" * n,
    "marks and garbage": lambda n: "党的建设?皟蓚" * (n // 7),
    "brackets": lambda n: "(" * n,
    "bracket pairs": lambda n: "(a)" * (n // 3),
    "readings in brackets": lambda n: "现(xiàn)" * (n // 7),
    "one line of prose": lambda n: "各级党组织要认真履行主体责任，抓好整改落实。" * (n // 22),
    "blanks": lambda n: "党 " * (n // 2),
    "latin high": lambda n: "ÖÐ¹ú" * (n // 4),
    "UTF-8 as GBK": lambda n: "鐨勫伐浣" * (n // 5),
    "big5 signs": lambda n: "い瓣祇" * (n // 3),
    "entities": lambda n: "&#20013;" * (n // 8),
    "ampersands": lambda n: "&" * n,
    "zero-width": lambda n: "党\u200b" * (n // 2),
    "newlines": lambda n: "\n" * n,
}


def timed(text: str) -> float:
    started = time.perf_counter()
    repair(text)
    return time.perf_counter() - started


def mixed_damage(texts: list[str], size: int) -> str:
    """Paragraphs of every class of damage, until there are `size` bytes of it."""
    rng = random.Random(11)
    makers = [*repair_table.PARAGRAPHS.values(), repair_table.toned_glosses, repair_table.entities]
    pieces: list[str] = []
    total = 0
    for line in (line for text in texts for line in text.split("\n") if 30 <= len(line) <= 400):
        pieces.append(rng.choice(makers)(line, rng).damaged if rng.random() < 0.5 else pages.traditional(line))
        total += len(pieces[-1].encode("utf-8", "replace"))
        if total >= size:
            break
    return "\n".join(pieces)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clean", type=Path, required=True)
    parser.add_argument("--seed", type=Path)
    parser.add_argument("--only", default=".")
    parser.add_argument("--size", type=int, default=1_000_000, help="characters of hostile input")
    chosen = parser.parse_args()
    texts = repair_table.law_texts(chosen.clean, {repair_table.HELD_OUT})
    if re.search(chosen.only, "clean"):
        clean = "\n".join(texts)[:3_000_000]
        size = len(clean.encode()) / 1e6
        print(f"clean, one text of {size:.1f} MB: {size / timed(clean):.1f} MB/s")
        print(
            f"clean, {len(texts)} texts: {sum(len(t.encode()) for t in texts) / 1e6 / sum(map(timed, texts)):.1f} MB/s"
        )
    if chosen.seed and re.search(chosen.only, "seed"):
        print(f"seed, model loaded on the way: {timed(chosen.seed.read_text(encoding='utf-8')):.2f} s")
    if re.search(chosen.only, "mixed"):
        print(f"1 MB of mixed damage: {timed(mixed_damage(texts, 1_000_000)):.1f} s")
    print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    for name, make in HOSTILE.items():
        if re.search(chosen.only, name):
            small, large = timed(make(chosen.size // 10)), timed(make(chosen.size))
            print(f"{name}: {small:.2f} s → {large:.2f} s at ten times the size", flush=True)


if __name__ == "__main__":
    main()
