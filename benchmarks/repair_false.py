"""Counts the repairs that clean text suffers, by kind, with examples to look at.

    python benchmarks/repair_false.py PATH… [--suffixes .md .txt .py] [--examples 3] [--limit 5000000]

Paths are files or folders of clean text; `.jsonl` rows give their `text`. Characters and seconds are printed beside.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from assistant.text.repair import repair


def texts(path: Path, suffixes: set[str]) -> Iterator[str]:
    files = sorted(path.rglob("*")) if path.is_dir() else [path]
    for file in files:
        if file.suffix == ".jsonl":
            rows = (json.loads(line) for line in file.read_text(encoding="utf-8").splitlines())
            yield from (row["text"] for row in rows if "text" in row)
        elif file.is_file() and file.suffix in suffixes:
            yield file.read_text(encoding="utf-8", errors="ignore")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", type=Path, nargs="+")
    parser.add_argument("--suffixes", nargs="+", default=[".md", ".txt", ".jsonl"])
    parser.add_argument("--examples", type=int, default=3)
    parser.add_argument("--limit", type=int, default=5_000_000, help="characters a path")
    chosen = parser.parse_args()
    for path in chosen.paths:
        kinds: Counter[str] = Counter()
        examples: dict[str, list[str]] = defaultdict(list)
        characters = size = 0
        seconds = 0.0
        for text in texts(path, set(chosen.suffixes)):
            if characters > chosen.limit:
                break
            started = time.perf_counter()
            result = repair(text)
            seconds += time.perf_counter() - started
            characters += len(text)
            size += len(text.encode("utf-8", "replace"))
            for each in result.repairs:
                kinds[each.kind] += 1
                around = text[max(0, each.original_start - 8) : each.original_end + 8]
                examples[each.kind].append(f"{around!r}: {each.before!r} → {each.after!r} {each.confidence:.2f}")
        print(f"{path}: {characters:,} characters, {size / 1e6 / max(seconds, 1e-9):.1f} MB/s, {dict(kinds)}")
        for kind, found in examples.items():
            step = max(1, len(found) // max(1, chosen.examples))
            for line in found[::step][: chosen.examples]:
                print(f"    {kind}: {line[:200]}")


if __name__ == "__main__":
    main()
