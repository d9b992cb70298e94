"""Every test has its own home folder, a clean environment and no network but loopback."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ["OMP_NUM_THREADS"] = "1"  # before numpy and torch are imported
os.environ["HF_HUB_OFFLINE"] = "1"

import hypothesis
import pytest

from assistant import messages
from assistant.application import Assistant
from assistant.settings import Settings
from tests.model_server import ModelServer

hypothesis.settings.register_profile("untimed", deadline=None)  # a busy machine fails no property
hypothesis.settings.load_profile("untimed")

SHARED = Path(__file__).parents[2] / "shared" / "data"
"""Real documents beside the checkout; tests that want them skip where they are missing."""


@pytest.fixture(autouse=True)
def clean_surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No settings of the developer's, Chinese messages, an empty working folder."""
    for name in [*os.environ]:
        if name.startswith("ASSISTANT_") or name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    yield
    messages.use(None)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Where a library goes."""
    return tmp_path / "home"


@pytest.fixture
def assistant(home: Path) -> Iterator[Assistant]:
    """An assistant with an empty library."""
    with Assistant(Settings(home=home)) as opened:
        yield opened


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str], Path]:
    """`write("甲.txt", "……")` puts a document into a folder of its own and gives its path."""

    def written(name: str, text: str) -> Path:
        path = tmp_path / "documents" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return written


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of the sample corpus, made once; tests only read it."""
    made = tmp_path_factory.mktemp("sample") / "home"
    with Assistant(Settings(home=made)) as opened:
        report = opened.load_sample_corpus()
        assert not report.failed
    return made


@pytest.fixture
def sample(sample_home: Path) -> Iterator[Assistant]:
    """An assistant over the sample corpus."""
    with Assistant(Settings(home=sample_home)) as opened:
        yield opened


@pytest.fixture
def server() -> Iterator[ModelServer]:
    """A chat model's server on this machine that answers from a script."""
    with ModelServer() as running:
        yield running


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real documents; skips where it is missing."""
    if not SHARED.is_dir():
        pytest.skip("the folder of real documents (../shared/data) is not here")
    return SHARED
