"""What a document is called, with the span that shows it.

Repaired text and its outline in, title out. Where the text shows none, the title that the file states and then the
file's name serve, without a span.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from assistant.text.headings import Heading, Rank, heading_of_line, plain
from assistant.text.letterhead import letterhead


@dataclass(frozen=True, slots=True)
class Title:
    """`words`, and where the text shows them; (None, where it does not)."""

    words: str
    span: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    words: str
    is_note: bool
    """Letterhead, a date, a remark in brackets: no part of a title."""
    is_body: bool


_HEAD_CHARACTERS = 1200
_LONGEST_TITLE = 70
_MOST_LINES = 4
_CLAUSES = 2
_SHORTEST_FALLBACK = 6

_ENDS_TITLE = re.compile(
    r"(?:条例|规定|办法|规则|准则|细则|制度|规范|规程|守则|清单|意见|方案|计划|规划|要点|通知|报告|通报|汇报|讲话|发言|主持词|致辞"
    r"|决定|决议|反馈|情况|公告|通告|批复|纪要|函|说明|章程|台账|总结|法)[》”]?(?:[（(].{1,14}[）)]|\d{4}(?:年(?:修订|修正)?)?)*$"
)
_NO_TITLE = re.compile(
    r"[【\[]?(?:正文|全文|标题|目\s*[录次])[】\]]?"
    r"|[（(【\[].*[）)】\]]"
    r"|[—―－-]{1,3}.*"
    r"|附\s*[件录表]\s*[\d一二三四五六七八九十]*\s*[：:]?"
    r"|(?:来源|作者|发布时间|时间|日期|编辑|字号|主送|抄送|发文字号|索引号)\s*[：:].*"
    r"|[\d\s年月日:：./-]+"
    r"|[\u4e00-\u9fff](?:[\s\u3000·]+[\u4e00-\u9fff]){1,3}"
)
"""Lines of the head that are never the title, or a part of it: brackets, subtitles, labels, dates, a spaced name."""

_SPACED_TITLE = re.compile(r"[\u4e00-\u9fff](?:\s+[\u4e00-\u9fff])*\s+(?:[要知告定议示复报案函令])")
"""通　知, 会 议 纪 要: spaced as names are, but no name."""

_NAME = re.compile(r"[\u4e00-\u9fff·]{2,4}|.{2,20}[\s\u3000]+[\u4e00-\u9fff·]{2,4}")
"""Who speaks, on the line below a title."""

_SENTENCE_END = "。；，：:,;！!"
_INVISIBLE = "\u200b\u200c\u200d\ufeff"
_DATELINE = re.compile(r"(?:新华社|本报|中新社)[^\s，。]{1,14}(?:电|讯)[\s\u3000]*")
_INLINE = re.compile(
    r"(?P<title>[^。！？；：\n（(※]{6,70}?)(?=[（(]\s*\d{4}年\d{1,2}月\d{1,2}日\s*[）)]|※|\s*[＊*†]\s*(?=[\u4e00-\u9fff]))"
)
_IN_EXPORT = re.compile(r"\"\s*#{1,6}\s+(?P<title>[^\n\"\\]{2,70}?)\s*(?=\\n|\"|\n)")
_CODE = re.compile(r"[{\[<]\S*[:/\"'{]")
"""Begins a line of an export or of markup, which is no title."""

_FRAGMENT = "。，；：、,;:）)》”"
_SITE = re.compile(r"\s*[-_|–—－｜]\s*[^-_|–—－｜]{2,30}$")
_COUNTER = re.compile(r"^\d{1,4}\s*[-_.、]\s*(?=\S)")
_REMARK_IN_NAME = re.compile(
    r"\s*[（(\[]\s*(?:\d{4}[-.年/]\d{1,2}(?:[-.月/]\d{1,2}日?)?|\d{1,2}|副本|copy|最终版?|定稿)\s*[）)\]]\s*$",
    re.IGNORECASE,
)


def title_of(text: str, headings: Sequence[Heading], path: Path, stated_title: str = "") -> Title:
    """The title heading, else the lines above the body, else a title run into the text, else what the file says."""
    found = (
        _marked(text, headings)
        or _above_body(text)
        or _inline(text)
        or _exported(text)
        or _stated(text, stated_title)
        or _named_early(text)
    )
    return found or Title(_from_name(path), None)


def _marked(text: str, headings: Sequence[Heading]) -> Title | None:
    """What a style or Markdown marks as the title. The outline takes any short first line for one, which is no mark."""
    for heading in headings:
        if heading.rank is not Rank.TITLE or heading.start >= _HEAD_CHARACTERS or _NO_TITLE.fullmatch(heading.title):
            continue
        is_first_line = not text[: heading.start].strip()
        if not is_first_line or text[heading.start : heading.end].lstrip().startswith("#"):
            return _title(text, heading.start, heading.end)
    return None


def _above_body(text: str) -> Title | None:
    """The lines above the body that are neither letterhead nor notes; a title may take several."""
    lines: list[_Line] = []
    for line in _head_lines(text):
        ends = _is_complete(lines) or (lines and _NAME.fullmatch(line.words)) or line.is_body
        if ends or (lines and line.is_note):
            return None if line.words[0] in _FRAGMENT else _joined(text, lines)
        if not line.is_note:
            lines.append(line)
    return _joined(text, lines)


def _head_lines(text: str) -> Iterator[_Line]:
    """The lines of the head, to the first of the body."""
    taken = [element for element in letterhead(text) if element.kind not in ("signature", "attachment_note")]
    for match in re.finditer(r"[^\n]+", text[: _HEAD_CHARACTERS * 2]):
        words = plain(match[0]).strip(_INVISIBLE).strip()
        if not words:
            continue
        start = match.start() + match[0].index(words[0])
        is_letterhead = any(each.start < match.end() and match.start() < each.end for each in taken)
        is_note = is_letterhead or (_NO_TITLE.fullmatch(words) is not None and not _SPACED_TITLE.fullmatch(words))
        if _CODE.match(words):
            return
        too_long = len(words) > _LONGEST_TITLE or words[-1] in _SENTENCE_END
        labelled = heading_of_line(text, match.start(), match.end()) is not None
        is_body = (words.endswith(("：", ":")) and is_letterhead) or (not is_note and (too_long or labelled))
        yield _Line(start, match.end(), words, is_note, is_body)
        if is_body:
            return


def _is_complete(lines: Sequence[_Line]) -> bool:
    return bool(lines) and _ENDS_TITLE.search(re.sub(r"\s", "", lines[-1].words)) is not None


def _joined(text: str, lines: Sequence[_Line]) -> Title | None:
    """Several lines are one title if they end as titles do, or are two clauses of one; else the first line is."""
    if not lines:
        return None
    together = len(lines) <= _MOST_LINES if _is_complete(lines) else len(lines) == _CLAUSES
    return _title(text, lines[0].start, lines[-1 if together else 0].end)


def _title(text: str, start: int, end: int) -> Title:
    while end > start and text[end - 1] in " \t\n\u3000*_#":
        end -= 1
    while start < end and text[start] in " \t\n\u3000*_#":
        start += 1
    return Title(tidy(text[start:end]), (start, end))


def tidy(words: str) -> str:
    """A title as one line: spaces stay only between clauses, not inside words or beside figures.

    >>> tidy("会 议 纪 要"), tidy("某条例 2018"), tidy("贯彻落实组织路线 不断加强组织建设")
    ('会议纪要', '某条例2018', '贯彻落实组织路线 不断加强组织建设')
    """
    pieces = re.split(r"\s+", plain(re.sub(r"\*\*|__", "", words)))
    tidied = pieces[0]
    for before, piece in pairwise(pieces):
        two_clauses = min(len(before), len(piece)) >= _LEAST_CLAUSE and not piece.startswith(_GOES_ON)
        tidied += f" {piece}" if two_clauses else piece
    return tidied


_LEAST_CLAUSE = 5
_GOES_ON = ("关于", "印发", "转发", "贯彻", "批转", "的")
"""Begins the line of a title that goes on from the organ above it."""


def _inline(text: str) -> Title | None:
    """A text that has lost its line breaks: the title runs up to the date in brackets or the mark of a note."""
    start = len(text) - len(text.lstrip())
    dateline = _DATELINE.match(text, start)
    start = dateline.end() if dateline else start
    match = _INLINE.match(text, start)
    return _title(text, *match.span("title")) if match else None


def _exported(text: str) -> Title | None:
    """A text inside quotation marks of a note program's export: its first Markdown heading, line ends written out."""
    match = _IN_EXPORT.search(text, 0, _HEAD_CHARACTERS)
    return _title(text, *match.span("title")) if match else None


