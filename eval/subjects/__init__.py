"""Systems under test besides our own: what `--subject` says → how to open it over a corpus."""

from __future__ import annotations

from collections.abc import Callable

from assistant.errors import UsageError
from eval.runner import Open
from eval.subjects import command, endpoint

OURS = "assistant"
"""Names our own system, which is tested where nothing else is said."""

_KINDS: dict[str, Callable[[str], Open]] = {"command": command.opener, "openai": endpoint.opener}


def opener(said: str) -> Open:
    """`command:…` or `openai:URL#MODEL`. Raises UsageError for anything else, and where it cannot be used."""
    kind, sign, rest = said.partition(":")
    if not sign or kind not in _KINDS:
        raise UsageError("evaluation.unknown_subject", subject=said)
    return _KINDS[kind](rest)
