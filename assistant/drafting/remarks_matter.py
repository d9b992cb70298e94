"""What a speech is about → the sentences that say so: findings and measures where there is a feedback document, else
open slots; agenda items; rules of the library.

Every sentence on a finding rests on the finding, every sentence on a rule on its words; nothing else names a figure, a
name or a date.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from assistant.drafting.bases import Basis, Retrieve, bases_of, provisions_on
from assistant.drafting.citing import Sources
from assistant.drafting.feedback_records import Excerpt, Finding, Findings, Group
from assistant.drafting.forms import Genre
from assistant.drafting.measures import Writer
from assistant.drafting.points import points_of, without_responsibility
from assistant.drafting.problem import Problem
from assistant.drafting.progress_words import headline, quotable
from assistant.drafting.remarks_fitting import Unit
from assistant.drafting.remarks_skeleton import Piece
from assistant.drafting.shortening import on_one_line
from assistant.drafting.slots import BASIS, slot, without_redactions
from assistant.drafting.speaking import heading_of_review, spoken_measure
from assistant.text.numerals import to_chinese

_Told = tuple[str, tuple[int, ...]]
"""A sentence with the numbers of what it rests on."""

_PASSAGES = 8
_LEAD_STEP = 0.5
"""Ranks between one point and the next: the first points are made before any is gone into."""
_DETAIL_STEP = 2.0
"""Ranks between a point and what goes into it."""
_POINTS = {Genre.PLEDGE: 10, Genre.DEPLOYMENT: 12, Genre.OPENING: 10, Genre.SELF_REVIEW: 3}
"""Points there may be in all: those that no document names are left open, and made where there is time for them."""
_MOST_CORRECTIONS = 4
"""Measures named for one finding: a speech is no plan."""

_MOST_FOUNDED = 12
"""Findings for which the library is searched: what comes behind them is hardly ever spoken."""

_LABEL = re.compile(r"^第[一二三四五六七八九十百零\d]+条[\s\u3000]*")
_OWNED = (
    "“{words}”，写在反馈意见里，责任在我们。",
    "对“{words}”的问题，我们认账，不找理由。",
    "对“{words}”的问题，我们逐件对照，查清卡在哪个环节、是谁的责任。",
    "“{words}”，说的是具体的事，我们就一件一件去办。",
)


@dataclass
class Matter:
    """Fills the places of a skeleton for one speech."""

    genre: Genre
    findings: Findings
    agenda: Sequence[str]
    retrieve: Retrieve
    sources: Sources
    writer: Writer = field(default_factory=Writer)
    _quoted: set[str] = field(default_factory=set)
    _founded: set[str] = field(default_factory=set)
    _lacks_basis: bool = False

    def units(self, pieces: Sequence[Piece]) -> list[Unit]:
        """The units of a skeleton, its places filled, in order."""
        fillers: Mapping[str, Callable[[Piece], Iterator[Unit]]] = {
            "reflect": self._reflections,
            "items": self._points,
            "bases": self._bases,
            "deadline": self._deadlines,
            "agenda": self._agenda,
            "cases": self._cases,
        }
        units: list[Unit] = []
        for piece in pieces:
            if not piece.place:
                units.append(Unit(piece.section, piece.paragraph, piece.text, piece.rank, piece.is_counted))
                continue
            start = len(units)
            units += [
                unit if unit.needs is None else replace(unit, needs=start + unit.needs)
                for unit in fillers[piece.place](piece)
            ]
        return units

    def _reflections(self, piece: Piece) -> Iterator[Unit]:
        for at, finding in enumerate(self.findings.findings):
            text = _OWNED[at % len(_OWNED)].format(words=_words(finding))
            yield Unit(
                piece.section, piece.paragraph, text, piece.rank + _LEAD_STEP * at, citations=(self._own(finding),)
            )

    def _points(self, piece: Piece) -> Iterator[Unit]:
        """Points with what goes into them; `needs` counts from the first of them."""
        told = list(self._told_points())
        lead = 0
        for at, sentences in enumerate(told):
            for depth, (text, citations) in enumerate(sentences):
                rank = piece.rank + _LEAD_STEP * at + _DETAIL_STEP * depth if piece.rank else 0
                needs = None if depth == 0 else lead
                yield Unit(piece.section, piece.paragraph, text, rank, depth == 0, needs, citations)
            lead += len(sentences)

    def _told_points(self) -> Iterator[list[_Told]]:
        """What the document names, then what is left open."""
        named = [self._on_group(group) for group in self.findings.groups]
        if self.genre is not Genre.OPENING:
            named = [self._on_finding(finding) for finding in self.findings.findings]
        yield from named
        if not named or self.genre is not Genre.SELF_REVIEW:
            yield from (list(_OPEN[self.genre]) for _ in range(_POINTS[self.genre] - len(named)))

    def _on_group(self, group: Group) -> list[_Told]:
        """What an inspection looks at; that findings stand under it is not for this speech."""
        first, *more = _OPEN[Genre.OPENING]
        title = group.title.removesuffix("方面").removeprefix("在")
        at = self.sources.document.text.find(group.title) if title else -1
        if at < 0:
            return [first, *more]
        heading = Excerpt.of(self.sources.document.text, at, at + len(group.title))
        cited = (self.sources.feedback(heading, ""),)
        return [(f"看{title}，看事情办成了没有、群众认可不认可。", cited), *more]

    def _on_finding(self, finding: Finding) -> list[_Told]:
        """What is done about a finding, who does it, what shows that it is done, what else is looked through."""
        own = (self._own(finding),)
        corrections = [wording for wording, _ in self.writer.corrections(points_of(finding), finding)]
        corrections = corrections[:_MOST_CORRECTIONS]
        first = corrections[0]
        done = _clause(first.text)
        if self.genre is not Genre.SELF_REVIEW:
            done = spoken_measure(done, without_redactions(headline(finding.verbatim)))
        owned = f"由{slot('姓名')}负责，{slot('日期')}前完成。"
        told = [
            (f"{done}，{owned}", own),
            (f"办成的标志是：{_clause(first.completion_mark)}。", own),
            (self.writer.lasting(finding).text, own),
            *((wording.text, own) for wording in corrections[1:]),
        ]
        founded = len(self._founded) < _MOST_FOUNDED
        self._founded.add(finding.id)
        basis = self._quoted_rule(self._bases_of(finding)) if founded else None
        return [*told, *([basis] if basis else [])]

    def _bases(self, piece: Piece) -> Iterator[Unit]:
        """A rule on the matter in its own words; where the library holds none, the slot for it."""
        found = self.retrieve(piece.text[:200], _PASSAGES)
        said = self._quoted_rule(provisions_on(piece.text, found, not_from=self.sources.document.id, most=3))
        if said is None and not self._lacks_basis:
            self._lacks_basis = True
            said = (f"对照{slot(BASIS)}，逐条检查责任落实情况。", ())
        if said is not None:
            yield Unit(piece.section, piece.paragraph, said[0], piece.rank, citations=said[1])

    def _bases_of(self, finding: Finding) -> Sequence[Basis]:
        problem = Problem(without_responsibility(finding.verbatim))
        return bases_of(problem, self.retrieve, not_from=self.sources.document.id, most=3)

    def _quoted_rule(self, found: Sequence[Basis]) -> _Told | None:
        """The first of these sentences that was not quoted before and does not end where a list begins."""
        for basis in found:
            words = basis.span.of(basis.evidence.passage.text)
            quoted = _LABEL.sub("", words).strip()
            is_whole = not re.search(r"[“”\n]|[：:]$", quoted)
            if words not in self._quoted and is_whole:
                self._quoted.add(words)
                return f"{_named(basis)}规定：“{quoted}”", (self.sources.basis(basis),)
        return None

    def _deadlines(self, piece: Piece) -> Iterator[Unit]:
        """What the feedback document says of deadlines, in its words; where it is silent, the slot for it."""
        stated = [excerpt for excerpt in self.findings.deadlines if not re.search(r"[“”\n]", excerpt.verbatim)]
        if not stated:
            yield Unit(piece.section, piece.paragraph, f"集中整改在{slot('日期')}前完成。", piece.rank)
        for excerpt in stated:
            text = f"反馈意见要求：“{excerpt.verbatim.strip()}”"
            yield Unit(
                piece.section, piece.paragraph, text, piece.rank, citations=(self.sources.feedback(excerpt, ""),)
            )

    def _agenda(self, piece: Piece) -> Iterator[Unit]:
        for number, item in enumerate(self.agenda, start=1):
            call = f"下面，进行第{to_chinese(number)}项议程{_called(item)}。"
            yield Unit(piece.section, piece.paragraph, call, 0, ends_paragraph=True)
            if number < len(self.agenda):
                text = "刚才讲的意见很具体，会后要逐条对照，明确由谁落实、哪天办完。"
                yield Unit(piece.section, piece.paragraph, text, 5 + _LEAD_STEP * number, ends_paragraph=True)

    def _cases(self, piece: Piece) -> Iterator[Unit]:
        """The findings under their headings, word for word, each with a slot for the case that shows it."""
        if not self.findings.findings:
            for number in range(1, 4):
                title = f"（{to_chinese(number)}）对照{slot('具体内容')}方面"
                yield Unit(piece.section, piece.paragraph, title, 0, level=2)
                yield Unit(piece.section, piece.paragraph, f"具体表现：{slot('具体内容')}。事例：{slot('事例')}。", 0)
        for number, group in enumerate(self.findings.groups, start=1):
            title = group.title.removesuffix("方面").removeprefix("在") or slot("具体内容")
            yield Unit(
                piece.section, piece.paragraph, f"（{to_chinese(number)}）{heading_of_review(title)}", 0, level=2
            )
            for finding in group.findings:
                words = on_one_line(finding.verbatim)
                text = f"反馈意见指出：{words}班子和个人的具体事例：{slot('事例')}。"
                yield Unit(
                    piece.section, piece.paragraph, text, 0, citations=(self._own(finding),), ends_paragraph=True
                )

    def _own(self, finding: Finding) -> int:
        return self.sources.feedback(finding.excerpt, "")


_OPEN: Mapping[Genre, Sequence[_Told]] = {
    Genre.PLEDGE: [
        (f"把{slot('具体内容')}办好，由{slot('姓名')}负责，{slot('日期')}前完成。", ()),
        (f"这件事现在的底数是{slot('数量')}，差距在{slot('具体内容')}。", ()),
        (f"办成的标志是{slot('整改结果')}，办理结果在{slot('地点')}公开。", ()),
        (f"第一步在{slot('日期')}前{slot('具体内容')}，我本人到现场核对。", ()),
        (f"这一类事情在{slot('排查范围')}一并查，查出来的同样改、同样验收。", ()),
    ],
    Genre.DEPLOYMENT: [
        (f"抓{slot('具体内容')}，责任领导{slot('姓名')}，牵头单位{slot('单位名称')}，{slot('日期')}前完成。", ()),
        (f"目前的底数是{slot('数量')}，卡在{slot('具体内容')}，先从{slot('具体内容')}改起。", ()),
        (f"完成的标志是{slot('整改结果')}，由责任领导现场核验；同类问题在{slot('排查范围')}一并排查。", ()),
        (
            f"第一步在{slot('日期')}前{slot('具体内容')}，第二步在{slot('日期')}前{slot('具体内容')}，每一步都要有结果。",
            (),
        ),
        (f"配合单位{slot('配合单位')}负责{slot('具体内容')}，需要领导小组协调的是{slot('具体内容')}。", ()),
    ],
    Genre.OPENING: [
        (f"看{slot('具体内容')}，看事情办成了没有、群众认可不认可。", ()),
        (f"重点了解{slot('具体内容')}，核对{slot('数量')}件有代表性的事项。", ()),
        (f"请有关同志把{slot('具体内容')}的原始资料准备好，不另写汇报。", ()),
        (f"对照的依据是{slot(BASIS)}，有没有做到，拿事实说话。", ()),
        (f"群众对{slot('具体内容')}的反映，逐件核实，核实一件、说明一件。", ()),
    ],
    Genre.SELF_REVIEW: [
        (f"针对{slot('具体内容')}，由{slot('姓名')}牵头，{slot('日期')}前完成，完成的标志是{slot('整改结果')}。", ()),
    ],
}
"""A point and what goes into it, where no document says what the points are."""

_SPEAKS = re.compile(r"讲话|发言|反馈|通报|宣读|汇报|报告|表态|部署|传达|介绍|说明")
_BEGINS_WITH_ACT = re.compile(r"^(?:讲话|发言|反馈|通报|宣读|汇报|报告|表态|部署|传达|介绍|说明|作|就|对)")


def _called(item: str) -> str:
    """How an item is called: with who is asked to do it, where somebody does."""
    if _BEGINS_WITH_ACT.search(item):
        return f"，请{slot('职务')}{slot('姓名')}{item}"
    return f"，请{item.removeprefix('请')}" if _SPEAKS.search(item) else f"：{item}"


def _words(finding: Finding) -> str:
    """The first words of a finding, with slots for what it hides and inner quotation marks."""
    return quotable(without_redactions(headline(finding.verbatim)))


def _clause(text: str) -> str:
    return text.strip().rstrip("。；;")


def _named(basis: Basis) -> str:
    return f"《{basis.evidence.title.strip('《》')}》{basis.evidence.passage.article or ''}"