def _stated(text: str, stated_title: str) -> Title | None:
    """What the file says of itself, without the name of the site; with a span where the text says it too."""
    words = stated_title.strip()
    while words and _SITE.search(words):
        shorter = _SITE.sub("", words)
        if len(shorter) < _SHORTEST_FALLBACK:
            break
        words = shorter
    if not words:
        return None
    at = text.find(words, 0, _HEAD_CHARACTERS)
    return Title(tidy(words), (at, at + len(words)) if at >= 0 else None)


def _named_early(text: str) -> Title | None:
    """The first early line that ends as titles do, where nothing in front of it is a sentence that goes on."""
    lines = [match for match in re.finditer(r"[^\n]+", text[:_HEAD_CHARACTERS]) if match[0].strip()]
    for index, match in enumerate(lines):
        words = tidy(match[0])
        if heading_of_line(text, *match.span()) is not None:
            return None
        if not _SHORTEST_FALLBACK <= len(words) <= _LONGEST_TITLE or not _ENDS_TITLE.search(words):
            continue
        after = lines[index + 1][0].strip()[:1] if index + 1 < len(lines) else ""
        before = lines[index - 1][0].strip()[-1] if index else "。"
        if after not in _FRAGMENT and (before in "。！？” " or index == 0):
            return _title(text, *match.span())
    return None


def _from_name(path: Path) -> str:
    """A file's name without its counter, its date and remarks such as (1)."""
    name = _COUNTER.sub("", path.stem)
    name = _REMARK_IN_NAME.sub("", name)
    return name.strip() or path.stem
