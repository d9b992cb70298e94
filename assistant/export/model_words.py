"""What a chat model had to do with a plan, for people and as plain values. Records in, texts out."""

from __future__ import annotations

from collections import Counter
from typing import Any

from assistant import messages
from assistant.drafting.records import Fallback, Plan


def fallback_text(fallback: Fallback, language: str | None = None) -> str:
    """Where a model's words do not stand, and why."""
    tongue = language or messages.current_language()
    why = _why(fallback, tongue)
    said = messages.text(f"drafting.fallback_{fallback.reason}", language=tongue, words=fallback.words, why=why)
    return messages.text("drafting.fallback", language=tongue, where=fallback.where, why=said)


def model_to_json(plan: Plan, language: str | None = None) -> dict[str, Any]:
    """`model`, `usage` and `timings_ms` as an answer has them, the calls one by one, and what is `degraded`.

    Without a model there is nothing to say.
    """
    if not plan.model:
        return {}
    usage: Counter[str] = Counter()
    for call in plan.calls:
        usage.update(call.usage)
    return {
        "model": plan.model,
        "usage": {"calls": len(plan.calls), **usage},
        "timings_ms": {"model": round(sum(call.timings_ms.get("model", 0.0) for call in plan.calls), 1)},
        "calls": [
            {
                "finding": call.finding,
                "model": call.model,
                "usage": dict(call.usage),
                "timings_ms": dict(call.timings_ms),
            }
            for call in plan.calls
        ],
        "degraded": [
            {
                "where": fallback.where,
                "reason": fallback.reason,
                "words": fallback.words or _why(fallback, language or messages.current_language()),
                "message": fallback_text(fallback, language),
            }
            for fallback in plan.fallbacks
        ],
    }


def _why(fallback: Fallback, language: str) -> str:
    """What became of the call; a plan that was read back holds it among its words."""
    return fallback.words if fallback.error is None else fallback.error.in_language(language)
