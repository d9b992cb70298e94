"""`assistant embedder train PATH…`, `assistant embedder show` and `assistant embedder switch`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.cli.output import as_json, flags_of, said, shown
from assistant.cli.progress import shown_switch
from assistant.errors import UsageError
from assistant.messages import text

if TYPE_CHECKING:
    from assistant.library.training import Trained

_TEXTS = (".txt", ".md")
_FOLDER = "embedder"
_STEPS_A_LINE = 40
JSON = typer.Option("--json", help=text("cli.json"))


def register(app: typer.Typer) -> None:
    group = typer.Typer(help=text("embedder.help"), no_args_is_help=True)
    group.command("train", help=text("embedder.train"))(_train)
    group.command("show", help=text("embedder.show"))(_show)
    group.command("switch", help=text("embedder.switch"))(_switch)
    app.add_typer(group, name="embedder")


def _train(
    context: typer.Context,
    paths: Annotated[list[Path], typer.Argument(help=text("embedder.paths"))],
    output: Annotated[Path | None, typer.Option("--output", "-o", help=text("embedder.output"))] = None,
    in_json: Annotated[bool, JSON] = False,
) -> None:
    from assistant.library.training import train  # noqa: PLC0415
    from assistant.settings import load  # noqa: PLC0415

    folder = output or load(flags_of(context)).home / _FOLDER
    texts = list(_texts(paths))
    if not in_json:
        said(text("embedder.training", texts=len(texts), characters=sum(map(len, texts))))
    trained = train(texts, folder, progress=None if in_json else _tell)
    if in_json:
        as_json(_described(trained))
    else:
        shown(text("embedder.trained", **_described(trained)))
        said(text("embedder.use", folder=trained.folder))


def _texts(paths: list[Path]) -> Iterator[str]:
    """The texts to train on. Raises UsageError and RejectedFile for a file that was named and cannot be read."""
    from assistant.documents.reading import read_text  # noqa: PLC0415
    from assistant.text.decoding import decode  # noqa: PLC0415

    for path in paths:
        if path.is_dir():
            found = sorted(file for file in path.rglob("*") if file.suffix.lower() in _TEXTS and file.is_file())
            if not found:
                raise UsageError("embedder_no_texts", path=path, suffixes=" ".join(_TEXTS))
            yield from (decode(file.read_bytes()).text for file in found)
        else:
            yield read_text(path)


def _tell(step: int, steps: int, loss: float) -> None:
    if step % _STEPS_A_LINE == 0 or step == steps:
        said(text("embedder.step", step=step, steps=steps, loss=f"{loss:.3f}"))


def _described(trained: Trained) -> dict[str, Any]:
    return {
        "folder": str(trained.folder),
        "texts": trained.texts,
        "characters": trained.characters,
        "pairs": trained.pairs,
        "pieces": trained.pieces,
        "dimension": trained.dimension,
        "megabytes": round(trained.megabytes, 1),
        "seconds": round(trained.seconds, 1),
    }


def _show(context: typer.Context, in_json: Annotated[bool, JSON] = False) -> None:
    from assistant.library.embedding import load_encoder  # noqa: PLC0415
    from assistant.settings import load  # noqa: PLC0415

    settings = load(flags_of(context))
    encoder = load_encoder(settings.embedder, allow_downloads=settings.allow_downloads)
    facts: dict[str, Any] = {
        "setting": settings.embedder,
        "name": encoder.name,
        "dimension": encoder.dimension,
        "fingerprint": encoder.fingerprint,
    }
    if in_json:
        as_json(facts)
    else:
        shown(text("embedder.shown", **facts))


def _switch(context: typer.Context, in_json: Annotated[bool, JSON] = False) -> None:
    from assistant.application import Assistant  # noqa: PLC0415
    from assistant.settings import load  # noqa: PLC0415

    settings = load(flags_of(context))
    try:
        with shown_switch() as watch:
            done = Assistant.switch_embedder(settings, watch)
    except KeyboardInterrupt:
        said(text("embedder.interrupted"))
        raise
    if in_json:
        as_json(asdict(done))
    elif done.before == done.now:
        said(text("embedder.already", now=done.now))
    else:
        said(text("embedder.switched", **asdict(done)))
    if not done.is_cleared:
        said(text("embedder.kept_for_later"))
