"""Blocks → a mail with a plain body, and what else a test wants in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from email.message import EmailMessage

from tests.formats import Block
from tests.formats.text_writer import lines_of


def write_mail(
    blocks: Sequence[Block],
    *,
    charset: str = "utf-8",
    html: str = "",
    attachments: Mapping[str, bytes] | None = None,
    attached_mail: EmailMessage | None = None,
) -> bytes:
    return mail(blocks, charset=charset, html=html, attachments=attachments, attached_mail=attached_mail).as_bytes()


def mail(
    blocks: Sequence[Block],
    *,
    charset: str = "utf-8",
    html: str = "",
    attachments: Mapping[str, bytes] | None = None,
    attached_mail: EmailMessage | None = None,
) -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = next((block.text for block in blocks if block.kind == "title"), "整改提醒")
    message["From"] = "市委巡察办 <xcb@example.org>"
    message["To"] = "市住房城乡建设局 <zjj@example.org>"
    message["Date"] = "Fri, 27 Dec 2024 09:30:00 +0800"
    text = "\n".join(lines_of(blocks)) + "\n"
    if text.strip():
        message.set_content(text, charset=charset)
        if html:
            message.add_alternative(html, subtype="html", charset=charset)
    elif html:
        message.set_content(html, subtype="html", charset=charset)
    for name, data in (attachments or {}).items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    if attached_mail is not None:
        message.add_attachment(attached_mail)
    return message
