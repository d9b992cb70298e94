"""A scripted server that words the measures it is asked for, and ways in which a model's words go wrong."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

from assistant.composing.endpoint import Endpoint
from assistant.composing.exchange import Limits
from assistant.drafting.model_calls import ChatModel
from tests.model_server import MODEL, ModelServer, Request, Step, finish, role, say, usage

QUICK = Limits(connect_s=2, first_text_s=5, gap_s=5, total_s=5, retry_wait_s=0.05, backoff_s=0.01)


class WordingServer(ModelServer):
    """Answers each request according to what it asks, in whatever order requests come."""

    def __init__(self, answer: Callable[[Request], tuple[Step, ...]]) -> None:
        super().__init__()
        self._answer = answer

    def script_for(self, request: Request) -> tuple[Step, ...]:
        return self._answer(request)


def matter_of(request: Request) -> str:
    """The first words of the finding that a request is about."""
    finding = re.search(r"<问题>(.*?)</问题>", request.messages[-1]["content"], re.DOTALL)
    assert finding is not None
    return re.split(r"[。，；\n]", finding[1].strip())[0]


def drafts_of(request: Request) -> list[str]:
    """The measures by rule that a request shows."""
    return re.findall(r"^\d+、(.*)$", request.text.rpartition("措施初稿：")[2], re.MULTILINE)


def good(request: Request) -> str:
    """What a good model replies: a goal and a text for each measure."""
    matter = matter_of(request)
    ways = "逐件摸清底数 逐项对照纠正 查明原因分清责任 补齐缺口并当面核验 查找同类情况逐件改正 复查结果防止反弹".split()
    texts = [
        f"针对“{matter}”，{ways[at % len(ways)]}，把{_ORDINALS[at % 10]}类情形改到位，没有达到的不予销号。"
        for at in range(len(drafts_of(request)))
    ]
    return reply(f"把“{matter[:20]}”反映的事项逐项改到位，同类情形得到清查。", texts)


_ORDINALS = "甲乙丙丁戊己庚辛壬癸"


def reply(goal: str, texts: list[str]) -> str:
    measures = [{"number": number, "text": text} for number, text in enumerate(texts, 1)]
    return json.dumps({"goal": goal, "measures": measures}, ensure_ascii=False)


def said(text: str) -> tuple[Step, ...]:
    """The steps of a reply that comes as it should."""
    return (role(), say(text), usage(120, 30), finish())


def model_at(server: ModelServer, *, at_once: int = 8, limits: Limits = QUICK) -> ChatModel:
    return ChatModel(Endpoint(server.url, MODEL), MODEL, len, 60_000, limits, at_once)
