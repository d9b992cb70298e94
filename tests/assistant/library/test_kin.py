"""Editions, near-duplicates and open questions among the documents of a library."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from assistant.application import Assistant
from assistant.records import Status

Write = Callable[[str, str], Path]


def rule(number: str, issued: str, effective: str, days: int, closing: str = "") -> str:
    """An edition of one rule; only the figure and the closing article differ."""
    return f"""# 临江市巡察整改工作办法

（{issued} 中共临江市委办公室印发 {number}）

第一条　为了规范巡察整改工作，压实被巡察党组织的主体责任，根据有关规定，制定本办法。

第二条　被巡察党组织应当自收到巡察反馈意见之日起{days}个工作日内报送整改方案和整改台账。

第三条　巡察整改实行销号管理，未完成整改的问题不得销号；已经销号又反弹的，重新列入台账。

第四条　整改情况应当以适当方式向党员干部和社会公开，接受监督，公开时间不少于15日。

第五条　本办法自{effective}起施行。{closing}
"""


OLD = rule("临委办发〔2021〕18号", "2021年6月25日", "2021年7月1日", 20)
NEW = rule(
    "临委办发〔2024〕9号",
    "2024年4月18日",
    "2024年5月1日",
    15,
    "2021年6月25日印发的《临江市巡察整改工作办法》（临委办发〔2021〕18号）同时废止。",
)
SPEECH = "在全市巡察工作会议上的讲话\n" + "".join(
    f"同志们，第{n}项工作要抓紧抓实，责任单位要在{n}个月内拿出成果并报送市委巡察办备案。\n" for n in range(1, 30)
)


def test_the_earlier_edition_ends_where_the_later_one_begins(assistant: Assistant, write: Write) -> None:
    assistant.ingest([write("旧.md", OLD), write("新.md", NEW)])
    old, new = sorted(assistant.documents(), key=lambda document: document.version.effective_from or date.min)
    assert old.version.superseded_on == date(2024, 5, 1)
    assert old.status is Status.SUPERSEDED
    assert "临委办发〔2021〕18号" in (new.version.supersedes or "")
    assert assistant.review() == []


def test_a_question_is_answered_from_the_edition_in_force(assistant: Assistant, write: Write) -> None:
    assistant.ingest([write("旧.md", OLD), write("新.md", NEW)])
    question = "收到巡察反馈意见后，整改方案要在多少个工作日内报送？"
    assert "15个工作日" in assistant.ask(question).text
    assert "20个工作日" in assistant.ask(question, as_of=date(2022, 1, 1)).text


def test_what_follows_from_a_document_goes_with_it(assistant: Assistant, write: Write) -> None:
    assistant.ingest([write("旧.md", OLD), write("新.md", NEW)])
    new = next(each for each in assistant.documents() if each.version.effective_from == date(2024, 5, 1))
    assistant.remove(new.id)
    (old,) = assistant.documents()
    assert old.version.superseded_on is None


def test_the_order_of_arrival_does_not_matter(assistant: Assistant, write: Write) -> None:
    assistant.ingest([write("新.md", NEW)])
    assistant.ingest([write("旧.md", OLD)])
    assert {str(each.version.superseded_on) for each in assistant.documents()} == {"None", "2024-05-01"}


def test_an_edition_without_a_date_is_asked_about_and_never_guessed(assistant: Assistant, write: Write) -> None:
    undated = OLD.replace("2021年6月25日 ", "").replace("本办法自2021年7月1日起施行", "本办法由市委巡察办负责解释")
    undated = undated.replace("临委办发〔2021〕18号", "")
    assistant.ingest([write("旧.md", undated), write("新.md", NEW.split("2021年6月25日印发")[0])])
    assert all(document.version.superseded_on is None for document in assistant.documents())
    (question,) = assistant.review()
    assert question.kind == "date_missing"
    assert len(question.documents) == 2
    assert "临江市巡察整改工作办法" in question.message


def test_a_sidecar_settles_the_question(assistant: Assistant, write: Write) -> None:
    undated = OLD.replace("2021年6月25日 ", "").replace("本办法自2021年7月1日起施行", "本办法由市委巡察办负责解释")
    undated = undated.replace("临委办发〔2021〕18号", "")
    paths = [write("旧.md", undated), write("新.md", NEW.split("2021年6月25日印发")[0])]
    assistant.ingest(paths)
    write("旧.md.yaml", "effective_from: 2021-07-01\n")
    assistant.ingest(paths)
    assert assistant.review() == []
    assert {str(each.version.superseded_on) for each in assistant.documents()} == {"None", "2024-05-01"}


def test_a_near_copy_is_cited_once(assistant: Assistant, write: Write) -> None:
    copy = "新华社临江2月20日电\n" + SPEECH.replace("成果并报送", "成果，并报送")
    assistant.ingest([write("甲.txt", SPEECH), write("乙.txt", copy)])
    twins = {each.twins for batch in assistant.store.catalogue.texts() for each in batch}
    assert len(twins) == 1
    assert None not in twins
    evidence = assistant.retrieve("第三项工作要在几个月内拿出成果", k=8)
    assert len({item.passage.document_id for item in evidence}) == 1


def test_editions_are_no_copies_of_one_another(assistant: Assistant, write: Write) -> None:
    assistant.ingest([write("旧.md", OLD), write("新.md", NEW)])
    assert {each.twins for batch in assistant.store.catalogue.texts() for each in batch} == {None}


def test_a_citation_of_a_rule_has_its_address(assistant: Assistant, write: Write) -> None:
    assistant.ingest([write("新.md", NEW)])
    answer = assistant.ask("收到巡察反馈意见后，整改方案要在多少个工作日内报送？")
    assert answer.citations[0].address == "《临江市巡察整改工作办法》第二条"
