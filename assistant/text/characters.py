"""Tables of characters that text work leans on, by Unicode name, each group with the reason it is there.

Nothing comes in; what goes out are constants and a few questions about one character. It knows nothing of stages.
"""

from __future__ import annotations

import unicodedata

# Insides of regular-expression classes, so that a pattern may join them: f"[{HAN}{CLOSING}]".
HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af〇"
CJK_MARKS = "\u3001-\u3003\u3008-\u3011\u3014-\u301b\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65—…“”‘’·"
CJK = HAN + CJK_MARKS

# Marks that end a clause or close a pair: no Chinese typography puts a blank in front of them.
CLOSING_MARKS = "，。、；：！？）》”】〉」』"
OPENING_MARKS = "（《“【〈「『"

# ASCII marks that a width fold (NFKC, `toHalfWidth`) makes of Chinese ones. The full stop 。 and 、 are not in it: they
# have no ASCII twin. Quotes neither: “” survive every fold.
FULLWIDTH_OF = {mark: chr(ord(mark) + 0xFEE0) for mark in ",;:!?()"}


def _named(prefix: str, table: dict[str, str]) -> dict[str, str]:
    return {unicodedata.lookup(f"{prefix} {name}"): plain for name, plain in table.items()}


# PDF writers map glyphs to the radical instead of the character it looks like (⻓ for 长). NFKC knows the Kangxi
# radicals but not the supplement; these pairs are Unicode's Equivalent_Unified_Ideograph.
# fmt: off
SUPPLEMENT_RADICALS = _named(
    "CJK RADICAL",
    {
        "CLIFF": "厂",
        "SECOND ONE": "乛",
        "SECOND TWO": "乚",
        "SECOND THREE": "乙",
        "PERSON": "亻",
        "BOX": "冂",
        "KNIFE ONE": "刀",
        "KNIFE TWO": "刂",
        "DIVINATION": "卜",
        "SEAL": "㔾",
        "SMALL ONE": "小",
        "SMALL TWO": "小",
        "LAME ONE": "兀",
        "LAME TWO": "尣",
        "LAME THREE": "尢",
        "SNAKE": "巳",
        "THREAD": "幺",
        "SNOUT ONE": "彑",
        "SNOUT TWO": "彐",
        "HEART ONE": "忄",
        "HEART TWO": "心",
        "HAND": "扌",
        "RAP": "攵",
        "CHOKE": "旡",
        "SUN": "日",
        "MOON": "月",
        "DEATH": "歺",
        "MOTHER": "母",
        "CIVILIAN": "民",
        "WATER ONE": "氵",
        "WATER TWO": "氺",
        "FIRE": "灬",
        "PAW ONE": "爫",
        "PAW TWO": "爫",
        "SIMPLIFIED HALF TREE TRUNK": "丬",
        "COW": "牛",
        "DOG": "犭",
        "JADE": "王",
        "EYE": "目",
        "SPIRIT ONE": "示",
        "SPIRIT TWO": "礻",
        "SILK": "糹",
        "C-SIMPLIFIED SILK": "纟",
        "NET ONE": "罓",
        "NET TWO": "罒",
        "NET THREE": "㓁",
        "NET FOUR": "冗",
        "SHEEP": "羊",
        "OLD": "耂",
        "BRUSH ONE": "肀",
        "BRUSH TWO": "聿",
        "MEAT": "肉",
        "GRASS ONE": "艹",
        "GRASS TWO": "艹",
        "GRASS THREE": "艹",
        "TIGER": "虎",
        "CLOTHES": "衤",
        "WEST ONE": "覀",
        "WEST TWO": "西",
        "C-SIMPLIFIED SEE": "见",
        "SIMPLIFIED HORN": "角",
        "C-SIMPLIFIED SPEECH": "讠",
        "C-SIMPLIFIED SHELL": "贝",
        "C-SIMPLIFIED CART": "车",
        "SIMPLIFIED WALK": "辶",
        "WALK ONE": "辶",
        "WALK TWO": "辶",
        "CITY": "邑",
        "C-SIMPLIFIED GOLD": "钅",
        "LONG ONE": "長",
        "LONG TWO": "镸",
        "C-SIMPLIFIED LONG": "长",
        "C-SIMPLIFIED GATE": "门",
        "MOUND TWO": "阝",
        "RAIN": "雨",
        "BLUE": "青",
        "C-SIMPLIFIED TANNED LEATHER": "韦",
        "C-SIMPLIFIED LEAF": "页",
        "C-SIMPLIFIED WIND": "风",
        "C-SIMPLIFIED FLY": "飞",
        "EAT ONE": "食",
        "EAT THREE": "飠",
        "C-SIMPLIFIED EAT": "饣",
        "C-SIMPLIFIED HORSE": "马",
        "BONE": "骨",
        "GHOST": "鬼",
        "C-SIMPLIFIED FISH": "鱼",
        "C-SIMPLIFIED BIRD": "鸟",
        "C-SIMPLIFIED SALT": "卤",
        "SIMPLIFIED WHEAT": "麦",
        "SIMPLIFIED YELLOW": "黄",
        "C-SIMPLIFIED FROG": "黾",
        "J-SIMPLIFIED EVEN": "斉",
        "C-SIMPLIFIED EVEN": "齐",
        "J-SIMPLIFIED TOOTH": "歯",
        "C-SIMPLIFIED TOOTH": "齿",
        "J-SIMPLIFIED DRAGON": "竜",
        "C-SIMPLIFIED DRAGON": "龙",
        "TURTLE": "龜",
        "J-SIMPLIFIED TURTLE": "亀",
        "C-SIMPLIFIED TURTLE": "龟",
        "EAT TWO": "食",
    },
)
# fmt: on

