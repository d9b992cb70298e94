from __future__ import annotations

import pytest

from assistant import fonts
from assistant.diagnosis import diagnose
from assistant.settings import Settings


def test_a_font_with_another_name_is_not_reported_as_gone() -> None:
    has = frozenset({"simhei", "仿宋_GB2312", "宋体", "FZXiaoBiaoSong-B05S"})
    assert fonts.missing(has) == {"方正小标宋简体": "FZXiaoBiaoSong-B05S", "黑体": "SimHei", "楷体_GB2312": None}


def test_nothing_is_missing_where_all_fonts_are() -> None:
    assert fonts.missing(frozenset(fonts.OTHER_NAMES)) == {}


@pytest.mark.parametrize(
    ("families", "said"),
    [(frozenset({"SimHei"}), "黑体（用SimHei代替）"), (None, "查不到"), (frozenset(fonts.OTHER_NAMES), "正常")],
)
def test_doctor_says_which_fonts_are_replaced(
    monkeypatch: pytest.MonkeyPatch, home: object, families: frozenset[str] | None, said: str
) -> None:
    monkeypatch.setattr(fonts, "installed", lambda: families)
    (found,) = [check for check in diagnose(Settings(home=home)) if check.name == "fonts"]
    assert found.works
    assert said in found.found
