"""How the page's events run: what waits for what, how many at once, what shows progress.

Gradio's own default is one run at a time for each function, for all readers together. Nothing is offered as an API.
"""

from __future__ import annotations

from typing import Any

Updates = dict[Any, Any]
"""Component → its new value: what an event returns."""

QUIET: dict[str, Any] = {"show_progress": "hidden", "concurrency_limit": 8, "api_visibility": "private"}
"""Events that are over at once. Told again while one is under way, as by a button pressed twice, it is not heard."""

TOLD: dict[str, Any] = {**QUIET, "trigger_mode": "multiple"}
"""As `QUIET`, of events each of which carries what somebody wrote or pointed at: none may go unheard."""

CHOSEN: dict[str, Any] = {**QUIET, "trigger_mode": "always_last"}
"""As `QUIET`, of fields to choose from: what was chosen last is what counts."""

DRAFTING: dict[str, Any] = {"concurrency_id": "draft", "concurrency_limit": 2, "api_visibility": "private"}

WRITING: dict[str, Any] = {"concurrency_id": "library", "concurrency_limit": 1, "api_visibility": "private"}
"""Changes of the library, which takes one writer at a time."""
