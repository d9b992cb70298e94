"""Sources that disagree → one line for a person: what each says, with instrument, level, date and standing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from assistant import messages


def conflict_in_words(conflict: Mapping[str, object], language: str | None = None) -> str:
    """The sides of a conflict, in the user's language."""
    sides = cast("list[Mapping[str, Any]]", conflict["sources"])
    told = "；".join(_side(side, language) for side in sides)
    return messages.text("answer.conflict", language=language, sides=told)


def _side(side: Mapping[str, Any], language: str | None) -> str:
    unknown = messages.text("answer.undated", language=language)
    return messages.text(
        "answer.conflict_side",
        language=language,
        source=side["address"] or f"《{str(side['title']).strip('《》')}》",
        level=messages.text(f"answer.level_{side['level'] or 'unknown'}", language=language),
        date=side["issued_on"] or unknown,
        status=messages.text(f"cli.status_{side['status']}", language=language),
        values="、".join(side["values"]),
    )
