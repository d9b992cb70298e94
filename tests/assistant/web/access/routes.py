"""What is expected of every route of the running application. A route without a row here fails the tests."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import Any


class Kind(Enum):
    """Who gets what from a route."""

    DOOR = "the way in: whoever comes"
    FRONT = "shows the way in to whoever is not signed in"
    SHARED = "the same for everybody who is signed in"
    OWN = "answers with what is one's own"
    PROGRAMS = "for programs with a key, and for whoever is signed in"
    CLOSED = "does not exist"


ROWS: dict[str, Kind] = {
    "GET /": Kind.FRONT,
    "HEAD /": Kind.FRONT,
    "GET /login": Kind.DOOR,
    "POST /login": Kind.DOOR,
    "GET /first": Kind.DOOR,
    "POST /first": Kind.DOOR,
    "GET /logout": Kind.FRONT,
    "POST /logout": Kind.FRONT,
    "GET /password": Kind.FRONT,
    "POST /password": Kind.FRONT,
    "GET /reports/{name}": Kind.OWN,
    "GET /api/v1/": Kind.PROGRAMS,
    "GET /api/v1/openapi.json": Kind.PROGRAMS,
    "POST /api/v1/ask": Kind.PROGRAMS,
    "GET /api/v1/documents": Kind.PROGRAMS,
    "POST /api/v1/documents": Kind.PROGRAMS,
    "GET /api/v1/documents/{document_id}": Kind.PROGRAMS,
    "DELETE /api/v1/documents/{document_id}": Kind.PROGRAMS,
    "GET /api/v1/drafts": Kind.PROGRAMS,
    "GET /api/v1/drafts/{draft_id}": Kind.PROGRAMS,
    "POST /api/v1/drafts": Kind.PROGRAMS,
    "GET /config": Kind.SHARED,
    "GET /theme.css": Kind.SHARED,
    "GET /favicon.ico": Kind.SHARED,
    "GET /manifest.json": Kind.SHARED,
    "GET /robots.txt": Kind.SHARED,
    "GET /assets/{path:path}": Kind.SHARED,
    "GET /static/{path:path}": Kind.SHARED,
    "GET /gradio_api/startup-events": Kind.SHARED,
    "GET /gradio_api/app_id": Kind.SHARED,
    "POST /gradio_api/reset": Kind.SHARED,
    "POST /gradio_api/queue/join": Kind.OWN,
    "GET /gradio_api/queue/data": Kind.OWN,
    "POST /gradio_api/cancel": Kind.OWN,
    "GET /gradio_api/heartbeat/{session_hash}": Kind.OWN,
    "POST /gradio_api/upload": Kind.OWN,
    "GET /gradio_api/upload_progress": Kind.OWN,
    "GET /gradio_api/file={path_or_url:path}": Kind.OWN,
    "HEAD /gradio_api/file={path_or_url:path}": Kind.OWN,
}
CLOSED = """
GET /openapi.json
POST /login/
GET /config/
POST /gradio_api/reset/
GET /svelte/{path:path}
GET /pwa_icon
GET /pwa_icon/{size}
GET /monitoring
GET /monitoring/summary
GET /monitoring/{key}
GET /gradio_api/theme.css
GET /gradio_api/user
GET /gradio_api/user/
GET /gradio_api/login_check
GET /gradio_api/login_check/
GET /gradio_api/token
GET /gradio_api/token/
GET /gradio_api/app_id/
GET /gradio_api/dev/reload
GET /gradio_api/runs
GET /gradio_api/runs/
GET /gradio_api/deep_link
GET /gradio_api/info
GET /gradio_api/info/
GET /gradio_api/openapi.json
GET /gradio_api/custom_component/{id}/{environment}/{type}/{file_name}
GET /gradio_api/proxy={url_path:path}
HEAD /gradio_api/proxy={url_path:path}
GET /gradio_api/file/{path:path}
POST /gradio_api/stream/{event_id}
POST /gradio_api/stream/{event_id}/close
GET /gradio_api/stream/{session_hash}/{run}/{component_id}/playlist.m3u8
GET /gradio_api/stream/{session_hash}/{run}/{component_id}/playlist-file
GET /gradio_api/stream/{session_hash}/{run}/{component_id}/{segment_id}.{ext}
POST /gradio_api/run/{api_name}
POST /gradio_api/run/{api_name}/
POST /gradio_api/api/{api_name}
POST /gradio_api/api/{api_name}/
POST /gradio_api/call/{api_name}
POST /gradio_api/call/{api_name}/
GET /gradio_api/call/{api_name}/{event_id}
POST /gradio_api/call/v2/{api_name}
POST /gradio_api/call/v2/{api_name}/
GET /gradio_api/call/v2/{api_name}/{event_id}
POST /gradio_api/component_server
POST /gradio_api/component_server/
GET /gradio_api/queue/status
POST /gradio_api/process_recording
POST /gradio_api/vibe-edit
POST /gradio_api/vibe-edit/
POST /gradio_api/undo-vibe-edit
POST /gradio_api/undo-vibe-edit/
GET /gradio_api/vibe-code
GET /gradio_api/vibe-code/
POST /gradio_api/vibe-code
POST /gradio_api/vibe-code/
POST /gradio_api/vibe-starter-queries
POST /gradio_api/vibe-starter-queries/
"""
ROWS |= {row: Kind.CLOSED for row in CLOSED.split("\n") if row}
# Where Gradio does not say that a route answers HEAD, Starlette lets it.
ROWS |= {
    row.replace("GET", "HEAD", 1): kind
    for row, kind in ROWS.items()
    if row.split()[1] in ("/login", "/first", "/logout", "/password", "/reports/{name}", "/openapi.json")
    or row == "GET /api/v1/openapi.json"
}


def routes_of(app: Any) -> set[str]:
    """`GET /path` for every route of an application, those of what is mounted and included in it among them."""
    return {f"{method} {path}" for method, path in _walk(app.routes, "")}


def _walk(routes: Any, prefix: str) -> Iterator[tuple[str, str]]:
    for route in routes:
        if hasattr(route, "original_router"):
            yield from _walk(route.original_router.routes, prefix + route.include_context.prefix)
        elif getattr(route, "routes", None):
            yield from _walk(route.routes, prefix + route.path.rstrip("/"))
        else:
            for method in route.methods:
                yield method, prefix + route.path
