"""The retriever's bench on a set small enough to work out by hand."""

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from assistant.errors import UsageError
from eval.retrieval_bench import ARMS, BenchDocument, bench

RANKED = {
    "terms": {"报销": ["d1", "d2", "d3"], "整改": ["d2", "d1", "d3"]},
    "vectors": {"报销": ["d3", "d2"], "整改": ["d1"]},
    "hybrid": {"报销": ["d1", "d3"], "整改": ["d1", "d2"]},
}


class TableRetriever:
    refused = ("d3",)

    def search(self, query: str, k: int, arm: str) -> Sequence[str]:
        return RANKED[arm][query][:k]


@contextmanager
def build(documents: Sequence[BenchDocument]) -> Iterator[TableRetriever]:
    assert [document.id for document in documents] == ["d1", "d2", "d3"]
    yield TableRetriever()


def write(folder: Path, qrels: str) -> tuple[Path, Path, Path]:
    files = (folder / "corpus.jsonl", folder / "queries.jsonl", folder / "qrels.tsv")
    rows = [
        '{"id": "d1", "title": "会议费", "text": "报销"}',
        '{"id": "d2", "text": "整改"}',
        '{"id": "d3", "text": "其他"}',
    ]
    files[0].write_text("\n".join(rows), encoding="utf-8")
    queries = ['{"id": "q1", "text": "报销"}', '{"id": "q2", "text": "整改"}', '{"id": "q3", "text": "没有标注"}']
    files[1].write_text("\n".join(queries), encoding="utf-8")
    files[2].write_text("query-id\tcorpus-id\tscore\n" + qrels, encoding="utf-8")
    return files


def test_every_arm_is_measured_and_the_default_one_stands_at_the_top(tmp_path: Path) -> None:
    table = bench(*write(tmp_path, "q1\td1\t1\nq2\td2\t1\nq3\td1\t0\n"), build)
    assert (table["documents"], table["refused"], table["queries"]) == (3, 1, 2)
    assert set(table["arms"]) == set(ARMS)
    assert {name: table["arms"]["terms"][name] for name in ("ndcg@10", "recall@5", "mrr@10", "hit@5")} == {
        "ndcg@10": 1.0, "recall@5": 1.0, "mrr@10": 1.0, "hit@5": 1.0,
    }  # fmt: skip
    assert table["arms"]["vectors"]["hit@5"] == 0.0
    assert table["mrr@10"] == 0.75
    assert table["ndcg@10"] == round((1 + 1 / math.log2(3)) / 2, 4)
    assert {"build_s", "query_ms_p50", "query_ms_p95"} <= set(table)


def test_a_set_without_a_relevant_document_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="No query"):
        bench(*write(tmp_path, "q1\td1\t0\n"), build)


@pytest.mark.parametrize("row", ["q1\td1", "q1\td1\thigh", "q1 d1 1"])
def test_a_bad_judgement_is_named_by_line(tmp_path: Path, row: str) -> None:
    with pytest.raises(UsageError, match=r"qrels\.tsv line 3"):
        bench(*write(tmp_path, f"q1\td1\t1\n{row}\n"), build)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    corpus, queries, _ = write(tmp_path, "")
    with pytest.raises(UsageError, match=r"nowhere\.tsv"):
        bench(corpus, queries, tmp_path / "nowhere.tsv", build)
