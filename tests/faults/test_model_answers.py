"""What reaches a person when the model's server fails or the model talks nonsense: the whole way, over the wire."""

from __future__ import annotations

import random
import re
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant import messages
from assistant.answering import Stage
from assistant.application import Assistant
from assistant.composing.composer import Delta
from assistant.composing.extractive import NAME
from assistant.records import Answer, Verdict
from assistant.settings import ModelSettings, Settings
from assistant.text.sentences import sentences
from tests.model_server import (
    MODEL,
    ModelServer,
    Reply,
    Step,
    cut,
    endlessly,
    error,
    finish,
    keep_alive,
    no_choices,
    pause,
    raw,
    role,
    say,
    status,
    usage,
)

pytestmark = pytest.mark.faults

RULE = """临江市巡察整改期限办法

第一条 为规范巡察整改期限，制定本办法。
第二条 巡察整改期限为三个月，自收到巡察反馈意见之日起计算。
第三条 整改情况报告应当在整改期限届满之日起十五个工作日内报送市委巡察办。
"""
QUESTION = "巡察整改期限是多久？"
RIGHT = "三个月"
GOOD = "巡察整改期限为三个月，自收到巡察反馈意见之日起计算。"
CLOCK_S = 1.2
"""For faults that only the clock can tell."""


@pytest.fixture(autouse=True, scope="module")
def _libraries_loaded() -> None:
    """Once, outside the limits that the tests set."""
    import langchain_openai.chat_models.base  # noqa: F401


