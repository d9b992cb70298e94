"""Which role an event of the page asks for: that of the tab it belongs to, or a higher one that its handler asks for.

The gate refuses every event that somebody's role does not reach, whatever his page shows; an event that nobody named a
role for is the administrators'. Handlers that run whenever a page opens run for everybody who may open it: they show
no more than what their own reader may see, and those that show more ask for a role.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from assistant.people.viewer import Role, Viewer

if TYPE_CHECKING:
    import gradio as gr

_Handler = TypeVar("_Handler", bound=Callable[..., Any])


def needs(role: Role) -> Callable[[_Handler], _Handler]:
    """Let a handler be run for this role and higher ones only, whatever tab it belongs to."""

    def marked(handler: _Handler) -> _Handler:
        handler.needs = role  # type: ignore[attr-defined]
        return handler

    return marked


class Rights:
    """The roles of one page's events."""

    def __init__(self) -> None:
        self.roles: dict[int, Role] = {}
        """Number of an event → the role it asks for."""

    @contextmanager
    def of(self, role: Role, page: gr.Blocks) -> Iterator[None]:
        """What is connected within asks for this role."""
        before = set(page.fns)
        yield
        for number in set(page.fns) - before:
            event = page.fns[number]
            opens = any(name == "load" for _, name in event.targets)
            self.roles[number] = getattr(event.fn, "needs", Role.READER if opens else role)

    def allow(self, number: object, viewer: Viewer) -> bool:
        """Whether somebody may run an event."""
        needed = self.roles.get(number, Role.ADMIN) if isinstance(number, int) else Role.ADMIN
        return viewer.role.may_act_as(needed)
