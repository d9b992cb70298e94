"""What docs/ci.md tells people to put into their pipelines is YAML, and its commands are commands of ours."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from eval.__main__ import parser
from eval.gate import Outcome
from eval.reports import for_file
from eval.subjects import opener

DOCUMENT = (Path(__file__).parents[2] / "docs" / "ci.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```yaml\n(.*?)```", DOCUMENT, re.DOTALL)


def commands(example: Any) -> Iterator[str]:
    """Every string of a pipeline that calls the evaluation, from there on."""
    if isinstance(example, str):
        yield from (line.split("-m eval ", 1)[1] for line in example.splitlines() if "-m eval " in line)
    elif isinstance(example, dict | list):
        for one in example.values() if isinstance(example, dict) else example:
            yield from commands(one)


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_is_yaml_and_its_options_exist(example: str) -> None:
    found = list(commands(yaml.safe_load(example)))
    assert found
    for command in found:
        options = parser().parse_args(shlex.split(command))
        assert all(callable(for_file(name)) for name in options.output)


def test_both_pipelines_are_there_and_are_offline() -> None:
    github, gitlab, _ = EXAMPLES
    assert "runs-on" in github
    assert "junit" in gitlab
    assert all("--net" in one for one in (github, gitlab))


def test_every_exit_code_of_the_gate_is_explained() -> None:
    assert [one for one in Outcome if f"\n| {one.exit_code} |" not in DOCUMENT] == []


def test_a_subject_is_written_as_it_is_read() -> None:
    assert callable(opener("command:cat answers.jsonl"))