@pytest.fixture(scope="module")
def home_of_a_rule(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rule")
    (folder / "rule.txt").write_text(RULE, encoding="utf-8")
    with Assistant(Settings(home=folder / "home")) as opened:
        assert not opened.ingest([folder / "rule.txt"]).failed
    return folder / "home"


@pytest.fixture
def with_model(home_of_a_rule: Path, server: ModelServer) -> Iterator[Callable[..., Assistant]]:
    """`with_model("mark")`: an assistant over the rule whose answers the server writes."""
    opened: list[Assistant] = []

    def open_one(
        policy: str = "strict", timeout_s: float = 20, url: str | None = None, home: Path = home_of_a_rule
    ) -> Assistant:
        model = ModelSettings(base_url=url or server.url, name=MODEL, policy=policy, timeout_s=timeout_s)
        opened.append(Assistant(Settings(home=home, model=model)))
        return opened[-1]

    yield open_one
    for each in opened:
        each.close()


def material_of(server: ModelServer, words: str) -> int:
    """The number under which a piece of evidence that holds `words` was sent last."""
    pieces = re.findall(r'<材料 编号="(\d+)">(.*?)</材料>', server.chats[-1].text, re.DOTALL)
    return next(int(number) for number, text in pieces if words in text)


def answering(server: ModelServer, write: Callable[[int], str]) -> Step:
    """Say what `write` makes of the number of the evidence that holds the answer."""

    def step(reply: Reply) -> None:
        say(write(material_of(server, RIGHT)))(reply)

    return step


def is_of_excerpts(answer: Answer) -> bool:
    """Whether the embedded composer answered, in the source's own words."""
    told = all(each.text in RULE and each.verdict is Verdict.SUPPORTED for each in answer.sentences)
    return answer.model == NAME and bool(answer.sentences) and told


BEGUN = say("整改方案应当报送。[1]")
FAULTS: dict[str, tuple[tuple[Step, ...], str, float]] = {
    "silence": ((pause(30),), "endpoint_too_slow", CLOCK_S),
    "429, long wait asked for": ((status(429, error("slow down"), retry_after="3600"),), "endpoint_rate_limited", 20),
    "500": ((status(500, error("model runner crashed")),), "endpoint_failed", 20),
    "cut in the middle": ((BEGUN, say("期限为"), cut()), "endpoint_cut", 20),
    "invalid JSON": ((BEGUN, raw(b"data: {\n\n")), "endpoint_cut", 20),
    "a page": ((status(200, "<html>请先登录</html>"),), "endpoint_not_a_model", 20),
    "empty": ((role(), say(""), finish()), "endpoint_empty", 20),
    "endless": ((endlessly(say("整改到位，"), 0),), "endpoint_endless", 20),
    "wrong encoding": (
        (raw('data: {"choices": [{"index": 0, "delta": {"content": "整改"}}]}\n\n'.encode("gbk")),),
        "endpoint_encoding",
        20,
    ),
    "context exceeded": (
        (status(400, error("This model's maximum context length is 4096 tokens.")),),
        "endpoint_context_exceeded",
        20,
    ),
    "no finish reason": ((BEGUN,), "endpoint_unfinished", 20),
    "length": ((BEGUN, finish("length")), "endpoint_length", 20),
    "empty choices": ((no_choices(), finish()), "endpoint_empty", 20),
    "keep-alive alone": ((keep_alive(100, 0.1),), "endpoint_too_slow", CLOCK_S),
}


@pytest.mark.parametrize("language", messages.LANGUAGES)
@pytest.mark.parametrize("label", FAULTS)
def test_whatever_fails_the_answer_is_made_of_excerpts_and_says_why(
    label: str, language: str, server: ModelServer, with_model: Callable[..., Assistant]
) -> None:
    steps, key, timeout_s = FAULTS[label]
    for _ in range(3):
        server.will(*steps)
    assistant = with_model(timeout_s=timeout_s)
    started = time.monotonic()
    with messages.speaking(language):
        answer = assistant.ask(QUESTION)
    assert time.monotonic() - started < max(timeout_s / 2, 3 * CLOCK_S)
    assert is_of_excerpts(answer)
    texts = messages.catalogue(language)
    for part in (*re.split(r"\{\w+\}", texts[f"errors.{key}"]), *texts["answer.fell_back"].split("{why}")):
        assert part in answer.degraded[0]


def test_a_server_that_is_not_there(with_model: Callable[..., Assistant]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    answer = with_model(url=f"http://127.0.0.1:{port}/v1").ask(QUESTION)
    assert is_of_excerpts(answer)
    assert f"127.0.0.1:{port}" in answer.degraded[0]


# What the model says


def test_what_is_supported_is_shown_with_usage_and_time(
    server: ModelServer, with_model: Callable[..., Assistant]
) -> None:
    server.will(answering(server, lambda n: f"{GOOD}[{n}]"), usage(900, 40), finish())
    answer = with_model().ask(QUESTION)
    assert RIGHT in answer.text
    assert answer.model == MODEL
    assert answer.degraded == ()
    assert (answer.usage["input_tokens"], answer.usage["output_tokens"]) == (900, 40)
    assert 0 < answer.timings_ms["model_first_text"] <= answer.timings_ms["model"]
    assert len(server.chats) == 1, "what is supported is not asked for again"


def test_a_sentence_without_support_is_repaired_once(server: ModelServer, with_model: Callable[..., Assistant]) -> None:
    server.will(answering(server, lambda n: f"巡察整改期限为90个工作日。[{n}]"), usage(900, 40), finish())
    server.will(answering(server, lambda n: f"1、{GOOD}[{n}]"), usage(950, 30), finish())
    events = list(with_model().ask_events(QUESTION))
    answer = events[-1]
    assert isinstance(answer, Answer)
    assert "90" not in answer.text
    assert RIGHT in answer.text
    assert answer.model == MODEL
    assert [event.name for event in events if isinstance(event, Stage)][-2:] == ["repair", "check"]
    assert answer.usage["repair_input_tokens"] == 950
    assert answer.timings_ms["model_repair"] > 0
    assert "巡察整改期限为90个工作日" in server.chats[1].text
    assert [citation.n for citation in answer.citations] == list(range(1, len(answer.citations) + 1))


def test_what_cannot_be_repaired_is_dropped_or_marked_as_set(
    server: ModelServer, with_model: Callable[..., Assistant]
) -> None:
    def write(n: int) -> str:
        return f"{GOOD}[{n}]\n局长张三已被免职。[{n}]"

    for policy, is_shown in (("strict", False), ("mark", True)):
        server.will(answering(server, write), finish())
        server.will_answer("1、局长张三已被免职。[1]")
        answer = with_model(policy).ask(QUESTION)
        assert ("张三" in answer.text) is is_shown
        assert RIGHT in answer.text
        assert all(each.verdict is not Verdict.SUPPORTED for each in answer.sentences if "张三" in each.text)
        assert bool(answer.degraded) is not is_shown, "what was left out is said"


def test_a_repair_that_fails_is_said_and_nothing_is_lost(
    server: ModelServer, with_model: Callable[..., Assistant]
) -> None:
    server.will(answering(server, lambda n: f"{GOOD}[{n}]\n局长张三已被免职。[{n}]"), finish())
    server.will(status(401, error("key expired")))
    answer = with_model().ask(QUESTION)
    assert RIGHT in answer.text
    assert answer.model == MODEL
    assert any("密钥" in line for line in answer.degraded), answer.degraded


def test_citations_that_do_not_exist_carry_nothing(server: ModelServer, with_model: Callable[..., Assistant]) -> None:
    server.will_answer("巡察整改期限为三个月。[99]整改报告十五个工作日内报送。[0]")
    server.will_answer("1、巡察整改期限为三个月。[99]\n2、删去")
    answer = with_model().ask(QUESTION)
    assert is_of_excerpts(answer), "nothing held"
    assert answer.degraded


def test_an_answer_in_english_over_chinese_sources_is_not_believed(
    server: ModelServer, with_model: Callable[..., Assistant]
) -> None:
    server.will_answer("The rectification period is three months. [1]")
    server.will_answer("1. The rectification period is three months. [1]")
    answer = with_model().ask(QUESTION)
    assert "period" not in answer.text
    assert is_of_excerpts(answer)


def test_a_sentence_that_is_said_again_is_told_once(server: ModelServer, with_model: Callable[..., Assistant]) -> None:
    server.will(answering(server, lambda n: f"{GOOD}[{n}]" * 3), finish())
    assert with_model().ask(QUESTION).text.count(RIGHT) == 1


def test_nothing_is_shown_as_checked_before_it_is(server: ModelServer, with_model: Callable[..., Assistant]) -> None:
    """Text in progress comes as text alone; sentences with verdicts come at the end."""
    server.will(say("局长张三"), pause(0.1), say("已被免职。[1]"), finish())
    server.will_answer("1、删去")
    *before, answer = with_model().ask_events(QUESTION)
    assert all(isinstance(event, Stage | Delta) for event in before)
    assert isinstance(answer, Answer)
    assert "张三" not in answer.text


# Invented figures

_FIGURE = re.compile(
    r"\d+(?:\.\d+)?(?=个|日|天|年|月|%|万|元|人|项|次|小时|倍|种|名|件|份)|[二三四五六七八九十]+(?=个工作日|个月|日内|年|人|项)"
)
_CHINESE = dict(zip("23456789", "二三四五六七八九", strict=True))


def invented(text: str, materials: str, dice: random.Random) -> str | None:
    """The sentence with its figure made another that stands nowhere in the material; None where it has none."""
    found = _FIGURE.search(text)
    if found is None:
        return None
    for _ in range(50):
        value = str(dice.randint(2, 9)) if not found[0][0].isdigit() else str(dice.randint(2, 997))
        written = value if found[0][0].isdigit() else _CHINESE[value]
        if f"{written}{text[found.end() : found.end() + 1]}" not in materials and written != found[0]:
            return text[: found.start()] + written + text[found.end() :]
    return None


def test_invented_figures_are_caught(
    server: ModelServer, with_model: Callable[..., Assistant], sample_home: Path
) -> None:
    """Sentences of the sources, and the same with one figure made up; each cites the very piece that it distorts."""
    dice, true, false = random.Random(7391), [], []

    def write_both(reply: Reply) -> None:
        pieces = re.findall(r'<材料 编号="(\d+)">.*?正文：\n(.*?)</材料>', server.chats[-1].text, re.DOTALL)
        everything = "".join(text for _, text in pieces)
        for number, text in pieces:
            lines = [line for span in sentences(text) if (line := span.of(text)).endswith("。")]
            made = [(line, distorted) for line in lines if (distorted := invented(line, everything, dice))]
            for line, distorted in made[:2]:
                true.append(line)
                false.append(distorted)
                say(f"{line}[{number}]\n{distorted}[{number}]\n")(reply)

    assistant = with_model("mark", home=sample_home)
    supported: set[str] = set()
    for question in assistant.starter_questions():
        server.forget()
        server.will(write_both, finish())
        server.will_answer("都不改。")
        answer = assistant.ask(question)
        assert answer.model == MODEL
        supported |= {each.text for each in answer.sentences if each.verdict is Verdict.SUPPORTED}
    passed = [text for text in false if text in supported]
    kept = sum(text in supported for text in true) / len(true)
    print(f"{len(false)} invented figures, {len(passed)} passed: {passed}; true sentences kept {kept:.4f}")
    assert len(false) >= 200
    assert len(passed) <= 0.02 * len(false)
    assert kept >= 0.95
