"""The real search behind the retrieval bench."""

from collections.abc import Sequence

import pytest

from eval.library_retriever import open_retriever
from eval.retrieval_bench import ARMS, BenchDocument

DOCUMENTS = [
    BenchDocument("fees", "会议结束后三十日内办理会议费报销手续。", "会议费管理办法"),
    BenchDocument("leave", "组长请假由领导小组组长批准，组员请假由组长批准。"),
    BenchDocument("bridge", "剩余两座危桥受汛期影响，桩基施工推迟。"),
    BenchDocument("bridge-again", "剩余两座危桥受汛期影响，桩基施工推迟。"),
]


def ids(found: Sequence[str]) -> list[str]:
    return list(found)


@pytest.mark.parametrize("arm", ARMS)
def test_every_arm_ranks_the_document_that_answers_first(arm: str) -> None:
    with open_retriever(DOCUMENTS) as retriever:
        assert ids(retriever.search("会议费多少日内报销", 10, arm))[0] == "fees"
        assert ids(retriever.search("组长请假谁批准", 1, arm)) == ["leave"]


def test_a_document_that_cannot_be_taken_in_is_told_and_never_found() -> None:
    with open_retriever([*DOCUMENTS, BenchDocument("empty", " ")]) as retriever:
        assert retriever.refused == ["empty"]
        assert "empty" not in retriever.search("会议费", 10, "hybrid")


def test_documents_of_equal_text_are_both_found_and_each_once() -> None:
    with open_retriever(DOCUMENTS) as retriever:
        found = ids(retriever.search("危桥桩基施工为什么推迟", 10, "hybrid"))
    assert found[:2] == ["bridge", "bridge-again"]
    assert len(found) == len(set(found))
