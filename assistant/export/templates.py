"""An office's own .docx template, filled (docxtpl, the extra `templates`): {{ title }}, {{ body }} and the like.

A template is a program in the language of Jinja. It runs in a sandbox without functions, loops and arithmetic: it can
show what a document says, or leave it out, and nothing else. The words of documents come in as values and are never
read as a template.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile, ZipFile

from assistant.errors import UsageError
from assistant.export.document import OfficialDocument
from assistant.export.files import check_is_file
from assistant.export.gbt9704 import annexes_of, remark_on
from assistant.export.word.blocks import attachment_elements, block_elements
from assistant.export.word.comments import Margin, Remark
from assistant.export.word.embedded import Record, record_files, record_part, visible_text
from assistant.export.word.letterhead import day_of
from assistant.export.word.package import zipped
from assistant.export.word.styles import STYLES, style_element
from assistant.export.word.xml import Element, name, serialised

if TYPE_CHECKING:
    from docx.document import Document
    from jinja2.lexer import Token, TokenStream
    from jinja2.sandbox import SandboxedEnvironment

_BODY, _ANNEXES = "\ue000body\ue000", "\ue000annexes\ue000"
"""What stands where the blocks go until they are put there; private characters that no document has."""
_LARGEST_TEMPLATE = 64 << 20
"""Bytes, unpacked."""
_FILTERS = ("default", "trim", "e")
_STATEMENTS = frozenset(("if", "elif", "else", "endif"))
"""What of Jinja a template may use: a loop, or a filter that pads, can run for ever or fill all memory."""


def fill_template(
    path: Path, document: OfficialDocument, *, on: date, remarks: Sequence[Remark] = (), record: Record | None = None
) -> bytes:
    """The template with a document in it. What the template has styles for looks as it says, the rest as in GB/T 9704.

    Variables: title, byline, draft_mark, secrecy, addressee, signer, date, body, annexes; body and annexes stand in a
    paragraph of their own. A template without annexes gets them at its end.

    Raises RejectedFile where no such file is; UsageError where the extra is missing, and where the template cannot be
    read, names a variable that there is not, has no place for the body, or does what the sandbox forbids.
    """
    margin = Margin(remarks, on)
    blocks = [*block_elements(document.blocks, margin)]
    annexes = [*attachment_elements(annexes_of(document), margin)]
    for paragraph in [block for block in blocks if block.tag == name("p")][:1]:
        remark_on(paragraph, margin.rest())
    filled = _rendered(path, _values(document))
    _put(filled, _BODY, blocks, path)
    if not _put(filled, _ANNEXES, annexes, path, must=False):
        _at_end(filled, annexes)
    _add_styles(filled)
    _add_comments(filled, margin)
    if record is not None:
        _add_record(filled, record)
    return _saved(filled)


def _values(document: OfficialDocument) -> dict[str, str]:
    return {
        "title": document.title,
        "byline": "　".join(document.byline),
        "draft_mark": document.draft_mark,
        "secrecy": document.secrecy or "",
        "addressee": document.addressee,
        "signer": document.signer,
        "date": day_of(document),
        "body": _BODY,
        "annexes": _ANNEXES,
    }


def _rendered(path: Path, values: Mapping[str, str]) -> Document:
    """The template with its variables filled in."""
    try:
        from docxtpl import DocxTemplate  # noqa: PLC0415
        from jinja2 import TemplateError  # noqa: PLC0415
    except ImportError as error:
        raise UsageError("export.templates_missing") from error
    _check_size(path)
    environment = _sandbox()
    try:
        template = DocxTemplate(path)
        named = template.get_undeclared_template_variables(environment)
        if unknown := named - values.keys():
            names, known = ", ".join(sorted(unknown)), ", ".join(values)
            raise UsageError("export.template_names_unknown", path=path, names=names, known=known)
        if "body" not in named:
            raise UsageError("export.template_without_body", path=path)
        template.render(dict(values), environment)
    except (TemplateError, OverflowError, TypeError) as error:
        raise UsageError("export.template_refused", path=path, why=str(error)) from error
    except (KeyError, ValueError, SyntaxError) as error:
        raise UsageError("export.template_unreadable", path=path) from error
    # Not `get_docx()`: that reads the template anew once it is rendered.
    filled: Document = template.docx
    return filled


def _check_size(path: Path) -> None:
    check_is_file(path)
    try:
        with ZipFile(path) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
    except (OSError, BadZipFile) as error:
        raise UsageError("export.template_unreadable", path=path) from error
    if size > _LARGEST_TEMPLATE:
        raise UsageError("export.template_unreadable", path=path)


def _sandbox() -> SandboxedEnvironment:
    """Jinja with few statements and filters, without functions and arithmetic; values are escaped."""
    from jinja2 import StrictUndefined  # noqa: PLC0415
    from jinja2.exceptions import SecurityError  # noqa: PLC0415
    from jinja2.ext import Extension  # noqa: PLC0415
    from jinja2.sandbox import ImmutableSandboxedEnvironment  # noqa: PLC0415

    class FewStatements(Extension):
        def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
            before = ""
            for token in stream:
                if before == "block_begin" and token.value not in _STATEMENTS:
                    raise SecurityError(str(token.value))
                before = token.type
                yield token

    class Sandbox(ImmutableSandboxedEnvironment):
        intercepted_binops = frozenset(("+", "-", "*", "/", "//", "**", "%"))

        def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
            del context, left, right
            raise SecurityError(operator)

        def is_safe_callable(self, obj: Any) -> bool:
            del obj
            return False

    sandbox = Sandbox(autoescape=True, extensions=[FewStatements], undefined=StrictUndefined)
    sandbox.globals.clear()
    sandbox.filters = {kind: sandbox.filters[kind] for kind in _FILTERS}
    return sandbox


def _put(filled: Document, marker: str, blocks: Sequence[Element], path: Path, *, must: bool = True) -> bool:
    """Replace the paragraph of a marker by blocks. Raises UsageError where the marker shares its paragraph."""
    found = [paragraph for paragraph in filled.element.iter(name("p")) if marker in _text(paragraph)]
    if not found and must:
        raise UsageError("export.template_without_body", path=path)
    for number, paragraph in enumerate(found):
        if _text(paragraph).strip() != marker or number:
            raise UsageError("export.template_body_inside", path=path)
        for block in blocks:
            paragraph.addprevious(block)
        paragraph.getparent().remove(paragraph)
    return bool(found)


def _text(paragraph: Element) -> str:
    return "".join(node.text or "" for node in paragraph.iter(name("t")))


def _at_end(filled: Document, blocks: Sequence[Element]) -> None:
    """Behind everything, before the properties of the last section."""
    body = filled.element.body
    last = body[-1]
    for block in blocks:
        if last.tag == name("sectPr"):
            last.addprevious(block)
        else:
            body.append(block)


def _add_styles(filled: Document) -> None:
    """The styles that the blocks name and the template does not have."""
    styles = filled.styles.element
    there = {style.get(name("styleId")) for style in styles.iter(name("style"))}
    used = {node.get(name("val")) for node in filled.element.iter(name("pStyle"))} | {"CommentText"}
    styles.extend(style_element(style) for style in STYLES if style.id in used - there)


def _add_comments(filled: Document, margin: Margin) -> None:
    said = margin.part()
    if said is None:
        return
    comments = filled.part._comments_part.element
    for comment in list(comments):
        comments.remove(comment)
    comments.extend(said)


def _add_record(filled: Document, record: Record) -> None:
    from docx.opc.constants import RELATIONSHIP_TYPE  # noqa: PLC0415
    from docx.opc.packuri import PackURI  # noqa: PLC0415
    from docx.opc.part import Part  # noqa: PLC0415

    package = filled.part.package
    taken = {str(part.partname) for part in package.iter_parts()}
    number = next(number for number in range(1, 1000) if f"/customXml/item{number}.xml" not in taken)
    root = record_part(record, visible_text(filled.element)).root
    blob = serialised(root)
    part = Part(PackURI(f"/customXml/item{number}.xml"), "application/xml", blob, package)
    properties = record_files()["customXml/itemProps1.xml"]
    kind = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
    part.relate_to(
        Part(PackURI(f"/customXml/itemProps{number}.xml"), kind, properties, package),
        RELATIONSHIP_TYPE.CUSTOM_XML_PROPS,
    )
    filled.part.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_XML)


def _saved(filled: Document) -> bytes:
    """The file, zipped without times."""
    written = BytesIO()
    filled.save(written)
    with ZipFile(written) as archive:
        return zipped({entry: archive.read(entry) for entry in archive.namelist()})
