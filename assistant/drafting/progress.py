"""A ledger → the report on rectification: figures that add up, each problem with what was done, what is left and why.

Two forms: the report to the superior (集中整改进展情况报告) and the bulletin for the public (公开通报). All of it is
the ledger's own words and counts; what it does not say is an open slot. It decides nothing about a row: whoever wrote
已完成 answers for it, and a row that has nothing to show for it is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from assistant.drafting.forms import Form
from assistant.drafting.ledger_records import LedgerRow, LedgerTable
from assistant.drafting.manuscript import Line, Manuscript
from assistant.drafting.progress_words import are_untold, headline, quotable, told_of, told_together
from assistant.drafting.slots import FEEDBACK_ON, INSPECTED, INSPECTED_BY, slot
from assistant.drafting.states import State, state_of
from assistant.drafting.tally import ProblemRows, Standing, Tally, problems_of, standing_of, tally
from assistant.errors import RejectedFile
from assistant.text.numerals import to_chinese


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that a person should look at before the report goes out."""

    kind: str
    """A key under `[progress.notice]` of the messages."""
    where: str
    """The number of the row."""


@dataclass(frozen=True, slots=True)
class Progress:
    """A report with the figures that it states."""

    form: Form
    manuscript: Manuscript
    problems: tuple[ProblemRows, ...]
    of_problems: Tally
    of_measures: Tally
    notices: tuple[Notice, ...]


_FED_BACK = re.compile(r"^(?P<by>.*?)[（(](?P<on>\d{4}年\d{1,2}月\d{1,2}日)反馈[）)]$")
_UNIT_OF_TITLE = re.compile(
    r"^(?P<unit>[\u4e00-\u9fff]{4,30}?)(?:关于|落实|对|巡[视察]|反馈|整改|集中|问题)[\u4e00-\u9fff（）〔〕“”\d]*台账"
)
_KINDS_OF_UNIT = re.compile(r"(?:党组|党委|党工委|党总支|支部|局|委员会|集团|公司|中心|院|校|办公室|会)$")


def report_progress(ledger: LedgerTable, form: Form = Form.INTERNAL, *, on: date | None = None) -> Progress:
    """The report on a ledger. `on` is the day up to which it speaks; an open slot where nobody says it.

    Raises RejectedFile where the ledger has no rows.
    """
    if not ledger.rows:
        raise RejectedFile("drafting.ledger_empty", path=ledger.path)
    everything = problems_of(ledger.rows)
    problems = tuple(one for one in everything if not one.is_advice)
    told = _Told(
        form=form,
        unit=_unit(ledger.title),
        origins=tuple(dict.fromkeys(one.origin for one in everything if one.origin)),
        problems=problems,
        advice=tuple(one for one in everything if one.is_advice),
        up_to=f"{on.year}年{on.month}月{on.day}日" if on else slot("截止日期"),
        has_obtained="obtained" in ledger.columns,
    )
    return Progress(
        form=form,
        manuscript=told.manuscript(),
        problems=problems,
        of_problems=told.of_problems,
        of_measures=told.of_measures,
        notices=tuple(_notices(ledger)),
    )


