"""What a command loads before it answers, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = (
    "torch",
    "sentence_transformers",
    "transformers",
    "gradio",
    "chromadb",
    "langchain_core",
    "langchain_openai",
    "pandas",
)


def loaded(script: str, home: Path) -> set[str]:
    """Which heavy modules a script has loaded when it ends."""
    told = f"{script}\nimport sys\nsys.stderr.write(' '.join(name for name in {HEAVY} if name in sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", told],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "ASSISTANT_HOME": str(home)},
    )
    return set(done.stderr.split())


def test_help_loads_nothing_heavy(home: Path) -> None:
    assert loaded("from assistant.cli import run\nrun(['--help'])", home) == set()


def test_ask_loads_neither_torch_nor_the_page(sample_home: Path) -> None:
    asking = "from assistant.cli import run\nrun(['ask', '整改方案几个工作日报送？'])"
    assert loaded(asking, sample_home) <= {"chromadb"}


@pytest.mark.parametrize(("language", "word"), [("zh_CN.UTF-8", "找不到"), ("en_US.UTF-8", "no such file")])
def test_a_missing_file_is_one_line_in_the_users_language(home: Path, language: str, word: str) -> None:
    environment = {**os.environ, "LANG": language, "ASSISTANT_HOME": str(home)}
    done = subprocess.run(
        [sys.executable, "-m", "assistant", "ingest", "nichts.txt"],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )
    assert done.returncode == 1
    assert word in done.stderr.splitlines()[0]
    assert "Traceback" not in done.stderr
