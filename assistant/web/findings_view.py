"""What a feedback document says → HTML to be confirmed before anything is drafted. Knows nothing of Gradio or plans."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant import messages
from assistant.drafting.feedback_records import Excerpt, Finding, Findings
from assistant.web.markup import Html, element, joined
from assistant.web.source_panel import Place, link

_SHOWN = 60
"""Characters of a doubtful stretch that are shown beside the doubt; the link opens all of it."""


def findings(found: Findings, key: str, language: str) -> Html:
    """Who was inspected and by whom, each finding and suggestion verbatim, and what a person should look at."""
    parts = [
        element("p", *(element("span", fact) for fact in _facts(found, language)), class_="facts"),
        _doubts(found, language),
        _table(found, language),
        _suggestions(found, language),
    ]
    return element("article", *parts, class_=f"findings cited-{key}")


def places_of(found: Findings) -> dict[str, Place]:
    """What the links open: each finding, suggestion and doubt where it stands in the feedback document."""
    spans = {
        **{f"finding-{each.id}": each.excerpt for each in found.findings},
        **{f"finding-{each.id}": each.excerpt for each in found.suggestions},
        **{f"doubt-{n}": each.excerpt for n, each in enumerate(found.doubts, start=1)},
    }
    document = found.document
    return {
        name: Place(document.id, document.title, "", span.start, span.end, document=document)
        for name, span in spans.items()
    }


def _facts(found: Findings, language: str) -> Iterator[str]:
    inspection, unit = found.inspection, found.inspected_unit
    yield _say("findings_unit", language) + (unit.verbatim if unit else _say("not_stated", language))
    told = [excerpt.verbatim for excerpt in (inspection.inspected_by, inspection.round, inspection.kind) if excerpt]
    if told:
        yield _say("plan_inspection", language) + " ".join(told)
    if inspection.feedback_on:
        yield _say("findings_fed_back", language) + inspection.feedback_on.isoformat()
    for deadline in found.deadlines:
        yield _say("plan_stated", language) + deadline.verbatim


def _doubts(found: Findings, language: str) -> Html:
    if not found.doubts:
        return element("p", _say("findings_no_doubts", language), class_="remark")
    rows = [
        element(
            "li",
            messages.text(f"drafting.doubt_{doubt.kind}", language=language),
            link(f"doubt-{n}", _short(doubt.excerpt), doubt.excerpt.verbatim),
        )
        for n, doubt in enumerate(found.doubts, start=1)
    ]
    heading = element("h3", _say("plan_doubts", language, number=len(rows)))
    return element("section", heading, element("ul", *rows, class_="doubts"), class_="notice")


def _table(found: Findings, language: str) -> Html:
    names = ["number", "finding", *(["points"] if any(each.sub_points for each in found.findings) else [])]
    columns = [_say(f"column_{name}", language) for name in names]
    head = element("tr", *(element("th", column, scope="col") for column in columns))
    bodies = []
    for group in found.groups:
        title = element("th", group.title, colspan=str(len(columns)), scope="rowgroup")
        titled = element("tr", title) if group.title else Html()
        bodies.append(element("tbody", titled, *(_row(each, columns) for each in group.findings)))
    caption = element("caption", _say("findings_found", language, findings=len(found.findings)))
    return element("table", caption, element("thead", head), *bodies)


def _row(finding: Finding, columns: Sequence[str]) -> Html:
    points = element("ol", *(element("li", point.verbatim) for point in finding.sub_points))
    cells = (
        link(f"finding-{finding.id}", finding.id, finding.headline.verbatim),
        finding.verbatim,
        points if finding.sub_points else "–",
    )
    # Where no finding has points, there is no column for them.
    labelled = zip(columns, cells, strict=False)
    return element("tr", *(element("td", cell, data_label=column) for column, cell in labelled))


def _suggestions(found: Findings, language: str) -> Html:
    if not found.suggestions:
        return Html()
    rows = [
        element("li", link(f"finding-{each.id}", each.id, each.excerpt.verbatim), " ", each.excerpt.verbatim)
        for each in found.suggestions
    ]
    return joined([element("h3", _say("plan_suggestions", language)), element("ul", *rows, class_="sources")])


def _short(excerpt: Excerpt) -> str:
    text = " ".join(excerpt.verbatim.split())
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _say(key: str, language: str, **facts: object) -> str:
    return messages.text(f"web.{key}", language=language, **facts)
