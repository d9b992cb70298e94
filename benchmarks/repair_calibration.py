"""Compares the confidence that repair states for shifted bytes with how often it is right to the letter.

    python benchmarks/repair_calibration.py --laws DIR --reports DIR [--samples 400] [--fit]

Held-out text as in `repair_table`; one cut a paragraph, traditional and simplified. `--fit` prints weights fitted on
these samples instead, for `assistant/text/repair/confidence.py` (then measure them on others).
"""

from __future__ import annotations

import argparse
import random
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parent))

import repair_table
from numpy.typing import NDArray

from assistant.text.repair import repair, shift
from assistant.text.repair.confidence import Figures, confidence


def samples(texts: list[str], count: int, seed: int) -> list[tuple[Figures | None, float, bool]]:
    """For each cut that was repaired: its figures, the stated confidence, and whether the text came back exactly."""
    rng = random.Random(seed)
    found: list[tuple[Figures | None, float, bool]] = []
    for line in repair_table.paragraphs(texts, rng, count):
        traditional = repair_table.shift_traditional(line, rng)
        for case in (traditional, repair_table.shift_simplified(line, rng, rng.choice(("drop", "keep")))):
            seen.clear()
            result = repair(case.damaged)
            shifts = [each for each in result.repairs if each.kind == "shift"]
            if len(shifts) == 1:
                found.append((seen[-1] if seen else None, shifts[0].confidence, result.text == case.truth))
    return found


seen: list[Figures] = []


def watched(figures: Figures) -> float:
    seen.append(figures)
    return confidence(figures)


def fitted(columns: NDArray[np.float64], exact: NDArray[np.float64], penalty: float = 0.05) -> NDArray[np.float64]:
    """Weights of a logistic curve, by Newton's method."""
    weights = np.zeros(columns.shape[1])
    for _ in range(60):
        likely = 1 / (1 + np.exp(-columns @ weights))
        slope = columns.T @ (exact - likely) - penalty * weights
        curve = (columns * (likely * (1 - likely))[:, None]).T @ columns + penalty * np.eye(len(weights))
        weights += np.linalg.solve(curve, slope)
    return weights


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--laws", type=Path, required=True)
    parser.add_argument("--reports", type=Path, required=True)
    parser.add_argument("--samples", type=int, default=400)
    parser.add_argument("--fit", action="store_true")
    chosen = parser.parse_args()
    shift.confidence = watched
    corpora = {
        "reports": repair_table.report_texts(chosen.reports),
        "laws": repair_table.law_texts(chosen.laws, {repair_table.HELD_OUT}),
    }
    every: list[tuple[Figures | None, float, bool]] = []
    for name, texts in corpora.items():
        found = samples(texts, chosen.samples, seed=17)
        every += found
        for low, high in ((0.95, 1.01), (0.9, 0.95), (0.8, 0.9), (0.6, 0.8), (0.0, 0.6)):
            exact = [right for _, stated, right in found if low <= stated < high]
            if exact:
                print(
                    f"{name}: stated {low:.2f}–{min(high, 1):.2f}: {sum(exact) / len(exact):.3f} exact of {len(exact)}"
                )
    if chosen.fit:
        rows = [(figures.columns(), right) for figures, _, right in every if figures is not None]
        weights = fitted(np.array([columns for columns, _ in rows]), np.array([float(right) for _, right in rows]))
        print("WEIGHTS =", tuple(round(float(weight), 3) for weight in weights))


if __name__ == "__main__":
    main()
