"""The OpenAPI description → a page for people. Its own HTML: the usual viewers come from other hosts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from assistant import messages
from assistant.web.markup import Html, element, joined

_STYLE = (
    "body{font-family:system-ui,'Noto Sans CJK SC',sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;"
    "line-height:1.6}:root{color-scheme:light dark}code,pre{background:#8882;padding:.1em .3em}pre{padding:1em;"
    "overflow:auto}h2{margin-top:2em}"
)


def description(schema: Mapping[str, Any], language: str) -> str:
    """The page: each operation with what it takes and gives, and the shapes."""
    parts = [
        element("h1", _say("title", language)),
        element("p", _say("hint", language)),
        element("p", element("a", "openapi.json", href="openapi.json")),
        *_operations(schema, language),
        element("h2", _say("shapes", language)),
        *_shapes(schema),
    ]
    head = joined([Html(f'<meta charset="utf-8"><style>{_STYLE}</style>'), element("title", _say("title", language))])
    page = element("html", element("head", head), element("body", *parts), lang=language)
    return f"<!doctype html>{page}"


def _operations(schema: Mapping[str, Any], language: str) -> Iterator[Html]:
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            yield element("h2", element("code", f"{method.upper()} {path}"))
            yield element("p", operation.get("description", ""))
            if (taken := operation.get("requestBody")) is not None:
                yield element("p", _say("takes", language), *_named(taken["content"]))
            given = {status: each for status, each in operation["responses"].items() if status < "300"}
            for status, each in given.items():
                yield element("p", _say("gives", language), f"{status} ", *_named(each.get("content", {})))


def _named(content: Mapping[str, Any]) -> Iterator[Html]:
    """The kinds of content, each with a link to its shape."""
    for kind, said in content.items():
        yield element("code", kind)
        for name in _references(said):
            yield joined([" ", element("a", name, href=f"#{name}")])


def _references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(reference := value.get("$ref"), str):
            yield reference.rsplit("/", 1)[-1]
        for each in value.values():
            yield from _references(each)
    elif isinstance(value, list):
        for each in value:
            yield from _references(each)


def _shapes(schema: Mapping[str, Any]) -> Iterator[Html]:
    for name, shape in schema["components"]["schemas"].items():
        yield element("h3", name, id=name)
        yield element("p", shape.get("description", ""))
        yield element("pre", json.dumps(shape.get("properties", {}), ensure_ascii=False, indent=1))


def _say(key: str, language: str) -> str:
    return messages.text(f"api.{key}", language=language)
