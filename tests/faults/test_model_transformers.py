"""A real server of another make, end to end: its model is random, so nothing it says may stay in an answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from assistant.application import Assistant
from assistant.composing.chat_model import ChatModelComposer
from assistant.composing.composer import Delta, Finished, Request
from assistant.composing.endpoint import Endpoint
from assistant.composing.exchange import Limits
from assistant.composing.extractive import NAME
from assistant.errors import EndpointError
from assistant.records import Evidence, Passage, Status, Verdict
from assistant.settings import ModelSettings, Settings
from tests.random_model import NotServedError, served

pytestmark = [pytest.mark.faults, pytest.mark.timeout(300)]

TEXT = "第二条 巡察整改期限为三个月，自收到巡察反馈意见之日起计算。"
PASSAGE = Passage("p", "d", 0, len(TEXT), 0, len(TEXT), TEXT, "")
REQUEST = Request(
    "巡察整改期限是多久？", (Evidence(PASSAGE, "办法", "办法.txt", Status.CURRENT, 1.0),), date(2026, 3, 1)
)


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Endpoint]:
    folder = tmp_path_factory.mktemp("random-model")
    try:
        with served(folder) as url:
            yield Endpoint(url, str(folder / "random-llama"), max_output_tokens=60)
    except NotServedError as why:
        pytest.skip(str(why))


def test_the_protocol_is_understood(endpoint: Endpoint) -> None:
    """Text comes in pieces, and how it ended and what it used is known."""
    composer = ChatModelComposer(endpoint, count_tokens=len, limits=Limits(attempts=1))
    events: list[object] = []
    try:
        events.extend(composer.compose(REQUEST))
    except EndpointError as error:
        assert error.key == "endpoint_length", "a random model seldom ends by itself"  # noqa: PT017
    else:
        assert isinstance(events[-1], Finished)
        assert events[-1].usage["output_tokens"] > 0
    assert any(isinstance(event, Delta) and event.text for event in events)


@pytest.mark.parametrize("policy", ["strict", "mark"])
def test_nonsense_gives_way_to_excerpts_or_is_marked(policy: str, endpoint: Endpoint, tmp_path: Path) -> None:
    rule = tmp_path / "办法.txt"
    rule.write_text(f"临江市巡察整改期限办法\n\n{TEXT}\n", encoding="utf-8")
    model = ModelSettings(base_url=endpoint.base_url, name=endpoint.model, policy=policy, timeout_s=60)
    with Assistant(Settings(home=tmp_path / "home", model=model)) as assistant:
        assert not assistant.ingest([rule]).failed
        answer = assistant.ask("巡察整改期限是多久？")
    if policy == "strict":
        assert answer.degraded
        assert answer.model == NAME
        assert "三个月" in answer.text
    written = [sentence for sentence in answer.sentences if sentence.text not in TEXT]
    assert all(sentence.verdict is not Verdict.SUPPORTED for sentence in written)
