"""Of two documents that say the same, the one that said it first is cited."""

from __future__ import annotations

import pytest

from assistant.composing.questions import analyse
from assistant.composing.signals import Weighed
from assistant.composing.standing import original
from assistant.composing.units import source
from assistant.records import Evidence, Passage, Status

SAID = "抽查860户，发现37户不符合条件，多发低保金28.6万元。"


def weighed(title: str, text: str = SAID, *, key: int = 1, article: str | None = None) -> Weighed:
    address = f"《{title}》{article}" if article else None
    passage = Passage(f"p{key}", f"d{key}", 0, len(text), 0, len(text), text, "", article=article, address=address)
    found = source(key, Evidence(passage, title, f"{key}.txt", Status.CURRENT, 1.0))
    return Weighed(found.units[0], found, 0.0, 0.0, 0.0)


@pytest.mark.parametrize(
    "title", ["甲局党组整改方案", "甲局反馈问题整改台账", "关于巡察整改情况的报告", "在推进会上的讲话"]
)
def test_a_finding_is_cited_from_the_feedback_that_made_it(title: str) -> None:
    first = weighed("关于巡察甲局的反馈意见", key=2)
    assert original(analyse("多发低保金多少万元？"), weighed(title), [first]) is first


def test_a_duty_is_cited_from_its_rule() -> None:
    rule = weighed("甲市救助办法", f"第三条　{SAID}", key=2, article="第三条")
    assert original(analyse("多发低保金多少万元？"), weighed("关于巡察甲局的反馈意见"), [rule]) is rule


def test_who_asks_for_the_report_gets_the_report() -> None:
    report = weighed("关于巡察整改情况的报告")
    assert original(analyse("整改报告里多发低保金多少万元？"), report, [weighed("反馈意见", key=2)]) is report


def test_another_statement_is_not_taken_for_the_same() -> None:
    plan = weighed("甲局党组整改方案")
    other = weighed("反馈意见", "发现其他问题41户，多发低保金19万元。", key=2)
    assert original(analyse("多发低保金多少万元？"), plan, [other]) is plan
