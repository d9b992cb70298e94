"""What a start is spared while the program is loaded: work of the garbage collector, of Gradio for its developers, and
memory for threads that are yet to come.

Knows nothing of the page. Where Gradio is built otherwise one day, it is imported as it is.
"""

from __future__ import annotations

import ctypes
import gc
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from types import ModuleType


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Load without the garbage collector, which would walk over all that was loaded again and again.

    What is loaded stays: the collector passes it over from then on, at every later turn too.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def share_heaps() -> None:
    """Let all threads take their memory from the same two heaps.

    glibc gives threads up to eight for each core, and what one thread has left free in its heap is no other's: a server
    of many short threads then holds several times what it uses. Other systems have no such heaps.
    """
    if sys.platform == "linux":
        with suppress(AttributeError):  # a C library without it
            ctypes.CDLL(None).mallopt(_MOST_HEAPS, 2)


_MOST_HEAPS = -8
"""`M_ARENA_MAX` of malloc.h."""


def load_gradio() -> None:
    """Import Gradio without what it does for those who develop with it."""
    finder = _Spared()
    sys.meta_path.insert(0, finder)
    try:
        import gradio  # noqa: F401, PLC0415
    finally:
        sys.meta_path.remove(finder)


class _Spared(MetaPathFinder):
    """Finds modules as they are wanted while Gradio is imported."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname == "mcp":
            # Gradio looks whether it could serve tools by it. The page serves none, and ours come from elsewhere.
            raise ModuleNotFoundError(name=fullname)
        if fullname != _STUBS:
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is not None and isinstance(spec.loader, SourceFileLoader):
            spec.loader = _WithoutStubs(spec.loader.name, spec.loader.path)
        return spec


_STUBS = "gradio.component_meta"


class _WithoutStubs(SourceFileLoader):
    """At every import Gradio parses the sources of all its components and writes stubs for editors beside them.

    That is four tenths of its import, and a program has no business in the folder that it is installed in.
    """

    def exec_module(self, module: ModuleType) -> None:
        super().exec_module(module)
        vars(module)["create_or_modify_pyi"] = lambda *_: None