# Radicals and compatibility ideographs → the unified ideograph that readers, searches and fonts expect.
UNIFIED = {
    **{chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)},
    **{
        chr(code): unicodedata.normalize("NFC", chr(code))
        for code in (*range(0xF900, 0xFAD9), *range(0x2F800, 0x2FA1E))
        if unicodedata.normalize("NFC", chr(code)) != chr(code)
    },
    **SUPPLEMENT_RADICALS,
}

# Word writes bullets as private-use positions of the fonts Symbol and Wingdings (U+F000 + position in the font).
FONT_BULLETS = {
    "\uf06c": "●",  # Wingdings l, black circle
    "\uf06e": "■",  # Wingdings n, black square
    "\uf06f": "□",  # Wingdings o, white square
    "\uf071": "❑",  # Wingdings q, shadowed square
    "\uf075": "◆",  # Wingdings u, black diamond
    "\uf076": "❖",  # Wingdings v, four diamonds
    "\uf0a7": "▪",  # Wingdings §, small black square
    "\uf0a8": "□",  # Wingdings ¨, ballot box
    "\uf0b7": "•",  # Symbol ·, bullet
    "\uf0d8": "➢",  # Wingdings Ø, arrowhead
    "\uf0e0": "→",  # Wingdings à, arrow
    "\uf0fc": "✓",  # Wingdings ü, check mark
    "\uf0fe": "☑",  # Wingdings þ, checked box
}

# Code points that GB 18030-2000 kept in the private-use area and GB 18030-2005/2022 moved to Unicode's own.
GB18030_MOVED = {
    "\ue5e5": "\u3000",  # GBK A3A0, the blank of many typesetting systems
    "\ue78d": "︐", "\ue78e": "︒", "\ue78f": "︑", "\ue790": "︓", "\ue791": "︔", "\ue792": "︕", "\ue793": "︖",
    "\ue794": "︗", "\ue795": "︘", "\ue796": "︙",
    "\ue7c7": "ḿ", "\ue7c8": "ǹ",
    "\ue816": "⺄", "\ue81e": "龴", "\ue826": "龵", "\ue82b": "龶", "\ue82c": "龷", "\ue832": "龸",
    "\ue843": "龹", "\ue854": "龺", "\ue864": "龻",
}  # fmt: skip

# Characters that show nothing and break search and quotation inside Chinese words.
INVISIBLE = {
    unicodedata.lookup(name)
    for name in (
        "ZERO WIDTH SPACE",  # line-break hints of web editors
        "ZERO WIDTH NON-JOINER",  # WeChat's editor ends paragraphs with it
        "ZERO WIDTH JOINER",
        "WORD JOINER",
        "ZERO WIDTH NO-BREAK SPACE",  # a byte-order mark in the middle of joined files
        "SOFT HYPHEN",  # copied from justified pages
        "LEFT-TO-RIGHT MARK",
        "RIGHT-TO-LEFT MARK",
        "LEFT-TO-RIGHT EMBEDDING",
        "POP DIRECTIONAL FORMATTING",
    )
}


def is_han(character: str) -> bool:
    """Whether one character is a Chinese ideograph (any plane, compatibility forms and 〇 included)."""
    return (
        "\u4e00" <= character <= "\u9fff"
        or "\u3400" <= character <= "\u4dbf"
        or "\uf900" <= character <= "\ufaff"
        or "\U00020000" <= character <= "\U000323af"
        or character == "〇"
    )
