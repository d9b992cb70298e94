"""`assistant eval` is `python -m eval`: same options, same help, same exit codes."""

import subprocess
import sys

import pytest
import typer
from typer.testing import CliRunner

from assistant.cli import evaluation


@pytest.fixture
def app() -> typer.Typer:
    made = typer.Typer()
    evaluation.register(made)
    made.command("other")(lambda: None)
    return made


def test_options_reach_the_harness_and_its_exit_code_comes_back(app: typer.Typer) -> None:
    listed = CliRunner().invoke(app, ["eval", "run", "answers", "--list", "--filter", "redacted", "--limit", "2"])
    assert listed.exit_code == 0
    assert [line.split("\t")[1] for line in listed.stdout.splitlines()] == ["redacted-001", "redacted-002"]
    assert CliRunner().invoke(app, ["eval", "run", "answers", "--list", "--filter", "no-such"]).exit_code == 5
    assert CliRunner().invoke(app, ["eval", "run", "no-such-suite"]).exit_code == 2


def test_help_is_that_of_the_harness(app: typer.Typer) -> None:
    told = CliRunner().invoke(app, ["eval", "run", "--help"])
    assert told.exit_code == 0
    assert "assistant eval run" in told.stdout
    assert "--fail-under" in told.stdout


@pytest.mark.parametrize(
    "command", [["baseline", "update"], ["import"], ["export"], ["annotate"], ["judge"], ["retrieval"]]
)
def test_every_command_of_the_harness_is_reached(app: typer.Typer, command: list[str]) -> None:
    told = CliRunner().invoke(app, ["eval", *command, "--help"])
    assert told.exit_code == 0
    assert f"assistant eval {' '.join(command)}" in " ".join(told.stdout.split())


def test_listing_the_commands_loads_nothing_of_the_harness() -> None:
    script = (
        "import sys, typer; from assistant.cli import evaluation; app = typer.Typer(); evaluation.register(app);"
        "typer.main.get_command(app); sys.exit(any(name.split('.')[0] == 'eval' for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
