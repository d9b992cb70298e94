"""How the page's events run: what waits for what, how many at once, what shows progress.

Gradio's own default is one run at a time for each function, for all readers together. Nothing is offered as an API.
"""

from __future__ import annotations

from typing import Any

Updates = dict[Any, Any]
"""Component → its new value: what an event returns."""

QUIET: dict[str, Any] = {"show_progress": "hidden", "concurrency_limit": 8, "api_visibility": "private"}
"""Events that are over at once. Told again while one is under way, as by a button pressed twice, it is not heard."""

POINTED: dict[str, Any] = {**QUIET, "trigger_mode": "multiple", "concurrency_id": "pointed", "concurrency_limit": 1}
"""As `QUIET`, of links each of which leads elsewhere: none goes unheard, and the one followed last is shown last."""

CHOSEN: dict[str, Any] = {**QUIET, "trigger_mode": "always_last"}
"""As `QUIET`, of fields to choose from, where the answer leaves the field itself alone: the last choice counts.

The browser reads the field anew for it. Had the answer before written into the field, the choice would be gone.
"""

DESK: dict[str, Any] = {**QUIET, "concurrency_id": "desk", "concurrency_limit": 1}
"""As `QUIET`, of what shows or changes a draft. Each works on what the one before it has left, and so they go one by
one: files made after a change hold it, and the page shows last what was asked for last.
"""

TOLD: dict[str, Any] = {**DESK, "trigger_mode": "multiple"}
"""As `DESK`, of events each of which carries what somebody wrote or chose: none may go unheard."""

DRAFTING: dict[str, Any] = {**QUIET, "concurrency_id": "draft", "concurrency_limit": 2}
"""What takes a while. The page says so itself (`browser_acts.saying`): Gradio's own signs cover what one is reading."""

WRITING: dict[str, Any] = {**QUIET, "concurrency_id": "library", "concurrency_limit": 1}
"""Changes of the library, which takes one writer at a time; of these, too, the page says that they are under way."""
