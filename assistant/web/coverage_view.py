"""The coverage matrix of a plan (整改要素覆盖表) → an HTML table. It counts nothing itself."""

from __future__ import annotations

from assistant import messages
from assistant.drafting.coverage import COLUMNS, Covered, State, coverage, total
from assistant.drafting.records import Plan
from assistant.web.markup import Html, element

_SIGNS = {State.HELD: "✓", State.OPEN: "…", State.MISSING: "✗"}


def matrix(plan: Plan, language: str) -> Html:
    """A row a finding, a column for each thing that a reviewer looks for, and the findings that have it below."""
    rows = coverage(plan)
    titles = [messages.text(f"export.column_{name}", language=language) for name in COLUMNS]
    head = element("tr", *(element("th", title, scope="col") for title in (_say("column_finding", language), *titles)))
    body = [
        element(
            "tr",
            element("th", element("a", row.id, class_="jump", href=f"#row-{row.id}"), scope="row"),
            *(_cell(row.cells[name], title, language) for name, title in zip(COLUMNS, titles, strict=True)),
        )
        for row in rows
    ]
    foot = element(
        "tr",
        element("th", _say("coverage_total", language), scope="row"),
        *(_cell(total(rows, name), title, language) for name, title in zip(COLUMNS, titles, strict=True)),
    )
    caption = element("caption", _say("coverage_read", language))
    table = element("table", caption, element("thead", head), element("tbody", *body), element("tfoot", foot))
    return element("details", element("summary", _say("plan_coverage", language)), table, class_="coverage")


def _cell(covered: Covered, title: str, language: str) -> Html:
    counted = f"{_SIGNS[covered.state]} {covered.held}/{covered.held + covered.open + covered.missing}"
    meaning = _say(f"coverage_{covered.state.value}", language)
    return element("td", counted, class_=covered.state.value, title=meaning, data_label=title)


def _say(key: str, language: str) -> str:
    return messages.text(f"web.{key}", language=language)
