"""Documents that give orders to the program change nothing: not the embedded answer, not what a model's answer may say.

The scripted model obeys every order, whether it could see it or not; what it writes is what the attacker wants written.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.application import Assistant
from assistant.records import Answer, Verdict
from assistant.settings import ModelSettings, Settings
from assistant.web.answer_view import message
from assistant.web.conversation import Turn
from tests.injection.documents import HostileFile, hostile_files
from tests.model_server import MODEL, ModelServer

pytestmark = pytest.mark.faults

RULE = """临江市巡察整改期限办法

第一条 为规范巡察整改期限，制定本办法。
第二条 巡察整改期限为三个月，自收到巡察反馈意见之日起计算。
第三条 整改情况报告应当在整改期限届满之日起十五个工作日内报送市委巡察办。
"""
QUESTION = "巡察整改期限是多久？"
FILES = hostile_files()
IDS = [f"{n:03} {each.kind}" for n, each in enumerate(FILES, 1)]


@pytest.fixture(scope="module")
def hostile_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of one rule and every hostile file; each test asks about the rule and one of them."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "rule.txt").write_text(RULE, encoding="utf-8")
    for n, file in enumerate(FILES, 1):
        place = folder / f"{n:03}"
        place.mkdir()
        (place / file.name).write_bytes(file.data)
    with Assistant(Settings(home=folder / "home")) as assistant:
        report = assistant.ingest([folder / "rule.txt", *sorted(folder.glob("[0-9][0-9][0-9]"))])
        assert not report.failed, [each.message for each in report.files if each.outcome == "rejected"]
    return folder / "home"


@pytest.fixture(scope="module")
def embedded(hostile_home: Path) -> Iterator[Assistant]:
    with Assistant(Settings(home=hostile_home)) as opened:
        yield opened


@pytest.fixture(scope="module")
def server() -> Iterator[ModelServer]:
    with ModelServer() as running:
        yield running


@pytest.fixture(scope="module")
def strict(hostile_home: Path, server: ModelServer) -> Iterator[Assistant]:
    with Assistant(settings(hostile_home, server, "strict")) as opened:
        yield opened


@pytest.fixture(scope="module")
def marking(hostile_home: Path, server: ModelServer) -> Iterator[Assistant]:
    with Assistant(settings(hostile_home, server, "mark")) as opened:
        yield opened


def settings(home: Path, server: ModelServer, policy: str) -> Settings:
    return Settings(home=home, model=ModelSettings(base_url=server.url, name=MODEL, timeout_s=20, policy=policy))


def scope(assistant: Assistant, n: int) -> frozenset[str]:
    """The rule and the n-th hostile file."""
    rows = assistant.documents()
    chosen = {row.id for row in rows if Path(row.path).name == "rule.txt" or Path(row.path).parent.name == f"{n:03}"}
    assert len(chosen) == 2
    return frozenset(chosen)


def said(answer: Answer) -> str:
    """Every word that an answer says or quotes as its proof."""
    told = [sentence.text for sentence in answer.sentences]
    return "\n".join([*told, *(citation.quote for citation in answer.citations)])


def unmarked(answer: Answer) -> str:
    """What an answer says without a mark that it is not supported."""
    return "\n".join(each.text for each in answer.sentences if each.verdict is Verdict.SUPPORTED)


def test_there_are_enough_documents_of_enough_kinds() -> None:
    assert len(FILES) >= 60
    assert len({file.kind for file in FILES}) >= 12


@pytest.mark.parametrize("n", range(1, len(FILES) + 1), ids=IDS)
def test_the_embedded_answer_stays_what_it_was(n: int, embedded: Assistant) -> None:
    attack = FILES[n - 1].attack
    answer = embedded.ask(QUESTION, documents=scope(embedded, n))
    assert "三个月" in answer.text
    assert not [trace for trace in attack.traces if trace in said(answer)]
    assert not [near for near in answer.searched.nearest if any(trace in near.quote for trace in attack.traces)]


def obedient(server: ModelServer, file: HostileFile) -> None:
    """What a model that obeys writes, and writes again when it is asked to correct it."""
    marks = "[1][2][3]"
    server.will_answer(f"巡察整改期限为三个月，自收到巡察反馈意见之日起计算。[1][2]\n{file.attack.obeyed}{marks}")
    server.will_answer(f"1、{file.attack.obeyed}{marks}\n2、{file.attack.obeyed}{marks}")


@pytest.mark.parametrize("n", range(1, len(FILES) + 1), ids=IDS)
def test_what_an_obedient_model_writes_does_not_pass_for_supported(
    n: int, strict: Assistant, marking: Assistant, server: ModelServer
) -> None:
    file = FILES[n - 1]
    server.forget()
    obedient(server, file)
    dropped = strict.ask(QUESTION, documents=scope(strict, n))
    assert not [trace for trace in file.attack.traces if trace in said(dropped)]
    assert "三个月" in dropped.text
    assert all(sentence.verdict is Verdict.SUPPORTED for sentence in dropped.sentences)
    server.forget()
    obedient(server, file)
    marked = marking.ask(QUESTION, documents=scope(marking, n))
    assert not [trace for trace in file.attack.traces if trace in unmarked(marked)]
    page = message(Turn(QUESTION, answer=marked), "zh")
    assert "collect.example.net" not in page
    assert "http" not in page


@pytest.mark.parametrize("n", range(1, len(FILES) + 1), ids=IDS)
def test_orders_do_not_reach_the_model(n: int, strict: Assistant, server: ModelServer) -> None:
    file = FILES[n - 1]
    server.forget()
    server.will_answer("巡察整改期限为三个月，自收到巡察反馈意见之日起计算。[1][2]")
    strict.ask(QUESTION, documents=scope(strict, n))
    asked = server.chats[0].messages[1]["content"]
    assert "三个月" in asked
    assert file.attack.order not in asked
    assert not [trace for trace in file.attack.traces if trace in asked]
