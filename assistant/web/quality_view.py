"""How good the answers are: runs of suites, and what people said of answers → HTML. Knows nothing of Gradio."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant import messages
from assistant.web.answer_feedback import Case, Span
from assistant.web.markup import Html, element, joined
from assistant.web.quality_names import metric_name, suite_name
from assistant.web.source_panel import Place, link
from assistant.web.suite_runs import Metric, Run, Standing

_HALF_A_DIGIT = 0.0005
"""Figures are shown with three digits; a smaller change would show as none."""
_SIGNS = {"pass": "✓", "fail": "✗"}


def standing(told: Standing | None, language: str) -> Html:
    """How far the run under way has come, or that it ended."""
    if told is None:
        return Html()
    suite = suite_name(told.suite, language)
    if told.is_running:
        return _under_way(told, suite, language)
    if told.problem:
        return element("p", f"⚠ {_say('run_failed', language, why=told.problem)}", class_="notice", role="alert")
    return element("p", _say("run_ended", language, suite=suite), class_="remark", role="status")


def _under_way(told: Standing, suite: str, language: str) -> Html:
    """With a bar; before the cases are counted, with one that only moves."""
    if told.total:
        said = _say("run_under_way", language, suite=suite, done=told.done, total=told.total)
        come = {"value": str(told.done), "max": str(told.total)}
    else:
        said, come = _say("run_starting", language, suite=suite), {}
    return element("p", said, " ", element("progress", aria_label=said, **come), class_="remark", role="status")


def runs(finished: Sequence[Run], language: str) -> Html:
    """A row a run, the latest first, with what changed since the run before on the same cases."""
    if not finished:
        return element("p", _say("no_runs", language), class_="remark")
    columns = [_say(f"column_{name}", language) for name in ("run", "outcome", "passed", "metrics", "report")]
    head = element("tr", *(element("th", column, scope="col") for column in columns))
    rows = [_run(run, columns, language) for run in finished]
    caption = element("caption", _say("runs_read", language))
    return element("table", caption, element("thead", head), element("tbody", *rows))


def cases(kept: Sequence[Case], titles: Mapping[str, str], key: str, language: str) -> Html:
    """A row for each answer that somebody said something of; `titles` are those of the library's documents."""
    if not kept:
        return element("p", _say("no_cases", language), class_="remark")
    columns = [_say(f"column_{name}", language) for name in ("question", "said", "cited", "right_answer")]
    head = element("tr", *(element("th", column, scope="col") for column in columns))
    rows = [_case(case, columns, titles, language) for case in kept]
    caption = element(
        "caption", _say("cases_read", language, cases=len(kept), complete=sum(c.is_complete for c in kept))
    )
    return element("table", caption, element("thead", head), element("tbody", *rows), class_=f"listing cited-{key}")


def places_of(kept: Sequence[Case], titles: Mapping[str, str]) -> dict[str, Place]:
    """What the links of the cases open, as far as the library still holds it."""
    return {
        name: Place(span.document_id, titles[span.document_id], "", span.start, span.end)
        for case in kept
        for name, span in _named(case)
        if span.document_id in titles
    }


def said_of(case: Case, language: str) -> str:
    """What was said of the answer, in words."""
    return _say(f"opinion_{case.said}", language)


def _named(case: Case) -> list[tuple[str, Span]]:
    cited = [(f"{case.id}-cited-{n}", span) for n, span in enumerate(case.cited, start=1)]
    return [*cited, *((f"{case.id}-gold-{n}", span) for n, span in enumerate(case.gold, start=1))]


def _run(run: Run, columns: Sequence[str], language: str) -> Html:
    # A later release may end a run in ways that this one has no words for.
    outcome = messages.catalogue(language).get(f"evaluation.outcome.{run.outcome}", run.outcome)
    errors = _say("run_errors", language, errors=run.errors) if run.errors else ""
    suite = suite_name(run.suite, language)
    report = element(
        "a",
        _say("open_report", language),
        href=f"reports/{run.name}",
        target="_blank",
        rel="noopener",
        aria_label=f"{_say('open_report', language)} {suite} {run.begun:%Y-%m-%d %H:%M}",
    )
    cells = (
        joined([element("strong", suite), f" {run.begun:%Y-%m-%d %H:%M}"]),
        element("span", f"{_SIGNS.get(run.outcome, '?')} {outcome}", class_=f"outcome {run.outcome}"),
        f"{run.passed}/{run.cases}{errors}",
        _metrics(run.metrics, language),
        report,
    )
    return element("tr", *(element("td", cell, data_label=column) for cell, column in zip(cells, columns, strict=True)))


def _metrics(metrics: Sequence[Metric], language: str) -> Html:
    """Those of which something is demanded; the others to be opened."""
    demanded = [_figure(each, language) for each in metrics if each.met is not None]
    others = [_figure(each, language) for each in metrics if each.met is None]
    if not others:
        return joined(demanded)
    summary = element("summary", _say("other_metrics", language, number=len(others)))
    return joined([*demanded, element("details", summary, *others)])


def _figure(metric: Metric, language: str) -> Html:
    """In words; the name that reports and thresholds call it by is the browser's hint."""
    value = "–" if metric.value is None else f"{metric.value:.3f}"
    moved = metric.change is not None and abs(metric.change) >= _HALF_A_DIGIT
    said = f"{metric_name(metric.name, language)} {value}" + (f" ({metric.change:+.3f})" if moved else "")
    return element("span", said, class_=_met(metric), title=metric.name)


def _met(metric: Metric) -> str:
    return "metric" if metric.met is None else f"metric {'met' if metric.met else 'unmet'}"


def _case(case: Case, columns: Sequence[str], titles: Mapping[str, str], language: str) -> Html:
    about = joined([case.question, element("div", f"{case.said_on} · {case.id}", class_="caption")])
    cited = [each for each in _named(case) if "-cited-" in each[0]]
    cells = (about, said_of(case, language), _spans(cited, titles, language), _right(case, titles, language))
    return element("tr", *(element("td", cell, data_label=column) for cell, column in zip(cells, columns, strict=True)))


def _right(case: Case, titles: Mapping[str, str], language: str) -> Html:
    """What a right answer is, as far as somebody has said so."""
    if not case.is_complete:
        return element("span", _say("case_open", language), class_="slot")
    if not case.answerable:
        return element("span", _say("case_unanswerable", language))
    facts = element("div", "、".join(case.facts)) if case.facts else Html()
    gold = [each for each in _named(case) if "-gold-" in each[0]]
    return joined([facts, _spans(gold, titles, language)])


def _spans(named: Sequence[tuple[str, Span]], titles: Mapping[str, str], language: str) -> Html:
    gone = _say("document_gone", language)
    lines = [
        link(name, titles[span.document_id], titles[span.document_id]) if span.document_id in titles else gone
        for name, span in named
    ]
    return joined(element("div", line) for line in lines) if lines else Html("–")


def _say(key: str, language: str, **facts: object) -> str:
    return messages.text(f"web.{key}", language=language, **facts)
