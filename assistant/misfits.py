"""What pydantic finds wrong with a value → words in the user's language.

Pydantic's own words are English and name types of the programming language. What is not known here is told by the
same sentence whatever it is: that the value is not what is wanted. Values are never repeated: they are somebody's text.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assistant import messages

_KINDS = {
    "missing": "missing",
    "extra_forbidden": "unknown",
    "greater_than_equal": "least",
    "less_than_equal": "most",
    "greater_than": "above",
    "literal_error": "one_of",
    "enum": "one_of",
    "string_too_short": "empty",
    "string_too_long": "longest",
    "too_long": "most_items",
    "json_invalid": "json",
    "address": "address",
    "plain_address": "plain_address",
    "not_printable": "not_printable",
    "one_thing": "one_thing",
    "union_tag_invalid": "one_of",
    "union_tag_not_found": "tag",
}
"""The name of an error, pydantic's or that of a check of our own (`PydanticCustomError`) → ours under `[misfit]`."""
_TYPES = ("int", "float", "bool", "string", "date", "list", "model")
"""What the name of an error of a wrong type begins with, such as int_parsing or date_from_datetime_parsing."""


def misfit(detail: Mapping[str, Any], language: str) -> str:
    """One error of `ValidationError.errors()` as a phrase: "zh" or "en"."""
    kind = _KINDS.get(detail["type"]) or next((name for name in _TYPES if detail["type"].startswith(name)), "other")
    bounds = detail.get("ctx", {})
    named = ("ge", "le", "gt", "max_length", "discriminator")
    bound = next((bounds[name] for name in named if name in bounds), "")
    bound = f"{bound:g}" if isinstance(bound, float) else str(bound).strip("'")
    expected = str(bounds.get("expected", bounds.get("expected_tags", ""))).replace("'", "").replace(" or ", ", ")
    return messages.text(f"misfit.{kind}", language=language, bound=bound, expected=expected)
