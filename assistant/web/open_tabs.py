"""What Gradio remembers of each browser tab: what events changed of its components, and no copies of that.

By itself it keeps, for links to a page as it stands, which the gate does not let through, all that a tab shows a second
time; and once more under a new name each time that a component was changed.
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


def remember_tabs_once(app: FastAPI) -> None:
    """Let the pages of Gradio that are mounted in an application remember their tabs in this way.

    To be called before anybody visits them.
    """
    for route in app.routes:
        if isinstance(route, Mount) and isinstance(route.app, App):
            route.app.state_holder = _OpenTabs()  # type: ignore[no-untyped-call]
            route.app.state_holder.set_blocks(route.app.get_blocks())


class _OpenTabs(StateHolder):
    def __getitem__(self, session_id: str) -> SessionState:
        if session_id not in self.session_data:
            self.session_data[session_id] = _OpenTab(self.blocks)
        return super().__getitem__(session_id)


class _OpenTab(SessionState):
    def __init__(self, blocks: Blocks) -> None:
        super().__init__(blocks)
        self.config_values.clear()

    def __setitem__(self, key: int, value: Any) -> None:
        if isinstance(self.blocks_config.blocks.get(key), State):
            super().__setitem__(key, value)
            return
        if isinstance(value, Block):
            # A changed component is a new one. Under its own number it would be kept beside the one it stands for.
            value._id = key
        self.blocks_config.blocks[key] = value

    def _update_config(self, key: int) -> None:
        """Keep no second copy."""

    def _update_value_in_config(self, key: int, value: Any) -> None:
        """Keep no second copy."""
