"""`assistant mcp`: the library as tools of a language model's program, over standard input and output (MCP).

The program that starts it is the only one that it speaks with; nothing listens on the network. Whoever runs it sees the
whole library, as with the other commands. Needs the extra `[mcp]`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

import typer

from assistant.cli.output import flags_of
from assistant.errors import AssistantError, UsageError
from assistant.messages import text

if TYPE_CHECKING:
    from mcp.server.mcpserver import MCPServer

    from assistant.application import Assistant

_LONGEST_STRETCH = 4_000
"""Characters of a document that are given at once."""
_MOST_PASSAGES = 20


def register(app: typer.Typer) -> None:
    app.command("mcp", help=text("cli.mcp"))(_mcp)


def _mcp(context: typer.Context) -> None:
    from assistant.application import Assistant  # noqa: PLC0415
    from assistant.settings import load  # noqa: PLC0415

    with Assistant.open(load(flags_of(context))) as assistant:
        tools_server(assistant).run("stdio")


def tools_server(assistant: Assistant) -> MCPServer[Any]:
    """The server with its tools. Raises UsageError where the extra is missing."""
    try:
        from mcp.server.mcpserver import MCPServer  # noqa: PLC0415
    except ImportError as error:
        raise UsageError("mcp_missing") from error
    server: MCPServer[Any] = MCPServer("inspection-assistant", instructions=text("cli.mcp_hint"), log_level="ERROR")
    for tool in _tools(assistant):
        server.add_tool(tool)
    return server


def _tools(assistant: Assistant) -> list[Callable[..., dict[str, Any]]]:
    from assistant.export.answers import answer_to_json, summary_to_json  # noqa: PLC0415

    def ask(question: str, as_of: date | None = None) -> dict[str, Any]:
        """Answer a question from the office's library. Every sentence names the passages that it rests on; where the
        library holds no answer, `abstained` is true. `as_of` is the day whose law counts; without it, today.
        """
        return _told(lambda: answer_to_json(assistant.ask(question, as_of=as_of)))

    def search(words: str, passages: int = 8) -> dict[str, Any]:
        """The passages of the library nearest to some words, best first, with their places in their documents."""
        return _told(lambda: {"passages": _found(assistant, words, min(max(1, passages), _MOST_PASSAGES))})

    def documents() -> dict[str, Any]:
        """The documents of the library: title, kind, version, whether in force today."""
        return _told(lambda: {"documents": [summary_to_json(each) for each in assistant.documents()]})

    def read(document_id: str, start: int = 0, characters: int = _LONGEST_STRETCH) -> dict[str, Any]:
        """A stretch of a document's text from character `start` on."""
        return _told(lambda: _stretch(assistant, document_id, max(0, start), min(max(1, characters), _LONGEST_STRETCH)))

    return [ask, search, documents, read]


def _told(make: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """What is made, files named without their folders: the model behind the program may be on another machine.

    Where it fails, the error in words that a model can pass on.
    """
    from assistant.web.api.shapes import with_names  # noqa: PLC0415

    try:
        return {name: with_names(value) for name, value in make().items()}
    except AssistantError as error:
        from mcp.server.mcpserver.exceptions import ToolError  # noqa: PLC0415

        raise ToolError(str(error)) from error


def _found(assistant: Assistant, words: str, most: int) -> list[dict[str, Any]]:
    return [
        {
            "document_id": item.passage.document_id,
            "title": item.title,
            "heading": item.passage.heading,
            "status": str(item.status),
            "start": item.passage.start,
            "end": item.passage.end,
            "text": item.passage.text,
        }
        for item in assistant.retrieve(words, k=most)
    ]


def _stretch(assistant: Assistant, document_id: str, start: int, characters: int) -> dict[str, Any]:
    document = assistant.document(document_id)
    shown = document.text[start : start + characters]
    return {"title": document.title, "start": start, "end": start + len(shown), "of": len(document.text), "text": shown}
