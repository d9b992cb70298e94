"""`assistant library verify`, `rebuild`, `vacuum` and `purge`. Exit 1 where something is wrong, or is left."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.output import as_json, flags_of, said, shown
from assistant.desk.records import DraftFate
from assistant.messages import current_language, text

if TYPE_CHECKING:
    from assistant.application import Assistant
    from assistant.library.maintenance import Purged
    from assistant.settings import Settings

JSON = typer.Option("--json", help=text("cli.json"))


def register(group: typer.Typer) -> None:
    group.command("verify", help=text("cli.library_verify"))(_verify)
    group.command("rebuild", help=text("cli.library_rebuild"))(_rebuild)
    group.command("vacuum", help=text("cli.library_vacuum"))(_vacuum)
    group.command("purge", help=text("cli.library_purge"))(_purge)


def _settings(context: typer.Context) -> Settings:
    from assistant.settings import load  # noqa: PLC0415

    return load(flags_of(context))


def _open(context: typer.Context) -> Assistant:
    from assistant.application import Assistant  # noqa: PLC0415

    return Assistant.open(_settings(context))


def _verify(context: typer.Context, in_json: Annotated[bool, JSON] = False) -> int:
    with _open(context) as assistant:
        found = assistant.verify()
    if in_json:
        as_json(asdict(found))
    else:
        for finding in found.findings:
            shown(text(f"maintenance.found.{finding.kind}", subject=finding.subject))
        counts = {name: count for name, count in asdict(found).items() if name != "findings"}
        said(text("maintenance.verified", **counts))
        said(text("maintenance.mend" if found.findings else "maintenance.sound", count=len(found.findings)))
    return 1 if found.findings else 0


def _rebuild(
    context: typer.Context,
    from_originals: Annotated[bool, typer.Option("--from-originals", help=text("cli.from_originals"))] = False,
    in_json: Annotated[bool, JSON] = False,
) -> int:
    from assistant.application import Assistant  # noqa: PLC0415

    if from_originals:
        done = Assistant.rebuild_from_originals(_settings(context))
    else:
        with _open(context) as assistant:
            done = assistant.rebuild()
    if in_json:
        as_json(asdict(done))
    else:
        for original in done.carried:
            said(text("maintenance.carried", original=original))
        for original in done.lost:
            said(text("maintenance.lost", original=original))
        said(text("maintenance.rebuilt", documents=done.documents, passages=done.passages))
    return 1 if done.lost else 0


def _vacuum(context: typer.Context, in_json: Annotated[bool, JSON] = False) -> None:
    with _open(context) as assistant:
        done = assistant.vacuum()
    if in_json:
        as_json(asdict(done))
    else:
        before, after = (f"{size / 2**20:.1f}" for size in (done.bytes_before, done.bytes_after))
        said(text("maintenance.vacuumed", before=before, after=after))


def _purge(
    context: typer.Context,
    document_ids: Annotated[list[str], typer.Argument(metavar="ID...", help=text("cli.document_ids"))],
    drafts: Annotated[DraftFate | None, typer.Option(help=text("cli.purge_drafts"))] = None,
    in_json: Annotated[bool, JSON] = False,
) -> int:
    from assistant.desk.desk import Desk  # noqa: PLC0415
    from assistant.web import purging  # noqa: PLC0415

    with _open(context) as assistant:
        home = assistant.settings.home
        desk = Desk(home)
        for line in purging.in_lines(desk.quoting(document_ids), current_language()):
            said(line)
        done = purging.purge(assistant, desk, home, document_ids, drafts)
    if in_json:
        as_json({**asdict(done), "is_clean": done.is_clean})
    else:
        _tell(done)
    return 0 if done.is_clean else 1


def _tell(done: Purged) -> None:
    searched = done.searched
    said(
        text(
            "maintenance.searched",
            documents=len(done.documents),
            files=searched.files,
            size=f"{searched.bytes / 2**20:.1f}",
            patterns=searched.patterns,
            shared=done.shared,
        )
    )
    for trace in searched.traces:
        shown(text(f"maintenance.left.{trace.kind}", path=trace.path, count=trace.count))
    if done.removed_rows:
        shown(text("maintenance.left.terms", count=done.removed_rows))
    for url in done.servers:
        shown(text("maintenance.left.server", url=url))
    for original, others in done.kept_originals.items():
        shown(text("maintenance.left.original", original=original, others=" ".join(others)))
    said(text("maintenance.purged" if done.is_clean else "maintenance.not_purged"))
