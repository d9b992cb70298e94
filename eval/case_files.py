"""The files of a suite's folder → rows, each as JSON with the place where it stands. It knows no field of any row."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from assistant import messages
from assistant.errors import UsageError


@dataclass(frozen=True, slots=True)
class Place:
    """Where in which file something is wrong."""

    file: Path
    line: int

    def problem(self, field_name: str, kind: str, **facts: Any) -> str:
        """A line that names file, line and field; `kind` is a key under `evaluation.problem` of the messages."""
        return f"{self.file}:{self.line}: {field_name}: {messages.text(f'evaluation.problem.{kind}', **facts)}"


@dataclass(frozen=True, slots=True)
class Row:
    """A case before it is known to be one."""

    place: Place
    text: str
    """JSON, as it stands or as it was made of YAML."""
    lines: Mapping[str, int] = field(default_factory=dict)
    """The line of each field, where it is not that of the row."""


def json_lines(file: Path) -> list[Row]:
    """A row for each line that is not blank."""
    # Not splitlines(): a JSON string may hold U+2028 and other marks that it takes for line breaks.
    lines = enumerate(read_text(file).split("\n"), start=1)
    return [Row(Place(file, number), line.strip()) for number, line in lines if line.strip()]


def yaml_files(folder: Path) -> list[Row]:
    """A row for each `.yaml` file of a folder, one case a file, whose id is the file's name."""
    return [_yaml_row(file) for file in sorted(folder.glob("*.yaml"))]


def _yaml_row(file: Path) -> Row:
    said = read_yaml(file)
    values = {"id": file.stem, **said.values} if isinstance(said.values, dict) else said.values
    return Row(Place(file, 1), to_json(values), said.lines)


@dataclass(frozen=True, slots=True)
class Said:
    """What a YAML file says."""

    text: str
    values: Any
    lines: Mapping[str, int]
    """The line of each field; none where it is no mapping."""


class _Loader(yaml.SafeLoader):
    """Days stay text: one that is none is then refused with its field, like any other wrong value."""


_Loader.yaml_implicit_resolvers = {
    mark: [(tag, form) for tag, form in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for mark, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read_yaml(file: Path) -> Said:
    """A YAML file with the lines of its fields. Raises UsageError for one that cannot be read or is no YAML."""
    content = read_text(file)
    with _loading(file, content) as loader:
        root = loader.get_single_node()
        lines = {} if not isinstance(root, yaml.MappingNode) else _field_lines(root)
        return Said(content, None if root is None else loader.construct_document(root), lines)


def yaml_items(file: Path) -> Iterator[tuple[tuple[str, str], Place, Any]]:
    """Of a file `name: {side: [item, …]}` every item with its name and side, and where it stands.

    Raises UsageError where the file is of another form.
    """
    with _loading(file, read_text(file)) as loader:
        root = loader.get_single_node()
        for name, sides in _fields(file, root):
            for side, items in _fields(file, sides):
                if not isinstance(items, yaml.SequenceNode):
                    raise refusal([Place(file, items.start_mark.line + 1).problem(side, "not_a_list")])
                for item in items.value:
                    place = Place(file, item.start_mark.line + 1)
                    yield (name, side), place, loader.construct_object(item, deep=True)


def _fields(file: Path, node: Any) -> Iterator[tuple[str, Any]]:
    if not isinstance(node, yaml.MappingNode):
        line = 1 if node is None else node.start_mark.line + 1
        raise refusal([Place(file, line).problem("-", "not_a_mapping")])
    return ((str(key.value), value) for key, value in node.value)


def _field_lines(node: yaml.MappingNode) -> dict[str, int]:
    return {str(key.value): key.start_mark.line + 1 for key, _ in node.value}


@contextmanager
def _loading(file: Path, content: str) -> Iterator[_Loader]:
    """A loader of the file, whose complaints are told as faults of the file."""
    try:
        loader = _Loader(content)
        yield loader
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise refusal([Place(file, line).problem("-", "not_yaml")]) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise refusal([Place(file, 1).problem("-", "not_yaml")]) from error


def to_json(values: Any) -> str:
    """What YAML held, as JSON: the same text for the same values."""
    return json.dumps(values, default=str, ensure_ascii=False, sort_keys=True)


def read_text(file: Path) -> str:
    """Raises UsageError for a file that cannot be read."""
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError("evaluation.file_unreadable", path=file, why=error) from error


def refusal(problems: list[str]) -> UsageError:
    """The error that lists every fault, a line each."""
    return UsageError("evaluation.suite_invalid", problems="\n".join(problems))
