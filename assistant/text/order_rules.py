"""Whether a line of folded text gives an order to a machine, and what begins a turn of a conversation with one.

What orders look like is in `chinese_orders` and `english_orders`.
"""

from __future__ import annotations

import re

from assistant.text.chinese_orders import CHINESE, needed_words
from assistant.text.english_orders import ENGLISH

_LATIN = re.compile("[a-z]{3}")


def is_order(text: str) -> bool:
    """Whether a line of folded text holds an order to a machine."""
    words = needed_words(text)
    if any(rule.applies(text, words) for rule in CHINESE):
        return True
    return _LATIN.search(text) is not None and ENGLISH.search(text) is not None


_ROLE = (
    r"(?:system|assistant|developer|human)(?:[ _-]?(?:message|prompt|override|instruction|note|role|directive|update))?"
)

TURN = re.compile(
    r"<\|[^|<>\n]{1,30}\|>|\[/?inst\]|<</?sys>>"
    r"|</?(?:system|assistant|user|instructions?|prompt|材料|资料|tool)\b[^>\n]{0,30}>"
    rf"|(?:^|\n)[\s>#*\-=`\[【{{\"'(]*{_ROLE}[\s\]】}}\"')*]*(?:[:：]|$|\n)"
    r"|\"role\"\s*:\s*\"(?:system|assistant|developer)\"|(?:^|\n)```\s*(?:system|prompt)"
)
"""What begins a turn of a conversation, or closes the delimiter around material, as chat templates write it."""
