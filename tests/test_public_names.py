from __future__ import annotations

import subprocess
import sys

import assistant


def test_the_public_names_are_sorted_and_there() -> None:
    assert assistant.__all__ == sorted(assistant.__all__)
    assert all(getattr(assistant, name) is not None for name in assistant.__all__)


def test_importing_the_package_loads_nothing_heavy() -> None:
    heavy = ("numpy", "torch", "chromadb", "gradio")
    script = f"import sys, assistant; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
