"""Named steps of writing, where a test may have this process killed. A seam for tests: does nothing otherwise.

`ASSISTANT_FAULT_AT=catalogue.ready` kills at the first time that step is reached, `catalogue.ready:3` at the third, and
`*:17` at the seventeenth step of any name. Killed means SIGKILL: no handler runs, no file is closed.
"""

from __future__ import annotations

import os
import signal
from collections import Counter

VARIABLE = "ASSISTANT_FAULT_AT"

_reached: Counter[str] = Counter()


def reach(step: str) -> None:
    """Say that a step of writing is done. Dies here where the environment says so."""
    wanted = os.environ.get(VARIABLE)
    if not wanted:
        return
    name, _, occurrence = wanted.partition(":")
    _reached.update((step, "*"))
    if name in (step, "*") and _reached[name] == int(occurrence or 1):
        os.kill(os.getpid(), signal.SIGKILL)


def start_counting() -> None:
    """Forget what was reached; a forked process counts its own steps."""
    _reached.clear()
