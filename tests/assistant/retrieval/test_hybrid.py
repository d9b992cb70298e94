from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assistant.application import Assistant
from assistant.errors import UsageError
from assistant.records import Evidence, Status
from assistant.retrieval.diversity import one_edition
from assistant.retrieval.features import NAMES
from assistant.retrieval.fusion import Leg, fuse
from assistant.retrieval.hybrid import default_ranker, searched
from assistant.retrieval.query import understand
from assistant.settings import Settings

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


def test_a_follow_up_carries_the_question_before_it() -> None:
    asked = understand("那时限呢？", as_of=date(2025, 1, 1), history=("整改方案报给谁？",))
    assert asked.text == "整改方案，时限是多久？"
    assert understand("会议费的标准是多少？", as_of=date(2025, 1, 1), history=("甲？",)).text == "会议费的标准是多少？"


def test_fusion_ranks_by_both_legs_and_breaks_ties_by_id() -> None:
    fused = fuse([Leg("terms", {"b": 10.0, "a": 10.0, "c": 5.0}, 1.0), Leg("vectors", {"c": 0.9}, 0.5)])
    assert [item.passage_id for item in fused] == ["a", "b", "c"]
    assert fused[2].score == pytest.approx((0.5 * 1.0 + 1.0 * 0.5) / 1.5)


def test_a_leg_that_found_nothing_changes_no_order() -> None:
    leg = Leg("terms", {"a": 3.0, "b": 2.0}, 1.0)
    assert [i.passage_id for i in fuse([leg, Leg("vectors", {}, 1.0)])] == [i.passage_id for i in fuse([leg])]


def found_with(sample: Assistant, **filters: object) -> list[str]:
    found = sample.retrieve("巡察整改 报送 期限", k=20, as_of=date(2026, 1, 1), **filters)  # type: ignore[arg-type]
    entries = {document.id: document for document in sample.documents()}
    return [f"{entries[i.passage.document_id].genre} {entries[i.passage.document_id].version.level}" for i in found]


def test_a_genre_or_a_level_limits_both_legs(sample: Assistant) -> None:
    assert {kind.split()[0] for kind in found_with(sample)} > {"regulation"}
    assert {kind.split()[0] for kind in found_with(sample, genres=["speech"])} == {"speech"}
    assert set(found_with(sample, genres=["regulation"], levels=["county"])) == {"regulation county"}
    assert found_with(sample, genres=["regulation"], levels=["central"]) == []
    only = found_with(sample, genres=["notice"], collection="sample")
    assert only
    assert set(only) <= {"notice municipal", "notice county", "notice unit"}
    assert found_with(sample, genres=["notice"], collection="none") == []


def test_each_leg_keeps_to_the_filters_by_itself(sample: Assistant) -> None:
    query = understand("巡察整改", as_of=date(2026, 1, 1), genres=["speech"])
    speeches = {document.id for document in sample.documents() if document.genre == "speech"}
    chosen = searched(sample.store, query, 5).candidates
    for leg in chosen.legs:
        held = sample.store.catalogue.find(list(leg.scores))
        assert held
        assert {one.passage.document_id for one in held.values()} <= speeches


EDITION = """# 河道管理办法

（{year}年1月1日县水务局印发）

第一条　河道清淤每年开展{times}次。

第二条　清淤由水务局负责。
"""


def test_one_edition_of_a_rule_is_shown_unless_the_question_compares(assistant: Assistant, write: Write) -> None:
    assistant.ingest([write(f"{y}.md", EDITION.format(year=y, times=y - 2018)) for y in (2020, 2023)])
    documents = frozenset(document.id for document in assistant.documents())

    def editions(question: str) -> int:
        return len({item.passage.document_id for item in searched_evidence(assistant, question)})

    assert len(documents) == 2
    assert editions("河道清淤每年几次") == 1
    assert editions("河道清淤的次数，新旧办法有什么区别") == 2


def searched_evidence(assistant: Assistant, question: str) -> list[Evidence]:
    """Both editions in force, as where their dates could not be read."""
    query = understand(question, as_of=date(2026, 1, 1))
    found = assistant.store.catalogue.find(
        [one.passage.id for batch in assistant.store.catalogue.texts() for one in batch]
    )
    kept = one_edition(list(found.values()), query)
    return [Evidence(one.passage, one.title, one.path, Status.CURRENT, 1.0) for one in kept]


