"""One paragraph of Word → its text as a person sees it, with the text boxes and notes that hang on it.

Insertions are read, deletions are not; of a field the result is read, not the instruction. It knows nothing of lists,
headings and tables: see `word_blocks`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assistant.documents.readers.word.equations import equation_text
from assistant.documents.readers.word.fields import Field, shown_without_result
from assistant.documents.readers.word.notes import Note, Notes
from assistant.documents.readers.word.package import WordPackage
from assistant.documents.readers.word.styles import Styles
from assistant.documents.readers.word.symbols import LOST, symbol
from assistant.documents.readers.word.xml import (
    ALTERNATES,
    BOX_CONTENT,
    CHART,
    DELETED,
    DIAGRAM,
    MOVED_FROM,
    PARAGRAPH_PROPERTIES,
    RUN,
    RUN_PROPERTIES,
    TEXT,
    VANISH,
    VML,
    XML_SPACE,
    A,
    M,
    R,
    W,
    chosen_branch,
    has_text,
    is_on,
    value,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

_FIELD_MARK = f"{W}fldChar"
_RUN_STYLE = f"{W}rStyle"
_BLANK = re.compile("[\t\n\r]")


@dataclass(frozen=True, slots=True)
class Box:
    """A text box or drawing with words, where it hangs on a paragraph."""

    is_first: bool
    """Whether it stands before all text of its paragraph."""
    content: _Element | tuple[str, ...]
    """Paragraphs and tables of its own, or plain lines."""


@dataclass(slots=True)
class ParagraphText:
    """What was found in one paragraph."""

    pieces: list[str] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.pieces)


class TextReader:
    """Reads paragraph after paragraph; fields may reach over several. Gathers the warnings of all of them."""

    def __init__(self, package: WordPackage, styles: Styles, notes: Notes) -> None:
        self.warnings: set[str] = set()
        self._package = package
        self._styles = styles
        self._notes = notes
        self._fields: list[Field] = []
        self._paragraph_hides = False
        self._handlers = self._make_handlers()

    def read(self, paragraph: _Element, paragraph_hides: bool) -> ParagraphText:
        """The text of a paragraph; `paragraph_hides` is whether its style hides the runs that say nothing of it."""
        found = ParagraphText()
        self._paragraph_hides = paragraph_hides
        self._read_children(paragraph, found)
        if self._fields:
            self._give_up_fields_without_result(found)
        return found

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Within this block the text of a box or note is read: its fields are its own."""
        fields, self._fields = self._fields, []
        hides = self._paragraph_hides
        yield
        self._fields, self._paragraph_hides = fields, hides

    def leave_out_change(self, change: _Element) -> None:
        """Note that a tracked deletion or the old place of a move is left out."""
        if has_text(change):
            self.warnings.add("tracked_deletions_left_out")

    def _make_handlers(self) -> dict[str, Callable[[_Element, ParagraphText], None]]:
        fixed = {f"{W}tab": " ", f"{W}ptab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
        skipped = ("delInstrText", "delText", "softHyphen", "rt", "rubyPr", "sdtPr", "sdtEndPr", "fldData")
        return {
            RUN: self._run,
            TEXT: self._text,
            **{tag: self._fixed(shown) for tag, shown in fixed.items()},
            **{f"{W}{name}": _skip for name in skipped},
            PARAGRAPH_PROPERTIES: _skip,
            RUN_PROPERTIES: _skip,
            f"{W}instrText": self._instruction,
            _FIELD_MARK: self._field_mark,
            f"{W}sym": self._symbol,
            DELETED: self._deletion,
            MOVED_FROM: self._deletion,
            f"{M}oMath": self._equation,
            f"{W}footnoteReference": self._footnote,
            f"{W}endnoteReference": self._endnote,
            f"{W}commentReference": self._comment,
            ALTERNATES: self._alternates,
            BOX_CONTENT: self._box,
            f"{VML}textpath": self._drawn_words,
            f"{DIAGRAM}relIds": self._diagram,
            f"{A}blip": self._picture,
            f"{VML}imagedata": self._picture,
            f"{CHART}chart": self._picture,
        }

    def _read_children(self, element: _Element, found: ParagraphText) -> None:
        """Whatever is not known is looked through: a wrapper of the future must not swallow its text."""
        handlers = self._handlers
        for child in element:
            handle = handlers.get(child.tag)
            if handle is None:
                self._read_children(child, found)
            else:
                handle(child, found)

    def _run(self, run: _Element, found: ParagraphText) -> None:
        if self._is_hidden(run):
            self._leave_out_hidden(run, found)
            return
        handlers = self._handlers
        for child in run:
            tag = child.tag
            if tag == TEXT:  # nearly always
                self._text(child, found)
            elif (handle := handlers.get(tag)) is not None:
                handle(child, found)
            else:
                self._read_children(child, found)

    def _leave_out_hidden(self, run: _Element, found: ParagraphText) -> None:
        if has_text(run):
            self.warnings.add("hidden_text_left_out")
        for mark in run.iter(_FIELD_MARK):  # else a hidden field would stay open
            self._field_mark(mark, found)

    def _is_hidden(self, run: _Element) -> bool:
        """What the run says; else hidden if one of the styles of run and paragraph hides, not if both do (17.7.3)."""
        hides = self._paragraph_hides
        for properties in run:
            if properties.tag != RUN_PROPERTIES:
                break
            for each in properties:
                if each.tag == VANISH:
                    return is_on(each)
                if each.tag == _RUN_STYLE:
                    hides ^= self._styles.named(value(each) or "").is_hidden  # stands before w:vanish
            break
        return hides

    def _show(self, text: str, found: ParagraphText) -> None:
        if self._fields and (hiding := self._field_in_instruction()) is not None:
            hiding.held.append(text)
        else:
            found.pieces.append(text)

    def _field_in_instruction(self) -> Field | None:
        return next((each for each in reversed(self._fields) if not each.in_result), None)

    def _text(self, element: _Element, found: ParagraphText) -> None:
        text = element.text
        if not text:
            return
        if (text[0] <= " " or text[-1] <= " ") and element.get(XML_SPACE) != "preserve":
            text = text.strip(" \t\r\n")
        if "\t" in text or "\n" in text or "\r" in text:  # one by one: a twentieth of what a pattern takes
            text = _BLANK.sub(" ", text)
        if self._fields:
            self._show(text, found)
        else:
            found.pieces.append(text)

    def _fixed(self, shown: str) -> Callable[[_Element, ParagraphText], None]:
        return lambda _, found: self._show(shown, found)

    def _instruction(self, element: _Element, _: ParagraphText) -> None:
        if self._fields:
            self._fields[-1].instruction.append(element.text or "")

    def _field_mark(self, mark: _Element, found: ParagraphText) -> None:
        kind = mark.get(f"{W}fldCharType")
        if kind == "begin":
            self._fields.append(Field(mark))
        elif kind == "separate" and self._fields:
            self._fields[-1].in_result = True
        elif kind == "end" and self._fields:
            ended = self._fields.pop()
            if not ended.in_result:
                self._show(shown_without_result(ended), found)

    def _give_up_fields_without_result(self, found: ParagraphText) -> None:
        """An instruction ends with its paragraph: a field without an end must not swallow the rest of the text."""
        if any(not each.in_result for each in self._fields):
            found.pieces += [text for each in self._fields for text in each.held]
            self._fields = [each for each in self._fields if each.in_result]

    def _symbol(self, element: _Element, found: ParagraphText) -> None:
        shown = symbol(element.get(f"{W}font", ""), element.get(f"{W}char", ""))
        if shown == LOST:
            self.warnings.add("lost_characters")
        self._show(shown, found)

    def _deletion(self, element: _Element, _: ParagraphText) -> None:
        self.leave_out_change(element)

    def _equation(self, element: _Element, found: ParagraphText) -> None:
        self._show(equation_text(element), found)

    def _footnote(self, element: _Element, found: ParagraphText) -> None:
        self._refer(self._notes.footnote(element.get(f"{W}id", "")), found)

    def _endnote(self, element: _Element, found: ParagraphText) -> None:
        self._refer(self._notes.endnote(element.get(f"{W}id", "")), found)

    def _refer(self, reference: tuple[str, Note | None], found: ParagraphText) -> None:
        mark, note = reference
        self._show(mark, found)
        if note is not None:
            self.warnings.add("notes_moved")
            found.notes.append(note)

    def _comment(self, *_: object) -> None:
        self.warnings.add("comments_left_out")

    def _alternates(self, element: _Element, found: ParagraphText) -> None:
        branch = chosen_branch(element)
        if branch is not None:
            self._read_children(branch, found)

    def _box(self, element: _Element, found: ParagraphText) -> None:
        found.boxes.append(Box(not found.text.strip(), element))

    def _drawn_words(self, element: _Element, found: ParagraphText) -> None:
        words = (element.get("string") or "").strip()
        if words:
            found.boxes.append(Box(not found.text.strip(), (words,)))

    def _diagram(self, element: _Element, found: ParagraphText) -> None:
        """A drawing of Word's own (SmartArt), whose words are kept in a part of their own."""
        root = self._package.xml_by_id(element.get(f"{R}dm", ""))
        if root is not None:
            texts = ("".join(run.text or "" for run in line.iter(f"{A}t")) for line in root.iter(f"{A}p"))
            found.boxes.append(Box(not found.text.strip(), tuple(text.strip() for text in texts if text.strip())))

    def _picture(self, *_: object) -> None:
        self.warnings.add("pictures_left_out")


def _skip(*_: object) -> None:
    """Holds nothing that is shown."""
