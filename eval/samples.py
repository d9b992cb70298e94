"""A suite's folder (`suite.yaml` and its cases) → Suite with its cases; every fault named by file, line and field.

How cases are read and what makes sense in them its kind says. It does not know the system, nor how anything is scored.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, ClassVar, Literal

from pydantic import TypeAdapter, ValidationError

from assistant import resources
from assistant.errors import UsageError
from eval.case_files import Place, Row, Said, read_yaml, refusal, to_json
from eval.kinds import KINDS
from eval.kinds.kind import Kind
from eval.records import Case, Split, Suite

SUITES = Path(__file__).with_name("suites")
"""Where the shipped suites lie, a folder each."""

_PROBLEMS = {"missing": "missing", "unexpected_keyword_argument": "unknown_field", "json_invalid": "not_json"}
"""What pydantic calls a fault → its key under `evaluation.problem`; all others are wrong values."""


@dataclass(frozen=True, slots=True)
class _Borrowed:
    """Cases that stand in another suite of the same kind and corpus, and are not copied."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    suite: str
    tags: tuple[str, ...]
    """Those that carry any of these."""


@dataclass(frozen=True, slots=True)
class _Head:
    """`suite.yaml`, field for field."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    name: str
    purpose: str
    owner: str
    corpus: str
    """"sample", or a folder relative to the suite's."""
    language: Literal["zh", "en"]
    thresholds: dict[str, float]
    kind: str = "ask"
    """What is put to the system."""
    borrows: tuple[_Borrowed, ...] = ()
    must_pass: tuple[str, ...] = ()
    as_of: date | None = None
    """The day on which cases without a day of their own are put; without it, the day of the run."""
    held: str = ""
    """Why no build runs it. It is run by name."""


def load(name_or_folder: str) -> Suite:
    """The suite of that name among the shipped ones, or in that folder.

    Raises UsageError that lists every fault with its file, line and field.
    """
    return _load(folder_of(name_or_folder), ())


def _load(folder: Path, borrowers: tuple[Path, ...]) -> Suite:
    """`borrowers` are the suites on whose behalf it is read."""
    head_file = folder / "suite.yaml"
    said = read_yaml(head_file)
    head, lines = _head(head_file, said), said.lines
    kind = KINDS[head.kind]
    corpus = _corpus(folder, head.corpus)
    borrowing = Place(head_file, lines.get("borrows", 1))
    if folder in borrowers:
        raise refusal([borrowing.problem("borrows", "borrows_in_a_circle", suite=head.name)])
    borrowed = [_load(folder_of(one.suite), (*borrowers, folder)) for one in head.borrows]
    rows = kind.rows(folder)
    samples = [*_cases(rows, kind, corpus), *_lent(head, corpus, borrowed, borrowing)]
    _refuse(_repeated(samples, borrowing))
    _refuse(_unknown_must_pass(head, samples, Place(head_file, lines.get("must_pass", 1))))
    return Suite(
        name=head.name,
        purpose=head.purpose,
        owner=head.owner,
        corpus=corpus,
        language=head.language,
        thresholds=head.thresholds,
        samples=tuple(_with_defaults(sample, head) for sample in samples),
        digest=_digest(said.text, [*(row.text for row in rows), *(lender.digest for lender in borrowed)]),
        kind=head.kind,
        held=head.held,
    )


def names(*, held: bool = True) -> list[str]:
    """The shipped suites, sorted; with `held=False` only those that a build runs."""
    every = sorted(path.parent.name for path in SUITES.glob("*/suite.yaml"))
    return every if held else [name for name in every if not load(name).held]


def select(
    samples: Sequence[Case], *, filters: Sequence[str] = (), split: Split | None = None, limit: int | None = None
) -> tuple[Case, ...]:
    """The samples of a split whose id matches one of the filters (`*` and `?` allowed) or that carry it as a tag."""
    chosen = (s for s in samples if (split is None or s.split == split) and _matches(s, filters))
    return tuple(chosen)[:limit]


