"""Questions with their answers → Markdown, plain text, or the neutral record that a .docx is made of.

Each answer keeps its verdicts and what it was not sure of; sources are numbered through, so that one number means one
passage in the whole file. Records in, text out. It adds nothing and leaves nothing out: a question without an answer
stands there as one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant import messages
from assistant.export.conflict_words import conflict_in_words
from assistant.export.document import Block, OfficialDocument, Paragraph, numbered
from assistant.export.markdown import escaped
from assistant.records import Answer, Citation, Sentence, Verdict

_EXTRACTIVE = "extractive"
"""What an answer says of its model where it was made of excerpts."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and its answer; None where it was broken off or failed, and so was never checked."""

    question: str
    answer: Answer | None


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of an answer."""

    text: str
    citations: tuple[int, ...] = ()


def conversation_to_markdown(exchanges: Sequence[Exchange], *, language: str | None = None) -> str:
    """The conversation with the words of every source behind it."""
    exchanges, citations = _numbered_through(exchanges)
    parts = [f"# {_say('title', language)}"]
    for exchange in exchanges:
        parts.append(f"## {escaped(exchange.question)}")
        parts += [f"{escaped(line.text)}{_marks(line, chr(92))}" for line in _lines(exchange, language)]
    if citations:
        parts.append(f"## {_say('sources', language)}")
        parts.append("\n".join(f"- \\[{each.n}\\] {escaped(_source(each, language))}" for each in citations))
    return "\n\n".join(parts) + "\n"


def conversation_to_document(exchanges: Sequence[Exchange], *, language: str | None = None) -> OfficialDocument:
    """The conversation as a document to be laid out; the sources become its annex."""
    exchanges, citations = _numbered_through(exchanges)
    blocks: list[Block] = []
    for number, exchange in enumerate(exchanges, start=1):
        blocks.append(numbered(1, number, " ".join(exchange.question.split())))
        blocks += [Paragraph(line.text, line.citations) for line in _lines(exchange, language)]
    return OfficialDocument(
        title=_say("title", language), blocks=tuple(blocks), document_type="记录", citations=citations
    )


def answer_to_text(answer: Answer, *, language: str | None = None) -> str:
    """One answer with the list of its sources, for pasting into another program."""
    lines = [f"{line.text}{_marks(line, '')}" for line in _lines(Exchange(answer.question, answer), language)]
    if answer.citations:
        lines += ["", _say("sources", language)]
        lines += [f"[{each.n}] {_source(each, language)}" for each in answer.citations]
    return "\n".join(lines)


def _numbered_through(exchanges: Sequence[Exchange]) -> tuple[list[Exchange], tuple[Citation, ...]]:
    """The exchanges with one count of citations for all; the same passage keeps its number."""
    numbers: dict[tuple[str, int, int], int] = {}
    kept: list[Citation] = []
    renumbered: list[Exchange] = []
    for exchange in exchanges:
        if exchange.answer is None:
            renumbered.append(exchange)
            continue
        new: dict[int, int] = {}
        for each in exchange.answer.citations:
            place = (each.document_id, each.start, each.end)
            if place not in numbers:
                numbers[place] = len(numbers) + 1
                kept.append(replace(each, n=numbers[place]))
            new[each.n] = numbers[place]
        renumbered.append(Exchange(exchange.question, _with_numbers(exchange.answer, new)))
    return renumbered, tuple(kept)


def _with_numbers(answer: Answer, new: dict[int, int]) -> Answer:
    sentences = tuple(
        replace(sentence, citations=tuple(new[n] for n in sentence.citations if n in new))
        for sentence in answer.sentences
    )
    return replace(answer, sentences=sentences)


def _lines(exchange: Exchange, language: str | None) -> Iterator[_Line]:
    """What was said, with what a reader must know of it."""
    answer = exchange.answer
    if answer is None:
        yield _Line(_say("unfinished", language))
        return
    yield from (_Line(f"⚠ {text}") for text in answer.degraded)
    if answer.rewritten:
        yield _Line(_say("rewritten", language, question=answer.rewritten))
    if answer.abstained:
        yield _Line(_say("abstained", language))
    else:
        yield from (_sentence(each, language) for each in answer.sentences)
    if answer.reason:
        yield _Line(answer.reason)
    yield from (_Line(conflict_in_words(each, language)) for each in answer.conflicts)
    searched = answer.searched
    told = {"documents": searched.documents, "passages": searched.passages, "as_of": answer.as_of.isoformat()}
    yield _Line(_say("searched", language, model=model_in_words(answer.model, language), **told))


def _sentence(sentence: Sentence, language: str | None) -> _Line:
    basis = f"{sentence.basis}：" if sentence.basis else ""
    doubts = [] if sentence.verdict is Verdict.SUPPORTED else [_say(f"verdict_{sentence.verdict.value}", language)]
    doubts += [_say("uncertain", language)] if sentence.uncertain else []
    marks = "".join(f"（{doubt}）" for doubt in doubts)
    return _Line(f"{basis}{sentence.text}{marks}", sentence.citations)


def _marks(line: _Line, escape: str) -> str:
    return "".join(f"{escape}[{n}{escape}]" for n in line.citations)


def _source(citation: Citation, language: str | None) -> str:
    """Title or address, whether it is in force, page, and the words."""
    status = messages.text(f"drafting.status_{citation.status.value}", language=language)
    named = citation.address or f"《{citation.title.strip('《》')}》{citation.heading}"
    page = f" {messages.text('web.page', language=language, page=citation.page)}" if citation.page else ""
    guesses = "".join(
        f"（{messages.text('web.guess', language=language, after=guess.after, before=guess.before)}）"
        for guess in citation.guesses
    )
    return f"{named}（{status}）{page}：{' '.join(citation.quote.split())}{guesses}"


def model_in_words(model: str, language: str | None = None) -> str:
    """What an answer was made with, as people read it."""
    return _say("extractive", language) if model == _EXTRACTIVE else model


def _say(key: str, language: str | None, **facts: object) -> str:
    return messages.text(f"conversation.{key}", language=language, **facts)