def test_it_says_why_a_passage_ranks_where_it_does(sample: Assistant) -> None:
    question = "一把手隔多长时间要过问一回改得怎么样了？"
    why = sample.explain(question, k=5, as_of=date(2026, 1, 1))
    found = sample.retrieve(question, k=5, as_of=date(2026, 1, 1))
    assert [(each["passage_id"], each["score"]) for each in why["passages"]] == [
        (item.passage.id, round(item.score, 4)) for item in found
    ]
    assert "主要负责人" in why["query"]["thesaurus"]["一把手"]
    assert 0 < why["query"]["mismatch"] <= 1
    for rank, each in enumerate(why["passages"], start=1):
        assert each["rank"] == rank <= each["rank_before_repetitions"]
        assert abs(sum(each["parts"].values()) - each["score"]) < 1e-3
        text = next(item.passage.text for item in found if item.passage.id == each["passage_id"])
        whole = f"{each['title']}{text}"
        assert all(word in whole for words in each["thesaurus"].values() for word in words) or each["thesaurus"]
        assert each["legs"]
        assert set(each["features"]) == set(NAMES)


def test_a_leg_that_knew_a_passage_best_says_rank_one(assistant: Assistant, write: Write) -> None:
    assistant.ingest([write("甲.txt", "甲\n河道清淤由水务局负责。"), write("乙.txt", "乙\n食堂七点开门。")])
    why = assistant.explain("河道清淤由谁负责")
    best = why["passages"][0]
    assert best["title"] == "甲"
    assert best["legs"]["terms"]["rank"] == best["legs"]["vectors"]["rank"] == 1
    assert "清淤" in best["terms"]


def test_a_cross_encoder_decides_where_one_is_set(assistant: Assistant, write: Write, tmp_path: Path) -> None:
    assistant.ingest([write("甲.txt", "甲\n河道清淤由水务局负责。"), write("乙.txt", "乙\n河道清淤由城管局负责。")])
    asked: list[str] = []

    def by_city(question: str, passages: Sequence[str]) -> list[float]:
        asked.append(question)
        return [float("城管" in passage) for passage in passages]

    def by_water(question: str, passages: Sequence[str]) -> list[float]:
        return [float("水务" in passage) for passage in passages]

    query = understand("河道清淤由谁负责", as_of=date(2026, 1, 1))
    for cross_encode, first in ((by_city, "乙"), (by_water, "甲")):
        ranker = replace(default_ranker(), cross_encode=cross_encode)
        shown = searched(assistant.store, query, 2, ranker).shown
        assert shown[0].found.title == first
        assert shown[0].score == 1.0
    assert asked == ["河道清淤由谁负责"]


def test_a_cross_encoder_of_sentence_transformers_is_loaded_by_its_folder(
    home: Path, write: Write, tmp_path: Path
) -> None:
    from sentence_transformers import CrossEncoder
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *"河道清淤由谁负责水务局城管食堂开门甲乙丙。\n"]
    (tmp_path / "vocab.txt").write_text("\n".join(vocabulary[:-1]), encoding="utf-8")
    config = BertConfig(
        vocab_size=len(vocabulary), hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16,
        num_labels=1,
    )  # fmt: skip
    folder = tmp_path / "cross"
    BertForSequenceClassification(config).save_pretrained(folder)
    BertTokenizerFast(str(tmp_path / "vocab.txt")).save_pretrained(folder)
    with Assistant(Settings(home=home, reranker=str(folder))) as own:
        own.ingest([write("甲.txt", "甲\n河道清淤由水务局负责。"), write("乙.txt", "乙\n河道清淤由城管局负责。")])
        why = own.explain("河道清淤由谁负责")
    model = CrossEncoder(str(folder))
    passages = [f"{title}\n{title}\n河道清淤由{unit}局负责。" for title, unit in (("甲", "水务"), ("乙", "城管"))]
    expected = sorted(float(score) for score in model.predict([("河道清淤由谁负责", one) for one in passages]))
    assert sorted(each["parts"]["cross_encoder"] for each in why["passages"]) == pytest.approx(expected, abs=1e-3)


def test_a_cross_encoder_that_is_none_is_named(home: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nothing-here"):
        Assistant(Settings(home=home, reranker=str(tmp_path / "nothing-here")))


def test_as_many_passages_are_found_as_were_asked_for(sample: Assistant) -> None:
    assert len(sample.retrieve("巡察整改", k=50, as_of=date(2026, 1, 1))) > 40
