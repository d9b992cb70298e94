"""An embedder behind an address, over real HTTP."""

from __future__ import annotations

import socket
from typing import Any

import numpy as np
import pytest

from assistant.application import Assistant
from assistant.errors import EndpointError, UsageError
from assistant.library.embedding import Encoding, load_encoder
from assistant.library.embedding_endpoint import EndpointEncoder
from assistant.settings import EmbeddingSettings, Settings
from tests.model_server import ModelServer, Step, cut, pause, raw, status

SECRET = "不得外传的一段材料内容"


def embedder(server: ModelServer, **more: Any) -> EndpointEncoder:
    encoder = load_encoder("bge-m3", encoding=Encoding(base_url=server.url, **more))
    assert isinstance(encoder, EndpointEncoder)
    return encoder


def vectors(*rows: list[float]) -> Step:
    data = [{"object": "embedding", "index": at, "embedding": row} for at, row in enumerate(rows)]
    return status(200, {"object": "list", "data": data[::-1], "model": "bge-m3"})


def test_texts_become_unit_vectors_in_their_order(server: ModelServer) -> None:
    server.will(vectors([3.0, 4.0], [0.0, 2.0]))
    encoded = embedder(server).encode_documents(["甲", "乙"])
    assert np.allclose(encoded, [[0.6, 0.8], [0.0, 1.0]])
    assert server.requests[0].path == "/v1/embeddings"
    assert server.requests[0].body == {"model": "bge-m3", "input": ["甲", "乙"]}


def test_batches_prompts_and_key_are_as_set(server: ModelServer) -> None:
    server.will(vectors([1.0], [1.0]))
    server.will(vectors([1.0]))
    server.will(vectors([1.0]))
    encoder = embedder(server, batch_size=2, query_prompt="查询：", document_prompt="文件：", api_key="k-1")
    encoder.encode_documents(["甲", "乙", "丙"])
    encoder.encode_query("丁")
    assert [request.body["input"] for request in server.requests] == [
        ["文件：甲", "文件：乙"],
        ["文件：丙"],
        ["查询：丁"],
    ]
    assert {request.headers["authorization"] for request in server.requests} == {"Bearer k-1"}


def test_an_empty_text_is_not_sent_and_has_no_direction(server: ModelServer) -> None:
    server.will(vectors([1.0, 0.0]))
    encoded = embedder(server).encode_documents(["", "甲", " \n"])
    assert server.requests[0].body["input"] == ["甲"]
    assert encoded.tolist() == [[0.0, 0.0], [1.0, 0.0], [0.0, 0.0]]


def test_no_key_of_the_surroundings_is_sent(server: ModelServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "somebody-else's")
    server.will(vectors([1.0]))
    embedder(server).encode_query("甲")
    assert "authorization" not in server.requests[0].headers


def test_a_busy_server_is_asked_again(server: ModelServer) -> None:
    server.will(status(429, retry_after="0"))
    server.will(status(503, retry_after="0"))
    server.will(vectors([1.0]))
    assert embedder(server).encode_query("甲").tolist() == [1.0]
    assert len(server.requests) == 3


FAULTS: dict[str, tuple[tuple[Step, ...], str]] = {
    "no key": ((status(401, {"error": SECRET}),), "endpoint_unauthorized"),
    "no such interface": ((status(404, {"detail": "Not Found"}),), "endpoint_no_embeddings"),
    "too long": ((status(413, {"error": SECRET}),), "endpoint_texts_too_long"),
    "refused": ((status(400, {"error": {"message": SECRET}}),), "endpoint_refused_texts"),
    "elsewhere": ((status(307, location="http://evil.example/v1"),), "endpoint_redirected"),
    "a page": ((status(200, "<html>login</html>"),), "endpoint_not_an_embedder"),
    "no list": ((status(200, {"data": 3}),), "endpoint_not_an_embedder"),
    "too few": ((status(200, {"data": []}),), "endpoint_not_an_embedder"),
    "ragged": ((vectors([1.0, 2.0], [1.0]),), "endpoint_not_an_embedder"),
    "no numbers": ((status(200, {"data": [{"index": 0, "embedding": ["x"]}]}),), "endpoint_not_an_embedder"),
    "not finite": ((raw(b'{"data": [{"index": 0, "embedding": [NaN, 1.0]}]}'),), "endpoint_not_an_embedder"),
    "cut": ((cut(),), "endpoint_cut"),
    "silent": ((pause(30),), "endpoint_embeds_too_slowly"),
}


@pytest.mark.faults
@pytest.mark.parametrize(("steps", "key"), FAULTS.values(), ids=FAULTS)
def test_whatever_a_server_does_is_a_named_error_without_what_was_sent(
    server: ModelServer, steps: tuple[Step, ...], key: str
) -> None:
    server.will(*steps)
    with pytest.raises(EndpointError) as caught:
        embedder(server, timeout_s=0.5).encode_documents([SECRET, "乙"] if key == "ragged" else [SECRET])
    assert caught.value.key == key
    for language in ("zh", "en"):
        assert SECRET not in caught.value.in_language(language)


@pytest.mark.faults
def test_a_server_that_stays_busy_is_named(server: ModelServer) -> None:
    for _ in range(3):
        server.will(status(503, retry_after="0"))
    with pytest.raises(EndpointError) as caught:
        embedder(server).encode_query("甲")
    assert caught.value.key == "endpoint_failed"


@pytest.mark.faults
def test_nobody_at_the_address_is_named() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://user:pass@127.0.0.1:{free.getsockname()[1]}/v1"
    with pytest.raises(EndpointError, match=r"127\.0\.0\.1") as caught:
        load_encoder("bge-m3", encoding=Encoding(base_url=url)).encode_query("甲")
    assert caught.value.key == "endpoint_unreachable"
    assert "pass" not in str(caught.value)


def test_the_fingerprint_is_of_model_and_prompts_not_of_the_address(server: ModelServer) -> None:
    def of(name: str, **more: Any) -> str:
        return load_encoder(name, encoding=Encoding(**{"base_url": server.url, **more})).fingerprint

    assert of("a") == of("a", base_url="http://127.0.0.1:1/v1")
    assert len({of("a"), of("b"), of("a", query_prompt="q"), of("a", document_prompt="q")}) == 4
    assert server.requests == [], "nothing is sent to open a library"


def test_a_library_is_built_and_asked_through_an_endpoint_and_refuses_another_embedder(
    server: ModelServer, tmp_path: Any
) -> None:
    server.will(vectors([1.0, 0.0]))
    server.will(vectors([1.0, 0.0]))
    (tmp_path / "甲.txt").write_text("甲\n河道清淤由水务局负责。", encoding="utf-8")
    embedding = EmbeddingSettings(base_url=server.url)
    with Assistant(Settings(home=tmp_path / "home", embedder="bge-m3", embedding=embedding)) as own:
        own.ingest([tmp_path / "甲.txt"])
        assert own.retrieve("河道清淤由谁负责")[0].title == "甲"
    with pytest.raises(UsageError) as caught, Assistant(Settings(home=tmp_path / "home")):
        pass
    assert "bge-m3" in str(caught.value)
    assert "static" in str(caught.value)
