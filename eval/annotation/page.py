"""The page on which a person labels items: one sentence at a time beside what it cites. Served to this machine only.

What stands in sentences and quotes is shown in text boxes, never as markup.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from assistant import messages
from eval.annotation.labels import MARKS, Item, Label, LabelFile, agreements, problem_of

if TYPE_CHECKING:
    import gradio

_LOOPBACK = "127.0.0.1"


class Labelling:
    """What the page does, without the page: the item shown and what becomes of a label."""

    def __init__(self, items: Sequence[Item], file: LabelFile) -> None:
        """`items` is not empty."""
        self.items = items
        self.file = file

    def shown(self, at: int, annotator: str) -> tuple[int, str, str, str, str, str | None, str]:
        """Place, progress, question, claim, sources, and the mark and span that this annotator gave before."""
        at = max(0, min(at, len(self.items) - 1))
        item = self.items[at]
        before = self.file.label(item.id, annotator.strip())
        sources = "\n\n".join(item.sources)
        mark, span = (before.mark, before.span) if before else (None, "")
        return at, self._progress(at, annotator), item.question, item.claim, sources, mark, span

    def first_open(self, annotator: str) -> int:
        """The first item that this annotator has not labelled; the last one where all are."""
        name = annotator.strip()
        numbers = (at for at, item in enumerate(self.items) if self.file.label(item.id, name) is None)
        return next(numbers, len(self.items) - 1)

    def save(self, at: int, annotator: str, mark: str | None, span: str) -> str | None:
        """Keep a label, or say in the user's language why not."""
        known = next((one for one in MARKS if one == mark), None)
        if known is None:
            return _text("no_mark")
        item = self.items[at]
        label = Label(item.id, annotator.strip(), known, span.strip())
        problem = problem_of(item, label)
        if problem is not None:
            return _text(problem)
        self.file.add(label)
        return None

    def _progress(self, at: int, annotator: str) -> str:
        labels = self.file.labels
        done = sum(one.annotator == annotator.strip() for one in labels)
        told = [_text("progress", at=at + 1, items=len(self.items), done=done)]
        for one in agreements(labels):
            first, second = one.annotators
            value = "–" if one.kappa is None else f"{one.kappa:.2f}"
            told.append(_text("kappa", first=first, second=second, n=one.n, kappa=value))
        return "\n".join(told)


def build_page(labelling: Labelling) -> gradio.Blocks:
    """The page. Nothing of it is loaded before this is called."""
    _prepare_environment()
    import gradio as gr  # noqa: PLC0415

    page = gr.Blocks(title=_text("title"), analytics_enabled=False)
    with page:
        at = gr.State(0)
        annotator = gr.Textbox(label=_text("annotator"), max_lines=1)
        progress = gr.Textbox(label=_text("standing"), interactive=False)
        question = gr.Textbox(label=_text("question"), interactive=False)
        claim = gr.Textbox(label=_text("claim"), interactive=False, lines=2)
        sources = gr.Textbox(label=_text("sources"), interactive=False, lines=4, max_lines=20)
        mark = gr.Radio([(_text(f"mark_{one}"), one) for one in MARKS], label=_text("mark"))
        span = gr.Textbox(label=_text("span"), lines=2)
        with gr.Row():
            back, skip = gr.Button(_text("back")), gr.Button(_text("skip"))
            keep = gr.Button(_text("keep"), variant="primary")
        shown = [at, progress, question, claim, sources, mark, span]

        def save(place: int, name: str, chosen: str | None, words: str) -> tuple[Any, ...]:
            problem = labelling.save(place, name, chosen, words)
            if problem is not None:
                gr.Warning(problem)
                *before, _, _ = labelling.shown(place, name)
                return (*before, chosen, words)
            return labelling.shown(place + 1, name)

        annotator.change(lambda name: labelling.shown(labelling.first_open(name), name), [annotator], shown)
        back.click(lambda place, name: labelling.shown(place - 1, name), [at, annotator], shown)
        skip.click(lambda place, name: labelling.shown(place + 1, name), [at, annotator], shown)
        keep.click(save, [at, annotator, mark, span], shown)
        page.load(lambda: labelling.shown(0, ""), None, shown)
    return page


def serve(labelling: Labelling, port: int) -> None:
    """Show the page until interrupted; Gradio prints its address."""
    build_page(labelling).launch(
        server_name=_LOOPBACK,
        server_port=port or None,
        share=False,
        footer_links=[],
        run_history=False,
        enable_monitoring=False,
        show_error=False,
        allowed_paths=[],
    )


def _prepare_environment() -> None:
    """Set what Gradio reads from the environment only, before it is imported."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
    for variable in ("NO_PROXY", "no_proxy"):
        known = [name for name in os.environ.get(variable, "").split(",") if name]
        os.environ[variable] = ",".join(dict.fromkeys([*known, _LOOPBACK, "localhost"]))


def _text(key: str, **facts: Any) -> str:
    return messages.text(f"evaluation.annotate.{key}", **facts)
