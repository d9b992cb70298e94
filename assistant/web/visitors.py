"""Who a request comes from: what the gate writes on a request, and how handlers read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.people.viewer import SOLE, Viewer

if TYPE_CHECKING:
    import gradio as gr
    from starlette.types import Scope

_STATE = "viewer"


def viewer_of(request: gr.Request) -> Viewer:
    """The person whom the gate let in with this request; the sole user where no users are set up.

    Raises KeyError for a request that came past the gate. Parts of the page that are tried without a server have no
    request behind them, and the sole user before them.
    """
    behind = getattr(request, "request", None)
    return SOLE if behind is None else marked(behind.scope)


def mark(scope: Scope, viewer: Viewer) -> None:
    """Write on a request who it comes from; what its sender may have put there is gone."""
    scope["state"] = {**scope.get("state", {}), _STATE: viewer}


def marked(scope: Scope) -> Viewer:
    """Who the gate says a request comes from. Raises KeyError for one that came past the gate."""
    viewer: Viewer = scope["state"][_STATE]
    return viewer
