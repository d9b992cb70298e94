"""`/api/v1`: questions, documents and drafts for other programs of an office, as JSON.

Who calls is decided before a request comes here; what he may see and do is asked here, of the same rules as on the
page. Nothing of what is asked or answered is logged.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Body, Depends, FastAPI, File, Form, Request, UploadFile
from fastapi import Path as InPath
from fastapi.responses import HTMLResponse

from assistant import messages
from assistant.application import DEFAULT_COLLECTION, Assistant
from assistant.drafting.forms import Genre
from assistant.export.answers import answer_to_json, document_to_json, summary_to_json
from assistant.export.manuscripts import remarks_to_json
from assistant.export.plans import plan_to_json
from assistant.people.viewer import Role, Viewer
from assistant.web.api import shapes
from assistant.web.api.description import description
from assistant.web.api.failures import FAILURES, ForbiddenError, language_of, speak_of_failures
from assistant.web.api.received import received

PREFIX = "/api/v1"

SeenBy = Callable[[Viewer], Assistant]
"""A person → the assistant as he may use it."""

router = APIRouter()


def build_api(seen_by: SeenBy, folder: Path, language: str | None) -> FastAPI:
    """The application that answers below `PREFIX`. Files that are sent lie in `folder` while they are read."""
    app = FastAPI(
        title="Inspection Assistant",
        version="1",
        description="Cited answers, documents and drafts. Every sentence of an answer names the passages it rests on.",
        docs_url=None,
        redoc_url=None,
        root_path_in_servers=False,
        servers=[{"url": PREFIX}],
        responses=FAILURES,
    )
    app.state.seen_by, app.state.folder, app.state.language = seen_by, folder, language
    app.include_router(router)
    speak_of_failures(app)
    return app


def _as(role: Role) -> Callable[[Request], Assistant]:
    def assistant(request: Request) -> Assistant:
        viewer: Viewer = request.scope["state"]["viewer"]
        if not viewer.role.may_act_as(role):
            raise ForbiddenError
        seen_by: SeenBy = request.app.state.seen_by
        return seen_by(viewer)

    return assistant


AsReader = Annotated[Assistant, Depends(_as(Role.READER))]
AsDrafter = Annotated[Assistant, Depends(_as(Role.DRAFTER))]
AsLibrarian = Annotated[Assistant, Depends(_as(Role.LIBRARIAN))]
Language = Annotated[str, Depends(language_of)]
Id = Annotated[str, InPath(min_length=1, max_length=200)]


@router.get("/", response_class=HTMLResponse, include_in_schema=False)
def describe(request: Request, language: Language) -> str:
    """The description of the interface, for people."""
    return description(request.app.openapi(), language)


@router.post("/ask")
def ask(question: shapes.Question, assistant: AsReader, language: Language) -> shapes.Answer:
    """Answer a question from the library, every sentence with its citations; or say that it holds no answer."""
    with messages.speaking(language):
        answer = assistant.ask(
            question.question,
            as_of=question.as_of,
            collection=question.collection,
            documents=None if question.documents is None else frozenset(question.documents),
            genres=question.genres,
            levels=question.levels,
            history=question.history,
        )
        return shapes.Answer.model_validate(_named(answer_to_json(answer)))


@router.get("/documents")
def documents(assistant: AsReader, language: Language) -> shapes.Rows:
    """The documents that you may see."""
    with messages.speaking(language):
        rows = [_named(summary_to_json(row)) for row in assistant.documents()]
    return shapes.Rows.model_validate({"documents": rows})


@router.post("/documents", status_code=201)
def add(
    request: Request,
    assistant: AsLibrarian,
    language: Language,
    file: Annotated[UploadFile, File()],
    collection: Annotated[str, Form(min_length=1, max_length=200)] = DEFAULT_COLLECTION,
) -> list[shapes.Taken]:
    """Read a file into the library. An archive or a mail holds several documents; each file in it is reported."""
    with messages.speaking(language), received(file.file, file.filename, request.app.state.folder) as path:
        reports = assistant.ingest([path], collection=collection).files
    return [
        shapes.Taken(
            outcome=report.outcome,
            message=report.message.replace(str(path), path.name),
            document_ids=list(report.document_ids),
        )
        for report in reports
    ]


@router.get("/documents/{document_id}")
def document(document_id: Id, assistant: AsReader) -> shapes.Document:
    """One document with its text and passages."""
    found = document_to_json(assistant.document(document_id), assistant.passages(document_id))
    return shapes.Document.model_validate(_named(found))


@router.delete("/documents/{document_id}", status_code=204)
def remove(document_id: Id, assistant: AsLibrarian) -> None:
    """Take a document out of the library."""
    assistant.remove(document_id)


@router.post("/drafts")
def draft(
    wanted: Annotated[shapes.PlanWanted | shapes.RemarksWanted, Body(discriminator="kind")],
    assistant: AsDrafter,
    language: Language,
) -> shapes.Drafted:
    """Draft a rectification plan or remarks; what no source holds is an open slot 【待填：…】."""
    with messages.speaking(language):
        if isinstance(wanted, shapes.PlanWanted):
            drafted = _plan(assistant, wanted, language)
        else:
            drafted = _remarks(assistant, wanted, language)
    return shapes.Drafted(kind=wanted.kind, draft=_named(drafted))


def _plan(assistant: Assistant, wanted: shapes.PlanWanted, language: str) -> dict[str, Any]:
    feedback = assistant.document(wanted.document_id)
    return plan_to_json(
        assistant.draft_plan(feedback, received=wanted.received, regime=wanted.regime), language=language
    )


def _remarks(assistant: Assistant, wanted: shapes.RemarksWanted, language: str) -> dict[str, Any]:
    about = (
        assistant.topic(wanted.topic or "") if wanted.document_id is None else assistant.document(wanted.document_id)
    )
    remarks = assistant.draft_remarks(Genre[wanted.genre.upper()], about, minutes=wanted.minutes, agenda=wanted.agenda)
    return remarks_to_json(remarks, language=language)


def _named(value: Any) -> Any:
    """The same values with the name of a file wherever a path stood: where files lie is nobody's business."""
    if isinstance(value, dict):
        return {
            name: Path(each).name if name == "path" and isinstance(each, str) else _named(each)
            for name, each in value.items()
        }
    return [_named(each) for each in value] if isinstance(value, list) else value
