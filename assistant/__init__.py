"""Assistant for inspection and rectification work (巡视巡察与整改): cited answers, drafts, and their evaluation."""

from __future__ import annotations

__all__ = ["Answer", "Assistant", "AssistantError", "Settings"]


def __getattr__(name: str) -> object:
    """The public names, each loaded when it is first asked for: importing the package costs nothing."""
    from importlib import import_module  # noqa: PLC0415

    homes = {"Answer": "records", "Assistant": "application", "AssistantError": "errors", "Settings": "settings"}
    if name not in homes:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{homes[name]}"), name)
