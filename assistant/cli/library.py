"""`assistant ingest` and `assistant library …`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.cli import maintenance
from assistant.cli.output import as_json, flags_of, said, shown
from assistant.cli.progress import shown_progress
from assistant.library.reach import check_collection
from assistant.messages import text

if TYPE_CHECKING:
    from assistant.application import Assistant
    from assistant.library.file_reports import FileReport
    from assistant.records import RepairLog

_NOTHING_SELECTED = 5
"""Exit code of `ingest` where the folders that were given hold no file."""
JSON = typer.Option("--json", help=text("cli.json"))


def register(app: typer.Typer) -> None:
    app.command("ingest", help=text("cli.ingest"))(_ingest)
    group = typer.Typer(help=text("cli.library"), no_args_is_help=True)
    group.command("list", help=text("cli.library_list"))(_list)
    group.command("show", help=text("cli.library_show"))(_show)
    group.command("review", help=text("cli.library_review"))(_review)
    group.command("remove", help=text("cli.library_remove"))(_remove)
    maintenance.register(group)
    app.add_typer(group, name="library")


def _open(context: typer.Context) -> Assistant:
    from assistant.application import Assistant  # noqa: PLC0415
    from assistant.settings import load  # noqa: PLC0415

    return Assistant.open(load(flags_of(context)))


def _ingest(
    context: typer.Context,
    paths: Annotated[list[Path], typer.Argument(help=text("cli.ingest_paths"))],
    collection: Annotated[str, typer.Option(help=text("cli.collection"))] = "default",
    retry_quarantined: Annotated[bool, typer.Option("--retry-quarantined", help=text("cli.retry_quarantined"))] = False,
    ray: Annotated[str | None, typer.Option(metavar="ADDRESS", help=text("cli.ray"))] = None,
    in_json: Annotated[bool, JSON] = False,
) -> int:
    check_collection(collection)  # before a library is made
    with _open(context) as assistant, shown_progress() as watch:
        report = assistant.ingest(
            paths,
            collection=collection,
            retry_quarantined=retry_quarantined,
            ray=ray,
            progress=None if in_json else _tell,
            watch=watch,
        )
    outcomes = ("added", "replaced", "unchanged", "skipped", "rejected")
    counts: dict[str, Any] = {outcome: report.count(outcome) for outcome in outcomes}
    if in_json:
        files = [
            {
                "path": file.path,
                "outcome": file.outcome,
                "document_id": next(iter(file.document_ids), None),
                "document_ids": list(file.document_ids),
                "message": file.message,
            }
            for file in report.files
        ]
        as_json({"files": files, **counts})
    else:
        said(text("ingest.summary", **counts))
        if not report.files:
            said(text("ingest.nothing_found"))
        elif not counts["added"] and not counts["replaced"]:
            said(text("ingest.nothing_new"))
    return _NOTHING_SELECTED if not report.files else 1 if report.failed else 0


def _tell(report: FileReport) -> None:
    (said if report.outcome == "rejected" else shown)(report.message)


def _list(context: typer.Context, in_json: Annotated[bool, JSON] = False) -> None:
    with _open(context) as assistant:
        documents = assistant.documents()
        home = assistant.settings.home
    if not documents:
        said(text("cli.library_empty", home=home))
    if in_json:
        from assistant.export.answers import summary_to_json  # noqa: PLC0415

        as_json([summary_to_json(document) for document in documents])
        return
    for document in documents:
        status = text(f"cli.status_{document.status}")
        count = text("cli.passages", count=document.passages)
        shown(f"{document.id}  {document.collection}  {document.genre}  {status}  {count}  {document.title}")


def _review(context: typer.Context, in_json: Annotated[bool, JSON] = False) -> None:
    with _open(context) as assistant:
        questions = assistant.review()
    if in_json:
        from assistant.export.answers import open_question_to_json  # noqa: PLC0415

        as_json([open_question_to_json(question) for question in questions])
        return
    for question in questions:
        shown(question.message)
        for document in question.documents:
            day = document.version.effective_from or document.version.issued_on
            shown(f"  {document.id}  {day or '-'}  {document.title}  {document.path} {document.member}".rstrip())
    said(text("review.settle") if questions else text("review.nothing"))


def _show(
    context: typer.Context,
    document_id: Annotated[str, typer.Argument(help=text("cli.document_id"))],
    in_json: Annotated[bool, JSON] = False,
) -> None:
    from assistant.export.answers import document_to_json  # noqa: PLC0415

    with _open(context) as assistant:
        document = assistant.document(document_id)
        passages = assistant.passages(document_id)
    if in_json:
        as_json(document_to_json(document, passages))
        return
    shown(f"{document.title}\n{document.path}\n{text('cli.characters', count=len(document.text))}")
    for warning in document.warnings:
        shown(text(f"warnings.{warning}"))
    for line in _of_repair(document.repair):
        shown(line)
    for passage in passages:
        place = " ".join(part for part in (passage.heading, passage.article) if part)
        shown(f"\n[{passage.start}, {passage.end}) {place}\n{passage.text}")


def _of_repair(log: RepairLog) -> Iterator[str]:
    """What was repaired, what was guessed, and what a person should look at."""
    kinds = Counter(change.kind for change in log.repairs)
    for kind, count in kinds.most_common():
        yield text("repair.count", kind=text(f"repair.kind.{kind}"), count=count)
    guesses = sum(change.is_guess for change in log.repairs)
    if guesses:
        yield text("repair.guesses", count=guesses)
    for doubt in log.doubts:
        yield text(f"repair.notice.{doubt.kind}", at=doubt.start + 1, excerpt=doubt.excerpt)
    for typo in log.suggestions:
        yield text("repair.suggestion", at=typo.start + 1, before=typo.before, after=typo.after)


def _remove(context: typer.Context, document_id: Annotated[str, typer.Argument(help=text("cli.document_id"))]) -> None:
    with _open(context) as assistant:
        assistant.remove(document_id)
    said(text("cli.library_removed", id=document_id))
