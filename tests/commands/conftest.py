"""The command line, run in the process of the test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant import messages
from assistant.cli import run


@pytest.fixture
def shell(home: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """`shell("ask", "…")` gives exit code, stdout, stderr."""

    def run_one(*arguments: str | Path, at: Path = home, language: str = "zh") -> tuple[int, str, str]:
        messages.use(language)
        code = run(["--home", str(at), *map(str, arguments)])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run_one