@dataclass
class _Told:
    """One report in the making."""

    form: Form
    unit: str
    origins: tuple[str, ...]
    problems: tuple[ProblemRows, ...]
    advice: tuple[ProblemRows, ...]
    up_to: str
    has_obtained: bool
    lines: list[Line] = field(default_factory=list)
    sections: int = 0

    @property
    def of_problems(self) -> Tally:
        return tally([one.state for one in self.problems])

    @property
    def of_measures(self) -> Tally:
        return tally([state_of(row.status) for one in self.problems for row in one.rows])

    def manuscript(self) -> Manuscript:
        """Opening, figures, who did what, the problems by how far they are, next steps."""
        self._say(self._opening())
        self._section("整改总体进展")
        for paragraph in self._figures():
            self._say(paragraph)
        if self.form is Form.INTERNAL:
            self._organised()
        self._done()
        self._staged()
        self._open()
        self._unknown()
        self._advice()
        self._next_steps()
        return self._closed()

    def _closed(self) -> Manuscript:
        about = f"{self._by}反馈意见" if len(self.origins) < 2 else "反馈意见"
        is_public = self.form is Form.PUBLIC
        if is_public:
            self._section("监督联系方式")
            self._say(
                f"公示期为{slot('周期')}。对整改情况有意见的，请向{slot('单位名称')}反映，"
                f"联系电话：{slot('联系电话')}，邮政信箱：{slot('邮政信箱')}。"
            )
        kind = "通报" if is_public else "报告"
        return Manuscript(
            title=f"{self.unit}关于{about}整改{'' if is_public else '进展'}情况的{kind}",
            document_type=kind,
            lines=tuple(self.lines),
            addressee="" if is_public else slot("单位名称"),
            signer=self.unit,
            signed_on=slot("成文日期"),
        )

    @property
    def _by(self) -> str:
        """Who inspected, by the one origin of the rows."""
        found = _FED_BACK.match(self.origins[0]) if self.origins else None
        return found["by"] if found else (self.origins[0] if self.origins else slot(INSPECTED_BY))

    def _opening(self) -> str:
        found = _FED_BACK.match(self.origins[0]) if len(self.origins) == 1 else None
        on = found["on"] if found else slot(FEEDBACK_ON)
        by = self._by if len(self.origins) < 2 else "、".join(self.origins)
        fed_back = f"{by}向{self.unit}反馈了意见" if len(self.origins) > 1 else f"{on}，{by}向{self.unit}反馈了意见"
        if self.form is Form.PUBLIC:
            return f"{fed_back}。根据{slot('依据文件及条款')}，现将整改情况予以公布。"
        measures = sum(len(one.rows) for one in self.problems)
        return (
            f"{fed_back}。收到反馈意见后，{self.unit}对{len(self.problems)}个问题制定整改措施{measures}项，逐项推进。"
            "现将集中整改进展情况报告如下："
        )

    def _figures(self) -> Iterator[str]:
        of_problems, of_measures = self.of_problems, self.of_measures
        yield f"截至{self.up_to}，反馈的问题共{of_problems.total}个，{_told_shares(of_problems, '个')}。"
        yield f"整改措施共{of_measures.total}项，{_told_shares(of_measures, '项')}。"
        if self.advice:
            of_advice = tally([state_of(row.status) for one in self.advice for row in one.rows])
            yield f"采纳意见建议的措施共{of_advice.total}项，{_told_shares(of_advice, '项')}。"
        open_states = [
            f"{state}{count}项" for state in State if (count := of_measures.states[state]) and _is_open(state)
        ]
        if open_states:
            yield f"没有完成的措施分别是：{'、'.join(open_states)}。"
        if self.form is Form.INTERNAL:
            yield (
                f"整改期间清退、追缴、上缴资金{slot('金额')}，新建、修订制度{slot('数量')}项，"
                f"追责问责{slot('人数')}人（各项须有凭证、文号和处理决定）。"
            )

    def _organised(self) -> None:
        """How the organisation and its first person in charge led: the ledger does not say, and a report must."""
        self._section("党组织和主要负责人组织整改情况")
        self._say(
            f"（一）履行主体责任。{slot('日期')}召开{slot('会议名称')}研究整改，审议通过整改方案；"
            f"领导小组调度{slot('次数')}次，解决的主要问题：{slot('具体内容')}。"
        )
        self._say(
            f"（二）主要负责人履行第一责任人责任。{slot('姓名')}牵头整改{slot('数量')}个问题，"
            f"听取汇报{slot('次数')}次，现场督导{slot('次数')}次，推动解决：{slot('具体内容')}。"
        )
        self._say(f"（三）班子成员履行“一岗双责”。各责任领导组织整改的情况：{slot('具体内容')}。")

    def _done(self) -> None:
        done = self._of(Standing.DONE)
        if done:
            self._section("已完成整改的问题")
            self._problems(done)

    def _staged(self) -> None:
        staged = self._of(Standing.STAGED)
        if staged:
            self._section("取得阶段性成效、需要长期坚持的问题")
            self._problems(staged)

    def _open(self) -> None:
        unfinished = self._of(Standing.OPEN)
        self._section("未完成整改的问题")
        if unfinished:
            self._problems(unfinished)
        else:
            self._say("台账中没有未完成整改的问题。" if not self._of(Standing.UNKNOWN) else "以状态核实后的情况为准。")

    def _unknown(self) -> None:
        unknown = self._of(Standing.UNKNOWN)
        if unknown:
            self._section("整改状态待核实的问题")
            self._problems(unknown)

    def _advice(self) -> None:
        if self.advice:
            self._section("意见建议的采纳情况")
            self._problems(self.advice, called="建议")

    def _next_steps(self) -> None:
        """What is left, counted; nothing is promised that the ledger does not hold."""
        self._section("下一步打算")
        rows = [row for one in self.problems for row in one.rows]
        left = [row for row in rows if _is_open(state_of(row.status))]
        staged = [row for row in rows if standing_of(state_of(row.status)) is Standing.STAGED]
        if left:
            self._say(
                f"对没有完成的{len(left)}项措施，由责任领导逐项盯办，按下步时限核对实际进度，完成一项、核验一项、销号一项。"
            )
        if staged:
            self._say(
                f"对阶段性完成和需要长期坚持的{len(staged)}项措施，按阶段目标继续推进，每{slot('周期')}核对一次。"
            )
        self._say(f"对已经完成的措施，于{slot('日期')}前组织复查，问题反弹的重新列入整改。{slot('具体内容')}")

    def _of(self, standing: Standing) -> list[ProblemRows]:
        return [one for one in self.problems if one.standing is standing]

    def _problems(self, problems: Sequence[ProblemRows], called: str = "问题") -> None:
        for number, one in enumerate(problems, start=1):
            words = f"“{quotable(headline(one.verbatim))}”" if one.verbatim else slot("具体内容")
            tail = "的整改" if called == "问题" else "的采纳"
            self.lines.append(Line(f"（{to_chinese(number)}）关于{words}{called}{tail}", 2))
            if are_untold(one.rows):
                self._say(told_together(one.rows))
                continue
            for position, row in enumerate(one.rows, start=1):
                self._say(f"{position}.{told_of(row, self._evidence(row))}")

    def _evidence(self, row: LedgerRow) -> str | None:
        """What there is. A ledger without a column for it says what there should be, and then that is what it kept."""
        if self.form is Form.PUBLIC:
            return None
        return row.obtained if self.has_obtained else row.evidence

    def _section(self, title: str) -> None:
        self.sections += 1
        self.lines.append(Line(f"{to_chinese(self.sections)}、{title}", 1))

    def _say(self, text: str) -> None:
        self.lines.append(Line(text))


