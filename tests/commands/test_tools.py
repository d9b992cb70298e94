"""`assistant mcp` speaks the real protocol with a client that starts it."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import anyio
import pytest

from assistant.application import Assistant
from assistant.settings import Settings

mcp = pytest.importorskip("mcp", reason="the extra [mcp] is not installed")


@pytest.fixture
def library(home: Path, write: Callable[[str, str], Path]) -> Path:
    with Assistant(Settings(home=home)) as assistant:
        assistant.ingest([write("a.txt", "接待标准管理办法\n\n第一条 公务接待每人每餐标准为八十元。\n")])
    return home


def called(home: Path, *calls: tuple[str, dict[str, Any]]) -> tuple[list[str], list[Any]]:
    """The names of the tools, and what each call gave."""
    from mcp.client.stdio import stdio_client

    server = mcp.StdioServerParameters(
        command=sys.executable,
        args=["-m", "assistant", "--home", str(home), "--language", "zh", "mcp"],
        env=dict(os.environ),
    )

    async def talk() -> tuple[list[str], list[Any]]:
        async with stdio_client(server) as (read, write), mcp.ClientSession(read, write) as session:
            await session.initialize()
            tools = [tool.name for tool in (await session.list_tools()).tools]
            return tools, [await session.call_tool(name, given) for name, given in calls]

    return anyio.run(talk)


def test_where_files_lie_is_told_to_no_model_and_a_stretch_begins_where_it_says(library: Path) -> None:
    _, (answer, listed) = called(library, ("ask", {"question": "公务接待每人每餐标准是多少？"}), ("documents", {}))
    said, (row,) = json.loads(answer.content[0].text), json.loads(listed.content[0].text)["documents"]
    assert {row["path"], *(each["path"] for each in said["citations"])} == {"a.txt"}
    _, (stretch,) = called(library, ("read", {"document_id": row["id"], "start": 3, "characters": -5}))
    given = json.loads(stretch.content[0].text)
    assert (given["start"], given["end"], len(given["text"])) == (3, 4, 1)


def test_a_program_finds_the_tools_and_gets_cited_answers(library: Path) -> None:
    tools, (answer, found, listed, missing) = called(
        library,
        ("ask", {"question": "公务接待每人每餐标准是多少？"}),
        ("search", {"words": "公务接待"}),
        ("documents", {}),
        ("read", {"document_id": "none"}),
    )
    assert sorted(tools) == ["ask", "documents", "read", "search"]
    said = json.loads(answer.content[0].text)
    assert "八十元" in said["sentences"][0]["text"]
    assert said["sentences"][0]["citations"]
    assert "八十元" in found.content[0].text
    assert "接待标准管理办法" in listed.content[0].text
    assert missing.is_error
    assert "none" in missing.content[0].text


def test_a_stretch_of_a_document_is_read_by_its_places(library: Path) -> None:
    with Assistant(Settings(home=library)) as assistant:
        (document,) = assistant.documents()
        text = assistant.document(document.id).text
    _, (stretch,) = called(library, ("read", {"document_id": document.id, "start": 3, "characters": 5}))
    said = json.loads(stretch.content[0].text)
    assert (said["text"], said["of"]) == (text[3:8], len(text))
