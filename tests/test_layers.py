"""The arrows of import, held by the contracts in pyproject.toml."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_data_flows_one_way() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


def test_the_python_server_of_chroma_is_never_started() -> None:
    """It is open to CVE-2026-45829; only the embedded client and the Rust server are not."""
    sources = [*(ROOT / "assistant").rglob("*.py"), *(ROOT / "eval").rglob("*.py")]
    assert not [path for path in sources if "chromadb.server" in path.read_text(encoding="utf-8")]