def _notices(ledger: LedgerTable) -> Iterator[Notice]:
    for row in ledger.rows:
        state, where = state_of(row.status), row.number or str(row.row)
        evidence = row.obtained if "obtained" in ledger.columns else row.evidence
        if state is None:
            yield Notice("state_unknown", where)
        if state is State.DONE and not evidence:
            yield Notice("done_without_evidence", where)
        if state is State.DONE and not row.progress:
            yield Notice("done_without_result", where)
        if _is_open(state) and not row.reason:
            yield Notice("open_without_reason", where)
        if _is_open(state) and not row.next_due:
            yield Notice("open_without_date", where)


def _told_shares(counted: Tally, unit: str) -> str:
    """已完成19个，占76.00%；未完成6个，占24.00%."""
    if counted.standings[Standing.UNKNOWN] == counted.total:
        return f"整改状态：{slot('整改状态')}"
    told = [
        f"{standing}{counted.standings[standing]}{unit}，占{counted.share(standing)}%"
        for standing in (Standing.DONE, Standing.STAGED, Standing.OPEN)
        if counted.standings[standing] or standing is not Standing.STAGED
    ]
    unknown = counted.standings[Standing.UNKNOWN]
    if unknown:
        told.append(f"其余{unknown}{unit}{Standing.UNKNOWN}，占{counted.share(Standing.UNKNOWN)}%")
    return "；".join(told)


def _is_open(state: State | None) -> bool:
    return standing_of(state) is Standing.OPEN


def _unit(title: str) -> str:
    """The unit that a ledger's title names; an open slot where it names none."""
    found = _UNIT_OF_TITLE.match(title.strip())
    unit = found["unit"] if found else ""
    return unit if _KINDS_OF_UNIT.search(unit) else slot(INSPECTED)
