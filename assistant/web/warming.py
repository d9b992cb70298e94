"""A library that is made ready for its first question while the page is shown already.

A question that comes meanwhile is answered as any other: what is loaded by then it finds, the rest it loads itself.
"""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from assistant import messages
from assistant.errors import AssistantError

if TYPE_CHECKING:
    from assistant.application import Assistant

_log = logging.getLogger(__name__)


@contextmanager
def warming_up(assistant: Assistant) -> Iterator[None]:
    """Load beside the block what the first question needs, and say on standard error when that is done.

    The block's end waits for it: nobody closes a library that is being read.
    """
    thread = threading.Thread(target=_warm_up, args=(assistant,), name="warming up", daemon=True)
    thread.start()
    try:
        yield
    finally:
        thread.join()


def _warm_up(assistant: Assistant) -> None:
    try:
        assistant.warm_up()
    except AssistantError:
        return  # whoever asks is told
    except Exception:  # a page without it is slower once, and no more
        _log.exception("the library could not be made ready beforehand")
        return
    sys.stderr.write(messages.text("web.ready") + "\n")
