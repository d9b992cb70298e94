"""Prints, for each class of damage, the character error rate before and after repair and the share restored exactly.

    python benchmarks/repair_table.py --laws DIR --reports DIR [--model FILE] [--rows WORD] [--samples 300]

Clean text: statutes whose file name has crc32 % 5 == 0 (held out from the shipped model) and the work reports 35–39,
none of which the model was trained on. Each class has its own seed, printed with the row.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from assistant.text.repair import Repaired, repair, trigrams
from tests.damage import decoders, gbk_bytes, pages

HELD_OUT = 0
REPORTS = ("35-", "36-", "37-", "38-", "39-")


@dataclass
class Case:
    damaged: str
    truth: str


@dataclass
class Row:
    name: str
    corpus: str
    seed: int
    cases: int
    before: float
    after: float
    exact: float
    seconds: float

    @property
    def recovered(self) -> float:
        return 1 - self.after / self.before if self.before else 0.0


def distance(left: str, right: str) -> int:
    """Edits between two strings (Myers' bit-parallel algorithm)."""
    if not left:
        return len(right)
    places: dict[str, int] = {}
    for at, character in enumerate(left):
        places[character] = places.get(character, 0) | 1 << at
    mask, last = (1 << len(left)) - 1, 1 << len(left) - 1
    up, down, score = mask, 0, len(left)
    for character in right:
        equal = places.get(character, 0)
        vertical = equal | down
        horizontal = (((equal & up) + up) ^ up) | equal
        raised, lowered = down | (~(horizontal | up) & mask), up & horizontal
        score += bool(raised & last) - bool(lowered & last)
        raised, lowered = (raised << 1 | 1) & mask, lowered << 1 & mask
        up, down = lowered | (~(vertical | raised) & mask), raised & vertical
    return score


def in_gbk(text: str) -> str:
    """The text without what GBK cannot write, so that every loss is the damage's doing."""
    return text.encode("gbk", "ignore").decode("gbk")


def law_texts(folder: Path, buckets: set[int]) -> list[str]:
    files = sorted(path for path in folder.rglob("*.md") if path.name != "PROVENANCE.md")
    chosen = [path for path in files if zlib.crc32(path.name.encode()) % 5 in buckets]
    return [_body(path.read_text(encoding="utf-8")) for path in chosen]


def report_texts(folder: Path, prefixes: tuple[str, ...] = REPORTS) -> list[str]:
    files = sorted(path for path in folder.iterdir() if path.name.startswith(prefixes))
    return [_body(path.read_text(encoding="utf-8")) for path in files]


def _body(text: str) -> str:
    text = in_gbk(text.rpartition("<!-- INFO END -->")[2])
    lines = (line.strip(" \u3000") for line in text.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("#"))


def paragraphs(texts: list[str], rng: random.Random, count: int) -> list[str]:
    """Whole paragraphs of 30 to 400 characters, at random."""
    fitting = [line for text in texts for line in text.split("\n") if 30 <= len(line) <= 400]
    return rng.sample(fitting, min(count, len(fitting)))


def documents(texts: list[str], rng: random.Random, count: int) -> list[str]:
    """Stretches of whole paragraphs, 2,000 to 6,000 characters."""
    found = []
    for text in rng.sample(texts, min(count, len(texts))) if len(texts) >= count else rng.choices(texts, k=count):
        lines = text.split("\n")
        start = rng.randrange(max(1, len(lines) - 12))
        stretch = ""
        for line in lines[start:]:
            if len(stretch) + len(line) > 6000:
                break
            stretch += line + "\n"
        if len(stretch) > 500:
            found.append(stretch)
    return found


def readings() -> dict[str, str]:
    source = Path(__file__).parents[1] / "assistant" / "text" / "repair" / "readings.tsv"
    rows = (line.split("\t") for line in source.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return {character: syllable for syllable, characters in rows for character in characters}


TONED = readings()
TONELESS = {
    character: syllable.translate(str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ", "aaaaeeeeiiiioooouuuuüüüü"))
    for character, syllable in TONED.items()
}


# -- the classes: (text, rng) → the damaged text and the truth -------------------------------------------------------


def toned_glosses(text: str, rng: random.Random) -> Case:
    table = pages.converter_glosses(text, TONED, rng)
    return Case(pages.with_converter_glosses(text, table), text)


def toneless_glosses(text: str, rng: random.Random) -> Case:
    return Case(pages.with_careless_glosses(text, TONELESS, rng), text)


def glosses_and_bytes(text: str, rng: random.Random) -> Case:
    table = pages.converter_glosses(text, TONED, rng)
    return Case(pages.glossed_bytes(text, table, rng), text)


def seed_recipe(text: str, rng: random.Random) -> Case:
    table = pages.converter_glosses(text, TONED, rng)
    return Case(pages.seed_recipe(text, table, rng), text.strip("\n") + "\n")


def shift_traditional(text: str, rng: random.Random) -> Case:
    truth = pages.traditional(text)
    return Case(gbk_bytes.cut_inside_character(truth, rng), truth)


def shift_simplified(text: str, rng: random.Random, private: gbk_bytes.Private) -> Case:
    return Case(gbk_bytes.cut_inside_character(text, rng, private), text)


def utf8_as_gbk(text: str, rng: random.Random, private: gbk_bytes.Private) -> Case:
    return Case(decoders.utf8_as_gbk(text, private), text)


def single_bytes(text: str, rng: random.Random, encoding: str) -> Case:
    return Case(decoders.as_single_bytes(text, encoding, rng.choice(("latin-1", "cp1252"))), text)


def gbk_as_big5(text: str, rng: random.Random) -> Case:
    return Case(decoders.gbk_as_big5(text), text)


def big5_as_gbk(text: str, rng: random.Random) -> Case:
    truth = pages.traditional(text).encode("cp950", "ignore").decode("cp950")
    return Case(decoders.big5_as_gbk(truth), truth)


def entities(text: str, rng: random.Random) -> Case:
    return Case(decoders.entities(text, rng), text)


def radicals(text: str, rng: random.Random) -> Case:
    return Case(decoders.radicals(text, rng), text)


def invisible(text: str, rng: random.Random) -> Case:
    return Case(decoders.invisible(text, rng), text)


def block_blanks(text: str, rng: random.Random) -> Case:
    return Case(pages.block_blanks(text), text)


def stray_blanks(text: str, rng: random.Random) -> Case:
    return Case(pages.stray_blanks(text, rng), text)


def width_fold(text: str, rng: random.Random) -> Case:
    return Case(pages.folded(text), text)


Maker = Callable[[str, random.Random], Case]
DOCUMENTS: dict[str, Maker] = {
    "glosses, toned (converter)": toned_glosses,
    "glosses, toneless, doubled": toneless_glosses,
    "glosses + byte damage": glosses_and_bytes,
    "seed recipe, strict": seed_recipe,
    "entities": entities,
    "radicals": radicals,
    "invisible": invisible,
    "256-blocks": block_blanks,
    "stray spaces, nothing else": stray_blanks,
    "half-width fold": width_fold,
}
PARAGRAPHS: dict[str, Maker] = {
    "shift, traditional, random cut": shift_traditional,
    "shift, simplified, rest of line": partial(shift_simplified, private="drop"),
    "shift, simplified, private kept": partial(shift_simplified, private="keep"),
    "UTF-8 as GBK": partial(utf8_as_gbk, private="keep"),
    "UTF-8 as GBK, private → ?": partial(utf8_as_gbk, private="question mark"),
    "GBK as latin-1 / cp1252": partial(single_bytes, encoding="gbk"),
    "UTF-8 as latin-1 / cp1252": partial(single_bytes, encoding="utf-8"),
    "GBK as Big5": gbk_as_big5,
    "Big5 as GBK": big5_as_gbk,
}


def measure(name: str, corpus: str, cases: list[Case], seed: int, fix: Callable[[str], Repaired]) -> Row:
    started = time.perf_counter()
    fixed = [fix(case.damaged).text for case in cases]
    seconds = time.perf_counter() - started
    length = sum(len(case.truth) for case in cases)
    before = sum(distance(case.truth, case.damaged) for case in cases)
    errors = [distance(case.truth, text) for case, text in zip(cases, fixed, strict=True)]
    exact = sum(not error for error in errors) / len(cases)
    return Row(name, corpus, seed, len(cases), before / length, sum(errors) / length, exact, seconds)


def natural_cuts(texts: list[str], rng: random.Random, fix: Callable[[str], Repaired], *, glossed: bool) -> str:
    """Paragraphs cut at the delimiters that characters straddle, inside whole pages: how many come back exactly."""
    hit = restored = 0
    for text in documents(texts, rng, 40):
        table = pages.converter_glosses(text, TONED, rng) if glossed else {}
        damaged = pages.glossed_bytes(text, table, rng, cut_share=0.6)
        clean = pages.with_converter_glosses(text, table)
        if damaged == clean:
            continue
        truth = (text if glossed else clean).split("\n")
        repaired, untouched = set(fix(damaged).text.split("\n")), set(damaged.split("\n"))
        hurt = [at for at, line in enumerate(clean.split("\n")) if line not in untouched]
        hit += len(hurt)
        restored += sum(truth[at] in repaired for at in hurt)
    return f"{restored}/{hit} = {restored / max(1, hit):.3f}"


def rows(corpora: dict[str, list[str]], wanted: str, samples: int, fix: Callable[[str], Repaired]) -> Iterator[Row]:
    for makers, choose, count in ((DOCUMENTS, documents, max(5, samples // 10)), (PARAGRAPHS, paragraphs, samples)):
        for name, make in makers.items():
            if not re.search(wanted, name):
                continue
            for corpus, texts in corpora.items():
                seed = zlib.crc32(f"{name}/{corpus}".encode()) % 10_000
                rng = random.Random(seed)
                cases = [make(text, rng) for text in choose(texts, rng, count)]
                yield measure(name, corpus, cases, seed, fix)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--laws", type=Path, required=True)
    parser.add_argument("--reports", type=Path, required=True)
    parser.add_argument("--model", type=Path)
    parser.add_argument("--rows", default=".", help="regular expression on the names of the classes")
    parser.add_argument("--samples", type=int, default=300)
    chosen = parser.parse_args()
    model = trigrams.load(chosen.model) if chosen.model else trigrams.shipped()
    fix = partial(repair, model=lambda: model)
    corpora = {"reports": report_texts(chosen.reports), "laws": law_texts(chosen.laws, {HELD_OUT})}
    print("held out by file: reports 35–39; statutes with crc32(name) % 5 == 0. Samples a class:", chosen.samples)
    print("| class | corpus | seed | n | CER before | after | recovered | exact | s |\n| --- " * 1 + "| --- " * 8 + "|")
    for row in rows(corpora, chosen.rows, chosen.samples, fix):
        print(
            f"| {row.name} | {row.corpus} | {row.seed} | {row.cases} | {row.before:.4f} | {row.after:.4f} "
            f"| {row.recovered:.4f} | {row.exact:.3f} | {row.seconds:.1f} |",
            flush=True,
        )
    for corpus, texts in corpora.items():
        for glossed in (True, False):
            if re.search(chosen.rows, "natural cuts"):
                around = "with" if glossed else "without"
                share = natural_cuts(texts, random.Random(7), fix, glossed=glossed)
                print(
                    f"natural cuts, {corpus}, {around} glosses around, paragraphs restored exactly: {share}", flush=True
                )


if __name__ == "__main__":
    main()
