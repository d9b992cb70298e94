"""The page as a web application, and the server that shows it: to one machine, or to people with accounts.

`build_app` puts the tabs into a FastAPI application of ours; `serve` runs it. Defaults are closed: loopback only, no
history, no monitoring, no telemetry, no file but those of the page's own folder, no request to any other host.
"""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from assistant import messages
from assistant.errors import LibraryUnavailable, UsageError
from assistant.people.office import People
from assistant.people.sessions import Spans
from assistant.people.viewer import Role
from assistant.web.access import LOOPBACK, Gate
from assistant.web.entrance import Entrance
from assistant.web.loading import collector_at_rest, load_gradio, share_heaps
from assistant.web.rights import Rights
from assistant.web.site import Site, files_of
from assistant.web.warming import warming_up

if TYPE_CHECKING:
    import gradio
    from fastapi import FastAPI
    from gradio.blocks import Block

    from assistant.application import Assistant
    from assistant.desk.desk import Desk
    from assistant.web.suite_runs import SuiteRuns

UPLOAD_LIMIT = 50 * 2**20
"""Largest file that the page takes, in bytes."""
_SESSIONS_KEPT = 256
"""Browser tabs that Gradio remembers, those used last; by default it would keep ten thousand, closed ones too. A tab
that was forgotten works on; links of lists that it showed before say that they are old.
"""
_QUEUE_LIMIT = 64
"""Events that wait at most; more are refused at once."""
_FILES_KEPT_S = 3600
"""Uploads and downloads are deleted after this many seconds."""
_FONTS = ("system-ui", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "sans-serif")
_ASSETS = Path(__file__).parent / "assets"
_SCRIPTS = ("streams.js", "signed_out.js", "acting.js", "cells_seen.js", "asking.js")
"""What runs before anything of Gradio does."""


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms a server is open."""

    for_people: bool = False
    """Whether it has no sole user, also while no account is set up."""
    spans: Spans = field(default_factory=Spans)
    """How long people stay signed in."""
    prefix: str = ""
    """The path under which a reverse proxy shows the page, as `/assistant`."""
    names: frozenset[str] = frozenset()
    """Names by which the server may be asked for, beside those of this machine."""
    proxies: str = ""
    """Addresses of reverse proxies whose word on the sender and on https is taken, with commas between."""

    def is_local(self, host: str) -> bool:
        """Whether nobody but this machine can come."""
        return host in LOOPBACK and not (self.prefix or self.names or self.proxies)


def serve(assistant: Assistant, host: str = "127.0.0.1", port: int = 7860, terms: Terms = Terms()) -> None:
    """Show the page until interrupted; its address goes to standard output.

    Port 0 takes any free port. Raises UsageError where the address cannot be listened on, and where others than this
    machine could come while there are no accounts.
    """
    share_heaps()
    with collector_at_rest():
        from assistant.web.server import listener, run  # noqa: PLC0415

    entrance = entrance_of(assistant.settings.home, host, terms)
    with listener(host, port) as listening:
        with collector_at_rest():
            app = build_app(assistant, _hosts(host, terms), entrance)
        _announce(host, listening.getsockname()[1], entrance)
        with warming_up(assistant):
            run(app, listening, terms.proxies)


def entrance_of(home: Path, host: str, terms: Terms) -> Entrance:
    """The way into a server.

    Raises UsageError where others than this machine could come while there are no accounts.
    """
    people = People(home.resolve(), terms.spans)
    entrance = Entrance(people, for_people=terms.for_people, prefix=terms.prefix)
    if not (entrance.is_for_people() or terms.is_local(host)):
        raise UsageError("people.none_set_up", host=host)
    return entrance


def _hosts(host: str, terms: Terms) -> frozenset[str] | None:
    """Names that the server answers to; None for any, where it listens to the network and nobody named one."""
    if host in LOOPBACK or terms.names:
        return LOOPBACK | terms.names
    return None


def build_app(
    assistant: Assistant, hosts: frozenset[str] | None = LOOPBACK, entrance: Entrance | None = None
) -> FastAPI:
    """The application. It answers requests for these host names only; None for any.

    Who may come in is as the home folder's accounts have it, unless an entrance is given.
    """
    home = assistant.settings.home.resolve()
    files = _fresh_folder(files_of(home))
    _prepare_environment(files)
    load_gradio()
    import gradio as gr  # noqa: PLC0415
    from fastapi import FastAPI  # noqa: PLC0415

    from assistant.desk.desk import Desk  # noqa: PLC0415
    from assistant.web.api.routes import PREFIX, build_api  # noqa: PLC0415
    from assistant.web.language import translations  # noqa: PLC0415
    from assistant.web.login import login_routes  # noqa: PLC0415
    from assistant.web.open_tabs import remember_little  # noqa: PLC0415
    from assistant.web.suite_runs import SuiteRuns, report_route  # noqa: PLC0415
    from assistant.web.uploads import upload_route  # noqa: PLC0415

    language = assistant.settings.language
    entrance = entrance or Entrance(People(home))
    rights, runs = Rights(), SuiteRuns(files.with_name("quality"))
    site = Site(assistant, files, language, entrance.people)
    desk = Desk(home)
    page = _page(site, desk, runs, rights)
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    app.add_middleware(Gate, files=files, hosts=hosts, entrance=entrance, rights=rights)
    app.router.routes += [
        report_route(runs),
        upload_route(page, files, UPLOAD_LIMIT),
        *login_routes(entrance, language),
    ]
    app.mount(PREFIX, build_api(site.seen_by, desk.drafts, files, language, site.note_of))
    gr.mount_gradio_app(
        app,
        page,
        path="/",
        root_path=entrance.prefix or None,
        theme=gr.themes.Default(primary_hue="blue", neutral_hue="slate", font=_FONTS),
        # Not as `css`: Gradio would rewrite its selectors to reach no further than the middle of the page.
        head=f"<style>{_asset('page.css')}</style><script>{''.join(map(_asset, _SCRIPTS))}</script>",
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
    remember_little(app)
    return app


def _asset(name: str) -> str:
    return (_ASSETS / name).read_text(encoding="utf-8")


def _page(site: Site, desk: Desk, runs: SuiteRuns, rights: Rights) -> gradio.Blocks:
    import gradio as gr  # noqa: PLC0415

    from assistant.web.answer_feedback import FeedbackBook  # noqa: PLC0415
    from assistant.web.ask_tab import AskTab  # noqa: PLC0415
    from assistant.web.draft_tab import DraftTab  # noqa: PLC0415
    from assistant.web.language import label  # noqa: PLC0415
    from assistant.web.library_tab import LibraryTab  # noqa: PLC0415
    from assistant.web.making import Makings  # noqa: PLC0415
    from assistant.web.people_tab import PeopleTab  # noqa: PLC0415
    from assistant.web.quality_tab import QualityTab  # noqa: PLC0415
    from assistant.web.source_panel import SourcePanel  # noqa: PLC0415
    from assistant.web.talks import Talks  # noqa: PLC0415
    from assistant.web.tour import Tour  # noqa: PLC0415
    from assistant.web.visitor_bar import VisitorBar  # noqa: PLC0415

    talks = Talks(site, desk, Makings(desk))
    book = FeedbackBook(runs.folder / "feedback.jsonl")
    title = messages.text("web.page_title", language=site.language)
    page = gr.Blocks(title=title, analytics_enabled=False, delete_cache=(600, _FILES_KEPT_S))
    with page:
        gr.Markdown(label("heading"), elem_id="heading")
        bar = VisitorBar(site)
        tour = Tour(site)
        with gr.Tabs():
            ask, draft, library, quality, people = (
                AskTab(site, book, talks),
                DraftTab(site, desk),
                LibraryTab(site),
                QualityTab(site, book, runs),
                PeopleTab(site, desk),
            )
        panel = SourcePanel(site, talks)
        shown: dict[Role, list[Block]] = {
            Role.DRAFTER: [draft.tab],
            Role.LIBRARIAN: [*ask.changes, *library.changes],
            Role.ADMIN: [quality.tab, people.tab],
        }
        with rights.of(Role.READER, page):
            ask.listen(page)
            library.listen()
            panel.opens(*draft.places, library.places, quality.places)
            bar.listen(page, shown)
            tour.listen(page)
        with rights.of(Role.DRAFTER, page):
            draft.listen(page)
        with rights.of(Role.ADMIN, page):
            quality.listen()
            people.listen()
    page.queue(max_size=_QUEUE_LIMIT)
    page.state_session_capacity = _SESSIONS_KEPT
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


def _announce(host: str, port: int, entrance: Entrance) -> None:
    """Say where the page is. The socket listens already: a browser that comes before the server is ready waits."""
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    sys.stdout.write(messages.text("web.serving", address=address) + "\n")
    sys.stdout.flush()
    key = entrance.first_key
    if key is not None:
        sys.stderr.write(messages.text("people.first_key", address=f"{address}/first", code=key.text) + "\n")
    elif not entrance.is_for_people():
        sys.stderr.write(messages.text("people.sole") + "\n")
