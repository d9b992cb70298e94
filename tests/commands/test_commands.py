"""Each command end to end, in this process, on a real library."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant import messages

Write = Callable[[str, str], Path]
Shell = Callable[..., tuple[int, str, str]]

RULE = "甲办法\n第一条　整改方案应当在15个工作日内报送。\n第二条　会议费每人每天500元。\n第三条　自印发之日起施行。"


def parsed(out: str) -> Any:
    return json.loads(out)


def test_ingest_tells_a_line_a_file_and_the_second_run_adds_nothing(shell: Shell, write: Write) -> None:
    folder = write("甲.txt", RULE).parent
    write("目录.bin", "a\tb")
    code, out, err = shell("ingest", folder)
    assert code == 0
    assert len(out.splitlines()) == 2
    assert "新增 1" in err
    code, out, err = shell("ingest", folder)
    assert code == 0
    assert "没有新内容" in err


def test_a_rejected_file_is_exit_1_and_the_others_are_in(shell: Shell, write: Write, tmp_path: Path) -> None:
    code, _, err = shell("ingest", write("甲.txt", RULE), tmp_path / "没有.txt")
    assert code == 1
    assert "没有.txt" in err
    assert len(parsed(shell("library", "list", "--json")[1])) == 1


def test_ask_prints_the_answer_as_the_contract_says(shell: Shell, write: Write) -> None:
    shell("ingest", write("甲.txt", RULE))
    code, out, err = shell("ask", "会议费每人每天多少元？", "--json")
    answer = parsed(out)
    assert (code, err) == (0, "")
    assert set(answer) >= {
        "question", "as_of", "abstained", "reason", "sentences", "citations", "conflicts", "model", "usage",
        "timings_ms",
    }  # fmt: skip
    assert set(answer["sentences"][0]) >= {"text", "citations", "verdict", "uncertain"}
    assert set(answer["citations"][0]) >= {
        "n", "document_id", "title", "path", "status", "heading", "quote", "start", "end", "original_start",
        "original_end", "score",
    }  # fmt: skip
    assert "500元" in answer["sentences"][0]["text"]


def test_ask_for_people_shows_numbers_and_sources(shell: Shell, write: Write) -> None:
    shell("ingest", write("甲.txt", RULE))
    _, out, _ = shell("ask", "会议费每人每天多少元？")
    assert "500元。[1]" in out
    assert "[1] 《甲办法》 第二条" in out


def test_ask_a_file_of_questions_prints_a_line_each(shell: Shell, write: Write, tmp_path: Path) -> None:
    shell("ingest", write("甲.txt", RULE))
    questions = tmp_path / "q.jsonl"
    rows = [
        {"id": "a", "question": "会议费每人每天多少元？"},
        {"id": "b", "question": "桥梁有几座？", "as_of": "2024-01-01"},
    ]
    questions.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    code, out, _ = shell("ask", "--file", questions)
    answers = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert [(answer["id"], answer["abstained"]) for answer in answers] == [("a", False), ("b", True)]
    assert answers[1]["as_of"] == "2024-01-01"


@pytest.mark.parametrize(
    "arguments",
    [
        ["ask"],
        ["ask", "甲", "--as-of", "morgen"],
        ["ask", "--file", "nichts.jsonl"],
        ["nonsense"],
        ["ask", "甲", "--nonsense"],
    ],
)
def test_a_wrong_call_is_exit_2(shell: Shell, arguments: list[str]) -> None:
    code, out, err = shell(*arguments)
    assert code == 2
    assert out == ""
    assert err


@pytest.mark.parametrize("row", ["nonsense", "[]", '{"id": 1}', '{"question": "甲"}'])
def test_a_wrong_row_of_questions_is_named_by_line(shell: Shell, tmp_path: Path, row: str) -> None:
    questions = tmp_path / "q.jsonl"
    questions.write_text(row, encoding="utf-8")
    code, _, err = shell("ask", "--file", questions)
    assert code == 2
    assert "1" in err


def test_a_document_is_listed_shown_and_removed(shell: Shell, write: Write) -> None:
    shell("ingest", write("甲.txt", RULE))
    (row,) = parsed(shell("library", "list", "--json")[1])
    assert row["title"] == "甲办法"
    shown = parsed(shell("library", "show", row["id"], "--json")[1])
    assert all(shown["text"][p["start"] : p["end"]] == p["text"] for p in shown["passages"])
    assert "第二条" in shell("library", "show", row["id"])[1]
    assert shell("library", "remove", row["id"])[0] == 0
    assert shell("library", "remove", row["id"])[0] == 1
    assert shell("library", "show", row["id"])[0] == 1
    assert parsed(shell("library", "list", "--json")[1]) == []


def test_doctor_says_what_works(shell: Shell, write: Write) -> None:
    shell("ingest", write("甲.txt", RULE))
    code, out, _ = shell("doctor", "--json")
    checks = {check["check"]: check for check in parsed(out)}
    assert code == 0
    assert {"python", "disk", "library", "terms", "vectors", "embedder", "tokens", "model"} <= set(checks)
    assert "1" in checks["library"]["found"]


def test_doctor_says_what_does_not(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_MODEL__BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("ASSISTANT_MODEL__NAME", "甲")
    code, out, _ = shell("doctor", "--json")
    assert code == 1
    assert not next(check for check in parsed(out) if check["check"] == "model")["works"]


def test_config_says_where_each_value_came_from(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_PORT", "7999")
    found = parsed(shell("config", "show", "--origin", "--json")[1])
    assert found["port"] == {"value": 7999, "origin": "ASSISTANT_PORT"}
    assert found["home"]["origin"] == "flag"
    assert "port = 7999  # ASSISTANT_PORT" in shell("config", "show", "--origin")[1]


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_help_is_in_the_language_in_use(shell: Shell, language: str) -> None:
    code, out, _ = shell("--help", language=language)
    assert code == 0
    assert messages.text("cli.ask", language=language)[:12] in out


def test_a_crash_inside_is_exit_4_and_one_line(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    from assistant.application import Assistant

    def crash(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(Assistant, "ask", crash)
    code, _, err = shell("ask", "甲？")
    assert code == 4
    assert len(err.splitlines()) == 1


def test_an_interruption_is_exit_130(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    from assistant.application import Assistant

    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Assistant, "ask", interrupt)
    assert shell("ask", "甲？")[0] == 130


@pytest.mark.parametrize(
    "row",
    [
        '{"id": 1, "question": "  "}',
        '{"id": 1, "question": "甲", "as_of": "2025-99-99"}',
        '{"id": 1, "question": "甲", "as_of": 20250101}',
        '{"id": 1, "question": "甲", "history": "乙"}',
        '{"id": 1, "question": "甲", "history": [1]}',
        '{"id": 1, "question": "\\ud800"}',
    ],
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_question_of_a_file_is_asked_where_a_later_row_is_wrong(
    shell: Shell, tmp_path: Path, row: str, language: str
) -> None:
    questions = tmp_path / "q.jsonl"
    questions.write_text(f'{{"id": 0, "question": "甲"}}\n\n{row}\n', encoding="utf-8")
    code, out, err = shell("ask", "--file", questions, language=language)
    assert (code, out, len(err.splitlines())) == (2, "", 1)
    assert "3" in err
    assert str(questions) in err


def test_a_question_may_hold_a_separator_of_lines(shell: Shell, tmp_path: Path) -> None:
    questions = tmp_path / "q.jsonl"
    questions.write_text('{"id": "a", "question": "甲\u2028乙？"}\r\n', encoding="utf-8", newline="")
    code, out, _ = shell("ask", "--file", questions)
    assert (code, parsed(out)["question"]) == (0, "甲\u2028乙？")


def test_questions_come_in_the_encoding_of_the_office(shell: Shell, write: Write, tmp_path: Path) -> None:
    shell("ingest", write("甲办法.txt", RULE))
    questions = tmp_path / "q.jsonl"
    questions.write_bytes('{"id": "a", "question": "会议费每人每天多少元？"}'.encode("gb18030"))
    code, out, _ = shell("ask", "--file", questions)
    assert (code, parsed(out)["abstained"]) == (0, False)


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["ask", "甲", "--file", "{file}"], "--file"),
        (["ask", "--file", "{file}"], "{file}"),
        (["ask", "甲", "--history", "{folder}"], "{folder}"),
        (["ask", "甲\udcff"], "UTF-8"),
    ],
)
def test_what_is_asked_wrongly_is_said(shell: Shell, tmp_path: Path, arguments: list[str], named: str) -> None:
    places = {"file": tmp_path / "空.jsonl", "folder": tmp_path}
    places["file"].write_text("\n", encoding="utf-8")
    code, out, err = shell(*(each.format(**places) for each in arguments))
    assert (code, out, len(err.splitlines())) == (2, "", 1)
    assert named.format(**places) in err


def test_earlier_questions_in_a_file_that_is_no_text_are_refused(shell: Shell, tmp_path: Path) -> None:
    history = tmp_path / "history.docx"
    history.write_bytes(b"PK\x03\x04" + bytes(range(256)))
    code, out, err = shell("ask", "会议费？", "--history", history)
    assert (code, out, len(err.splitlines())) == (1, "", 1)
    assert str(history) in err


def test_a_collection_that_there_is_not_is_said_and_those_that_there_are(shell: Shell, write: Write) -> None:
    shell("ingest", write("甲办法.txt", RULE), "--collection", "规定")
    code, out, err = shell("ask", "会议费？", "--collection", "规章")
    assert (code, out) == (2, "")
    assert "规章" in err
    assert "规定" in err
