"""What the two READMEs show of the program is what it says, over the sample corpus."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

Shell = Callable[..., tuple[int, str, str]]

ROOT = Path(__file__).parents[2]
READMES = {"en": ROOT / "README.md", "zh": ROOT / "README.zh-CN.md"}
SHOWN = re.compile(r"```console\n\$ assistant (.*)\n([^`]+)```")


@pytest.mark.parametrize("language", READMES)
def test_the_answer_shown_is_the_answer_given(language: str, shell: Shell, sample_home: Path) -> None:
    shown = SHOWN.search(READMES[language].read_text(encoding="utf-8"))
    assert shown is not None
    code, out, _ = shell(*shlex.split(shown[1]), at=sample_home, language=language)
    assert code == 0
    assert re.sub(r"[^\s）]*/corpus/", "corpus/", out).split() == shown[2].split()


def test_the_edition_of_an_earlier_day_answers_as_said(shell: Shell, sample_home: Path) -> None:
    _, out, _ = shell("ask", "整改方案要在多少个工作日内报送？", "--as-of", "2022-06-01", at=sample_home)
    assert "20个工作日" in out


def test_what_the_sample_does_not_hold_is_said_to_be_missing(shell: Shell, sample_home: Path) -> None:
    _, out, _ = shell("ask", "市里的地铁什么时候通车？", at=sample_home)
    assert "49 份资料" in out
    assert "未找到依据" in out


def test_both_speak_of_the_same_commands() -> None:
    named = [
        set(re.findall(r"^(?:assistant|make) [a-z-]+(?: [a-z-]+)?", path.read_text(encoding="utf-8"), re.MULTILINE))
        for path in READMES.values()
    ]
    assert named[0] == named[1]
