"""The lines of a page → those of its main content, from its title to its end.

Five steps: readers' comments out; how much prose each element holds; down to the element that holds nearly all of it;
out with navigation, share buttons, footers and lists of links inside it; the title and the lines under it (date,
source) back in. Prose is told from menus by its sentence marks. Where a choice leaves out too much prose, a less strict
one is taken: a page without any structure is given whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.documents.readers.web_page.lines import Line
from assistant.documents.readers.web_page.tree import Element, Page

_DESCEND = 0.85
"""An element with this share of the prose around it is looked into further."""

_LEAST_YIELD = 0.7
"""Share of the page's prose below which a choice of lines is not believed."""

_PARAGRAPHS = frozenset("p li dd pre blockquote".split())
_PARTS_OF_TABLE = frozenset("thead tbody tfoot tr".split())
"""A table is not content without its header: below it, only a cell of a laid-out page is looked into."""

_MARKS = re.compile(r"[。！？；，、;!?,]|\.\s")
_FULL_STOP = re.compile(r"[。！？；!?;]|\.(?:\s|$)")
_PROSE_FROM = 25
"""Characters; a shorter line without a full stop may be a menu's."""

_FURNITURE_TAGS = frozenset("nav footer aside menu dir".split())
_FURNITURE_ROLES = frozenset("navigation banner contentinfo search complementary menu menubar toolbar dialog".split())
_FURNITURE_NAMES = frozenset(
    "nav navi navbar navigation menu submenu crumb crumbs breadcrumb breadcrumbs sidebar sidenav aside footer foot"
    " copyright share shares sharing social bdsharebuttonbox related relate recommend recommended recommendation hot"
    " rank ranking ad ads adv advert advertisement advertising banner popup modal toolbar tools pager pagination paging"
    " pagenav prevnext login search friendlink friendlinks links qrcode ewm gotop backtop"
    " cookie subscribe newsletter sitemap topbar".split()
)
"""Words of class and id by which pages call their furniture; several languages' pages use these English ones."""
_COMMENT_NAMES = frozenset("comment comments commentlist reply replies gentie pinglun disqus".split())
_NAME_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")

_LINK_SHARE = 0.6
_FEWEST_LINKS = 3
_FURNITURE_PROSE = 0.3
"""An element that is called furniture but holds more of the prose is none: pages wrap their text in odd names."""

_COMMENTS_PROSE = 0.85
"""Comments may be longer than what they are about, but an element with nearly all of the prose is no comment."""

_ARTICLE_PROSE = 0.5
"""Share of the prose from which the one article element of a page is believed to be its content."""

_FURNITURE_LINE = re.compile(
    r"^(?:[您你]?(?:当前|现在|所在)?的?(?:所在)?位置|当前(?:位置|页面))\s*(?:是|为)?\s*[：:>»]"
    r"|^首页\s*[>»›/\-]|^[【\[]?字[体号]\s*[：:]|^[【\[]?(?:打印|关闭)(?:本页|窗口|此页)?[】\]]?$|^分享(?:到|至)?[：:]?|扫一扫"
    r"|^(?:上|下)一(?:篇|条)|^【?返回(?:顶部|首页|列表|上一页)】?$|版权所有|ICP备\d|公网安备|网站标识码|技术支持[：:]"
)
"""Lines that every site of an office has around its texts."""
_LONGEST_FURNITURE_LINE = 120


@dataclass(slots=True)
class _Weight:
    """What an element holds in all."""

    letters: int = 0
    linked: int = 0
    links: int = 0
    prose: float = 0
    first: int = -1
    last: int = -1
    children: list[Element] = field(default_factory=list)


class Weights:
    """What each element of a page holds, summed up from its lines."""

    def __init__(self, page: Page, lines: Sequence[Line], numbers: Sequence[int]) -> None:
        self._of: dict[int, _Weight] = {}
        for number in numbers:
            line = lines[number]
            weight = self[line.element]
            weight.letters += sum(map(str.isalnum, line.text))
            weight.linked += line.linked
            weight.links += line.links
            weight.prose += prose(line)
            weight.first = number if weight.first < 0 else weight.first
            weight.last = number
        for element in reversed(page.elements):
            if element in self and element.parent is not None:
                self._add(self[element.parent], self[element], element)

    def __contains__(self, element: Element) -> bool:
        return id(element) in self._of

    def __getitem__(self, element: Element) -> _Weight:
        weight = self._of.get(id(element))
        if weight is None:
            weight = self._of[id(element)] = _Weight()
        return weight

    @staticmethod
    def _add(around: _Weight, inside: _Weight, element: Element) -> None:
        around.letters += inside.letters
        around.linked += inside.linked
        around.links += inside.links
        around.prose += inside.prose
        around.first = inside.first if around.first < 0 else min(around.first, inside.first)
        around.last = max(around.last, inside.last)
        around.children.append(element)


