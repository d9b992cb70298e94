from __future__ import annotations

from assistant.grounding.differences import differences
from assistant.grounding.evidence import compare, source
from assistant.grounding.nearness import covered_around

HELD = source("各项费用可以调剂使用，具体标准另行规定。")


def test_a_changed_word_is_looked_at_in_its_own_clause() -> None:
    compared = compare("每一笔钱都要单独立账核算，各项费用不得调剂使用。", [HELD])
    (changed,) = (one for one in differences(compared) if one.kind == "modality")
    assert compared.covered < 0.6
    assert covered_around(compared, changed) == 1.0


def test_a_clause_in_other_words_is_not_near() -> None:
    compared = compare("开支由会计逐笔核算，不得超支。", [HELD])
    assert all(covered_around(compared, one) < 0.5 for one in differences(compared))
