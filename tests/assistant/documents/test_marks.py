"""What is known of a text's structure: which headings stand above a place, and what names a stretch."""

from __future__ import annotations

import pytest

from assistant.documents.marks import Marks, marks_of
from assistant.records import Document, Version
from assistant.text.newlines import unify_newlines
from assistant.text.sentences import Span

RULE = """甲办法
第一章　总则
第一条　为了整改，依照第三条制定本办法。
第二条　适用于本市。
第二章　附则
第三条　自印发之日起施行。"""


def marks(text: str) -> Marks:
    clean, offsets = unify_newlines(text)
    return marks_of(Document("d", "甲办法", "a.txt", "default", "other", Version(), clean, text, offsets))


def stretch(begins: str, ends: str) -> Span:
    return Span(RULE.index(begins), RULE.index(ends) + len(ends))


def test_the_headings_above_a_place_are_those_of_its_own_chapter() -> None:
    path = marks(RULE).path_at(RULE.index("自印发"))
    assert [heading.label for heading in path][-2:] == ["第二章", "第三条"]


@pytest.mark.parametrize(("begins", "named"), [("第一章", "第一条"), ("第一条", "第一条"), ("制定", "制定")])
def test_a_stretch_is_named_by_the_last_heading_that_it_begins_with(begins: str, named: str) -> None:
    assert marks(RULE).names_from(stretch(begins, "本办法。")) == RULE.index(named)


def test_the_words_of_an_article_begin_behind_its_number_and_its_chapter() -> None:
    found = marks(RULE)
    assert RULE[found.behind_headings(stretch("第一章", "本办法。")) :].startswith("为了整改")
    assert found.behind_headings(stretch("制定", "本办法。")) == RULE.index("制定")


def test_only_what_is_referred_to_within_a_stretch_is_told() -> None:
    found = marks(RULE)
    assert [str(each.address) for each in found.references_in(stretch("第一条", "本办法。"))] == ["第三条"]
    assert found.references_in(stretch("第二条", "本市。")) == []


def test_a_heading_is_found_where_it_begins_and_nowhere_else() -> None:
    found = marks(RULE)
    chapter = found.heading_at(RULE.index("第二章"))
    assert chapter is not None
    assert chapter.label == "第二章"
    assert found.heading_at(RULE.index("第二章") + 1) is None
    assert found.heading_at(len(RULE)) is None


def test_a_text_with_two_articles_is_no_rule() -> None:
    assert marks(RULE).is_rule
    assert not marks("第一条　甲。\n第二条　乙。").is_rule
