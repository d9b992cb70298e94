"""What is loaded for the page, in a process of its own: what was imported here before would hide it."""

from __future__ import annotations

import platform
import subprocess
import sys
from pathlib import Path

import pytest

STUBS_OPENED = """
import sys
opened = []
sys.addaudithook(lambda event, given: opened.append(str(given[0])) if event == "open" else None)
from assistant.web.loading import load_gradio
load_gradio()
import gradio
assert gradio.Button("一").value == "一"
print([path for path in opened if path.endswith(".pyi")])
"""

TOOLS_LATER = """
import sys
from assistant.web.loading import load_gradio
load_gradio()
print("mcp" in sys.modules)
import mcp
print(mcp.__name__)
"""

FAILING = """
import gc
from assistant.web.loading import collector_at_rest
try:
    with collector_at_rest():
        print(gc.isenabled())
        raise ImportError
except ImportError:
    print(gc.isenabled(), gc.get_freeze_count() > 0)
"""

HEAPS = """
import ctypes, sys, threading
from assistant.web.loading import share_heaps
share_heaps()
gate = threading.Barrier(12)
def allocate():
    held = [bytearray(2000) for _ in range(500)]
    gate.wait()
threads = [threading.Thread(target=allocate) for _ in range(12)]
for thread in threads: thread.start()
for thread in threads: thread.join()
libc = ctypes.CDLL(None)
libc.fopen.restype = ctypes.c_void_p
stream = ctypes.c_void_p(libc.fopen(sys.argv[1].encode(), b"w"))
libc.malloc_info(0, stream)
libc.fclose(stream)
"""


def said(script: str, *given: str) -> list[str]:
    done = subprocess.run([sys.executable, "-c", script, *given], capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def test_a_start_reads_and_writes_no_stubs_of_gradios_components() -> None:
    assert said(STUBS_OPENED) == ["[]"]


def test_what_gradio_is_not_given_is_there_for_others() -> None:
    assert said(TOOLS_LATER) == ["False", "mcp"]


def test_the_collector_works_again_after_a_start_that_failed() -> None:
    assert said(FAILING) == ["False", "True True"]


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc gives threads heaps of their own")
def test_threads_of_a_server_share_their_memory(tmp_path: Path) -> None:
    said(HEAPS, str(tmp_path / "heaps.xml"))
    assert (tmp_path / "heaps.xml").read_text(encoding="utf-8").count("<heap nr=") <= 2
