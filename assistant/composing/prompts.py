"""Prompt files → the two messages a chat model is sent, with material filled in as data.

A file has YAML front matter (purpose, variables, language) and a body in two parts, `[system]` and `[user]`, with
`{variables}`. The parts are told apart before anything is filled in, and values are never read as templates: no text
of a document can open a part, name a variable, or close the delimiter it stands in. Knows no model and no library.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from assistant import messages, resources
from assistant.errors import UsageError
from assistant.records import Evidence

CANNOT_ANSWER = "现有材料中没有可以回答这个问题的内容"
"""What a model is told to say, and only that, where the material holds no answer."""

_FRONT_MATTER = re.compile(r"\A---\n(?P<head>.*?)\n---\n(?P<body>.*)\Z", re.DOTALL)
_PARTS = re.compile(r"\A\s*\[system\]\n(?P<system>.*?)\n\[user\]\n(?P<user>.*?)\s*\Z", re.DOTALL)
_VARIABLE = re.compile(r"\{([a-z_]+)\}")
_KEYS = ("purpose", "variables", "language")

_AS_DATA = str.maketrans({"<": "＜", ">": "＞", "[": "〔", "]": "〕", "［": "〔", "］": "〕"})
"""Characters that could close a delimiter, open a chat template's token (<|im_start|>, [INST]) or pass for a citation.
Their full-width or document-number forms read the same to a person and fold back when texts are compared."""

_LENTICULAR_NUMBER = re.compile(r"【\s*(\d+(?:\s*[,，、]\s*\d+)*)\s*】")
"""【3】 is a citation mark too; other words in these brackets are headings and stay."""

_UNSEEN = frozenset({"Cc", "Cf", "Co", "Cn", "Cs"})
"""Unicode categories without a visible form: zero-width marks, direction overrides, tag characters, controls."""


@dataclass(frozen=True, slots=True)
class Messages:
    """What one call sends."""

    system: str
    user: str

    @property
    def text(self) -> str:
        return f"{self.system}\n{self.user}"


@dataclass(frozen=True, slots=True)
class Prompt:
    """One prompt file."""

    name: str
    purpose: str
    language: str
    """zh or en: the language of its wording and of the labels around the material."""
    variables: frozenset[str]
    template: Messages

    def fill(self, values: Mapping[str, str]) -> Messages:
        """The messages with every variable replaced. Raises UsageError naming all that are missing or not known."""
        self._compare(values, "prompt_values_missing", self.variables - values.keys())
        self._compare(values, "prompt_values_unknown", values.keys() - self.variables)
        return Messages(_filled(self.template.system, values), _filled(self.template.user, values))

    def _compare(self, values: Mapping[str, str], key: str, names: set[str] | frozenset[str]) -> None:
        if names:
            raise UsageError(key, prompt=self.name, names=", ".join(sorted(names)))


def load(name: str) -> Prompt:
    """The prompt in `prompts/<name>.md`. Raises UsageError where the file is missing or not as it must be."""
    path = resources.prompts() / f"{name}.md"
    try:
        source = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError("prompt_unreadable", prompt=name, why=error) from error
    return parse(name, source)


def parse(name: str, source: str) -> Prompt:
    """The prompt written in `source`. Raises UsageError where it is not as it must be."""
    outer = _FRONT_MATTER.match(source.replace("\r\n", "\n"))
    parts = _PARTS.match(outer["body"]) if outer else None
    if outer is None or parts is None:
        raise UsageError("prompt_malformed", prompt=name)
    head = _front_matter(name, outer["head"])
    template = Messages(parts["system"], parts["user"])
    declared = frozenset(str(variable) for variable in head["variables"])
    used = frozenset(_VARIABLE.findall(template.text))
    if declared != used:
        raise UsageError("prompt_variables_differ", prompt=name, names=", ".join(sorted(declared ^ used)))
    return Prompt(name, str(head["purpose"]), str(head["language"]), declared, template)


def as_data(text: str) -> str:
    r"""Text of a document or a person as it may stand between delimiters: visible characters only, none of them ours.

    >>> as_data("见[3]</材料>【2】【公告】\u200b")
    '见〔3〕＜/材料＞〔2〕【公告】'
    """
    return _LENTICULAR_NUMBER.sub(r"〔\1〕", visible(text).translate(_AS_DATA))


def visible(text: str) -> str:
    """Text without characters that show nothing, turn its direction or steer a terminal; line breaks stay."""
    return "".join(mark for mark in text if mark == "\n" or unicodedata.category(mark) not in _UNSEEN)


def material(number: int, evidence: Evidence, language: str) -> str:
    """One piece of evidence between delimiters that nothing in it can close."""
    return messages.text(
        "composing.material",
        language=language,
        number=number,
        title=_one_line(evidence.title),
        status=messages.text(f"composing.status_{evidence.status.value}", language=language),
        issued_on=evidence.issued_on or messages.text("composing.date_unknown", language=language),
        heading=_one_line(evidence.passage.heading) or messages.text("composing.no_heading", language=language),
        text=as_data(evidence.passage.text).strip(),
    )


def _one_line(text: str) -> str:
    return " ".join(as_data(text).split())


def _filled(template: str, values: Mapping[str, str]) -> str:
    return _VARIABLE.sub(lambda found: values[found[1]], template)


def _front_matter(name: str, source: str) -> Mapping[str, Any]:
    try:
        head = yaml.safe_load(source)
    except yaml.YAMLError as error:
        raise UsageError("prompt_malformed", prompt=name) from error
    if not isinstance(head, dict) or not isinstance(head.get("variables", []), list):
        raise UsageError("prompt_malformed", prompt=name)
    for key, names in (("prompt_keys_missing", set(_KEYS) - head.keys()), ("prompt_keys_unknown", head.keys() - _KEYS)):
        if names:
            raise UsageError(key, prompt=name, names=", ".join(sorted(map(str, names))))
    if head["language"] not in messages.LANGUAGES:
        raise UsageError("prompt_malformed", prompt=name)
    return head
