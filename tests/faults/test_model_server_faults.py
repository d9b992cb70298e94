"""Every way a model's server can fail ends, within its limits, in one clear error; complete sentences are kept."""

from __future__ import annotations

import json
import re
import socket
import ssl
import time
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from assistant import messages
from assistant.composing import faults
from assistant.composing.chat_model import ChatModelComposer
from assistant.composing.composer import ComposedSentence, Delta, Finished, Request
from assistant.composing.endpoint import Endpoint
from assistant.composing.exchange import Limits
from assistant.errors import EndpointError
from assistant.library import embedding_endpoint
from assistant.records import Evidence, Passage, Status
from tests.model_server import (
    MODEL,
    ModelServer,
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
    think,
)

pytestmark = pytest.mark.faults

LIMITS = Limits(connect_s=0.3, first_text_s=5, gap_s=5, total_s=10, retry_wait_s=0.4, backoff_s=0.02, attempts=3)
HASTY = replace(LIMITS, first_text_s=0.3, gap_s=0.3)
"""For faults that only a clock can tell."""
TEXT = "第五条 党组书记是巡察整改第一责任人。"
REQUEST = Request(
    "整改由谁负责？",
    (Evidence(Passage("p", "d", 0, len(TEXT), 0, len(TEXT), TEXT, ""), "办法", "办法.txt", Status.CURRENT, 1.0),),
    date(2026, 3, 1),
)


@pytest.fixture(autouse=True, scope="module")
def _libraries_loaded() -> None:
    """Once, outside the limits that the tests set."""
    with ModelServer() as warm:
        warm.will_answer("好。")
        list(ChatModelComposer(Endpoint(warm.url, MODEL), count_tokens=len).compose(REQUEST))


def ask(url: str, limits: Limits = LIMITS) -> tuple[list[object], EndpointError]:
    """What came before the error, and the error; both languages can tell it."""
    came: list[object] = []
    composer = composer_for(url, limits)
    with pytest.raises(EndpointError) as caught:
        came.extend(composer.compose(REQUEST))  # what came before the error is kept
    for language in messages.LANGUAGES:
        assert len(caught.value.in_language(language)) > 15
    return came, caught.value


def composer_for(url: str, limits: Limits = LIMITS) -> ChatModelComposer:
    return ChatModelComposer(Endpoint(url, MODEL), count_tokens=len, max_input_tokens=20_000, limits=limits)


def sentences(came: list[object]) -> list[str]:
    return [event.text for event in came if isinstance(event, ComposedSentence)]


def sse(data: bytes) -> bytes:
    return b"data: " + data + b"\n\n"


def content(text: str, encoding: str = "utf-8") -> bytes:
    chunk = {"choices": [{"index": 0, "delta": {"content": text}, "finish_reason": None}]}
    return sse(json.dumps(chunk, ensure_ascii=False).encode(encoding))


COMPLETE = say("党组书记负责。[1]")
HALF = say("期限为三")
PAGE = "<!DOCTYPE html><html><body>请先登录网络</body></html>"

