"""Files on their way up to the page, each into the folder of whoever sends it. In place of Gradio's own route.

Gradio would put them all into one folder, under names made of their bytes: two people with the same file would share
it. It would also cut long names to the same short one; here a file that comes again comes under the same name.
"""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from assistant.web.api.received import safe_name
from assistant.web.site import folder_of
from assistant.web.visitors import marked

if TYPE_CHECKING:
    import gradio as gr

PATH = "/gradio_api/upload"


def upload_route(page: gr.Blocks, files: Path, largest: int) -> Route:
    """Takes files of at most so many bytes; answers with where they lie, for the page to name them."""
    from gradio.route_utils import GradioMultiPartParser  # noqa: PLC0415
    from gradio.routes import file_upload_statuses  # noqa: PLC0415
    from starlette.formparsers import MultiPartException  # noqa: PLC0415

    async def upload(request: Request) -> Response:
        upload_id = request.query_params.get("upload_id")
        if not request.headers.get("content-type", "").startswith("multipart/form-data"):
            return PlainTextResponse("not multipart/form-data", 400)
        if upload_id:
            file_upload_statuses.track(upload_id)
        own = folder_of(files, marked(request.scope)) / secrets.token_hex(16)
        own.mkdir(mode=0o700, parents=True)
        parser = GradioMultiPartParser(
            request.headers,
            request.stream(),
            upload_dir=own,
            max_file_size=largest,
            upload_id=upload_id,
            upload_progress=file_upload_statuses if upload_id else None,
        )
        try:
            form = await parser.parse()
        except MultiPartException as error:
            return PlainTextResponse(error.message, 413 if "maximum allowed size" in error.message else 400)
        sent = [each for each in form.getlist("files") if isinstance(each, UploadFile)]
        taken = [_named(each, own / str(n)) for n, each in enumerate(sent)]
        # What is listed there is deleted when it has grown old.
        page.upload_file_set.update(taken)
        return JSONResponse([str(path) for path in taken])

    return Route(PATH, upload, methods=["POST"])


def _named(file: UploadFile, folder: Path) -> Path:
    """The file under its own name, in a folder of its own."""
    file.file.close()
    folder.mkdir(mode=0o700)
    return Path(file.file.name).rename(folder / safe_name(file.filename))