def main_lines(page: Page, lines: Sequence[Line], title: int | None) -> list[int]:
    """Numbers of the lines that are the page's content; `title` is the number of the line that is its title."""
    everything = list(range(len(lines)))
    said = _without_comments(page, lines, everything)
    weights = Weights(page, lines, said)
    content = _innermost(_article(page, weights), weights)
    strict = _from_title(weights[content], title, len(lines))
    furniture = _furniture(page, lines, weights, title, content)
    choices = (
        [number for number in said if number in strict and number not in furniture],
        [number for number in said if number not in furniture],
        said,
    )
    enough = weights[page.root].prose * _LEAST_YIELD
    return next((found for found in choices if found and sum(prose(lines[number]) for number in found) >= enough), said)


def prose(line: Line) -> float:
    """How much of a line reads as sentences, in characters: menus and labels hold none."""
    own = len(line.text) - line.linked
    if is_furniture_line(line):
        return 0
    if line.is_row:
        return own
    if _FULL_STOP.search(line.text) or len(_MARKS.findall(line.text)) > 1:
        return own
    return own / 2 if own >= _PROSE_FROM else 0


def _without_comments(page: Page, lines: Sequence[Line], numbers: list[int]) -> list[int]:
    """The lines that are not what readers of the page wrote below it."""
    named = {id(element) for element in page.elements if _words(element) & _COMMENT_NAMES}
    if not named:
        return numbers
    weights = Weights(page, lines, numbers)
    most = weights[page.root].prose * _COMMENTS_PROSE
    inside: set[int] = set()
    for element in page.elements:
        is_inside = element.parent is not None and id(element.parent) in inside
        if is_inside or (id(element) in named and element in weights and weights[element].prose < most):
            inside.add(id(element))
    return [number for number in numbers if id(lines[number].element) not in inside] or numbers


def _article(page: Page, weights: Weights) -> Element:
    """The one article element where it holds the larger part of the prose, else the whole page."""
    articles = [element for element in page.elements if element.tag == "article" and element in weights]
    enough = weights[page.root].prose * _ARTICLE_PROSE
    return articles[0] if len(articles) == 1 and weights[articles[0]].prose > enough else page.root


def _innermost(root: Element, weights: Weights) -> Element:
    """The smallest element with nearly all of the prose."""
    element = reached = root
    while True:
        enough = weights[element].prose * _DESCEND
        inside = next((child for child in weights[element].children if weights[child].prose >= enough > 0), None)
        if inside is None or inside.tag in _PARAGRAPHS:
            return reached
        element = inside
        reached = reached if element.tag in _PARTS_OF_TABLE else element


def _from_title(content: _Weight, title: int | None, count: int) -> range:
    if content.first < 0:
        return range(count)
    return range(content.first if title is None else min(title, content.first), content.last + 1)


def _furniture(
    page: Page, lines: Sequence[Line], weights: Weights, title: int | None, content: Element
) -> frozenset[int]:
    """Numbers of the lines that are navigation, buttons, footers and the like."""
    inside: set[int] = set()
    total = weights[page.root].prose
    kept = {id(element) for element in _with_ancestors(content)}
    if title is not None:
        kept |= {id(element) for element in _with_ancestors(lines[title].element)}
    for element in page.elements:
        around = element.parent
        if id(element) in kept:
            continue
        is_inside = around is not None and id(around) in inside
        if is_inside or (element in weights and _is_furniture(element, weights[element], total)):
            inside.add(id(element))
    return frozenset(
        number
        for number, line in enumerate(lines)
        if number != title and (id(line.element) in inside or is_furniture_line(line))
    )


def _is_furniture(element: Element, weight: _Weight, total: float) -> bool:
    if weight.prose > total * _FURNITURE_PROSE:
        return False
    if element.tag in _FURNITURE_TAGS or element.attributes.get("role", "") in _FURNITURE_ROLES:
        return True
    if _words(element) & _FURNITURE_NAMES:
        return True
    return weight.links >= _FEWEST_LINKS and weight.linked > weight.letters * _LINK_SHARE


def _words(element: Element) -> set[str]:
    names = element.names
    return {word.lower() for word in _NAME_WORDS.findall(names)} if len(names) > 1 else set()


def is_furniture_line(line: Line) -> bool:
    """Whether a line by its words belongs to the site and not to the text."""
    return len(line.text) <= _LONGEST_FURNITURE_LINE and _FURNITURE_LINE.search(line.text) is not None


def _with_ancestors(element: Element | None) -> list[Element]:
    found: list[Element] = []
    while element is not None:
        found.append(element)
        element = element.parent
    return found
