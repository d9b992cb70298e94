"""Skeletons of documents in `prompts/skeletons/`: front matter that names the variables, and a body with {variables}.

Values are put in once and never read as templates, so that no text of a document can name a variable.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import yaml

from assistant import resources
from assistant.errors import UsageError

_FRONT_MATTER = re.compile(r"\A---\n(?P<head>.*?)\n---\n(?P<body>.*)\Z", re.DOTALL)
_VARIABLE = re.compile(r"\{([a-z_]+)\}")


def fill(name: str, values: Mapping[str, str]) -> str:
    """The skeleton `prompts/skeletons/<name>.md` with every variable replaced.

    Raises UsageError where the file is missing or malformed, or where values are missing or not known to it.
    """
    declared, body = _read(name)
    for key, names in (
        ("prompt_values_missing", declared - values.keys()),
        ("prompt_values_unknown", values.keys() - declared),
    ):
        if names:
            raise UsageError(key, prompt=name, names=", ".join(sorted(names)))
    return _VARIABLE.sub(lambda found: values[found[1]], body)


def _read(name: str) -> tuple[frozenset[str], str]:
    path = resources.prompts() / "skeletons" / f"{name}.md"
    try:
        matched = _FRONT_MATTER.match(path.read_text(encoding="utf-8"))
        head = yaml.safe_load(matched["head"]) if matched else None
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise UsageError("prompt_unreadable", prompt=name, why=error) from error
    if matched is None or not isinstance(head, dict) or not isinstance(head.get("variables"), list):
        raise UsageError("drafting.skeleton_malformed", prompt=name)
    declared, used = frozenset(map(str, head["variables"])), frozenset(_VARIABLE.findall(matched["body"]))
    if declared != used:
        raise UsageError("prompt_variables_differ", prompt=name, names=", ".join(sorted(declared ^ used)))
    return declared, matched["body"].lstrip("\n")
