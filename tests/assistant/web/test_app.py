"""The application as a whole: closed by default, at home in its own folder, clear when it cannot start."""

import os
import socket
import stat
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from assistant.errors import UsageError
from assistant.web.app import build_app, serve

CLOSED = {"/openapi.json", "/gradio_api/openapi.json", "/gradio_api/info", "/monitoring", "/gradio_api/runs", "/docs"}


@pytest.fixture
def assistant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    for variable in ("GRADIO_ANALYTICS_ENABLED", "GRADIO_TEMP_DIR", "HF_HUB_DISABLE_TELEMETRY", "NO_PROXY", "no_proxy"):
        monkeypatch.setenv(variable, "")  # and as it was before, afterwards
    return SimpleNamespace(settings=SimpleNamespace(home=tmp_path / ".assistant", language=None))


@pytest.fixture
def app(assistant: Any, build: Any) -> FastAPI:
    return cast("FastAPI", build(lambda: build_app(assistant)))


def test_the_page_is_served_and_what_gradio_brings_along_is_not(app: FastAPI) -> None:
    with TestClient(app, base_url="http://127.0.0.1:7860") as client:
        assert client.get("/").status_code == 200
        assert {path: client.get(path).status_code for path in CLOSED} == dict.fromkeys(CLOSED, 404)


def test_the_page_names_no_other_host_that_a_browser_would_load_from(app: FastAPI) -> None:
    with TestClient(app, base_url="http://127.0.0.1:7860") as client:
        page = client.get("/").text
    assert 'src="http' not in page
    assert 'href="http' not in page


def test_gradios_own_switches_are_off(app: FastAPI) -> None:
    *_, mounted = app.routes
    page = mounted.app.get_blocks()  # type: ignore[attr-defined]
    assert not page.run_history
    assert not page.enable_monitoring
    assert not page.analytics_enabled
    assert not page.share
    assert page.footer_links == []
    assert page.allowed_paths == []
    assert page.max_file_size is not None
    assert page.delete_cache is not None


def test_tabs_that_were_closed_take_no_memory_for_ever(app: FastAPI) -> None:
    *_, mounted = app.routes
    sessions = mounted.app.state_holder  # type: ignore[attr-defined]
    for number in range(300):
        sessions[f"tab-{number}"]
    assert len(sessions.session_data) <= 256


def test_reports_of_runs_are_shown_and_nothing_beside_them(app: FastAPI, assistant: Any) -> None:
    folder = assistant.settings.home / "quality" / "20260101-120000-answers"
    folder.mkdir(parents=True)
    (folder / "report.html").write_text("<p>报告", encoding="utf-8")
    (folder / "stderr.txt").write_text("gone", encoding="utf-8")
    with TestClient(app, base_url="http://127.0.0.1:7860") as client:
        shown = client.get(f"/reports/{folder.name}")
        missing = [client.get(path).status_code for path in ("/reports/20260101-120000-other", "/reports/quality")]
    assert shown.text == "<p>报告"
    assert "default-src 'self'" in shown.headers["content-security-policy"]
    assert shown.headers["cache-control"] == "no-store"
    assert missing == [404, 404]


def test_files_lie_in_a_folder_of_the_home_that_is_private_and_emptied_at_start(assistant: Any, build: Any) -> None:
    folder = assistant.settings.home / "page-files"
    build(lambda: build_app(assistant))
    assert os.environ["GRADIO_TEMP_DIR"] == str(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    (folder / "left.txt").write_text("一")
    build(lambda: build_app(assistant))
    assert not (folder / "left.txt").exists()


def test_no_proxy_stands_between_the_page_and_this_machine(
    assistant: Any, build: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_PROXY", "intranet.example")
    build(lambda: build_app(assistant))
    assert set(os.environ["NO_PROXY"].split(",")) == {"intranet.example", "127.0.0.1", "localhost", "::1"}


def test_a_port_in_use_is_named_with_what_to_do(assistant: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(UsageError) as refused:
            serve(assistant, "127.0.0.1", port)
    assert str(port) in refused.value.in_language("zh")
    assert "--port" in refused.value.in_language("en")


def test_an_address_that_is_not_ours_is_refused(assistant: Any) -> None:
    with pytest.raises(UsageError) as refused:
        serve(assistant, "192.0.2.1", 0)
    assert "192.0.2.1" in str(refused.value)
