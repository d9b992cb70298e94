"""What the checks found in a plan → HTML: beside the rows it is about, and as a list of the whole.

It knows the names of places in a plan and where the page shows them; it checks nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from assistant import messages
from assistant.drafting.checks import RULES
from assistant.drafting.issue_records import Issue, Severity
from assistant.export.findings import basis_text
from assistant.export.places import place_in_words
from assistant.web.markup import Html, element, joined

WHOLE_PLAN = "plan"
"""Where an issue or a slot is that belongs to no measure, or the beginning of it; an empty place is the same."""
_SIGNS = {Severity.ERROR: "✗", Severity.WARNING: "⚠", Severity.INFO: "·"}


def identity(where: str) -> str:
    """The finding, suggestion or measure that a place belongs to, or `WHOLE_PLAN`.

    >>> identity("F1-M1.metric.target")
    'F1-M1'
    """
    return where.partition(".")[0] or WHOLE_PLAN


def anchor(where: str) -> str:
    """The id of the element that shows a place."""
    return "plan-outline" if where.startswith(f"{WHOLE_PLAN}.outline") else f"row-{identity(where)}"


def jump(where: str) -> Html:
    """A link to the place on the page, named as an office would name it."""
    return element("a", place_in_words(where), class_="jump", href=f"#{anchor(where)}")


def beside(issues: Iterable[Issue], language: str) -> Html:
    """What was found about one row, each to be opened for advice, basis and rule."""
    rows = [element("li", _opened(issue, language), class_=issue.severity.value) for issue in issues]
    return element("ul", *rows, class_="checks") if rows else Html()


def overview(issues: Sequence[Issue], language: str) -> Html:
    """Everything that was found, gravest first, each with a way to its place."""
    if not issues:
        return Html()
    grave = Counter(issue.severity for issue in issues)
    counts = messages.text(
        "checking.summary",
        language=language,
        errors=grave[Severity.ERROR],
        warnings=grave[Severity.WARNING],
        notes=grave[Severity.INFO],
    )
    rows = [element("li", *_line(issue, language), class_=issue.severity.value) for issue in issues]
    heading = messages.text("web.plan_checks", language=language, number=len(issues))
    return element("section", element("h3", heading), element("p", counts), element("ul", *rows, class_="checks"))


def _line(issue: Issue, language: str) -> Iterator[Html | str]:
    yield _sign(issue, language)
    if issue.where:
        yield joined([jump(issue.where), " "])
    yield _statement(issue, language)
    if identity(issue.where) == WHOLE_PLAN:
        yield element("p", _help(issue, language), class_="help")


def _opened(issue: Issue, language: str) -> Html:
    summary = element("summary", _sign(issue, language), _statement(issue, language))
    return element("details", summary, element("p", _help(issue, language), class_="help"))


def _sign(issue: Issue, language: str) -> Html:
    name = messages.text(f"drafting.severity_{issue.severity.value}", language=language)
    return element("span", _SIGNS[issue.severity], class_="sign", title=name, aria_label=name, role="img")


def _statement(issue: Issue, language: str) -> str:
    said = messages.text(f"checks.{_key(issue)}", language=language, **issue.facts)
    form = RULES[issue.rule].form
    return messages.text("checking.statement", language=language, message=said, form=form) if form else said


def _help(issue: Issue, language: str) -> str:
    """What to do, what it rests on, and the name of the rule."""
    advice = messages.text(f"advice.{_key(issue)}", language=language, **issue.facts)
    return f"{advice} {basis_text(issue.rule, language)} [{issue.rule}]"


def _key(issue: Issue) -> str:
    return issue.rule.replace("-", "_")
