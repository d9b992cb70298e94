"""The thesaurus: what it finds in questions, how a user extends it, and that it never outranks exact words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from assistant.application import Assistant
from assistant.errors import UsageError
from assistant.retrieval import hybrid
from assistant.retrieval.query import understand
from assistant.retrieval.thesaurus import extended, shipped
from assistant.settings import Settings

Write = Callable[[str, str], Path]

EVERYDAY = [
    ("一把手多久听一次汇报", "一把手", "主要负责人"),
    ("检查组什么时候走", "检查组", "巡察组"),
    ("开会的钱从哪里来", "钱从哪里来", "预算"),
    ("马上改的事给几天", "马上改", "立行立改"),
    ("借来的人归谁管", "借来的人", "抽调人员"),
    ("老百姓能看到吗", "老百姓", "群众"),
    ("出门一晚能住多贵的", "能住多贵", "住宿费"),
    ("哪几家公司亏钱", "亏钱", "亏损"),
    ("这活谁跑腿", "跑腿", "经办人"),
    ("漏雨的房子谁给白修", "白修", "免费维修"),
    ("餐馆用煤气要查什么", "煤气", "燃气"),
    ("还有多少没退", "还有多少", "剩余"),
]


@pytest.mark.parametrize(("question", "word", "written"), EVERYDAY)
def test_an_everyday_word_also_looks_for_what_documents_write(question: str, word: str, written: str) -> None:
    found = {concept.word: concept.alternatives for concept in shipped().concepts(question)}
    assert written in found[word]


def test_the_longer_word_wins_and_what_is_there_already_is_not_looked_for_again() -> None:
    words = [concept.word for concept in shipped().concepts("工作日内")]
    assert words == ["工作日内"]
    assert all("预算" not in concept.alternatives for concept in shipped().concepts("预算里的钱"))


def test_a_character_that_only_helps_a_verb_is_no_word() -> None:
    assert [concept.word for concept in shipped().concepts("违反了会怎么样")] == []
    assert [concept.word for concept in shipped().concepts("借走的还没补")] == ["借走"]
    assert [concept.word for concept in shipped().concepts("这个会谁定")] == ["会"]


def test_words_kept_apart_are_not_looked_for_by_one_another(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('"座位" = ["软席 | 硬席 < 坐票"]\n', encoding="utf-8")
    known = extended(own)
    assert known.concepts("坐票多少")[0].alternatives == ("软席", "硬席")
    assert known.concepts("软席多少钱")[0].word == "钱"


def test_words_of_people_are_never_looked_for() -> None:
    everyday = {"一把手", "老百姓", "甩锅", "钱"}
    assert not any(everyday.intersection(words) for words in shipped().alternatives.values())


def test_there_are_enough_groups() -> None:
    assert len(shipped().alternatives) >= 600


def test_a_file_of_the_user_adds_words_and_takes_words_away(tmp_path: Path, home: Path, write: Write) -> None:
    own = tmp_path / "own.toml"
    own.write_text('"本地" = ["河长办 < 管河的"]\nwithout = ["一把手"]\n', encoding="utf-8")
    assert extended(own).concepts("管河的归谁管")[0].alternatives == ("河长办",)
    assert all(concept.word != "一把手" for concept in extended(own).concepts("一把手是谁"))
    with Assistant(Settings(home=home, thesaurus=own)) as assistant:
        water = write("甲.txt", "水务分工\n河长办设在水务局。")
        assistant.ingest([water, write("乙.txt", "绿化分工\n行道树由园林处养护。")])
        assert assistant.retrieve("管河的", k=1)[0].title == "水务分工"


@pytest.mark.parametrize("content", ["own = 3", 'own = ["< 管河的"]', "own = [", "own = [1]"])
def test_a_file_that_is_none_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / "own.toml").write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match=r"own\.toml"):
        extended(tmp_path / "own.toml")


@pytest.mark.parametrize(("question", "word", "written"), EVERYDAY)
def test_a_passage_with_the_exact_words_is_never_outranked_by_one_with_other_words(
    assistant: Assistant, write: Write, question: str, word: str, written: str
) -> None:
    exact = write("原话.txt", f"原话\n{question}，会上已经说明。")
    other = write("换词.txt", f"换词\n{question.replace(word, written)}，会上已经说明，{written}另行通知。")
    assistant.ingest([exact, other, write("旁.txt", "旁的\n食堂早上七点开门。")])
    assert [item.title for item in assistant.retrieve(question, k=2)] == ["原话", "换词"]


def test_documents_are_left_as_they_are(assistant: Assistant, write: Write) -> None:
    assistant.ingest([write("甲.txt", "甲\n主要负责人每月听取汇报。")])
    assert assistant.store.terms.search("一把手", 5) == []


def test_it_is_asked_only_where_the_question_uses_other_words(sample: Assistant) -> None:
    def mismatch(question: str) -> float:
        query = understand(question, as_of=date(2026, 1, 1))
        return hybrid.searched(sample.store, query, 5).candidates.mismatch

    assert mismatch("会议费应当在会议结束后多少日内办理报销手续？") == 0.0
    assert mismatch("一把手隔多长时间要过问一回改得怎么样了？") > 0.5
