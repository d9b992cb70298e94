"""A feedback document and rules made by hand, and a search over a few passages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from assistant.drafting.bases import Retrieve
from assistant.records import Document, Evidence, Passage, Status, Version
from assistant.text.offsets import OffsetMap
from assistant.text.terms import index_terms

LETTER = """市委第三巡察组关于巡察市粮食局党组的反馈意见

市粮食局党组：

根据市委统一部署，2024年3月4日至4月30日，市委第三巡察组对市粮食局党组开展了常规巡察。现反馈如下：

一、主要问题

（一）落实全面从严治党责任方面

1.会议费管理不严。2023年有4次会议没有列入年度会议计划，违反《市级机关会议费管理办法》第四条。

2.储备粮轮换监管缺位。
（1）3批次轮换没有按规定公开招标；
（2）轮换价差款X万元长期没有收回。

二、意见建议

（一）从严管理会议费。

请自收到反馈意见之日起3个月内报送整改情况报告。

市委第三巡察组
2024年6月12日
"""

RULE = "第四条　没有列入年度会议计划的会议，不得安排会议费。"
OLD_RULE = "第四条　会议费由各单位自行掌握，年度会议计划之外的会议可以安排会议费。"
UNRELATED = "第十条　图书馆应当每周开放不少于六天，并公布开放时间。"


def document(text: str, identity: str = "feedback") -> Document:
    """A document of a text that nothing has repaired."""
    return Document(
        identity,
        text.split("\n", 1)[0],
        "反馈.txt",
        "test",
        "feedback",
        Version(),
        text,
        text,
        OffsetMap.identity(len(text)),
    )


def evidence(text: str, *, title: str, article: str | None = "第四条", status: Status = Status.CURRENT) -> Evidence:
    """A passage that stands at character 100 of a rule."""
    start = 100
    passage = Passage(
        id=f"{title}-{article}",
        document_id=title,
        start=start,
        end=start + len(text),
        original_start=start + 7,
        original_end=start + 7 + len(text),
        text=text,
        heading="第一章",
        article=article,
    )
    return Evidence(passage, title, f"{title}.md", status, 0.5, date(2023, 1, 1))


def search(passages: Sequence[Evidence]) -> Retrieve:
    """Passages by shared pairs of characters, title included."""

    def retrieve(query: str, k: int) -> list[Evidence]:
        wanted = set(index_terms(query))
        return sorted(passages, key=lambda item: -len(wanted & set(index_terms(item.title + item.passage.text))))[:k]

    return retrieve


LIBRARY = (
    evidence(RULE, title="市级机关会议费管理办法"),
    evidence(OLD_RULE, title="市级机关会议费管理办法（2013年）", status=Status.SUPERSEDED),
    evidence(UNRELATED, title="公共图书馆服务规定", article="第十条"),
)
