"""`eval import` and `eval export`: files in, files out."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from dataclasses import asdict
from pathlib import Path

from assistant import messages
from assistant.errors import UsageError
from eval.exchange import FORMS
from eval.exchange.suites import files_of, rows_of
from eval.writing import read_text, write_text


def import_rows(options: Namespace) -> int:
    """`eval import FORM FILE -o FOLDER`."""
    try:
        rows = FORMS[options.form].read(read_text(options.file))
    except ValueError as error:
        raise UsageError("evaluation.not_of_form", path=options.file, form=options.form, why=error) from error
    folder: Path = options.output
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError("evaluation.folder_not_empty", path=folder)
    files, imported = files_of(rows, folder.name or options.form, options.form)
    if not imported.cases:
        raise UsageError("evaluation.nothing_to_import", path=options.file, rows=len(rows))
    for name, text in files.items():
        write_text(folder / name, text)
    counts = asdict(imported)
    sys.stderr.write(messages.text("evaluation.imported", path=folder, **counts) + "\n")
    return 0


def export_run(options: Namespace) -> int:
    """`eval export FORM RUN.json -o FILE`."""
    try:
        rows = list(rows_of(json.loads(read_text(options.file))))
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError("evaluation.not_a_report", path=options.file) from error
    write_text(options.output, FORMS[options.form].write(rows))
    sys.stderr.write(messages.text("evaluation.exported", path=options.output, cases=len(rows)) + "\n")
    return 0
