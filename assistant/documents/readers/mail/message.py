"""A mail (.eml, RFC 5322 and MIME) → its header lines and body as one text, and its attachments as files inside.

Plain text is preferred to HTML where both say the same. Pictures set into the body are left out; attached mails come
out as files of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from email.message import Message

from assistant.documents.readers.items import Enclosed, Item, Reading
from assistant.documents.readers.mail.headers import (
    charset_of,
    clean_name,
    date_line,
    decoded,
    field,
    file_name,
    message_of,
)
from assistant.documents.readers.web_page.page import shown_text
from assistant.errors import RejectedFile
from assistant.records import StyledHeading
from assistant.text.newlines import unify_newlines

_FIELDS = (("Subject", "主题"), ("From", "发件人"), ("To", "收件人"), ("Cc", "抄送"), ("Date", "日期"))
MOST_PARTS = 2_000

_DEEPEST = 50
_SAYS_THE_SAME = 0.3
"""Share of the HTML's letters that plain text beside it must have; less is "your program cannot show HTML"."""

_SUFFIX_OF_TYPE = {
    "application/pdf": ".pdf",
    "application/msword": ".doc",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/zip": ".zip",
    "message/rfc822": ".eml",
    "text/csv": ".csv",
    "text/html": ".html",
    "text/plain": ".txt",
}
"""For attachments without a name."""

_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")


def read(data: bytes, name: str) -> Iterator[Item]:
    """The text of a mail, then its attachments.

    Raises RejectedFile: no mail, nested too deep, too many parts, or encrypted.
    """
    message = _parsed(data)
    parts = list(_parts(message))
    bodies = [part for part in parts if _is_body(part)]
    subject = field(message, "Subject")
    body = _body(bodies)
    if not body and _is_encrypted(message):
        raise RejectedFile("file_encrypted")
    head = [f"{label}：{value}" for key, label in _FIELDS if (value := _value(message, key))]
    warnings = ("pictures_left_out",) if any(_is_inline_picture(part) for part in parts) else ()
    enclosed = [part for part in parts if part not in bodies and not _is_inline_picture(part)]
    text = "\n".join(filter(None, [*head, body]))
    if text:
        yield Reading(text, "eml", headings=_title(head), stated_title=subject, warnings=warnings)
    elif not enclosed:
        raise RejectedFile("file_no_text")
    for number, part in enumerate(enclosed, 1):
        content = _content(part)
        if content:
            yield Enclosed(_name(part, number), content)


def _title(head: Sequence[str]) -> tuple[StyledHeading, ...]:
    """The subject, without its label, is the title of a mail."""
    label = f"{dict(_FIELDS)['Subject']}："
    return (StyledHeading(len(label), len(head[0]), 0),) if head and head[0].startswith(label) else ()


def _parsed(data: bytes) -> Message:
    try:
        message = message_of(data)
    except RecursionError as error:
        raise RejectedFile("file_too_deep", limit=_DEEPEST) from error
    if not any(key in message for key, _ in _FIELDS):
        raise RejectedFile("file_suffix_wrong", found="TXT", suffix=".eml")
    return message


def _parts(message: Message) -> Iterator[Message]:
    """The leaves of a mail in order; an attached mail is a leaf."""
    pending = [(message, 0)]
    count = 0
    while pending:
        part, depth = pending.pop()
        count += 1
        if depth > _DEEPEST:
            raise RejectedFile("file_too_deep", limit=_DEEPEST)
        if count > MOST_PARTS:
            raise RejectedFile("file_too_many_parts", count=count, limit=MOST_PARTS)
        inner = part.get_payload() if part.is_multipart() else None
        if part.get_content_maintype() == "multipart" and isinstance(inner, list):
            pending += [(child, depth + 1) for child in reversed(inner) if isinstance(child, Message)]
        else:
            yield part


def _is_body(part: Message) -> bool:
    is_text = part.get_content_type() in ("text/plain", "text/html")
    return is_text and part.get_content_disposition() != "attachment" and not file_name(part)


def _is_inline_picture(part: Message) -> bool:
    """A picture that the body shows: signatures and logos, but scans pasted in as well."""
    is_shown = part.get_content_disposition() == "inline" or "Content-ID" in part
    return part.get_content_maintype() == "image" and is_shown and part.get_content_disposition() != "attachment"


def _is_encrypted(message: Message) -> bool:
    return message.get_content_type() in ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime")


def _value(message: Message, key: str) -> str:
    value = field(message, key)
    return date_line(value) if key == "Date" else value


def _body(bodies: list[Message]) -> str:
    """The plain parts, unless the HTML says much more than they do."""
    plain = "\n".join(filter(None, (_plain(part) for part in bodies if part.get_content_type() == "text/plain")))
    pages = [part for part in bodies if part.get_content_type() == "text/html"]
    shown = "\n".join(filter(None, (shown_text(_content(part), charset_of(part)) for part in pages)))
    return shown if _letters(plain) < _letters(shown) * _SAYS_THE_SAME else plain


def _plain(part: Message) -> str:
    text = unify_newlines(decoded(_content(part), charset_of(part)))[0]
    if part.get_param("format") == "flowed":
        text = _unflowed(text, is_space_added=str(part.get_param("delsp")).lower() == "yes")
    return _BLANK_LINES.sub("\n", text).strip()


def _unflowed(text: str, *, is_space_added: bool) -> str:
    """Lines that end in a space go on in the next one (RFC 3676); the mark of a signature does not."""
    lines: list[str] = []
    is_open = False
    for line in text.split("\n"):
        stuffed = line.removeprefix(" ")
        if is_open:
            lines[-1] = (lines[-1][:-1] if is_space_added else lines[-1]) + stuffed
        else:
            lines.append(stuffed)
        is_open = stuffed.endswith(" ") and stuffed != "-- "
    return "\n".join(lines)


def _content(part: Message) -> bytes:
    """The bytes of a part; those of an attached mail are its source."""
    inner = part.get_payload() if part.is_multipart() else None
    if isinstance(inner, list):
        return b"".join(_source(child) for child in inner if isinstance(child, Message))
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _source(message: Message) -> bytes:
    """An attached mail as a file; one too broken to be written out again comes as its text alone."""
    try:
        return message.as_bytes()
    except (UnicodeError, LookupError, ValueError, AttributeError, TypeError, RecursionError):
        head = "".join(f"{key}: {value}\n" for key, value in message.items())
        return f"{head}\n{message.get_payload()}".encode("utf-8", "replace")


def _name(part: Message, number: int) -> str:
    """The name an attachment brings, the subject of an attached mail, or its number."""
    suffix = _SUFFIX_OF_TYPE.get(part.get_content_type(), ".bin")
    brought = file_name(part)
    if brought:
        return brought if "." in brought or suffix == ".bin" else brought + suffix
    inner = part.get_payload() if part.is_multipart() else None
    subject = field(inner[0], "Subject") if isinstance(inner, list) and isinstance(inner[0], Message) else ""
    return f"{clean_name(subject) or number}{suffix}"


def _letters(text: str) -> int:
    return sum(mark.isalnum() for mark in text)