def folder_of(name_or_folder: str) -> Path:
    """Where a suite lies. Raises UsageError where there is none."""
    shipped = SUITES / name_or_folder
    if (shipped / "suite.yaml").is_file():
        return shipped
    if (Path(name_or_folder) / "suite.yaml").is_file():
        return Path(name_or_folder)
    raise UsageError("evaluation.suite_missing", name=name_or_folder, known=", ".join(names()))


def _digest(head: str, rows: Iterable[str]) -> str:
    """Of what its files say; in which order the cases stand says nothing."""
    return hashlib.sha256("\0".join((head, *sorted(rows))).encode()).hexdigest()[:16]


def _matches(sample: Case, filters: Sequence[str]) -> bool:
    return not filters or any(fnmatchcase(sample.id, one) or one in sample.tags for one in filters)


def _with_defaults(sample: Case, head: _Head) -> Case:
    return replace(sample, as_of=sample.as_of or head.as_of, must_pass=sample.must_pass or sample.id in head.must_pass)


def _corpus(folder: Path, name: str) -> Path:
    path = resources.corpus() if name == "sample" else folder / name
    if not path.is_dir():
        raise UsageError("evaluation.corpus_missing", path=path)
    return path


def _head(file: Path, said: Said) -> _Head:
    try:
        head = TypeAdapter(_Head).validate_json(to_json(said.values), strict=True)
    except ValidationError as error:
        raise refusal(list(_invalid(Place(file, 1), said.lines, error))) from error
    if head.kind not in KINDS:
        place = Place(file, said.lines["kind"])
        raise refusal([place.problem("kind", "unknown_kind", said=head.kind, known=", ".join(KINDS))])
    return head


def _cases(rows: Iterable[Row], kind: Kind, corpus: Path) -> list[Case]:
    validator: TypeAdapter[Case] = TypeAdapter(kind.case)
    problems: list[str] = []
    cases: dict[str, Case] = {}
    for row in rows:
        try:
            case = validator.validate_json(row.text, strict=True)
        except ValidationError as error:
            problems += _invalid(row.place, row.lines, error)
            continue
        problems += kind.faults(row.place, case, corpus)
        if case.id in cases:
            problems.append(row.place.problem("id", "repeated", case=case.id))
        cases[case.id] = case
    _refuse(problems)
    return list(cases.values())


def _lent(head: _Head, corpus: Path, lenders: Sequence[Suite], place: Place) -> Iterator[Case]:
    """The cases of other suites; what must pass there need not here."""
    for borrowed, lender in zip(head.borrows, lenders, strict=True):
        if (lender.kind, lender.corpus) != (head.kind, corpus):
            raise refusal([place.problem("borrows", "other_kind_or_corpus", suite=lender.name)])
        lent = select(lender.samples, filters=borrowed.tags)
        if not lent:
            raise refusal([place.problem("borrows", "nothing_to_borrow", suite=lender.name)])
        yield from (replace(case, must_pass=False) for case in lent)


def _repeated(samples: Sequence[Case], place: Place) -> Iterator[str]:
    """Own cases are known to differ; one that is borrowed may have the id of another."""
    counts = Counter(sample.id for sample in samples)
    return (place.problem("borrows", "repeated", case=case) for case, count in counts.items() if count > 1)


def _unknown_must_pass(head: _Head, samples: Sequence[Case], place: Place) -> Iterator[str]:
    known = {sample.id for sample in samples}
    return (place.problem("must_pass", "unknown_case", case=case) for case in head.must_pass if case not in known)


def _invalid(place: Place, lines: Mapping[str, int], error: ValidationError) -> Iterator[str]:
    """One line for each fault that pydantic found; `lines` tells where a field stands, `place` where it does not."""
    for fault in error.errors():
        location = fault["loc"]
        at = replace(place, line=lines.get(str(location[0]), place.line)) if location else place
        kind = _PROBLEMS.get(fault["type"], "wrong_value")
        yield at.problem(".".join(map(str, location)) or "-", kind, said=fault["msg"])


def _refuse(problems: Iterable[str]) -> None:
    found = list(problems)
    if found:
        raise refusal(found)
