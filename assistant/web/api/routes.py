"""`/api/v1`: questions, documents and drafts for other programs of an office, as JSON.

Who calls is decided before a request comes here; what he may see and do is asked here, of the same rules as on the
page. Nothing of what is asked or answered is logged.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Body, Depends, FastAPI, File, Form, Request, UploadFile
from fastapi import Path as InPath
from fastapi.responses import HTMLResponse

from assistant import messages
from assistant.application import Assistant
from assistant.desk.drafts import Drafts
from assistant.export.answers import answer_to_json, document_to_json, summary_to_json
from assistant.library.candidates import Sent
from assistant.open_library import DEFAULT_COLLECTION
from assistant.people.deeds import Deed
from assistant.people.viewer import Role, Viewer
from assistant.web.adding import deeds_of
from assistant.web.api import drafts as kept
from assistant.web.api import shapes
from assistant.web.api.description import description
from assistant.web.api.failures import FAILURES, ForbiddenError, NothingTakenError, language_of, speak_of_failures
from assistant.web.api.received import received

PREFIX = "/api/v1"

SeenBy = Callable[[Viewer], Assistant]
"""A person → the assistant as he may use it."""
Note = Callable[[Viewer, Deed, str], None]
"""Writes down who did what to which document."""

router = APIRouter()


def build_api(
    seen_by: SeenBy, drafts: Drafts, folder: Path, language: str | None, note: Note = lambda *_: None
) -> FastAPI:
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
    app.state.seen_by, app.state.note, app.state.drafts = seen_by, note, drafts
    app.state.folder, app.state.language = folder, language
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
        return shapes.Answer.model_validate(shapes.with_names(answer_to_json(answer)))


@router.get("/documents")
def documents(assistant: AsReader, language: Language) -> shapes.Rows:
    """The documents that you may see."""
    with messages.speaking(language):
        rows = [shapes.with_names(summary_to_json(row)) for row in assistant.documents()]
    return shapes.Rows.model_validate({"documents": rows})


@router.post("/documents", status_code=201)
def add(
    request: Request,
    assistant: AsLibrarian,
    language: Language,
    file: Annotated[UploadFile, File()],
    collection: Annotated[shapes.Collection, Form()] = DEFAULT_COLLECTION,
) -> list[shapes.Taken]:
    """Read a file into the library. An archive or a mail holds several documents; each file in it is reported.

    The same bytes are not taken twice. A file of the same name in the same collection, with other bytes, replaces what
    was sent before. A file that cannot be read at all is refused (422), and the text says why.
    """
    with messages.speaking(language), received(file.file, file.filename, request.app.state.folder) as path:
        reports = assistant.ingest([Sent(path)], collection=collection).files
    if all(report.outcome == "rejected" for report in reports):
        raise NothingTakenError("\n".join(report.message for report in reports))
    for deed, identity in deeds_of(reports):
        _note(request, deed, identity)
    return [
        shapes.Taken(
            outcome=report.outcome,
            message=report.message,
            document_ids=list(report.document_ids),
            replaced_ids=list(report.replaced_ids),
        )
        for report in reports
    ]


@router.get("/documents/{document_id}")
def document(document_id: Id, assistant: AsReader) -> shapes.Document:
    """One document with its text and passages."""
    found = document_to_json(assistant.document(document_id), assistant.passages(document_id))
    return shapes.Document.model_validate(shapes.with_names(found))


@router.delete("/documents/{document_id}", status_code=204)
def remove(request: Request, document_id: Id, assistant: AsLibrarian) -> None:
    """Take a document out of the library."""
    assistant.remove(document_id)
    _note(request, Deed.DOCUMENT_REMOVED, document_id)


@router.get("/drafts")
def drafts(request: Request, assistant: AsDrafter) -> shapes.DraftRows:
    """Your drafts."""
    del assistant  # asked for, so that the role is
    return kept.listed(request.app.state.drafts, _owner(request))


@router.get("/drafts/{draft_id}")
def draft_by_id(request: Request, draft_id: Id, assistant: AsDrafter, language: Language) -> shapes.Drafted:
    """One of your drafts as it reads now, with what was changed on the page."""
    del assistant
    return kept.opened(request.app.state.drafts, _owner(request), draft_id, language)


@router.post("/drafts", status_code=201)
def draft(
    request: Request,
    wanted: Annotated[shapes.PlanWanted | shapes.RemarksWanted, Body(discriminator="kind")],
    assistant: AsDrafter,
    language: Language,
) -> shapes.Drafted:
    """Draft a rectification plan or remarks and keep it; what no source holds is an open slot 【待填：…】."""
    drafts, owner = request.app.state.drafts, _owner(request)
    with messages.speaking(language):
        if isinstance(wanted, shapes.PlanWanted):
            return kept.planned(assistant, drafts, owner, wanted, language)
        return kept.spoken(assistant, drafts, owner, wanted, language)


def _owner(request: Request) -> str:
    viewer: Viewer = request.scope["state"]["viewer"]
    return viewer.name


def _note(request: Request, what: Deed, of: str) -> None:
    note: Note = request.app.state.note
    note(request.scope["state"]["viewer"], what, of)
