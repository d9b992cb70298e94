"""A document goes for good: no word of it is left under the home, and drafts of it can still be opened."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from assistant.application import Assistant
from assistant.cli import run
from assistant.desk.desk import Desk
from assistant.desk.quoting import MARK
from assistant.desk.records import DraftFate, DraftKind
from assistant.drafting.forms import Genre
from assistant.errors import NotInLibrary, UsageError
from assistant.export.manuscripts import remarks_to_json
from assistant.export.plan_drafts import PlanDraft
from assistant.web.manuscript_desk import ManuscriptDesk, ManuscriptDraft
from assistant.web.plan_desk import PlanDesk
from assistant.web.purging import purge

FEEDBACK = """关于巡察临江市水务局党组的反馈意见

根据市委统一部署，市委第三巡察组对临江市水务局党组开展了常规巡察。

巡察发现的主要问题：

一、落实党的理论和路线方针政策方面

（一）学习贯彻不够深入。理论学习中心组全年仅组织集中学习X次，北闸管理所连续两年未开展专题研讨。

（二）河湖治理责任落实不到位。沙湾段巡查记录缺失，芦荡口排口整治进展缓慢。
"""
RULE = (
    "临江市河湖治理责任办法\n\n第一条 为落实河湖治理责任，制定本办法。\n"
    "第二条 被巡察党组织应当落实河湖治理责任，沙湾段等河段巡查记录应当当日填写、每月归档，由片区河长逐月核验。\n"
    "第三条 党组理论学习中心组应当学习贯彻治水要求，每季度至少组织一次集中学习研讨，学习情况向市委巡察办报备。\n"
)
OWNER = "li"


@pytest.fixture
def ids(assistant: Assistant, write: Callable[[str, str], Path]) -> dict[str, str]:
    """Title of each document → its id."""
    assistant.ingest([write("反馈.txt", FEEDBACK), write("规则.txt", RULE)])
    return {("反馈" if "反馈" in each.title else "规则"): each.id for each in assistant.documents()}


@pytest.fixture
def desk(assistant: Assistant, ids: dict[str, str], home: Path) -> Iterator[Desk]:
    """A desk with a plan and a speech of the feedback, both of them made of the library."""
    desk = Desk(home)
    feedback = assistant.document(ids["反馈"])
    plan = assistant.draft_plan(feedback, on=date(2026, 1, 5))
    PlanDesk(desk.drafts).keep(OWNER, PlanDraft(plan), plan.outline[0].title, feedback.id)
    remarks = assistant.draft_remarks(Genre.PLEDGE, feedback)
    draft = ManuscriptDraft(remarks.manuscript, date(2026, 1, 5), remarks_to_json(remarks, language="zh"))
    speeches = ManuscriptDesk(desk.drafts, DraftKind.REMARKS)
    speeches.keep(OWNER, draft, draft.manuscript.title, feedback.id)
    yield desk
    desk.close()


@pytest.mark.parametrize("what", ["反馈", "规则"])
def test_nothing_of_a_document_is_left_although_drafts_quoted_it_and_they_open_as_before(
    assistant: Assistant, ids: dict[str, str], desk: Desk, home: Path, what: str
) -> None:
    assert desk.quoting([ids[what]]).drafts, "else this shows nothing"
    done = purge(assistant, desk, home, [ids[what]], DraftFate.MASK)
    assert done.searched.traces == ()
    plans, speeches = PlanDesk(desk.drafts), ManuscriptDesk(desk.drafts, DraftKind.REMARKS)
    for editor in (plans, speeches):
        (heading,) = editor.headings(OWNER)
        opened = editor.open(OWNER, heading.id)  # type: ignore[attr-defined]
        assert opened.shown
    (heading,) = plans.headings(OWNER)
    assert MARK in str(desk.drafts.open(OWNER, heading.id).state)


def test_drafts_go_with_the_document_where_that_was_asked_for(
    assistant: Assistant, ids: dict[str, str], desk: Desk, home: Path
) -> None:
    assert purge(assistant, desk, home, [ids["反馈"]], DraftFate.DELETE).searched.traces == ()
    assert desk.work_of(OWNER).drafts == 0


def test_nothing_is_done_before_it_is_said_what_becomes_of_drafts(
    assistant: Assistant, ids: dict[str, str], desk: Desk, home: Path
) -> None:
    with pytest.raises(UsageError, match="2"):
        purge(assistant, desk, home, [ids["反馈"]], None)
    with pytest.raises(NotInLibrary):
        purge(assistant, desk, home, ["d9"], DraftFate.DELETE)
    assert desk.work_of(OWNER).drafts == 2
    assert len(assistant.documents()) == 2


def test_the_command_line_says_what_quotes_a_document_and_asks(
    assistant: Assistant, ids: dict[str, str], desk: Desk, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--home", str(home), "library", "purge", ids["反馈"]]
    assert run(words) == 2
    said = capsys.readouterr().err
    assert "整改方案（li，" in said
    assert "--drafts mask" in said
    assert run([*words, "--drafts", "mask"]) == 0