REFUSALS: dict[str, tuple[tuple[Step, ...], str]] = {
    "wrong key": ((status(401, error("Incorrect API key provided: sk-1234")),), "endpoint_unauthorized"),
    "no right": ((status(403, error("not allowed")),), "endpoint_unauthorized"),
    "unknown model": ((status(404, error(f'model "{MODEL}" not found, try pulling it')),), "endpoint_unknown_model"),
    "wrong path": ((status(404, {"detail": "Not Found"}),), "endpoint_not_found"),
    "wrong path, a page": ((status(404, PAGE),), "endpoint_not_found"),
    "busy, long wait asked for": ((status(429, error("slow down"), retry_after="3600"),), "endpoint_rate_limited"),
    "context exceeded, OpenAI": (
        (status(400, error("This model's maximum context length is 4096 tokens.")),),
        "endpoint_context_exceeded",
    ),
    "context exceeded, llama.cpp": (
        (status(500, error("the request exceeds the available context size")),),
        "endpoint_context_exceeded",
    ),
    "context exceeded, DashScope": (
        (status(400, error("Range of input length should be [1, 6000]")),),
        "endpoint_context_exceeded",
    ),
    "context exceeded, Chinese gateway": ((status(400, error("输入超过最大长度限制")),), "endpoint_context_exceeded"),
    "bad request": ((status(422, error("temperature must be positive")),), "endpoint_refused_request"),
    "not paid": ((status(402, error("Insufficient Balance")),), "endpoint_refused_request"),
    "a page": ((status(200, PAGE),), "endpoint_not_a_model"),
    "an empty page": ((status(200, ""),), "endpoint_not_a_model"),
    "JSON of another kind": ((status(200, {"hello": "world"}),), "endpoint_not_a_model"),
    "invalid JSON": ((raw(sse(b'{"choices": [')),), "endpoint_not_a_model"),
    "JSON in another shape": ((raw(sse(b'{"choices": [{"wrong": 1}]}')),), "endpoint_not_a_model"),
    "JSON that is a list": ((raw(sse(b"[1, 2]")),), "endpoint_not_a_model"),
    "no choices": ((no_choices(), finish()), "endpoint_empty"),
    "no choices and no end": ((no_choices(),), "endpoint_unfinished"),
    "an empty answer": ((role(), say(""), finish()), "endpoint_empty"),
    "an answer of marks alone": ((say("[1"), say("][2]。"), finish()), "endpoint_empty"),
    "thoughts alone": ((say("<think>想想"), say("</think>"), finish()), "endpoint_empty"),
    "reasoning alone": ((think("想想"), finish("length")), "endpoint_length"),
    "an error instead of an answer": ((raw(sse(b'{"error": {"message": "out of memory"}}')),), "endpoint_gave_up"),
    "cut before anything": ((cut(),), "endpoint_cut"),
    "cut before any text": ((role(), cut()), "endpoint_cut"),
    "silence": ((pause(10), finish()), "endpoint_no_first_text"),
    "silence after the role": ((role(), pause(10), finish()), "endpoint_no_first_text"),
    "keep-alive instead of text": ((keep_alive(200, 0.05), finish()), "endpoint_no_first_text"),
    "empty pieces instead of text": ((*[role(), pause(0.05)] * 200, finish()), "endpoint_no_first_text"),
}


@pytest.mark.parametrize("label", REFUSALS)
def test_a_server_that_says_nothing_useful(label: str, server: ModelServer) -> None:
    steps, key = REFUSALS[label]
    server.will(*steps)
    started = time.monotonic()
    came, fault = ask(server.url, HASTY if key == "endpoint_no_first_text" else LIMITS)
    assert fault.key == key, fault
    assert sentences(came) == []
    assert len(server.chats) == 1
    assert time.monotonic() - started < 2.5


INTERRUPTIONS: dict[str, tuple[tuple[Step, ...], str]] = {
    "cut": ((cut(),), "endpoint_cut"),
    "clean end without a finish reason": ((), "endpoint_unfinished"),
    "done without a finish reason": ((raw(sse(b"[DONE]")),), "endpoint_unfinished"),
    "length": ((finish("length"),), "endpoint_length"),
    "content filter": ((finish("content_filter"),), "endpoint_filtered"),
    "another end": ((finish("insufficient_system_resource"),), "endpoint_stopped"),
    "silence": ((pause(10),), "endpoint_stalled"),
    "keep-alive": ((keep_alive(200, 0.05),), "endpoint_stalled"),
    "empty pieces": ((*[role(), pause(0.05)] * 200,), "endpoint_stalled"),
    "invalid JSON": ((raw(b"data: {\n\n"),), "endpoint_cut"),
    "an error event": ((raw(sse(b'{"error": {"message": "CUDA error"}}')),), "endpoint_gave_up"),
    "context exceeded": ((raw(sse(b'{"error": {"message": "context size exceeded"}}')),), "endpoint_context_exceeded"),
    "GBK": ((raw(content("整改完成", "gbk")),), "endpoint_encoding"),
    "half a character at the end": ((raw(content("整改")[:-12] + b"\xe6\n\n"),), "endpoint_encoding"),
}


@pytest.mark.parametrize("label", INTERRUPTIONS)
def test_what_was_complete_is_kept_when_an_answer_breaks_off(label: str, server: ModelServer) -> None:
    steps, key = INTERRUPTIONS[label]
    server.will(COMPLETE, HALF, *steps)
    started = time.monotonic()
    came, fault = ask(server.url, HASTY if key == "endpoint_stalled" else LIMITS)
    assert fault.key == key, fault
    assert sentences(came) == ["党组书记负责。"]
    assert not any(isinstance(event, Finished) for event in came)
    assert len(server.chats) == 1, "an answer that has begun is not asked for again"
    assert time.monotonic() - started < 2.5


def test_a_stream_that_never_ends_is_stopped_by_the_clock(server: ModelServer) -> None:
    server.will(endlessly(say("整改，"), 0.05))
    started = time.monotonic()
    _, fault = ask(server.url, Limits(total_s=0.5, gap_s=0.3))
    assert fault.key == "endpoint_too_slow"
    assert fault.facts["seconds"] == "0.5"
    assert time.monotonic() - started < 2.5
    assert server.hung_up.wait(2)


