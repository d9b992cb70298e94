"""The whole of repair: the seed's round trip, properties on anything, and the switches."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.text.offsets import OffsetMap
from assistant.text.repair import STAGES, Repaired, Switches, repair, replay
from tests.damage import decoders, gbk_bytes, pages

SEED = Path(__file__).parents[5] / "shared" / "data" / "seed" / "000_4095215ffeac034a.txt"

CLEAN = (
    "各级党组织要切实履行全面从严治党主体责任，把巡察整改作为重要政治任务，主要负责同志负总责、亲自抓。",
    "对反馈的问题，要逐条列出清单，明确责任单位、完成时限和整改目标，坚决防止虚假整改、敷衍整改。",
    "第一条 为了规范会议费管理，厉行节约反对浪费，根据有关规定，结合本市实际，制定本办法。",
    "会议强调，要深入学习领会重要讲话精神，坚持问题导向，推动高质量发展取得新成效。",
)
READINGS = {
    "級": "jí",
    "黨": "dǎng",
    "組": "zǔ",
    "織": "zhī",
    "實": "shí",
    "責": "zé",
    "題": "tí",
    "證": "zhèng",
    "規": "guī",
}
PLAIN_READINGS = {
    "的": "de",
    "和": "he",
    "要": "yao",
    "整": "zheng",
    "改": "gai",
    "实": "shi",
    "人": "ren",
    "会": "hui",
}


def table_of(text: str) -> dict[str, str]:
    return {character: READINGS[character] for character in READINGS if character in pages.traditional(text)}


DAMAGE: dict[str, Callable[[str, random.Random], str]] = {
    "glosses": lambda text, rng: pages.with_converter_glosses(text, table_of(text)),
    "careless": lambda text, rng: pages.with_careless_glosses(text, PLAIN_READINGS, rng, 0.9),
    "bytes": lambda text, rng: pages.glossed_bytes(text, table_of(text), rng),
    "seed": lambda text, rng: pages.seed_recipe(text, table_of(text), rng),
    "cut": gbk_bytes.cut_inside_character,
    "utf-8": lambda text, rng: decoders.utf8_as_gbk(text, rng.choice(("drop", "keep", "question mark"))),
    "latin": lambda text, rng: decoders.as_single_bytes(
        text, rng.choice(("gbk", "utf-8")), rng.choice(("latin-1", "cp1252"))
    ),
    "big5": lambda text, rng: decoders.gbk_as_big5(text),
    "small": lambda text, rng: decoders.entities(decoders.radicals(decoders.invisible(text, rng), rng), rng),
    "fold": lambda text, rng: pages.folded(pages.stray_blanks(text, rng)),
}
KINDS = tuple(DAMAGE)


def damage(text: str, kind: str, seed: int) -> str:
    return DAMAGE[kind](text, random.Random(seed))


@st.composite
def damaged_pages(draw: st.DrawFn) -> str:
    """Clean paragraphs, some of them damaged, among characters of every kind."""
    pieces = []
    for paragraph in draw(st.lists(st.sampled_from(CLEAN), min_size=1, max_size=4)):
        kind = draw(st.sampled_from((*KINDS, "clean")))
        pieces.append(paragraph if kind == "clean" else damage(paragraph, kind, draw(st.integers(0, 99))))
    noise = draw(st.text(alphabet=st.characters(codec="utf-8"), max_size=12))
    return "\n".join([*pieces, noise])


def holds_together(original: str, result: Repaired) -> None:
    spans = [result.offsets.span_to_original(at, at + 1) for at in range(len(result.text))]
    assert all(0 <= start <= end <= len(original) for start, end in spans)
    assert spans == sorted(spans)
    assert replay(original, result.steps) == result.text
    for each in (*result.repairs, *result.suggestions):
        assert original[each.original_start : each.original_end] == each.before or each in result.suggestions
        assert each in result.suggestions or result.text[each.start : each.end] == each.after
    covered = {at for each in result.repairs for at in range(each.start, each.end)}
    for at, (start, end) in enumerate(spans):
        if at not in covered:
            assert original[start:end] == result.text[at], "a change without an entry"


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(damaged_pages())
def test_spans_log_and_replay_hold_and_a_second_repair_changes_nothing(text: str) -> None:
    result = repair(text)
    holds_together(text, result)
    assert repair(result.text).text == result.text


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_any_text_at_all_is_survived(text: str) -> None:
    holds_together(text, repair(text))


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="?？!,;:。“”（）()皟蓚€涓鐨勫浣\u200b\ufffd\ue000X 第一条、ab&#;\n<>|`", max_size=80))
def test_garbage_made_of_signs_of_damage_is_survived(text: str) -> None:
    result = repair(text)
    holds_together(text, result)
    assert repair(result.text).text == result.text


@given(st.lists(st.sampled_from(CLEAN), max_size=6).map("\n".join))
def test_clean_text_comes_back_with_the_identity_map(text: str) -> None:
    result = repair(text)
    assert result.text == text
    assert result.offsets == OffsetMap.identity(len(text))
    assert not result.repairs
    assert not result.steps


def test_repair_is_deterministic() -> None:
    text = damage("\n".join(CLEAN), "seed", 3)
    assert repair(text).to_json() == repair(text).to_json()


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.name)
def test_a_stage_that_is_switched_off_leaves_no_repair(stage: object) -> None:
    name = stage.name  # type: ignore[attr-defined]
    text = "\n".join(damage("\n".join(CLEAN * 3), kind, 1) for kind in KINDS)
    off = "never" if name == "script" else False
    assert name not in repair(text, switches=Switches(**{name: off})).count_by_kind()


def test_every_stage_leaves_its_mark_somewhere() -> None:
    samples = [damage("\n".join(CLEAN * 3), kind, seed) for kind in KINDS for seed in range(3)]
    samples += ["统计，２０２５年共有３项。", WRAPPED]
    switches = Switches(alphanumeric=True)
    seen = {kind for sample in samples for kind in repair(sample, switches=switches).count_by_kind()}
    assert seen == {stage.name for stage in STAGES}


WRAPPED = "\n".join(
    ["各单位要认真对照反馈意见逐条逐项研究制定整改措施明确责任领导和责任部门把整"[:34] for _ in range(8)]
    + ["改落到实处。"]
)


def test_traditional_text_without_glosses_stays_traditional_unless_asked() -> None:
    text = pages.traditional(CLEAN[0])
    assert repair(text).text == text
    assert repair(text, switches=Switches(script="always")).text == CLEAN[0]


def test_guesses_are_marked_where_they_stand() -> None:
    original = "研究表明，這是當前的熱點?，F有研究認為應當繼續觀察。"
    result = repair(original)
    assert "熱點。現有研究" in result.text
    at = result.text.index("。現有")
    touching = [each for each in result.repairs if each.start <= at < each.end]
    assert [each.kind for each in touching] == ["shift"]
    assert touching[0] in result.guesses


# -- the seed ---------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def seed() -> str:
    if not SEED.exists():
        pytest.skip("the seed is not beside this checkout")
    return SEED.read_text(encoding="utf-8")


def test_the_seed_comes_back_whole(seed: str) -> None:
    result = repair(seed)
    holds_together(seed, result)
    kinds = result.count_by_kind()
    assert kinds["gloss"] == 419
    assert kinds["shift"] == 4
    for restored in ("。“两个维护”具有", "。“两个维护”是具体", "负责担当的态度", "。总书记多次指出，巡视全覆盖本身"):
        assert restored in result.text
    assert "(" not in result.text
    assert " " not in result.text
    assert "七个有之" in result.text
    assert any(each.before == "权" and each.after == "央" for each in result.suggestions)
    assert "truncated_start" in {each.kind for each in result.warnings}


def test_damaging_the_repaired_seed_again_gives_the_seed(seed: str) -> None:
    """From the repaired text through script, bytes, glosses, cuts and fold back to every character of the seed."""
    repaired = repair(seed)
    traditional, glosses = _tables(seed)
    text = repaired.text.translate(traditional)
    data = text.encode("gbk")
    # 數 straddles 當的 and was glossed there before 當 was.
    order = sorted(glosses, key=lambda character: character != "數")
    for character in order:
        data = data.replace(
            character.encode("gbk"), character.encode("gbk") + f"({glosses[character]})".encode("gb18030")
        )
    cuts = [at for at in gbk_bytes.straddles(data) if _was_cut(seed, data, at)]
    again = pages.folded(gbk_bytes.decode_pieces(data, cuts))
    bare = "".join(again.split())
    assert bare == "".join(seed.split())
    assert _with_blanks_of(seed, bare) == seed


def _tables(seed: str) -> tuple[dict[int, str], dict[str, str]]:
    """The converter's two tables as the page shows them: simplified → traditional, and character → gloss."""
    from assistant.text.repair.glosses import glosses
    from assistant.text.repair.twins import KEPT_WRITTEN_WORKS, simplified_character

    found = {gloss.character: gloss.syllables[0] for gloss in glosses(seed) if gloss.verified}
    found["數"] = "shù"
    pairs = {ord(simplified_character(c)): c for c in sorted(set(seed)) if simplified_character(c) != c}
    for hidden in "兩個總書記視":  # they stand only where bytes were shifted, or there too
        pairs[ord(simplified_character(hidden))] = hidden
    if not KEPT_WRITTEN_WORKS.search(seed):
        pairs[ord("着")] = "著"
    return pairs, found


def _was_cut(seed: str, data: bytes, at: int) -> bool:
    """Whether the seed shows the cut: the two straddles that escaped stand whole in it."""
    around = data[at - 1 : at + 13].decode("gbk", "ignore")
    return pages.folded(around) not in "".join(seed.split())


def _with_blanks_of(seed: str, bare: str) -> str:
    characters = iter(bare)
    return "".join(c if c.isspace() else next(characters) for c in seed)
