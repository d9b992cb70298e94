"""`assistant ask`: one question or a file of them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.cli.output import as_json, flags_of, said, shown, text_in, to_date
from assistant.errors import UsageError
from assistant.export.conflict_words import conflict_in_words
from assistant.messages import text

if TYPE_CHECKING:
    from assistant.application import Assistant
    from assistant.records import Answer, Change, Sentence

Genre = StrEnum("Genre", "speech regulation notice feedback plan report other")
Level = StrEnum("Level", "central provincial municipal county unit")
"""What `--genre` and `--level` take: the words that documents are marked with."""


def register(app: typer.Typer) -> None:
    app.command("ask", help=text("cli.ask"))(_ask)


def _ask(  # noqa: PLR0913, PLR0917 - an option each
    context: typer.Context,
    question: Annotated[str | None, typer.Argument(help=text("cli.ask_question"))] = None,
    file: Annotated[Path | None, typer.Option("--file", help=text("cli.ask_file"))] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", help=text("cli.as_of"))] = None,
    collection: Annotated[str | None, typer.Option(help=text("cli.collection"))] = None,
    history: Annotated[Path | None, typer.Option(help=text("cli.history"))] = None,
    genre: Annotated[list[Genre] | None, typer.Option(help=text("cli.genre"))] = None,
    level: Annotated[list[Level] | None, typer.Option(help=text("cli.level"))] = None,
    k: Annotated[int | None, typer.Option("-k", min=1, max=50, help=text("cli.k"))] = None,
    explain: Annotated[bool, typer.Option("--explain", help=text("cli.explain"))] = False,
    in_json: Annotated[bool, typer.Option("--json", help=text("cli.json"))] = False,
) -> None:
    if file is not None and question is not None:
        raise UsageError("question_and_file")
    day = to_date(as_of)
    rows = _rows(file) if file is not None else [_Row(None, _typed(question or ""), None, ())]
    earlier = _lines(text_in(history)) if history else ()
    from assistant.application import Assistant  # noqa: PLC0415
    from assistant.export.answers import answer_to_json  # noqa: PLC0415
    from assistant.settings import load  # noqa: PLC0415

    with Assistant.open(load(flags_of(context))) as assistant:
        if collection is not None:
            _check_collection(collection, assistant)
        for row in rows:
            asked: dict[str, Any] = {
                "as_of": row.as_of or day,
                "collection": collection,
                "genres": genre or (),
                "levels": level or (),
                "history": row.history or earlier,
                "k": k,
            }
            answer = assistant.ask(row.question, **asked)
            why = assistant.explain(row.question, **asked) if explain else None
            printed = {**answer_to_json(answer), **({} if why is None else {"explain": why})}
            if file is not None:
                as_json({"id": row.id, **printed}, indent=None)
            elif in_json:
                _say_degraded(answer)
                as_json(printed)
            else:
                _print(answer)
                _print_why(why)


@dataclass(frozen=True, slots=True)
class _Row:
    """A question of a file, or the one that was typed."""

    id: object
    question: str
    as_of: date | None
    history: tuple[str, ...]


def _rows(source: Path) -> list[_Row]:
    """The questions of a file, all read before the first is asked. Raises UsageError, naming the line."""
    rows = []
    for number, line in enumerate(text_in(source).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            rows.append(_row(json.loads(line)))
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            raise UsageError("questions_malformed", path=source, line=number) from error
    if not rows:
        raise UsageError("no_questions", path=source)
    return rows


def _row(value: dict[str, Any]) -> _Row:
    """Raises ValueError, TypeError or KeyError where it is none."""
    question, day, history = value["question"], value.get("as_of"), value.get("history") or []
    if not isinstance(history, list) or not all(isinstance(each, str) for each in (question, *history)):
        raise TypeError("questions are texts")
    if not question.strip():
        raise ValueError("no question")
    "".join((question, *history)).encode()  # half a pair of surrogates is no text
    return _Row(value["id"], question, date.fromisoformat(day) if day else None, tuple(history))


def _typed(question: str) -> str:
    """A question of the command line. Raises UsageError where there is none, or its bytes are no text."""
    if not question.strip():
        raise UsageError("question_empty")
    try:
        question.encode()
    except UnicodeEncodeError as error:
        raise UsageError("text_broken") from error
    return question


def _lines(said: str) -> tuple[str, ...]:
    return tuple(line for line in said.splitlines() if line.strip())


def _check_collection(name: str, assistant: Assistant) -> None:
    """Raise UsageError for one that there is not: nothing found in it would read as nothing in the library."""
    known = dict.fromkeys(document.collection for document in assistant.documents())
    if name not in known:
        raise UsageError("collection_unknown", value=name, known=" ".join(known) or "-")


def _say_degraded(answer: Answer) -> None:
    for line in answer.degraded:
        said(line)


def _print(answer: Answer) -> None:
    """An answer for the terminal: sentences with numbers, then the numbered sources."""
    _say_degraded(answer)
    if answer.rewritten:
        shown(text("cli.rewritten", question=answer.rewritten))
    for sentence in answer.sentences:
        marks = "".join(f"[{n}]" for n in sentence.citations)
        doubt = "" if sentence.verdict == "supported" else f"（{text(f'cli.verdict_{sentence.verdict}')}）"
        unsure = f"（{text('cli.uncertain')}）" if sentence.uncertain else ""
        basis = f"{sentence.basis}：" if sentence.basis else ""
        shown(f"{basis}{sentence.text}{marks}{doubt}{unsure}{_unchecked(sentence)}")
    if answer.reason:
        shown(answer.reason)
    for conflict in answer.conflicts:
        shown(conflict_in_words(conflict))
    if answer.citations:
        shown(f"\n{text('cli.sources')}")
    for citation in answer.citations:
        status = text(f"cli.status_{citation.status}")
        heading = f" {citation.heading}" if citation.heading else ""
        shown(f"[{citation.n}] 《{citation.title.strip('《》')}》{heading}（{status}）{citation.path}")
        _show_guesses(citation.guesses)
    if answer.searched.nearest:
        shown(f"\n{text('cli.nearest')}")
    for near in answer.searched.nearest:
        shown(f"- 《{near.title.strip('《》')}》{near.heading}：{' '.join(near.quote.split())}")
        _show_guesses(near.guesses)


def _unchecked(sentence: Sentence) -> str:
    """The figures and quotations that do not stand in what the sentence cites; empty where all do."""
    unchecked = "、".join(check.text for check in sentence.checks if not check.is_checked)
    return f"（{text('cli.unchecked', marks=unchecked)}）" if unchecked else ""


def _print_why(why: dict[str, Any] | None) -> None:
    """Why the passages that an answer was made from rank as they do."""
    if why is None:
        return
    query = why["query"]
    shown(text("cli.explained"))
    shown(
        text("cli.explained_query", **{**query, "terms": " ".join(query["terms"]), "weights": _pairs(query["weights"])})
    )
    for word, alternatives in query["thesaurus"].items():
        shown(text("cli.explained_thesaurus", word=word, alternatives=" ".join(alternatives)))
    for passage in why["passages"]:
        legs = "  ".join(text("cli.explained_leg", name=name, **leg) for name, leg in passage["legs"].items())
        shown(text("cli.explained_passage", **{**passage, "legs": legs, "terms": " ".join(passage["terms"])}))
        shown(f"    {_pairs(passage['parts'])}; {_pairs(passage['features'])}")


def _pairs(values: dict[str, float]) -> str:
    return " ".join(f"{name} {value:g}" for name, value in values.items())


def _show_guesses(guesses: Iterable[Change]) -> None:
    """What stood in the source where the text was restored by a guess."""
    for guess in guesses:
        shown(f"    {text('cli.guess', after=guess.after, before=guess.before)}")
