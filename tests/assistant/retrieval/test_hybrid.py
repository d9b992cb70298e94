from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from assistant.application import Assistant
from assistant.records import Status
from assistant.retrieval.fusion import Leg, fuse
from assistant.retrieval.hybrid import HybridRetriever
from assistant.retrieval.query import understand

Write = Callable[[str, str], Path]


def test_the_edition_in_force_on_a_date_is_found_and_no_other(sample: Assistant) -> None:
    def found(as_of: date) -> set[str]:
        evidence = sample.retrieve("巡察整改工作办法 整改方案 报送", k=8, as_of=as_of)
        return {Path(item.path).name for item in evidence if "整改工作办法" in item.title}

    assert found(date(2022, 1, 1)) == {"xuncha-zhenggai-banfa-2021.md"}
    assert found(date(2025, 1, 1)) == {"xuncha-zhenggai-banfa-2024.md"}


def test_a_document_picked_by_hand_is_searched_whatever_its_status(sample: Assistant) -> None:
    old = next(document for document in sample.documents() if document.path.endswith("2021.md"))
    found = sample.retrieve("整改方案 报送", documents=frozenset({old.id}))
    assert {item.passage.document_id for item in found} == {old.id}
    assert found[0].status is Status.SUPERSEDED


def test_an_article_is_found_by_its_address(sample: Assistant) -> None:
    found = sample.retrieve("《临江市巡察整改工作办法》第十五条怎么规定的？", k=3)
    assert found[0].passage.article == "第十五条"
    assert found[0].title == "临江市巡察整改工作办法"


def test_collections_are_kept_apart(assistant: Assistant, write: Write) -> None:
    assistant.ingest([write("甲.txt", "甲会议纪要\n河道清淤由水务局负责。")], collection="一组")
    assistant.ingest([write("乙.txt", "乙会议纪要\n河道清淤由城管局负责。")], collection="二组")
    found = assistant.retrieve("河道清淤由谁负责", collection="一组")
    assert [item.title for item in found] == ["甲会议纪要"]
    assert assistant.retrieve("河道清淤由谁负责", collection="三组") == []


def test_it_is_a_langchain_retriever(sample: Assistant) -> None:
    retriever = HybridRetriever(store=sample.store, k=3)
    found = retriever.invoke("整改方案多少个工作日内报送")
    assert len(found) == 3
    for document in found:
        text = sample.document(document.metadata["document_id"]).text
        assert text[document.metadata["start"] : document.metadata["end"]] == document.page_content


def test_a_follow_up_carries_the_question_before_it() -> None:
    asked = understand("那时限呢？", as_of=date(2025, 1, 1), history=("整改方案报给谁？",))
    assert asked.text == "整改方案报给谁？ 那时限呢？"
    assert understand("会议费的标准是多少？", as_of=date(2025, 1, 1), history=("甲？",)).text == "会议费的标准是多少？"


def test_fusion_ranks_by_both_legs_and_breaks_ties_by_id() -> None:
    fused = fuse([Leg("terms", {"b": 10.0, "a": 10.0, "c": 5.0}, 1.0), Leg("vectors", {"c": 0.9}, 0.5)])
    assert [item.passage_id for item in fused] == ["a", "b", "c"]
    assert fused[2].score == (0.5 * 1.0 + 1.0 * 0.5) / 1.5


def test_a_leg_that_found_nothing_changes_no_order() -> None:
    leg = Leg("terms", {"a": 3.0, "b": 2.0}, 1.0)
    assert [i.passage_id for i in fuse([leg, Leg("vectors", {}, 1.0)])] == [i.passage_id for i in fuse([leg])]
