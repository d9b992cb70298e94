"""Drafting, remarks, checks, repair and answers, broken on purpose: the suite for each fails and names the metric.

The thresholds are the shipped ones; what is broken is what the real system made of the shipped cases.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from assistant import resources
from assistant.application import Assistant
from assistant.settings import Settings
from eval import demands
from eval.cases.checks import CheckReport, SpokenRule
from eval.cases.drafts import Drafted, PlannedMeasure, Quoted
from eval.cases.repairs import DamagedText, RepairedText
from eval.cases.speeches import Spoken
from eval.gate import Decision, Outcome, decide
from eval.kinds import KINDS
from eval.metrics import measure
from eval.records import Case, CaseResult, EvalRun, Product, Response, Said, Sample, Suite
from eval.reports import html, json_report, junit, markdown
from eval.runner import Subject
from eval.samples import load
from eval.scorers import of_kind
from eval.shelf import Shelf


@dataclass(frozen=True)
class Parts:
    """The unbroken parts of the system."""

    shelf: Shelf

    def subject(self, suite: Suite) -> Subject:
        return KINDS[suite.kind].open(lambda corpus: self.shelf, suite.corpus)

    def made(self, suite: Suite) -> Mapping[str, Product]:
        subject = self.subject(suite)
        return {case.id: subject.answer(case) for case in suite.samples}


@pytest.fixture(scope="module")
def parts(sample_home: Path) -> Iterator[Parts]:
    with Assistant(Settings(home=sample_home)) as assistant:
        yield Parts(Shelf(assistant, resources.corpus()))


@pytest.fixture(scope="module")
def made(parts: Parts) -> Callable[[str], tuple[Suite, Mapping[str, Product]]]:
    """Suite name → the suite, and what the unbroken system makes of each of its cases."""

    @cache
    def by_name(name: str) -> tuple[Suite, Mapping[str, Product]]:
        suite = load(name)
        return suite, parts.made(suite)

    return by_name


def judged(suite: Suite, products: Mapping[str, Product]) -> tuple[EvalRun, Decision]:
    scorers = of_kind(suite.kind)
    asked = demands.demands_on(suite.name, suite.thresholds, {}, {}, suite.kind)
    using = {name: scorer for name, scorer in scorers.items() if name in asked}
    results = tuple(
        CaseResult(one, products[one.id], {name: each.score(products[one.id], one) for name, each in using.items()})
        for one in suite.samples
    )
    run = EvalRun(suite, "ours", 1, results, measure(results, using.values(), 1))
    return run, decide(run, asked)


Break = Callable[[Parts, Case, Any], Product]


def drop_a_finding(parts: Parts, case: Case, made: Drafted) -> Product:
    return replace(made, findings=made.findings[1:])


def reword_a_finding(parts: Parts, case: Case, made: Drafted) -> Product:
    first, *others = made.findings
    words = replace(first.words, verbatim=first.words.verbatim.replace("不", "有待加强，不", 1) + "等")
    return replace(made, findings=(replace(first, words=words), *others))


def split_sub_points(parts: Parts, case: Case, made: Drafted) -> Product:
    return replace(made, findings=tuple(replace(one, sub_points=one.sub_points[:-1]) for one in made.findings))


def take_a_heading_for_advice(parts: Parts, case: Case, made: Drafted) -> Product:
    return replace(made, suggestions=(Quoted("意见建议", "意见建议"), *made.suggestions))


def misread_the_unit(parts: Parts, case: Case, made: Drafted) -> Product:
    return replace(made, unit=made.inspected_by or "巡察组")


def each_measure(change: Callable[[PlannedMeasure], PlannedMeasure]) -> Break:
    return lambda parts, case, made: replace(made, measures=tuple(map(change, made.measures)))


def change_a_figure(measure: PlannedMeasure) -> PlannedMeasure:
    return replace(measure, text=re.sub(r"\d+", lambda figure: str(int(figure[0]) + 3), measure.text))


def fill_a_slot(measure: PlannedMeasure) -> PlannedMeasure:
    return replace(measure, owners=("张副局长", *measure.owners[1:]))


def set_a_day(measure: PlannedMeasure) -> PlannedMeasure:
    return replace(measure, due=None if measure.due is None else measure.due.replace(day=17, month=8))


def forget_who_answers(measure: PlannedMeasure) -> PlannedMeasure:
    return replace(measure, owners=("", *measure.owners[1:]))


def empty_words(measure: PlannedMeasure) -> PlannedMeasure:
    return replace(measure, text="提高认识，加强领导，狠抓落实。")


def blank_instead_of_a_slot(measure: PlannedMeasure) -> PlannedMeasure:
    return replace(measure, completion_mark="清退XX万元")


def forget_open_slots(parts: Parts, case: Case, made: Drafted) -> Product:
    return replace(made, slots=made.slots[:1])


def cite_what_is_superseded(parts: Parts, case: Case, made: Drafted) -> Product:
    return replace(made, bases=tuple(replace(one, is_superseded=True) for one in made.bases))


def repair_nothing(parts: Parts, case: Case, made: RepairedText) -> Product:
    assert isinstance(case, DamagedText)
    return replace(made, text=case.original, replayed=case.original, again=case.original)


def repair_too_much(parts: Parts, case: Case, made: RepairedText) -> Product:
    return replace(made, text=re.sub(r"[（(][^）)]*[）)]", "", made.text))


def lose_a_step(parts: Parts, case: Case, made: RepairedText) -> Product:
    assert isinstance(case, DamagedText)
    return replace(made, replayed=case.original)


def silence_a_rule(parts: Parts, case: Case, made: CheckReport) -> Product:
    quiet = {"no-owner", "finding-missing", "share-wrong", "sum-wrong", "no-due"}
    return replace(made, issues=tuple(one for one in made.issues if one.rule not in quiet))


def always_accuse(parts: Parts, case: Case, made: CheckReport) -> Product:
    loud = (SpokenRule("no-owner", "error"), SpokenRule("no-due", "error"), SpokenRule("sum-wrong", "error"))
    return replace(made, issues=(*loud, *made.issues))


def talk_on(parts: Parts, case: Case, made: Spoken) -> Product:
    return replace(made, characters=3 * made.characters)


def skip_an_item(parts: Parts, case: Case, made: Spoken) -> Product:
    return replace(made, lines=tuple(line for line in made.lines if "第二项议程" not in line.text))


def cite_nothing(parts: Parts, case: Case, made: Spoken) -> Product:
    return replace(made, lines=tuple(replace(line, citations=()) for line in made.lines))


def tell_a_figure(parts: Parts, case: Case, made: Spoken) -> Product:
    return replace(made, lines=tuple(replace(line, text=f"{line.text}完成87.3%。") for line in made.lines))


def demand(parts: Parts, case: Case, made: Spoken) -> Product:
    return replace(made, lines=tuple(replace(line, text=f"{line.text}各单位必须抓好落实。") for line in made.lines))


def ignore_the_day(parts: Parts, case: Case, made: Response) -> Product:
    assert isinstance(case, Sample)
    today = load("answers").samples[0].as_of
    return made if case.as_of == today else parts.subject(load("versions")).answer(replace(case, as_of=today))


def answer_all_the_same(parts: Parts, case: Case, made: Response) -> Product:
    return replace(made, abstained=False, sentences=(Said("整改期为3个月。", ()),)) if made.abstained else made


def refuse_all(parts: Parts, case: Case, made: Response) -> Product:
    return replace(made, abstained=True, sentences=(), citations=())


WAYS: dict[str, tuple[str, Break, set[str]]] = {
    "drop a finding": ("drafting", drop_a_finding, {"finding_recall"}),
    "reword a finding": ("drafting", reword_a_finding, {"finding_recall", "finding_precision", "verbatim"}),
    "lose a sub-point": ("drafting", split_sub_points, {"sub_point_recall"}),
    "take a heading for advice": ("drafting", take_a_heading_for_advice, {"suggestion_precision"}),
    "misread the unit": ("drafting", misread_the_unit, {"head_accuracy"}),
    "change a figure": ("drafting", each_measure(change_a_figure), {"invented_facts"}),
    "fill a slot with a name": ("drafting", each_measure(fill_a_slot), {"invented_facts"}),
    "set a day nobody said": ("drafting", each_measure(set_a_day), {"invented_facts"}),
    "forget who answers": ("drafting", each_measure(forget_who_answers), {"plan_completeness"}),
    "fill measures with empty words": ("drafting", each_measure(empty_words), {"plan_completeness"}),
    "leave a blank instead of a slot": ("drafting", each_measure(blank_instead_of_a_slot), {"slot_discipline"}),
    "forget open slots": ("drafting", forget_open_slots, {"slot_discipline"}),
    "cite what is superseded": ("drafting", cite_what_is_superseded, {"basis_validity"}),
    "repair nothing": ("repair", repair_nothing, {"repair_exactness", "damage_undone"}),
    "repair too much": ("repair", repair_too_much, {"repair_restraint", "repair_replay"}),
    "lose a step of repair": ("repair", lose_a_step, {"repair_replay"}),
    "silence a rule": ("checks", silence_a_rule, {"rule_recall"}),
    "accuse everybody": ("checks", always_accuse, {"rule_restraint", "false_alarms"}),
    "talk on": ("remarks", talk_on, {"remark_length"}),
    "skip an item of the agenda": ("remarks", skip_an_item, {"agenda_called"}),
    "cite nothing in a speech": ("remarks", cite_nothing, {"policy_cited", "remark_quotes"}),
    "tell a figure in a speech": ("remarks", tell_a_figure, {"invented_in_remarks"}),
    "demand something of others": ("remarks", demand, {"demands_free"}),
    "ignore the day asked for": ("versions", ignore_the_day, {"version_correctness", "forbidden_free", "fact_recall"}),
    "answer whatever is asked": ("abstention", answer_all_the_same, {"abstention_f1"}),
    "refuse whatever is asked": ("abstention", refuse_all, {"over_refusal"}),
}
"""Way → the suite, how, and the metrics that have to be named."""


@pytest.mark.parametrize("way", WAYS)
def test_a_broken_part_fails_its_suite_and_the_report_names_the_metric(
    parts: Parts, made: Callable[[str], tuple[Suite, Mapping[str, Product]]], way: str
) -> None:
    name, break_it, expected = WAYS[way]
    suite, products = made(name)
    run, decision = judged(suite, {one.id: break_it(parts, one, products[one.id]) for one in suite.samples})
    named = {reason.facts["metric"] for reason in decision.reasons if reason.key == "threshold_missed"}
    assert decision.outcome is Outcome.FAIL
    assert expected <= named
    verdict = markdown.render([(run, decision)]).split("\n| ")[0]
    assert all(metric in verdict.replace("\\", "") for metric in expected)


@pytest.mark.parametrize("name", ["drafting", "repair", "checks", "remarks", "versions", "abstention"])
def test_the_unbroken_part_is_named_in_nothing_it_is_whole_in(
    made: Callable[[str], tuple[Suite, Mapping[str, Product]]], name: str
) -> None:
    """What a break is to be told by is met before it; and every report can be written of every kind."""
    suite, products = made(name)
    run, decision = judged(suite, products)
    expected = {metric for of, _, metrics in WAYS.values() if of == name for metric in metrics}
    missed = {reason.facts["metric"] for reason in decision.reasons if reason.key == "threshold_missed"}
    assert expected & missed == set()
    for report in (html, json_report, junit, markdown):
        assert report.render([(run, decision)])
