"""`eval annotate RUN.json`: serves the page, or with `--export` writes what at least two people agree on."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from pathlib import Path

from assistant import messages
from assistant.errors import UsageError
from eval.annotation.labels import Item, LabelFile, agreements, claims_of, items_of
from eval.writing import read_text, write_text


def annotate(options: Namespace) -> int:
    """Label the sentences of a run, or export the labels."""
    items = _items(options.file)
    file = LabelFile(options.labels or options.file.with_suffix(".labels.jsonl"))
    if options.export is not None:
        return _export(items, file, options.export)
    from eval.annotation.page import Labelling, serve  # noqa: PLC0415 - Gradio is for the page alone

    serve(Labelling(items, file), options.port)
    return 0


def _items(path: Path) -> list[Item]:
    try:
        items = list(items_of(json.loads(read_text(path))))
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError("evaluation.not_a_report", path=path) from error
    if not items:
        raise UsageError("evaluation.nothing_to_label", path=path)
    return items


def _export(items: list[Item], file: LabelFile, path: Path) -> int:
    rows = claims_of(items, file.labels)
    if not rows:
        raise UsageError("evaluation.nothing_agreed", path=file.path)
    write_text(path, "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))
    for one in agreements(file.labels):
        first, second = one.annotators
        value = "–" if one.kappa is None else f"{one.kappa:.4f}"
        told = messages.text("evaluation.annotate.kappa", first=first, second=second, n=one.n, kappa=value)
        sys.stderr.write(told + "\n")
    sys.stderr.write(messages.text("evaluation.annotate.exported", path=path, claims=len(rows)) + "\n")
    return 0
