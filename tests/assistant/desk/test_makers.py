"""Which processes make answers, and which of them still live."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from assistant.desk.makers import Makers

HOLD = """
import sys
from pathlib import Path
from assistant.desk.makers import Makers
makers = Makers(Path(sys.argv[1]))
print(makers.own_name(), flush=True)
sys.stdin.read()
"""


def test_a_maker_lives_as_long_as_its_process_and_leaves_nothing_behind(home: Path) -> None:
    command = [sys.executable, "-c", HOLD, str(home)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        name = process.stdout.readline().strip()
        makers = Makers(home)
        assert makers.is_alive(name)
        assert makers.is_alive(makers.own_name())
        process.kill()
        process.wait()
        assert not makers.is_alive(name)
        makers.close()
    another = Makers(home)
    own = another.own_name()
    assert [path.stem for path in (home / "making").glob("*.lock")] == [own]
    another.close()


def test_a_name_that_nobody_has_is_not_alive(home: Path) -> None:
    makers = Makers(home)
    assert not makers.is_alive("0" * 16)
    assert not makers.is_alive("")
    assert not (home / "making").exists()
