"""Whatever a section of problems says is a finding, heads one, or is listed for the person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from hypothesis import example, given, settings
from hypothesis import strategies as st

from assistant.drafting.findings import read_findings
from tests.assistant.drafting.feedback_samples import document

SAID = st.sampled_from(
    [
        "账目管理混乱",
        "验收走过场，3次没有签字",
        "护栏锈得能掰断",
        "全年只去过一回",
        "组织了两次培训，效果较好",
        "如某站把钥匙挂在门上",
        "有的说法前后对不上",
        "局党组负主体责任",
        "工作有起色",
    ]
)
STYLES = st.sampled_from(["", "（{han}）", "{number}.", "{number}、", "（{number}）", "{han}是", "——", "• "])
HEADINGS = st.sampled_from(["", "（一）落实主体责任方面\n", "内部管理方面\n", "（一）内部管理薄弱\n"])
ENDS = st.sampled_from(["。", "；"])


@dataclass(frozen=True, slots=True)
class Section:
    """A section of problems and the statements that it was put together from."""

    text: str
    statements: tuple[str, ...]


@st.composite
def sections(draw: st.DrawFn) -> Section:
    """Paragraphs of one style, each of one to three sentences, under a heading or none."""
    style, heading = draw(STYLES), draw(HEADINGS)
    paragraphs = draw(st.lists(st.lists(st.tuples(SAID, ENDS), min_size=1, max_size=3), min_size=1, max_size=5))
    lines: list[str] = []
    told: list[str] = []
    for number, paragraph in enumerate(paragraphs, start=1):
        words = [f"{said}（{number}{at}号）" for at, (said, _) in enumerate(paragraph)]
        ends = [end for _, end in paragraph[:-1]] + ["。"]
        label = style.format(han="一二三四五"[number - 1], number=number)
        lines.append(label + "".join(f"{one}{end}" for one, end in zip(words, ends, strict=True)))
        told += words
    return Section(heading + "\n".join(lines), tuple(told))


def letter(*parts: Section) -> str:
    body = "\n".join(part.text for part in parts)
    advice = "二、意见建议\n（一）加强学习。\n（二）规范管理。"
    return f"市委巡察组关于巡察市粮食局党组的反馈意见\n一、主要问题\n{body}\n{advice}\n"


ANSWERED_FOR = Section(
    "（一）落实主体责任方面\n护栏锈得能掰断。\n局党组负主体责任。账目管理混乱。",
    ("护栏锈得能掰断", "局党组负主体责任", "账目管理混乱"),
)
"""Who answers for it is said in front of what is wrong."""


def lost(text: str, statements: Sequence[str]) -> list[str]:
    """The statements that stand in no finding, no heading and no doubt."""
    found = read_findings(document(text))
    held = [finding.verbatim for finding in found.findings]
    held += [group.title for group in found.groups] + [doubt.excerpt.verbatim for doubt in found.doubts]
    return [one for one in statements if not any(one in words for words in held)]


@settings(max_examples=200, deadline=None)
@given(sections(), sections())
@example(Section("账目管理混乱。", ("账目管理混乱",)), ANSWERED_FOR)
def test_no_statement_of_a_section_of_problems_is_lost(first: Section, second: Section) -> None:
    assert lost(letter(first, second), (*first.statements, *second.statements)) == []


@settings(max_examples=100, deadline=None)
@given(sections())
def test_findings_keep_the_order_and_the_words_of_the_letter(section: Section) -> None:
    text = letter(section)
    found = read_findings(document(text)).findings
    assert all(text[one.excerpt.start : one.excerpt.end] == one.verbatim for one in found)
    assert all(one.excerpt.end <= following.excerpt.start for one, following in pairwise(found))
