"""What argparse finds wrong, in words; what it will say one day that is not known here stays as it is."""

from __future__ import annotations

import pytest

from assistant import messages
from eval.parsing import Parser, misuse_in_words


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("argument COMMAND: invalid choice: 'x' (choose from 'run', 'judge')", ["COMMAND", "“x”", "run judge"]),
        ("argument COMMAND: invalid choice: x (choose from run, judge)", ["COMMAND", "“x”", "run judge"]),
        ("argument -o/--output: expected one argument", ["选项 -o/--output"]),
        ("argument --jobs: expected at least one argument", ["选项 --jobs"]),
        ("argument --limit: 三 不是整数", ["--limit", "三 不是整数"]),
        ("the following arguments are required: form, FILE", ["缺少 form, FILE"]),
        ("something new", ["something new"]),
    ],
)
def test_what_is_wrong_is_named_with_what_there_is(said: str, told: list[str]) -> None:
    messages.use("zh")
    assert all(each in misuse_in_words(said) for each in told)


def test_a_command_of_a_command_speaks_the_same_language(capsys: pytest.CaptureFixture[str]) -> None:
    messages.use("zh")
    parser = Parser(prog="甲")
    parser.add_subparsers().add_parser("乙").add_argument("丙")
    with pytest.raises(SystemExit) as ended:
        parser.parse_args(["乙"])
    assert ended.value.code == 2
    assert capsys.readouterr().err.startswith("缺少 丙")
