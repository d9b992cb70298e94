"""A suite's folder (`suite.yaml`, `cases.jsonl`) → Suite with its Samples; every fault named by file, line and field.

Gold quotes are looked up in the files of the corpus here, so that a run never takes a mistyped case for a fault of the
system. It does not know the system, nor how anything is scored.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any, ClassVar, Literal

import yaml
from pydantic import TypeAdapter, ValidationError

from assistant import messages, resources
from assistant.errors import UsageError
from eval.matching import locate
from eval.records import Gold, Sample, Split, Suite

SUITES = Path(__file__).with_name("suites")
"""Where the shipped suites lie, a folder each."""

_READABLE = frozenset({".md", ".txt"})
"""Corpus files whose text is the file itself; what is in others only the system under test can say."""


_PROBLEMS = {"missing": "missing", "unexpected_keyword_argument": "unknown_field", "json_invalid": "not_json"}
"""What pydantic calls a fault → its key under `evaluation.problem`; all others are wrong values."""


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
    must_pass: tuple[str, ...] = ()
    as_of: date | None = None
    """The day on which questions without a day of their own are asked; without it, the day of the run."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in which file something is wrong."""

    file: Path
    line: int

    def problem(self, field: str, kind: str, **facts: Any) -> str:
        return f"{self.file}:{self.line}: {field}: {messages.text(f'evaluation.problem.{kind}', **facts)}"


def load(name_or_folder: str) -> Suite:
    """The suite of that name among the shipped ones, or in that folder.

    Raises UsageError that lists every fault with its file, line and field.
    """
    folder = folder_of(name_or_folder)
    head_file, cases_file = folder / "suite.yaml", folder / "cases.jsonl"
    head_text, cases_text = _read(head_file), _read(cases_file)
    lines = _field_lines(head_file, head_text)
    head = _head(head_file, head_text, lines)
    corpus = _corpus(folder, head.corpus)
    samples = _samples(cases_file, cases_text, corpus)
    unknown = [case for case in head.must_pass if case not in {sample.id for sample in samples}]
    must_pass = _Place(head_file, lines.get("must_pass", 1))
    _refuse(must_pass.problem("must_pass", "unknown_case", case=case) for case in unknown)
    return Suite(
        name=head.name,
        purpose=head.purpose,
        owner=head.owner,
        corpus=corpus,
        language=head.language,
        thresholds=head.thresholds,
        samples=tuple(_with_defaults(sample, head) for sample in samples),
        digest=_digest(head_text, cases_text),
    )


def _digest(head: str, cases: str) -> str:
    """Of what both files say; in which order the cases stand says nothing."""
    lines = sorted(line.strip() for line in cases.split("\n") if line.strip())
    return hashlib.sha256("\0".join((head, *lines)).encode()).hexdigest()[:16]


def select(
    samples: Sequence[Sample], *, filters: Sequence[str] = (), split: Split | None = None, limit: int | None = None
) -> tuple[Sample, ...]:
    """The samples of a split whose id matches one of the filters (`*` and `?` allowed) or that carry it as a tag."""
    chosen = (s for s in samples if (split is None or s.split == split) and _matches(s, filters))
    return tuple(chosen)[:limit]


def _matches(sample: Sample, filters: Sequence[str]) -> bool:
    return not filters or any(fnmatchcase(sample.id, one) or one in sample.tags for one in filters)


def _with_defaults(sample: Sample, head: _Head) -> Sample:
    return replace(sample, as_of=sample.as_of or head.as_of, must_pass=sample.must_pass or sample.id in head.must_pass)


def folder_of(name_or_folder: str) -> Path:
    """Where a suite lies. Raises UsageError where there is none."""
    shipped = SUITES / name_or_folder
    if (shipped / "suite.yaml").is_file():
        return shipped
    if (Path(name_or_folder) / "suite.yaml").is_file():
        return Path(name_or_folder)
    names = sorted(path.parent.name for path in SUITES.glob("*/suite.yaml"))
    raise UsageError("evaluation.suite_missing", name=name_or_folder, known=", ".join(names))


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError("evaluation.file_unreadable", path=file, why=error) from error


def _corpus(folder: Path, name: str) -> Path:
    path = resources.corpus() if name == "sample" else folder / name
    if not path.is_dir():
        raise UsageError("evaluation.corpus_missing", path=path)
    return path


def _field_lines(file: Path, content: str) -> dict[str, int]:
    """The line of each field of the head; none where the head is no mapping."""
    try:
        node = yaml.compose(content, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise _refusal([_Place(file, line).problem("-", "not_yaml")]) from error
    if not isinstance(node, yaml.MappingNode):
        return {}
    return {key.value: key.start_mark.line + 1 for key, _ in node.value}


def _head(file: Path, content: str, lines: Mapping[str, int]) -> _Head:
    row = json.dumps(yaml.safe_load(content), default=str)
    try:
        return TypeAdapter(_Head).validate_json(row, strict=True)
    except ValidationError as error:
        raise _refusal(_invalid(file, lines, 1, error)) from error


def _samples(file: Path, content: str, corpus: Path) -> list[Sample]:
    problems: list[str] = []
    samples: dict[str, Sample] = {}
    # Not splitlines(): a JSON string may hold U+2028 and other marks that it takes for line breaks.
    for number, line in enumerate(content.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            sample = _sample_rows().validate_json(line, strict=True)
        except ValidationError as error:
            problems += _invalid(file, {}, number, error)
            continue
        place = _Place(file, number)
        problems += _inconsistencies(place, sample, corpus)
        if sample.id in samples:
            problems.append(place.problem("id", "repeated", case=sample.id))
        samples[sample.id] = sample
    _refuse(problems)
    return list(samples.values())


@cache
def _sample_rows() -> TypeAdapter[Sample]:
    return TypeAdapter(Sample)


def _inconsistencies(place: _Place, sample: Sample, corpus: Path) -> Iterator[str]:
    """What is well formed and still makes no sense."""
    if not sample.question.strip():
        yield place.problem("question", "empty")
    if sample.answerable and not sample.gold:
        yield place.problem("gold", "answerable_without_gold")
    for field in ("gold", "expected_facts"):
        if not sample.answerable and getattr(sample, field):
            yield place.problem(field, "unanswerable_with_target")
    for at, gold in enumerate(sample.gold):
        yield from _gold_problems(place, at, gold, corpus)


def _gold_problems(place: _Place, at: int, gold: Gold, corpus: Path) -> Iterator[str]:
    file = corpus / gold.path
    if not file.is_file():
        yield place.problem(f"gold.{at}.path", "no_such_document", path=gold.path)
    elif file.suffix in _READABLE and not locate(gold.quote, _corpus_text(file)):
        yield place.problem(f"gold.{at}.quote", "quote_not_in_document", path=gold.path)


@cache
def _corpus_text(file: Path) -> str:
    return file.read_text(encoding="utf-8-sig", errors="replace")


def _invalid(file: Path, lines: Mapping[str, int], line: int, error: ValidationError) -> Iterator[str]:
    """One line for each fault that pydantic found; `lines` tells where a field stands, `line` where it does not."""
    for fault in error.errors():
        location = fault["loc"]
        place = _Place(file, lines.get(str(location[0]), line) if location else line)
        kind = _PROBLEMS.get(fault["type"], "wrong_value")
        yield place.problem(".".join(map(str, location)) or "-", kind, said=fault["msg"])


def _refuse(problems: Iterable[str]) -> None:
    found = list(problems)
    if found:
        raise _refusal(found)


def _refusal(problems: Iterable[str]) -> UsageError:
    return UsageError("evaluation.suite_invalid", problems="\n".join(problems))
