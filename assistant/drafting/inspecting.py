"""How documents call an inspection and those who carry it out, whoever sends them: 巡察, 检查, 督导, 审计.

Patterns for folded text (simplified, half-width), without groups of their own. It knows no document.
"""

from __future__ import annotations

INSPECTION = "(?:巡[视察查]|检查|督[查察导]|审计|考核|核查)"
TEAM = f"(?:{INSPECTION}组|督[查察]室|巡[视察]办)"