def test_reasoning_that_never_ends_is_stopped_by_the_clock(server: ModelServer) -> None:
    server.will(endlessly(think("想"), 0))
    started = time.monotonic()
    _, fault = ask(server.url, Limits(total_s=0.5))
    assert fault.key == "endpoint_too_slow"
    assert time.monotonic() - started < 2.5


def test_an_answer_that_repeats_itself_is_stopped_by_its_length(server: ModelServer) -> None:
    server.will(endlessly(say("整改到位，" * 500), 0))
    _, fault = ask(server.url, Limits(total_s=20))
    assert fault.key == "endpoint_endless"
    assert server.hung_up.wait(2)


def test_one_line_of_megabytes_is_stopped_by_its_length(server: ModelServer) -> None:
    server.will(say("整" * 1_000_000), finish())
    _, fault = ask(server.url, Limits(total_s=20))
    assert fault.key == "endpoint_endless"


def test_silence_after_the_finish_costs_only_the_usage_figures(server: ModelServer) -> None:
    end = {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]}
    server.will(COMPLETE, raw(sse(json.dumps(end).encode())), keep_alive(200, 0.05))
    composer = composer_for(server.url, HASTY)
    events = list(composer.compose(REQUEST))
    assert sentences(events) == ["党组书记负责。"]
    assert events[-1] == Finished(MODEL)


def test_a_cut_after_the_finish_is_no_fault(server: ModelServer) -> None:
    end = {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]}
    server.will(COMPLETE, raw(sse(json.dumps(end).encode())), cut())
    composer = composer_for(server.url)
    assert sentences(list(composer.compose(REQUEST))) == ["党组书记负责。"]


def test_a_model_that_reasons_long_is_not_cut_off(server: ModelServer) -> None:
    server.will(*[think("想"), pause(0.15)] * 6, say("党组书记负责。[1]"), finish())
    composer = composer_for(server.url, replace(LIMITS, first_text_s=0.7, gap_s=0.7))
    assert sentences(list(composer.compose(REQUEST))) == ["党组书记负责。"]


def test_a_caller_who_takes_long_loses_nothing(server: ModelServer) -> None:
    server.will(COMPLETE, say("期限三个月，自收到反馈之日起算。[1]"), finish())
    composer = composer_for(server.url, HASTY)
    events = []
    for event in composer.compose(REQUEST):
        events.append(event)
        if isinstance(event, Delta) and event.text.startswith("党组"):
            time.sleep(HASTY.gap_s + 0.1)
    assert len(sentences(events)) == 2


# Asking again


@pytest.mark.parametrize("code", [429, 500, 502, 503, 504])
def test_a_server_that_recovers_is_asked_again(code: int, server: ModelServer) -> None:
    server.will(status(code, error("loading model")))
    server.will_answer("党组书记负责。[1]")
    composer = composer_for(server.url)
    assert sentences(list(composer.compose(REQUEST))) == ["党组书记负责。"]
    assert len(server.chats) == 2


def test_attempts_are_counted_in_one_place(server: ModelServer) -> None:
    for _ in range(9):
        server.will(status(500, error("model runner crashed")))
    _, fault = ask(server.url)
    assert (fault.key, fault.facts["status"]) == ("endpoint_failed", 500)
    assert "model runner crashed" in str(fault)
    assert len(server.chats) == LIMITS.attempts


def test_the_pause_that_a_server_asks_for_is_kept(server: ModelServer) -> None:
    server.will(status(429, retry_after="0.3"))
    server.will_answer("党组书记负责。[1]")
    started = time.monotonic()
    composer = composer_for(server.url)
    events = list(composer.compose(REQUEST))
    assert time.monotonic() - started >= 0.3
    assert sentences(events) == ["党组书记负责。"]
    assert events[0] == Delta(""), "the caller gets a turn while it waits"


def test_a_pause_beyond_our_patience_is_told_instead(server: ModelServer) -> None:
    server.will(status(429, retry_after="90"))
    _, fault = ask(server.url)
    assert fault.facts["seconds"] == "90"
    assert "90" in str(fault)


def test_a_date_to_come_back_on_is_understood(server: ModelServer) -> None:
    later = format_datetime(datetime.now(UTC) + timedelta(minutes=10), usegmt=True)
    server.will(status(429, retry_after=later))
    _, fault = ask(server.url)
    assert 590 <= float(fault.facts["seconds"]) <= 600


