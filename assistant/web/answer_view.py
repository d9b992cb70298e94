"""A turn of the conversation → the HTML of its message. Knows neither Gradio nor where the answer came from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant import messages
from assistant.export.conversations import model_in_words
from assistant.records import Answer, Change, Citation, Nearest, Sentence, Verdict
from assistant.web.conflict_view import conflicts
from assistant.web.conversation import Turn
from assistant.web.markup import Html, element, joined
from assistant.web.source_panel import badge, link

_HINT_CHARACTERS = 120
"""Characters of a quotation shown while the pointer rests on its number."""

_SIGNS = {Verdict.SUPPORTED: "✓", Verdict.NOT_FOUND: "⚠", Verdict.CONTRADICTED: "✗"}


def message(turn: Turn, language: str, *, is_last: bool = False, follow_ups: Sequence[str] = ()) -> Html:
    """What the page shows for a turn, finished or in progress; the last one may be asked anew or followed up."""
    parts = [*_parts(turn, language)]
    if turn.unkept is not None:
        parts.append(_notice(turn.unkept))
    if turn.is_finished:
        parts += [_acts(turn, language, is_last), _follow_ups(follow_ups, language)]
    return element("div", *parts, class_=f"answer cited-{turn.key}")


def _parts(turn: Turn, language: str) -> Iterable[Html]:
    if turn.answer is not None:
        return _answer(turn, turn.answer, language)
    written = _unchecked(turn.written, language)
    if turn.problem is not None:
        return written, _notice(turn.problem)
    if turn.stopped:
        return written, _notice(_say("stopped", language))
    if turn.broken_off:
        return written, _notice(_say("broken_off", language))
    return _stages(turn, language), written


def _unchecked(written: str, language: str) -> Html:
    """Text in progress: nothing of it has been compared with a source, and it says so."""
    if not written:
        return Html()
    said = element("p", _say("unchecked", language), class_="caption")
    return joined([said, element("p", written, class_="written")])


def _answer(turn: Turn, answer: Answer, language: str) -> Iterable[Html]:
    yield from (_notice(text) for text in answer.degraded)
    if answer.rewritten:
        yield _notice(_say("rewritten", language, question=answer.rewritten))
    if answer.abstained:
        yield _abstention(answer, language)
    else:
        yield element("p", *(_sentence(each, answer, language) for each in answer.sentences), class_="sentences")
        if answer.reason:
            yield _notice(answer.reason)
        yield conflicts(answer, language)
        yield _sources(answer.citations, language)
    yield _searched(turn, answer, language)


def _sentence(sentence: Sentence, answer: Answer, language: str) -> Html:
    cited = [citation for n in sentence.citations if (citation := answer.citation(n)) is not None]
    basis = element("span", f"{sentence.basis}：", class_="basis") if sentence.basis else ""
    signs = (_verdict(sentence, language), _checks(sentence, language))
    return joined([basis, element("span", sentence.text), *map(_number, cited), *signs])


def _number(citation: Citation) -> Html:
    return link(f"cite-{citation.n}", f"[{citation.n}]", _hint(citation.title, citation.quote))


def _verdict(sentence: Sentence, language: str) -> Html:
    """A sign where the sentence was checked and holds; sign and words where a person should look."""
    if sentence.verdict is Verdict.SUPPORTED and sentence.uncertain:
        return element("span", f"? {_say('verdict_uncertain', language)}", class_="verdict uncertain")
    meaning, sign = _say(f"verdict_{sentence.verdict.value}", language), _SIGNS[sentence.verdict]
    shown = sign if sentence.verdict is Verdict.SUPPORTED else f"{sign} {meaning}"
    return element("span", shown, class_=f"verdict {sentence.verdict.value}", title=meaning)


def _checks(sentence: Sentence, language: str) -> Html:
    """Small, that figures and quotations stand in what is cited; in words, which of them do not."""
    unchecked = [check.text for check in sentence.checks if not check.is_checked]
    if unchecked:
        return element(
            "span", _say("marks_unchecked", language, marks="、".join(unchecked)), class_="verdict uncertain"
        )
    if not sentence.checks:
        return Html()
    marks = "、".join(check.text for check in sentence.checks)
    return element("small", _say("marks_checked", language), class_="verdict supported", title=marks)


def _sources(citations: Iterable[Citation], language: str) -> Html:
    rows = [element("li", _number(each), " ", *_source(each, language)) for each in citations]
    if not rows:
        return Html()
    return joined([element("p", _say("sources", language), class_="caption"), element("ul", *rows, class_="sources")])


def _source(citation: Citation, language: str) -> Iterable[Html]:
    yield element("span", citation.title, class_="title")
    if citation.heading:
        yield element("span", citation.heading, class_="heading")
    yield badge(citation.status, language)
    yield _guesses(citation.guesses, language)


def _guesses(guesses: Iterable[Change], language: str) -> Html:
    """What stood in the source where the text was restored by a guess."""
    said = (_say("guess", language, after=guess.after, before=guess.before) for guess in guesses)
    return joined([element("span", each, class_="verdict uncertain") for each in said])


def _abstention(answer: Answer, language: str) -> Html:
    head = element("p", element("strong", _say("abstained", language)), " ", answer.reason or "", class_="abstained")
    nearest = [_near(n, each, language) for n, each in enumerate(answer.searched.nearest, start=1)]
    if not nearest:
        return head
    caption = element("p", _say("nearest", language), class_="caption")
    return joined([head, caption, element("ul", *nearest, class_="sources")])


def _near(n: int, nearest: Nearest, language: str) -> Html:
    named = link(f"near-{n}", nearest.title, _hint(nearest.title, nearest.quote))
    heading = element("span", nearest.heading, class_="heading") if nearest.heading else ""
    return element(
        "li",
        named,
        " ",
        heading,
        element("q", _shortened(nearest.quote.lstrip("# "))),
        _guesses(nearest.guesses, language),
    )


def _searched(turn: Turn, answer: Answer, language: str) -> Html:
    """One line on what was looked through; opens to the steps."""
    searched = answer.searched
    summary = messages.text(
        "web.searched",
        language=language,
        documents=searched.documents,
        passages=searched.passages,
        as_of=answer.as_of.isoformat(),
        model=model_in_words(answer.model, language),
    )
    terms = messages.text("web.terms", language=language, terms=" ".join(searched.terms)) if searched.terms else ""
    return element(
        "details", element("summary", summary), _stages(turn, language), element("p", terms), class_="searched"
    )


def _stages(turn: Turn, language: str) -> Html:
    steps = [_say(f"stage_{stage.name}", language, **stage.facts) for stage in turn.stages]
    if not turn.is_finished:
        steps.append("…")
    return element("p", *(element("span", step) for step in steps), class_="stages")


def _acts(turn: Turn, language: str, is_last: bool) -> Html:
    """What may be done with an answer, as links that the page listens to."""
    names = ["copy", "good", "bad"] if turn.answer is not None else []
    if turn.answer is not None and turn.answer.citations:
        names.append("wrong_citation")
    if is_last:
        names += ["again", "edit"]
    acts = [element("a", _say(f"act_{name}", language), class_="act", href=f"#{name}") for name in names]
    return element("p", *acts, class_="acts") if acts else Html()


def _follow_ups(questions: Sequence[str], language: str) -> Html:
    if not questions:
        return Html()
    rows = [element("li", element("a", each, class_="act", href="#follow")) for each in questions]
    caption = element("p", _say("follow_ups", language), class_="caption")
    return joined([caption, element("ul", *rows, class_="follow-ups")])


def _notice(text: str) -> Html:
    return element("p", f"⚠ {text}", class_="notice")


def _hint(title: str, quote: str) -> str:
    return f"{title}\n{_shortened(quote)}"


def _shortened(quote: str) -> str:
    text = " ".join(quote.split())
    return text if len(text) <= _HINT_CHARACTERS else f"{text[:_HINT_CHARACTERS]}…"


def _say(key: str, language: str, **facts: object) -> str:
    return messages.text(f"web.{key}", language=language, **facts)
