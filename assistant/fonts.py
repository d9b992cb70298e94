"""The fonts that official documents name, and which of them a machine has. Licensed fonts are named, never shipped."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping

TITLE = "方正小标宋简体"
BODY = "仿宋_GB2312"
FIRST_LEVEL = "黑体"
SECOND_LEVEL = "楷体_GB2312"
PAGE_NUMBER = "宋体"

OTHER_NAMES: Mapping[str, tuple[str, ...]] = {
    TITLE: ("FZXiaoBiaoSong-B05S", "方正小标宋_GBK", "FZXiaoBiaoSong-B05", "华文中宋", "STZhongsong"),
    BODY: ("FangSong_GB2312", "仿宋", "FangSong", "华文仿宋", "STFangsong"),
    FIRST_LEVEL: ("SimHei", "华文黑体", "STHeiti"),
    SECOND_LEVEL: ("KaiTi_GB2312", "楷体", "KaiTi", "华文楷体", "STKaiti"),
    PAGE_NUMBER: ("SimSun", "华文宋体", "STSong"),
}
"""GB/T 9704-2012 asks for 小标宋, 仿宋, 黑体, 楷体 and 宋体; the names are practice. Each with the names that the same
typeface, or its nearest kin, goes by on Windows and macOS."""

_LISTING_S = 20.0


def missing(families: frozenset[str]) -> dict[str, str | None]:
    """The fonts that are not among `families`, each with the kin that is, or None.

    >>> missing(frozenset({"SimHei", "仿宋_GB2312", "楷体_GB2312", "宋体"}))
    {'方正小标宋简体': None, '黑体': 'SimHei'}
    """
    known = {family.casefold() for family in families}
    return {
        font: next((other for other in others if other.casefold() in known), None)
        for font, others in OTHER_NAMES.items()
        if font.casefold() not in known
    }


def installed() -> frozenset[str] | None:
    """The families that this machine has; None where there is no way to ask."""
    ask: Callable[[], frozenset[str] | None] = _of_windows if sys.platform == "win32" else _of_fontconfig
    return ask()


def _of_fontconfig() -> frozenset[str] | None:
    """From `fc-list`, which prints all names of a family, in every language, with commas."""
    program = shutil.which("fc-list")
    if program is None:
        return None
    try:
        listed = subprocess.run(  # noqa: S603 - the program's own path, no words of anybody
            [program, "--format", "%{family}\\n"], capture_output=True, timeout=_LISTING_S, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return None
    lines = listed.stdout.decode("utf-8", "replace").splitlines()
    return frozenset(name.strip() for line in lines for name in line.split(","))


def _of_windows() -> frozenset[str] | None:
    """From the registry, where “SimSun & NSimSun (TrueType)” names two."""
    if sys.platform == "win32":
        import winreg  # noqa: PLC0415

        try:
            key = winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Windows NT\CurrentVersion\Fonts")
        except OSError:
            return None
        with key:
            names = [winreg.EnumValue(key, index)[0] for index in range(winreg.QueryInfoKey(key)[1])]
        return frozenset(part.strip() for name in names for part in name.partition(" (")[0].split("&"))
    return None
