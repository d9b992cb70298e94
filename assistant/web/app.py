"""The page as a web application, and the server that shows it to one machine.

`build_app` puts the tabs into a FastAPI application of ours; `serve` runs it. Defaults are closed: loopback only, no
history, no monitoring, no telemetry, no file but those of the page's own folder, no request to any other host.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from assistant import messages
from assistant.errors import LibraryUnavailable
from assistant.web.access import LOOPBACK, Gate

if TYPE_CHECKING:
    import gradio
    from fastapi import FastAPI

    from assistant.application import Assistant
    from assistant.web.site import Site
    from assistant.web.suite_runs import SuiteRuns

UPLOAD_LIMIT = "50mb"
"""Largest file that the page takes."""
_QUEUE_LIMIT = 64
"""Events that wait at most; more are refused at once."""
_FILES_KEPT_S = 3600
"""Uploads and downloads are deleted after this many seconds."""
_FONTS = ("system-ui", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "sans-serif")
_ASSETS = Path(__file__).parent / "assets"


def serve(assistant: Assistant, host: str = "127.0.0.1", port: int = 7860) -> None:
    """Show the page until interrupted; its address goes to standard output.

    Port 0 takes any free port. Raises UsageError where the address cannot be listened on.
    """
    from assistant.web.server import listener, run  # noqa: PLC0415

    with listener(host, port) as listening:
        app = build_app(assistant, hosts=LOOPBACK if host in LOOPBACK else None)
        _announce(host, listening.getsockname()[1])
        run(app, listening)


def build_app(assistant: Assistant, hosts: Iterable[str] | None = LOOPBACK) -> FastAPI:
    """The application. It answers requests for these host names only; None for any."""
    files = _fresh_folder(assistant.settings.home.resolve() / "page-files")
    _prepare_environment(files)
    import gradio as gr  # noqa: PLC0415
    from fastapi import FastAPI  # noqa: PLC0415

    from assistant.web.language import translations  # noqa: PLC0415
    from assistant.web.site import Site  # noqa: PLC0415
    from assistant.web.suite_runs import SuiteRuns, report_route  # noqa: PLC0415

    language = assistant.settings.language
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    app.add_middleware(Gate, files=files, hosts=hosts)
    runs = SuiteRuns(files.with_name("quality"))
    app.router.routes.append(report_route(runs))
    gr.mount_gradio_app(
        app,
        _page(Site(assistant, files, language), runs),
        path="/",
        theme=gr.themes.Default(primary_hue="blue", neutral_hue="slate", font=_FONTS),
        # Not as `css`: Gradio would rewrite its selectors to reach no further than the middle of the page.
        head=f"<style>{(_ASSETS / 'page.css').read_text(encoding='utf-8')}</style>",
        i18n=translations(language),
        allowed_paths=[],
        max_file_size=UPLOAD_LIMIT,
        footer_links=[],
        run_history=False,
        enable_monitoring=False,
        mcp_server=False,
        show_error=False,
        ssr_mode=False,
        pwa=False,
    )
    return app


def _page(site: Site, runs: SuiteRuns) -> gradio.Blocks:
    import gradio as gr  # noqa: PLC0415

    from assistant.web.answer_feedback import FeedbackBook  # noqa: PLC0415
    from assistant.web.ask_tab import AskTab  # noqa: PLC0415
    from assistant.web.draft_tab import DraftTab  # noqa: PLC0415
    from assistant.web.language import label  # noqa: PLC0415
    from assistant.web.library_tab import LibraryTab  # noqa: PLC0415
    from assistant.web.quality_tab import QualityTab  # noqa: PLC0415
    from assistant.web.source_panel import SourcePanel  # noqa: PLC0415

    book = FeedbackBook(runs.folder / "feedback.jsonl")
    title = messages.text("web.page_title", language=site.language)
    page = gr.Blocks(title=title, analytics_enabled=False, delete_cache=(600, _FILES_KEPT_S))
    with page:
        gr.Markdown(label("heading"), elem_id="heading")
        with gr.Tabs():
            ask, draft, library, quality = (
                AskTab(site, book),
                DraftTab(site),
                LibraryTab(site),
                QualityTab(site, book, runs),
            )
        panel = SourcePanel(site)
        for tab in (ask, draft, library, quality):
            tab.listen(page)
        panel.opens(ask.places, *draft.places, library.places, quality.places)
    page.queue(max_size=_QUEUE_LIMIT)
    return page


def _fresh_folder(folder: Path) -> Path:
    """The folder, empty and closed to other users of the machine."""
    try:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise LibraryUnavailable("library_not_writable", path=folder.parent, why=error.strerror) from error
    return folder


def _prepare_environment(files: Path) -> None:
    """Set what Gradio reads from the environment only, before it is imported."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["GRADIO_TEMP_DIR"] = str(files)
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
    for variable in ("NO_PROXY", "no_proxy"):
        # A desktop's proxy must not be asked for this very machine.
        known = [name for name in os.environ.get(variable, "").split(",") if name]
        os.environ[variable] = ",".join(dict.fromkeys([*known, *sorted(LOOPBACK)]))


def _announce(host: str, port: int) -> None:
    """Say where the page is. The socket listens already: a browser that comes before the server is ready waits."""
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    sys.stdout.write(messages.text("web.serving", address=address) + "\n")
    sys.stdout.flush()
    if host not in LOOPBACK:
        sys.stderr.write(messages.text("web.open_to_network") + "\n")
