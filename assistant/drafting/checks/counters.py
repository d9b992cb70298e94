"""The figures of a draft: those that every text is read for, and those in the counters of things (7座, 4300册, 12盏).

Text in, facts out. A wider net than `assistant.text.facts` casts: a check compares figures with figures, and so may
also take words for counters that elsewhere would too often be none.
"""

from __future__ import annotations

import re
from decimal import Decimal

from assistant.text.facts import Fact, facts
from assistant.text.numerals import BIG_UNITS
from assistant.text.terms import fold

_COUNTERS = (
    r"册|卷(?!入)|栋|幢|间(?!隔|接)|座(?!谈)|宗|笔|公斤|千克|箱|头(?!部)|只(?![有是要能])|株|棵|块|段|盒|枚|孔|盏|根|片(?!区)|"
    r"本(?![级年月次轮季市县区局院馆校])|支(?![部队持出委行付])|课时|学时|车次|班次|辆次|户次|家次|例(?![会行外])|架|艘|桶|袋|瓶|"
    r"床|席(?!位)|扇|眼|口(?![径岸])|幅(?!度)|道(?!路|德)|公顷|平方公里|立方米|千瓦|位(?!于|置)|站(?!点|长)"
)
_COUNTED = re.compile(rf"(?<![\d.年月第〔])(\d+(?:\.\d+)?)([万亿]?)({_COUNTERS})")


_WHOLE = frozenset("名人个起件次项条户家份场期批处所组套台辆位") | {"人次", "件次"}
"""What there is no part of: 1.3起案件 is the first item, on 3起."""


def figures_in(text: str) -> list[Fact]:
    """The facts of a text and its counts of things, in order, none overlapping another.

    >>> [(fact.kind, fact.value) for fact in figures_in("2024年新购图书1.2万册，仍有30本没有上架")]
    [('date', '2024'), ('figure', '12000册'), ('figure', '30本')]
    """
    found = [_without_item_number(fact, text) for fact in facts(text)]
    taken = {at for fact in found for at in range(fact.start, fact.end)}
    for match in _COUNTED.finditer(fold(text)):
        if match.start() not in taken and match.end() - 1 not in taken:
            amount = (Decimal(match[1]) * BIG_UNITS.get(match[2], 1)).normalize()
            found.append(Fact("figure", match.start(), match.end(), f"{amount:f}{match[3]}"))
    return sorted(found, key=lambda fact: fact.start)


def _without_item_number(fact: Fact, text: str) -> Fact:
    """1.3起 of a list → 3起."""
    amount = re.fullmatch(r"(\d{1,2}\.)(\d+)(\D+)", fact.value) if fact.kind == "figure" else None
    if amount is None or amount[3] not in _WHOLE or not text.startswith(amount[1], fact.start):
        return fact
    return Fact("figure", fact.start + len(amount[1]), fact.end, f"{amount[2]}{amount[3]}")
