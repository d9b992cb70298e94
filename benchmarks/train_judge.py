"""Fits the coefficients of the judge and writes them, with where they come from; or measures the fit on what it lacked.

    python benchmarks/train_judge.py SETS [-o assistant/models/judge.json]
    python benchmarks/train_judge.py SETS --left-out

SETS holds labelled claims, a JSONL file a set: {id, source, claim, label, kind}. Fitted on those and on the dev half
of the suite `judge`. With --left-out nothing is written: every claim is judged by coefficients that were fitted without
its source (five folds by source, all sets together), every set by coefficients that were fitted without that set, and
our own claims of every writer by coefficients that were fitted without that writer's.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

sys.path.insert(0, str(Path(__file__).parents[1]))

from assistant.grounding import coefficients, fitting
from assistant.grounding.coefficients import Coefficients
from assistant.grounding.evidence import source
from assistant.grounding.features import examine
from assistant.grounding.fitting import Labelled
from assistant.grounding.judge import SUPPORTED_FROM
from eval.judge_bench import Claim, Judged, auroc, balanced_accuracy, f1_unsupported, rows_of, share_right
from eval.rows import read_rows

OWN = "judge, dev half"
PUBLIC_WEIGHT, OWN_WEIGHT = 1.0, 1.5
"""What a public set counts beside our own claims, which are what the judge is for."""

FOLDS = 5


@dataclass(frozen=True)
class Row:
    claim: Claim
    labelled: Labelled

    @property
    def fold(self) -> int:
        return crc32(self.claim.source.encode()) % FOLDS


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("sets", type=Path)
    arguments.add_argument("-o", "--output", type=Path, default=Path("assistant/models") / coefficients.FILE)
    arguments.add_argument("--left-out", action="store_true")
    given = arguments.parse_args()
    sets = {file.stem: examined(read_rows(file, Claim)) for file in sorted(given.sets.glob("*.jsonl"))}
    sets[OWN] = examined(rows_of("judge", "dev"))
    if given.left_out:
        measure(sets)
        return
    origin = {
        "command": "python benchmarks/train_judge.py SETS",
        "fitted_on": [name if name == OWN else f"{name}, dev half" for name in sets],
        "claims": [len(rows) for rows in sets.values()],
        "note": "Numbers only: no text of the sets is in them. Their licences: docs/decisions.md.",
    }
    table = {**origin, "columns": coefficients.as_table(fit(sets))}
    given.output.write_text(json.dumps(table, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def examined(claims: Sequence[Claim]) -> list[Row]:
    return [Row(one, Labelled(examine(one.claim, [source(one.source)]), one.label == "supported")) for one in claims]


def fit(sets: Mapping[str, Sequence[Row]]) -> Coefficients:
    weights = {name: OWN_WEIGHT if name == OWN else PUBLIC_WEIGHT for name in sets}
    return fitting.fit([(weights[name], [row.labelled for row in rows]) for name, rows in sets.items()])


def measure(sets: Mapping[str, Sequence[Row]]) -> None:
    pooled: dict[str, list[Judged]] = {name: [] for name in sets}
    for fold in range(FOLDS):
        fitted = fit({name: [row for row in rows if row.fold != fold] for name, rows in sets.items()})
        for name, rows in sets.items():
            pooled[name] += judged([row for row in rows if row.fold == fold], fitted)
    for name, found in pooled.items():
        show(name, "pooled", found)
    for name, rows in sets.items():
        others = {other: its for other, its in sets.items() if other != name}
        show(name, "left out", judged(rows, fit(others)))
        if name != OWN:
            public = {other: its for other, its in others.items() if other != OWN}
            show(name, "left out, and our own claims too", judged(rows, fit(public)))
    for writer in sorted({row.claim.writer for row in sets[OWN]}):
        own = [row for row in sets[OWN] if row.claim.writer == writer]
        fitted = fit({**sets, OWN: [row for row in sets[OWN] if row.claim.writer != writer]})
        show(f"{OWN}, {writer} writer", "left out", judged(own, fitted))
    for name in ("policy-probe", OWN):
        for kind in sorted({one.kind for one in pooled.get(name, ())}):
            of_kind = [one for one in pooled[name] if one.kind == kind]
            print(f"{name}\t{kind}\t{len(of_kind)}\t{share_right(of_kind):.3f}")
    calibration([one for found in pooled.values() for one in found])


def judged(rows: Sequence[Row], fitted: Coefficients) -> list[Judged]:
    found = [(row, fitted.probability(row.labelled.examined)) for row in rows]
    return [Judged(row.claim.kind, row.labelled.supported, p > SUPPORTED_FROM, p) for row, p in found]


def show(name: str, how: str, found: Sequence[Judged]) -> None:
    figures = auroc(found), balanced_accuracy(found), f1_unsupported(found)
    print(f"{name}\t{how}\t{len(found)}\t" + "\t".join(f"{figure:.3f}" for figure in figures if figure is not None))


def calibration(found: Sequence[Judged]) -> None:
    """Mean probability beside the share that is supported, in tenths."""
    for tenth in range(10):
        inside = [one for one in found if min(9, int(one.probability * 10)) == tenth]
        if inside:
            mean = sum(one.probability for one in inside) / len(inside)
            print(f"calibration\t{mean:.2f}\t{sum(one.supported for one in inside) / len(inside):.2f}\t{len(inside)}")


if __name__ == "__main__":
    main()
