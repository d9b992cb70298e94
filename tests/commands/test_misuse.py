"""A command line that cannot be read: one sentence in the user's language, exit code 2."""

from __future__ import annotations

import pytest

from assistant import messages
from assistant.cli import run

MISUSES = [
    (["askk"], ["askk", "ask"]),
    (["ask", "问", "--asof", "2024-01-01"], ["--asof", "--as-of"]),
    (["ask", "问", "-k", "三"], ["-k", "三"]),
    (["ask", "问", "-k", "99"], ["-k", "99", "50"]),
    (["draft", "remarks", "表态发言", "--about", "整改", "--minutes", "0"], ["--minutes", "“0”", "1"]),
    (["ask", "问", "--as-of"], ["--as-of"]),
    (["ask", "问", "--json=3"], ["--json"]),
    (["ingest"], ["paths"]),
    (["ask", "问", "再问"], ["再问"]),
    (["library", "show", "a", "b", "c"], ["b", "c"]),
    (["eval", "run", "--nope"], ["--nope"]),
    (["eval", "run", "answers", "--limit", "x"], ["--limit", "x"]),
    (["eval", "run", "answers", "--limit"], ["--limit"]),
    (["eval", "run", "answers", "--resume=1"], ["--resume"]),
    (["eval", "run", "answers", "--s", "dev"], ["--s", "--split", "--seed"]),
    (["eval", "run", "answers", "--split", "foo"], ["--split", "foo", "dev", "test"]),
    (["eval", "baseline"], ["ACTION"]),
    (["eval", "judge"], ["--claims"]),
    (["eval", "judge", "--claims", "a", "b"], ["b"]),
    (["draft", "remarks", "工作总结", "--about", "整改"], ["kind", "工作总结", "表态发言", "对照检查"]),
]
ENGLISH = (
    "unexpected",
    "argument",
    "usage",
    "choose from",
    "No such",
    "Invalid",
    "Missing",
    "Value error",
    "Option '",
    "Did you mean",
    "Input should",
)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(("arguments", "named"), MISUSES)
def test_a_slip_is_told_in_the_users_language_with_what_there_is(
    arguments: list[str], named: list[str], language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    messages.use(language)
    assert run(arguments) == 2
    out, err = capsys.readouterr()
    assert not out
    assert len(err.splitlines()) == 1
    assert all(name in err for name in named)
    assert "--help" in err
    assert not any(words in err for words in ENGLISH)


@pytest.mark.parametrize(
    ("language", "words"), [("zh", ("用法：", "选项", "显示用法")), ("en", ("Usage: ", "Options", "Show how"))]
)
@pytest.mark.parametrize("command", [["ask"], ["library"], ["eval", "run"], []])
def test_help_is_in_the_users_language_as_a_whole(
    command: list[str], language: str, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    messages.use(language)
    assert run([*command, "--help"]) == 0
    out, _ = capsys.readouterr()
    assert all(word in out for word in words)
    assert language == "en" or not any(
        word in out for word in ("Usage", "Options", "Show this", "show this", "Install")
    )


@pytest.mark.parametrize("group", [[], ["library"], ["draft"], ["eval"]])
def test_a_group_without_a_command_shows_its_help_and_nothing_else(
    group: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(group) == 2
    out, err = capsys.readouterr()
    assert (bool(out), err) == (True, "")
