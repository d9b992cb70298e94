"""`assistant serve`, `assistant doctor`, `assistant config show`."""

from __future__ import annotations

from typing import Annotated

import typer

from assistant.cli.output import as_json, flags_of, said, shown
from assistant.messages import text


def register(app: typer.Typer) -> None:
    app.command("serve", help=text("cli.serve"))(_serve)
    app.command("doctor", help=text("cli.doctor"))(_doctor)
    group = typer.Typer(help=text("cli.config"), no_args_is_help=True)
    group.callback()(_nothing)
    group.command("show", help=text("cli.config_show"))(_show)
    app.add_typer(group, name="config")


def _nothing() -> None:
    """A group of one command stays a group."""


def _serve(
    context: typer.Context,
    host: Annotated[str | None, typer.Option(help=text("cli.serve_host"))] = None,
    port: Annotated[int | None, typer.Option(help=text("cli.serve_port"))] = None,
    people: Annotated[bool, typer.Option("--people", help=text("cli.serve_people"))] = False,
    root_path: Annotated[str | None, typer.Option(help=text("cli.serve_root_path"))] = None,
) -> None:
    from assistant.web.loading import collector_at_rest  # noqa: PLC0415

    with collector_at_rest():
        from assistant.application import Assistant  # noqa: PLC0415
        from assistant.people.sessions import Spans  # noqa: PLC0415
        from assistant.settings import load  # noqa: PLC0415
        from assistant.web.app import Terms, entrance_of, serve  # noqa: PLC0415

    settings = load({**flags_of(context), "host": host, "port": port, "people.root_path": root_path})
    held = settings.people
    spans = Spans(held.idle_minutes * 60, held.longest_hours * 3600)
    terms = Terms(
        people, spans, held.root_path, frozenset(name.strip() for name in held.names.split(",")) - {""}, held.proxies
    )
    entrance_of(settings.home, settings.host, terms)  # what is refused is refused before the sample is loaded
    with Assistant.open(settings) as assistant:
        if not assistant.documents() and assistant.store.is_writable:
            said(text("cli.loading_sample"))
            report = assistant.load_sample_corpus()
            said(text("cli.sample_loaded", count=report.count("added")))
        serve(assistant, settings.host, settings.port, terms)


def _doctor(
    context: typer.Context, in_json: Annotated[bool, typer.Option("--json", help=text("cli.json"))] = False
) -> int:
    from assistant.diagnosis import diagnose  # noqa: PLC0415
    from assistant.settings import load  # noqa: PLC0415

    checks = diagnose(load(flags_of(context)))
    if in_json:
        as_json([{"check": check.name, "works": check.works, "found": check.found} for check in checks])
    else:
        for check in checks:
            shown(f"{'✓' if check.works else '✗'} {text(f'doctor.{check.name}')}：{check.found}")
    return 0 if all(check.works for check in checks) else 1


def _show(
    context: typer.Context,
    origin: Annotated[bool, typer.Option("--origin", help=text("cli.config_origin"))] = False,
    in_json: Annotated[bool, typer.Option("--json", help=text("cli.json"))] = False,
) -> None:
    from assistant.settings import origins  # noqa: PLC0415

    found = origins(flags_of(context))
    if in_json:
        as_json({name: {"value": value, "origin": where} for name, (value, where) in found.items()})
        return
    for name, (value, where) in found.items():
        shown(f"{name} = {value if value is not None else ''}{f'  # {where}' if origin else ''}")
