"""The elements around the body of an official document (GB/T 9704-2012, clause 7), each with its span.

Text in, spans out: what stands above the title, whom it is sent to, who signs it and when, what is attached, to whom
copies go. Elements that a text does not show are left out; nothing is completed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.text.numerals import to_int

KINDS = (
    "copy_number", "secrecy", "urgency", "issuing_mark", "document_number", "signer", "recipient",
    "attachment_note", "signature", "written_on", "copied_to", "printed",
)  # fmt: skip
"""份号, 密级, 紧急程度, 发文机关标志, 发文字号, 签发人, 主送, 附件说明, 署名, 成文日期, 抄送, 印发."""

DOCUMENT_NUMBER = (
    r"(?:(?!印发|发布|公布|颁布|修订)[\u4e00-\u9fffA-Za-z]){1,12}"
    r"[〔\[（(【]\s*\d{4}\s*年?[〕\]）)】]\s*第?\s*\d{1,5}\s*号"
)
"""机关代字〔年份〕序号, as a regular expression."""

WRITTEN_DATE = (
    r"(?:\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日"
    r"|[〇零○一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日)"
)
"""A complete date as documents are signed with, in Arabic or Chinese digits."""

ORGAN = (
    r"(?:中共中央|国务院|中央军委|(?:办公[厅室]|委员会|常委会|人民政府|政府|党组|党委|纪委|监委|市委|县委|区委|省委|工委"
    r"|领导小组|巡[视察]办|巡[视察]组|巡[视察]机构|办|[局部厅委署院会行社处室队司团校]|公司|集团|大学|学院|中心|法院|检察院))"
)
"""How names of organs end, as a regular expression."""


@dataclass(frozen=True, slots=True)
class Element:
    """`text[start:end]` is an element of the letterhead, without the words that announce it (签发人：)."""

    kind: str
    """One of KINDS."""
    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Attachment:
    """`text[start:end]` opens an attachment: its label and its title, where it has one; the attachment follows."""

    label: str
    """附件1, 附件."""
    title: str
    number: int | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Line:
    begin: int
    """Where the line begins, Markdown included."""
    start: int
    end: int
    words: str


_HEAD_LINES = 12
_TAIL_LINES = 14
_LONGEST_RECIPIENTS = 400
_LONGEST_NAME = 40
_MOST_ENTRIES = 50

_COPY_NUMBER = re.compile(r"(?:份\s*号\s*[：:]?\s*)?(?P<value>\d{6})|份\s*号\s*[：:]\s*(?P<labelled>\d{1,6})")
_SECRECY = re.compile(
    r"(?:密\s*级\s*[：:]?\s*)?(?P<value>(?:绝\s*密|机\s*密|秘\s*密)(?:\s*★\s*[\d一二三四五六七八九十]*\s*[年月长期]*)?)(?=\s|$)"
)
_URGENCY = re.compile(r"(?:^|(?<=\s))(?:紧急程度\s*[：:]?\s*)?(?P<value>特\s*急|加\s*急|特\s*提|平\s*急)\s*$")
_MARK = re.compile(
    rf"[\u4e00-\u9fff（）()、\s]{{2,{_LONGEST_NAME}}}文\s*件|[\u4e00-\u9fff\s]{{0,{_LONGEST_NAME}}}{ORGAN}"
)
_RED_MARK = re.compile(r".{2,40}文\s*件")
_NUMBER = re.compile(rf"(?P<value>{DOCUMENT_NUMBER})(?:\s+签发人.*)?")
_SIGNER = re.compile(r"签\s*发\s*人\s*[：:]\s*(?P<value>[\u4e00-\u9fff·、\s]{2,30}?)\s*$")
_RECIPIENT = re.compile(rf"(?P<value>[^。！？\n]{{2,{_LONGEST_RECIPIENTS}}})[：:]")
_ORGAN_WORD = re.compile(rf"各|你|有关|{ORGAN}(?=[、，；,（()）\s]|$)|[县区市省]$")
_SALUTATION = re.compile(r"(?:尊敬|敬爱|亲爱)的|同志|代表|朋友|先生|女士|委员们|老师|同学|[问答]$")
_LABEL = re.compile(
    r"[\s*#]*(?:第[一二三四五六七八九十百\d]+[编章节条]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.．、]|附\s*件)"
)
_WRITTEN_ON = re.compile(rf"[（(]?(?P<value>{WRITTEN_DATE})[)）]?")
_SIGNATURE = re.compile(rf"[\u4e00-\u9fff（）()、·\s]{{0,{_LONGEST_NAME}}}{ORGAN}(?:[（(][^）)]{{1,12}}[）)])?")
_COPIED_TO = re.compile(r"抄\s*[送报]\s*[：:]\s*(?P<value>.+)")
_PRINTED = re.compile(rf"(?P<value>[^。\n]{{0,{_LONGEST_NAME}}}{WRITTEN_DATE}\s*印\s*发)")
_NOTE = re.compile(r"附\s*件\s*[\d一二三四五六七八九十]{0,2}\s*[：:]\s*(?P<value>\S.*)")
_ATTACHMENT = re.compile(
    r"[\s#*_]*(?P<label>附\s*(?:件|录|表)\s*(?P<number>\d{1,2}|[一二三四五六七八九十]{1,2})?)(?P<mark>\s*[*_]*\s*[：:]|\s+|[*_]*$)[*_\s]*(?P<title>.*)"
)
_ENTRY = re.compile(r"\s*(?:\d{1,2}\s*[.．、]|附\s*件\s*\d)")


def letterhead(text: str) -> list[Element]:
    r"""The elements that a text shows, in order of place.

    >>> [(e.kind, e.of("某委发〔2024〕3号\n关于整改的通知\n各县（区）委：\n现通知如下。"))
    ...  for e in letterhead("某委发〔2024〕3号\n关于整改的通知\n各县（区）委：\n现通知如下。")]
    [('document_number', '某委发〔2024〕3号'), ('recipient', '各县（区）委')]
    """
    lines = list(_lines(text))
    found = [*_head(lines[:_HEAD_LINES]), *_tail(lines), *_notes(lines)]
    return sorted(found, key=lambda element: (element.start, KINDS.index(element.kind)))


def attachments(text: str) -> list[Attachment]:
    r"""Where attachments begin. A note that only names them, above the signature, is none.

    >>> [a.title for a in attachments("附件：台账\n某局\n2024年1月2日\n附件\n整改台账\n序号 问题")]
    ['整改台账']
    """
    if "附" not in text:
        return []
    lines = list(_lines(text))
    found: list[Attachment] = []
    for index, line in enumerate(lines):
        match = _ATTACHMENT.fullmatch(text[line.start : line.end])
        if match is None or _is_note(lines, index, match):
            continue
        found.append(_attachment(lines, index, match))
    return found


def _lines(text: str) -> Iterator[_Line]:
    """The lines that hold words, without the white space and Markdown around them."""
    for match in re.finditer(r"[^\n]+", text):
        words = match[0].strip().strip("*_#").strip()
        if words:
            start = match.start() + match[0].index(words)
            yield _Line(match.end() - len(match[0].lstrip()), start, start + len(words), words)


def _head(lines: Sequence[_Line]) -> Iterator[Element]:
    """What stands above the body: every line up to the recipients, or to the first line that is a sentence."""
    number_at = next((at for at, line in enumerate(lines) if _NUMBER.fullmatch(line.words)), None)
    for at, line in enumerate(lines):
        if _LABEL.match(line.words):
            return
        recipient = _RECIPIENT.fullmatch(line.words)
        if recipient and at and _ORGAN_WORD.search(recipient["value"]) and not _SALUTATION.search(recipient["value"]):
            yield Element("recipient", line.start, line.start + recipient.end("value"))
            return
        if line.words.endswith("。"):
            return
        yield from _of_head_line(line)
        above_number = number_at is not None and at < number_at and _MARK.fullmatch(line.words)
        if above_number or (number_at is None and at == 0 and _RED_MARK.fullmatch(line.words)):
            yield Element("issuing_mark", line.start, line.end)


def _of_head_line(line: _Line) -> Iterator[Element]:
    for kind, pattern, whole in (
        ("copy_number", _COPY_NUMBER, True),
        ("secrecy", _SECRECY, False),
        ("urgency", _URGENCY, False),
        ("document_number", _NUMBER, True),
        ("signer", _SIGNER, False),
    ):
        if kind in ("secrecy", "urgency") and len(line.words) > 24:
            continue
        match = pattern.fullmatch(line.words) if whole else _anywhere(pattern, line.words, kind)
        if match is not None:
            group = "labelled" if match.groupdict().get("labelled") else "value"
            yield Element(kind, line.start + match.start(group), line.start + match.end(group))


def _anywhere(pattern: re.Pattern[str], words: str, kind: str) -> re.Match[str] | None:
    """密级 stands at the beginning of its line, 紧急程度 and 签发人 also behind others."""
    return pattern.match(words) if kind == "secrecy" else pattern.search(words)


def _tail(lines: Sequence[_Line]) -> Iterator[Element]:
    """署名 and 成文日期 stand above the attachments, 抄送 and 印发 at the very end."""
    for line in lines[-_TAIL_LINES:]:
        for kind, pattern in (("copied_to", _COPIED_TO), ("printed", _PRINTED)):
            match = pattern.fullmatch(line.words)
            if match is not None:
                yield Element(kind, line.start + match.start("value"), line.start + match.end("value"))
    signed = _signed_at(lines)
    if signed is None:
        return
    date = _WRITTEN_ON.fullmatch(lines[signed].words)
    if date is not None:
        yield Element("written_on", lines[signed].start + date.start("value"), lines[signed].start + date.end("value"))
    for line in reversed(lines[max(0, signed - 8) : signed]):
        if not _SIGNATURE.fullmatch(line.words) or _LABEL.match(line.words):
            return
        yield Element("signature", line.start, line.end)


def _signed_at(lines: Sequence[_Line]) -> int | None:
    """The line of the 成文日期: a date alone, behind the body and before what is attached."""
    first_attachment = next(
        (
            at
            for at, line in enumerate(lines)
            if (match := _ATTACHMENT.fullmatch(line.words)) and not _is_note(lines, at, match)
        ),
        len(lines),
    )
    dates = [at for at in range(first_attachment) if _WRITTEN_ON.fullmatch(lines[at].words)]
    first_sentence = next((at for at, line in enumerate(lines) if line.words.endswith("。")), len(lines))
    return dates[-1] if dates and dates[-1] > first_sentence else None


def _notes(lines: Sequence[_Line]) -> Iterator[Element]:
    """附件说明, with the entries below it."""
    for at, line in enumerate(lines):
        match = _NOTE.fullmatch(line.words)
        if match is None:
            continue
        attachment = _ATTACHMENT.fullmatch(line.words)
        if attachment is None or not _is_note(lines, at, attachment):
            continue
        last = _entries_end(lines, at + 1)
        yield Element("attachment_note", line.start + match.start("value"), lines[last - 1].end)


def _entries_end(lines: Sequence[_Line], at: int) -> int:
    last = min(len(lines), at + _MOST_ENTRIES)
    while at < last and _ENTRY.match(lines[at].words) and len(lines[at].words) <= _LONGEST_NAME * 2:
        at += 1
    return at


def _is_note(lines: Sequence[_Line], at: int, match: re.Match[str]) -> bool:
    """Whether 附件 here only names what is attached: a list behind it, a signature or the end below it."""
    title = match["title"].strip("*_ ：:")
    if (
        title.endswith(("。", "；"))
        or len(title) > _LONGEST_NAME * 2
        or re.match(r"[中的规所和与及内外为是、，]", title)
    ):
        return True  # a sentence that speaks of an attachment
    if re.match(r"\d{1,2}\s*[.．、]", title):
        return True
    below = _entries_end(lines, at + 1)
    if below > at + 1 and not title and not match["number"]:
        return _is_signature(lines, below)
    return bool(title) and _is_signature(lines, below)


def _is_signature(lines: Sequence[_Line], at: int) -> bool:
    """Organs and a date stand here, or nothing more does."""
    for line in lines[at : at + 6]:
        if _WRITTEN_ON.fullmatch(line.words):
            return True
        if not _SIGNATURE.fullmatch(line.words):
            return False
    return at >= len(lines)


def _attachment(lines: Sequence[_Line], at: int, match: re.Match[str]) -> Attachment:
    line, title = lines[at], match["title"].strip("*_ ：:")
    end = line.end
    if not title and at + 1 < len(lines) and _may_be_title(lines[at + 1].words):
        title, end = lines[at + 1].words, lines[at + 1].end
    number = match["number"]
    label = re.sub(r"\s+", "", match["label"])
    return Attachment(label, title, to_int(number) if number else None, line.begin, end)


def _may_be_title(words: str) -> bool:
    return (
        len(words) <= _LONGEST_NAME * 3 // 2
        and not words.endswith(("。", "；", "，", "："))
        and not _LABEL.match(words)
    )
