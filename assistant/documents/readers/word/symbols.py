"""w:sym, a character of a symbol font → the Unicode character that looks like it.

Symbol fonts put signs where letters stand. Only those that documents use are listed; another is shown as � and said
to be lost, since guessing a sign may turn a tick into a cross.
"""

from __future__ import annotations

LOST = "�"

_GREEK = dict(zip("ABGDEZHQIKLMNXOPRSTUFCYW", "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ", strict=True))
_GREEK |= dict(zip("abgdezhqiklmnxoprstufcyw", "αβγδεζηθικλμνξοπρστυφχψω", strict=True))


def _signs(listed: str) -> dict[int, str]:
    """Two hexadecimal figures and the sign, parted by spaces."""
    return {int(entry[:2], 16): entry[2:] for entry in listed.split()}


_SYMBOL = (
    {ord(letter): greek for letter, greek in _GREEK.items()}
    | _signs("A3≤ B3≥ B9≠ BB≈ BA≡")  # comparison
    | _signs("B1± B4× B8÷ D6√ E5∑ A5∞")  # arithmetic
    | _signs("AC← AD↑ AE→ AF↓ DE⇒")  # arrows
    | _signs("B7• B0° B2″ A2′ E2® E3© E4™")
)
_WINGDINGS = (
    _signs("FC✓ FB✗ FE☑ FD☒ 78☒ A8☐ 6F☐ 71☐ 72☐")  # ticks and crosses, with and without box
    | _signs("6C● 6E■ 75◆ 77◆ A7▪ 9F• A1○ D8➢ 76❖ AB★")  # bullets
    | _signs("DF← E0→ E1↑ E2↓ E8➔ F0⇨ 28☎ 29✆ 2A✉")  # arrows, telephone, letter
    | _signs("81① 82② 83③ 84④ 85⑤ 86⑥ 87⑦ 88⑧ 89⑨ 8A⑩")
    | _signs("8C❶ 8D❷ 8E❸ 8F❹ 90❺ 91❻ 92❼ 93❽ 94❾ 95❿")
)
_WINGDINGS_2 = _signs("50✓ 4F✗ 52☑ 51☒ 53☒ 54☒ A3☐ 2A☐ 97●")

_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2}


def symbol(font: str, code: str) -> str:
    """The character for a code in hexadecimal, or � where it has no known counterpart.

    >>> symbol("Wingdings", "F0FC"), symbol("宋体", "25A1")
    ('✓', '□')
    """
    try:
        point = int(code, 16)
    except ValueError:
        return LOST
    signs = _FONTS.get(font.lower())
    if signs is not None:
        return signs.get(point & 0xFF, LOST)  # Word moves the codes of such fonts up to F000
    is_character = 0x20 <= point <= 0x10FFFF and not 0xD800 <= point <= 0xF8FF
    return chr(point) if is_character else LOST
