"""Sources that disagree → a table with a column for each, so that a person compares and decides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from assistant import messages
from assistant.records import Answer, Status
from assistant.web.markup import Html, element, joined
from assistant.web.source_panel import badge, link, side_name

Side = Mapping[str, Any]


def conflicts(answer: Answer, language: str) -> Html:
    """Every conflict of an answer, side by side."""
    return joined(
        _table(number, cast("Sequence[Side]", conflict["sources"]), language)
        for number, conflict in enumerate(answer.conflicts, start=1)
    )


def _table(number: int, sides: Sequence[Side], language: str) -> Html:
    undated = messages.text("answer.undated", language=language)
    heads = [
        element("th", link(side_name(number, n), _source(side), str(side["quote"])), scope="col")
        for n, side in enumerate(sides, start=1)
    ]
    rows: list[tuple[str, list[str]]] = [
        ("conflict_values", [element("strong", "、".join(side["values"])) for side in sides]),
        ("conflict_quote", [element("q", str(side["quote"])) for side in sides]),
        ("conflict_level", [_level(side, language) for side in sides]),
        ("conflict_date", [str(side["issued_on"] or undated) for side in sides]),
        ("conflict_status", [badge(Status(side["status"]), language) for side in sides]),
    ]
    body = [
        element(
            "tr",
            element("th", _say(key, language), scope="row"),
            *(element("td", cell) for cell in cells),
        )
        for key, cells in rows
    ]
    caption = element("caption", f"⚠ {_say('conflict', language)}")
    head = element("thead", element("tr", element("td"), *heads))
    return element("table", caption, head, element("tbody", *body), class_="conflict")


def _source(side: Side) -> str:
    return str(side["address"] or f"《{str(side['title']).strip('《》')}》")


def _level(side: Side, language: str) -> str:
    return messages.text(f"answer.level_{side['level'] or 'unknown'}", language=language)


def _say(key: str, language: str) -> str:
    return messages.text(f"web.{key}", language=language)