def test_an_unreadable_pause_is_ours_to_choose(server: ModelServer) -> None:
    server.will(status(429, retry_after="soon"))
    server.will_answer("党组书记负责。[1]")
    composer = composer_for(server.url)
    assert sentences(list(composer.compose(REQUEST))) == ["党组书记负责。"]


def test_all_attempts_share_one_clock(server: ModelServer) -> None:
    for _ in range(9):
        server.will(status(503, error("busy"), retry_after="0.4"))
    started = time.monotonic()
    ask(server.url, Limits(total_s=0.6, retry_wait_s=0.4, attempts=9))
    assert time.monotonic() - started < 2.5
    assert len(server.chats) <= 2


# Getting there


def test_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    started = time.monotonic()
    _, fault = ask(f"http://127.0.0.1:{port}/v1")
    assert fault.key == "endpoint_unreachable"
    assert f"127.0.0.1:{port}" in str(fault)
    assert time.monotonic() - started < 2.5


def test_a_connection_that_is_never_taken_up() -> None:
    with ExitStack() as stack:
        full = stack.enter_context(socket.socket())
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        for _ in range(4):  # fill the queue of the system, so that the next connection waits
            waiting = stack.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(full.getsockname())
        started = time.monotonic()
        _, fault = ask(f"http://127.0.0.1:{full.getsockname()[1]}/v1")
    assert fault.key == "endpoint_unreachable"
    assert time.monotonic() - started < 2.5


def test_the_host_is_not_known(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    _, fault = ask("http://no-such-host.invalid:8000/v1")
    assert fault.key == "endpoint_unknown_host"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "127.0.0.1:8000",
        "ftp://127.0.0.1/v1",
        "http://",
        "http://127.0.0.1:port/v1",
        "http://[::1/v1",
        "http://a b/v1",
    ],
)
def test_an_address_that_is_none(url: str) -> None:
    _, fault = ask(url)
    assert fault.key == "endpoint_bad_address"


def test_secrets_in_an_address_are_not_repeated() -> None:
    _, fault = ask("http://user:canary@127.0.0.1:99999/v1?key=canary")
    assert "canary" not in str(fault) + repr(fault.facts)


def test_plain_http_where_tls_was_expected(server: ModelServer) -> None:
    _, fault = ask(server.url.replace("http:", "https:"))
    assert fault.key == "endpoint_tls"


def test_a_certificate_that_nobody_vouches_for(server: ModelServer) -> None:
    cause = ConnectionError()
    cause.__cause__ = type("ConnectError", (Exception,), {})()
    cause.__cause__.__cause__ = ssl.SSLCertVerificationError("self-signed certificate")
    call = faults.Call(server.url, MODEL, "", is_endpoint=True)
    assert faults.translate(cause, call, spoke=False).error.key == "endpoint_tls"


def test_a_redirect_to_another_host_is_not_followed(server: ModelServer) -> None:
    with ModelServer() as other:
        elsewhere = other.url.replace("127.0.0.1", "localhost")
        server.will(status(307, location=f"{elsewhere}/chat/completions"))
        _, fault = ask(server.url)
        assert fault.key == "endpoint_redirected"
        assert fault.facts["target"] in elsewhere
        assert other.requests == []


def test_a_socks_proxy_that_cannot_be_used_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("ALL_PROXY", "socks5://127.0.0.1:9")
    _, fault = ask("http://models.example:8000/v1")
    assert fault.key == "endpoint_proxy_unusable"


def test_words_of_a_server_that_repeat_the_request_are_not_passed_on(server: ModelServer) -> None:
    server.will(status(422, error(f"invalid input: {TEXT}")))
    _, fault = ask(server.url)
    assert TEXT not in str(fault)
    assert TEXT not in repr(fault.facts)


def test_an_interruption_is_no_fault_of_the_server() -> None:
    call = faults.Call("http://127.0.0.1/v1", MODEL, "", is_endpoint=True)
    with pytest.raises(KeyboardInterrupt):
        faults.translate(KeyboardInterrupt(), call, spoke=False)


def test_every_error_that_can_arise_has_a_text_in_both_languages() -> None:
    """Looked up in the source: an error nobody has seen yet must not fail for want of its words."""
    sources = [*Path(faults.__file__).parent.glob("*.py"), Path(embedding_endpoint.__file__)]
    used = {key for source in sources for key in re.findall(r'"((?:endpoint|prompt)_[a-z_]+)"', source.read_text())}
    for language in messages.LANGUAGES:
        known = messages.catalogue(language)
        assert used == {key.removeprefix("errors.") for key in known if re.match(r"errors\.(endpoint|prompt)_", key)}
