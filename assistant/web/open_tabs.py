"""What Gradio remembers of each browser tab: what its events need, and nothing of how the tab looks.

By itself Gradio keeps of every tab a description of all components with all that they show, for links to a page as it
stands, which the gate does not let through; and a new component, under a new number, each time that one is changed. A
tab that asks a few questions then holds a megabyte, and keeps it after it was closed. Of a changed component the server
needs no more than what it judges what comes from the browser by, as the choices of a list; and two tabs that were given
the same choices need them once. Knows nothing of what the components are for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gradio.blocks import Block
from gradio.components import State
from gradio.routes import App
from gradio.state_holder import SessionState, StateHolder
from starlette.routing import Mount

if TYPE_CHECKING:
    from fastapi import FastAPI
    from gradio.blocks import Blocks

_FOR_THE_EYE = frozenset(
    {
        "value",
        "visible",
        "label",
        "info",
        "placeholder",
        "interactive",
        "examples",
        "elem_classes",
        "variant",
        "open",
        "render",
    }
)
"""Arguments of a component that the browser alone needs: no event of the server's is judged by them."""


def remember_little(app: FastAPI) -> None:
    """Let the pages of Gradio that are mounted in an application remember their tabs in this way.

    To be called before anybody visits them.
    """
    for route in app.routes:
        if isinstance(route, Mount) and isinstance(route.app, App):
            route.app.state_holder = _OpenTabs()
            route.app.state_holder.set_blocks(route.app.get_blocks())


class _OpenTabs(StateHolder):
    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._latest: dict[int, Block] = {}
        """Component → as it was last changed for any tab."""

    def __getitem__(self, session_id: str) -> SessionState:
        if session_id not in self.session_data:
            self.session_data[session_id] = _OpenTab(self.blocks, self._latest)
        return super().__getitem__(session_id)


class _OpenTab(SessionState):
    def __init__(self, blocks: Blocks, latest: dict[int, Block]) -> None:
        super().__init__(blocks)
        self._latest = latest
        self._passing: tuple[int, Any] | None = None
        self.config_values.clear()

    def __getitem__(self, key: int) -> Any:
        passing, self._passing = self._passing, None
        return passing[1] if passing is not None and passing[0] == key else super().__getitem__(key)

    def __setitem__(self, key: int, value: Any) -> None:
        known = self.blocks_config.blocks.get(key)
        if isinstance(known, State):
            super().__setitem__(key, value)
            self.config_values.clear()
            return
        # Gradio reads it back at once, to send the browser what has changed.
        self._passing = (key, value)
        if known is not None and not _judge_alike(known, value):
            latest = self._latest.get(key)
            if latest is None or latest.constructor_args != value.constructor_args:
                latest = self._latest[key] = value
            self.blocks_config.blocks[key] = latest

    def _update_config(self, key: int) -> None:
        """Describe nothing."""

    def _update_value_in_config(self, key: int, value: Any) -> None:
        """Describe nothing."""


def _judge_alike(one: Block, other: Block) -> bool:
    """Whether two states of a component differ for the eye alone."""
    ours, theirs = one.constructor_args, other.constructor_args
    return all(ours.get(name) == theirs.get(name) for name in (ours.keys() | theirs.keys()) - _FOR_THE_EYE)
