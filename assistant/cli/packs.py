"""`assistant verify-pack`: does an evidence pack hold, on whatever machine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.cli.output import as_json, said, shown
from assistant.errors import RejectedFile
from assistant.messages import text

if TYPE_CHECKING:
    from assistant.export.pack_checking import PackCheck
    from assistant.export.pack_reading import Pack


def register(app: typer.Typer) -> None:
    app.command("verify-pack", help=text("packs.help_verify"))(_verify)


def _verify(
    pack: Annotated[Path, typer.Argument(help=text("packs.help_pack"))],
    originals: Annotated[Path | None, typer.Option(help=text("packs.help_originals"))] = None,
    in_json: Annotated[bool, typer.Option("--json", help=text("cli.json"))] = False,
) -> int:
    from assistant.documents.preparing import prepare  # noqa: PLC0415
    from assistant.export.pack_checking import check_pack  # noqa: PLC0415
    from assistant.export.pack_reading import read_pack  # noqa: PLC0415

    if originals is not None and not originals.is_dir():
        raise RejectedFile("file_missing", path=originals)
    read = read_pack(pack)
    checked = check_pack(read, originals, prepare)
    if in_json:
        as_json(_to_json(checked, read))
    for fault in checked.faults:
        (said if in_json else shown)(f"✗ {fault.subject} {text(f'packs.fault_{fault.kind}')}")
    key = "packs.holds" if checked.holds else "packs.fails"
    said(text(key, citations=checked.citations, files=checked.files, faults=len(checked.faults)))
    found = checked.originals
    said(text("packs.no_originals" if found is None else "packs.originals", found=found, documents=checked.documents))
    return 0 if checked.holds else 1


def _to_json(checked: PackCheck, pack: Pack) -> dict[str, Any]:
    return {
        "holds": checked.holds,
        "citations": checked.citations,
        "files": checked.files,
        "documents": checked.documents,
        "originals": checked.originals,
        "faults": [
            {"kind": fault.kind, "subject": fault.subject, "message": text(f"packs.fault_{fault.kind}")}
            for fault in checked.faults
        ],
        "fingerprints": pack.manifest.fingerprints,
    }
