"""How many planted defects the checks find, kind by kind, in all layouts: `python -m benchmarks.planted_defects`.

Wordings are told apart by how far they were known while the rules were written (tests/cases/checks/planted.yaml). Also
said: what the rules find in the clean plans.
"""

from __future__ import annotations

from collections import Counter

from assistant.drafting.checks import check_draft
from assistant.drafting.issue_records import Severity
from tests.assistant.drafting.checks.planted import LAYOUTS, clean_terms, defects, is_found, samples

EVERY = 7


def main() -> None:
    planted: Counter[tuple[str, str, str]] = Counter()
    found: Counter[tuple[str, str, str]] = Counter()
    for sample in samples():
        for defect in defects(sample, EVERY):
            for layout in LAYOUTS.values():
                key = (defect.severity, defect.side, defect.kind)
                planted[key] += 1
                found[key] += is_found(defect, layout)
    for severity in ("error", "warning"):
        for side in ("seen", "held_back", "fresh"):
            keys = [key for key in planted if key[:2] == (severity, side)]
            hits, total = sum(found[key] for key in keys), sum(planted[key] for key in keys)
            print(f"{severity:8} {side:10} {hits}/{total} {hits / total:.4f}")
    for key in sorted(planted):
        if found[key] < planted[key]:
            print(*key, f"{found[key]}/{planted[key]}")
    for sample in samples():
        for name, layout in LAYOUTS.items():
            issues = check_draft(layout(sample.rows, clean_terms(sample, against=True)))
            weights = Counter(issue.severity for issue in issues)
            print("clean", sample.name, name, weights[Severity.ERROR], "errors", weights[Severity.WARNING], "warnings")


if __name__ == "__main__":
    main()
