"""The settings, their defaults, and where each value came from. Read by `application` and the command line only.

Order of origins, strongest first: command-line flag, environment (`ASSISTANT_HOME`, `ASSISTANT_MODEL__NAME`, …),
`assistant.toml` in the working folder, the user's `config.toml`, default. An unknown key is an error wherever it
stands, environment variables included: a misspelt one would otherwise be ignored in silence.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator
from pydantic_core import PydanticCustomError

from assistant.errors import UsageError
from assistant.messages import current_language, text
from assistant.misfits import misfit

PREFIX = "ASSISTANT_"
PROJECT_FILE = "assistant.toml"
_LINE = re.compile(r"at line (\d+)")
"""Where a TOML file is wrong, in the words of tomllib, which name no line where the file ends too early."""


def _address(value: str | None) -> str | None:
    if value is not None:
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise PydanticCustomError("address", "not an http(s) address")
    return value


class ModelSettings(BaseModel):
    """The chat model that writes answers; without `base_url` and `name` the embedded composer does."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    base_url: str | None = Field(
        None, description="address of an OpenAI-compatible endpoint, such as http://127.0.0.1:11434/v1"
    )
    name: str | None = Field(None, description="name of the model at that endpoint")
    api_key: SecretStr | None = Field(None, description="key of the endpoint; better in the environment than in a file")
    timeout_s: float = Field(120.0, gt=0, description="longest wait for a whole answer, in seconds")
    at_once: int = Field(8, ge=1, le=64, description="findings of a plan that the model words at the same time")
    max_input_tokens: int = Field(6000, ge=200, description="budget of a prompt, in tokens")
    policy: Literal["strict", "mark"] = Field(
        "strict", description="what becomes of a sentence without support: strict leaves it out, mark shows it marked"
    )

    @field_validator("base_url")
    @classmethod
    def _is_an_address(cls, value: str | None) -> str | None:
        return _address(value)


class EmbeddingSettings(BaseModel):
    """How the embedder is run. None of it concerns the one that ships with the program."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    base_url: str | None = Field(
        None,
        description="address of an OpenAI-compatible endpoint that serves the embedder",
    )
    api_key: SecretStr | None = Field(None, description="key of that endpoint; better in the environment")
    query_prompt: str | None = Field(None, description="what to put before a question; the model's own when not set")
    document_prompt: str | None = Field(None, description="what to put before a passage; the model's own when not set")
    batch_size: int = Field(32, ge=1, le=2048, description="texts embedded at once")
    device: str | None = Field(None, description="where a model runs, such as cpu or cuda:0")
    dtype: Literal["float32", "float16", "bfloat16"] | None = Field(
        None, description="precision of a model's weights; as they are stored when not set"
    )
    timeout_s: float = Field(60.0, gt=0, description="longest wait for a batch from the endpoint, in seconds")

    @field_validator("base_url")
    @classmethod
    def _is_an_address(cls, value: str | None) -> str | None:
        return _address(value)


class LibrarySettings(BaseModel):
    """Where the index of vectors lies. Without `chroma_url` it lies in the home folder."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    chroma_url: str | None = Field(
        None, description="address of a Chroma server that holds the vector index, such as http://127.0.0.1:8000"
    )
    chroma_token: SecretStr | None = Field(
        None, description="bearer token for the proxy before that server; better in the environment"
    )

    @field_validator("chroma_url")
    @classmethod
    def _is_an_address(cls, value: str | None) -> str | None:
        parts = urlsplit(_address(value) or "")
        if parts.username is not None or parts.password is not None or parts.query or parts.fragment:
            raise PydanticCustomError("plain_address", "an address without user, password and query")
        return value


class RepairSettings(BaseModel):
    """Which stages of text repair may act on what is read."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    entity: bool = Field(True, description="web entities, such as &#x3001;")
    recode: bool = Field(True, description="text read with the wrong decoder")
    shift: bool = Field(True, description="GBK shifted by one byte")
    gloss: bool = Field(True, description="pinyin in brackets behind characters")
    script: Literal["auto", "always", "never"] = Field("auto", description="traditional forms made simplified")
    glyph: bool = Field(True, description="radicals and compatibility forms")
    invisible: bool = Field(True, description="characters that show nothing")
    alphanumeric: bool = Field(False, description="full-width letters and digits made half-width")
    layout: bool = Field(True, description="lines broken inside sentences")
    space: bool = Field(True, description="stray spaces between characters")
    punctuation: bool = Field(True, description="half-width punctuation made full-width")
    suggest: bool = Field(True, description="likely typing errors listed, never changed")


class PeopleSettings(BaseModel):
    """How long people stay signed in, and how the page is reached where others than this machine use it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    idle_minutes: float = Field(30.0, gt=0, description="a session ends after so many minutes without a request")
    longest_hours: float = Field(12.0, gt=0, description="a session ends after so many hours at the latest")
    root_path: str = Field(
        "", pattern=r"^(/[\w.~-]+)*$", description="path under which a reverse proxy shows the page, such as /assistant"
    )
    names: str = Field(
        "", description="names and addresses that the page is asked for by, beside those of this machine, with commas"
    )
    proxies: str = Field(
        "",
        description="addresses of reverse proxies whose X-Forwarded-For and -Proto are believed, with commas",
    )


class Settings(BaseModel):
    """Everything a user can set."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    home: Path = Field(Path(".assistant"), description="folder that holds the library")
    language: Literal["zh", "en"] | None = Field(
        None, description="language of messages; follows the locale when not set"
    )
    embedder: str = Field(
        "static", description="static, or the name or folder of a sentence-transformers model, or a name at an endpoint"
    )
    embedding: EmbeddingSettings = Field(EmbeddingSettings(), description="how the embedder is run")
    reranker: str | None = Field(None, description="name or folder of a CrossEncoder of sentence-transformers")
    thesaurus: Path | None = Field(None, description="file of further words for the same thing, see docs")
    allow_downloads: bool = Field(False, description="whether a model may be fetched from a hub")
    passage_tokens: int = Field(320, ge=40, le=4000, description="longest passage, in tokens")
    workers: int | None = Field(
        None, ge=0, le=64, description="processes that read files; one for each processor when not set, 1 for none"
    )
    evidence: int = Field(8, ge=1, le=50, description="passages that an answer may rest on")
    host: str = Field("127.0.0.1", description="address that the page listens on")
    port: int = Field(7860, ge=1, le=65535, description="port that the page listens on")
    people: PeopleSettings = Field(PeopleSettings(), description="accounts, and how the page is reached")
    library: LibrarySettings = Field(LibrarySettings(), description="where the vector index lies")
    repair: RepairSettings = Field(RepairSettings(), description="stages of text repair")
    model: ModelSettings = Field(ModelSettings(), description="the chat model")


def load(flags: Mapping[str, Any] | None = None) -> Settings:
    """The settings from all origins. Raises UsageError where a value or a key is wrong, naming its origin."""
    return _validated(_merged(flags or {}))


def origins(flags: Mapping[str, Any] | None = None) -> dict[str, tuple[object, str]]:
    """Each setting by dotted name with its value and where it came from; secrets are masked."""
    merged = _merged(flags or {})
    settings = _validated(merged)
    return {name: (value, merged[name][1] if name in merged else "default") for name, value in _flat(settings)}


def user_file() -> Path:
    """Where the user's own settings lie."""
    from platformdirs import user_config_path  # noqa: PLC0415

    return Path(user_config_path("inspection-assistant")) / "config.toml"


def _merged(flags: Mapping[str, Any]) -> dict[str, tuple[Any, str]]:
    """Dotted name → (value, origin), stronger origins laid over weaker ones."""
    merged: dict[str, tuple[Any, str]] = {}
    for source in (user_file(), Path(PROJECT_FILE)):
        for name, value in _from_file(source):
            merged[name] = (value, str(source))
    for variable, name, value in _from_environment():
        merged[name] = (value, variable)
    for name, value in flags.items():
        if value is not None:
            merged[name] = (value, "flag")
    return merged


def _from_file(source: Path) -> Iterator[tuple[str, Any]]:
    try:
        table = tomllib.loads(source.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return
    except OSError as error:
        raise UsageError("settings_file_unreadable", path=source, why=error) from error
    except UnicodeDecodeError as error:
        raise UsageError("settings_file_no_utf8", path=source) from error
    except tomllib.TOMLDecodeError as error:
        line = _LINE.search(str(error))
        raise UsageError("settings_file_no_toml", path=source, line=line[1] if line else "—") from error
    yield from _flat_table(table)


def _from_environment() -> Iterator[tuple[str, str, str]]:
    for variable, value in sorted(os.environ.items()):
        if variable.startswith(PREFIX) and value:
            yield variable, variable.removeprefix(PREFIX).lower().replace("__", "."), value


def _flat_table(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat_table(value, f"{prefix}{key}.")
        else:
            yield prefix + key, value


def _validated(merged: Mapping[str, tuple[Any, str]]) -> Settings:
    nested: dict[str, Any] = {}
    for name, (value, origin) in merged.items():
        *groups, key = name.split(".")
        table = nested
        for group in groups:
            table = table.setdefault(group, {})
            if not isinstance(table, dict):
                raise UsageError("setting_wrong", name=name, origin=origin, why=text("misfit.no_group", group=group))
        table[key] = value
    try:
        return Settings.model_validate(nested)
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        origin = merged[name][1] if name in merged else "?"
        option = f"--{name.rsplit('.', 1)[-1].replace('_', '-')}"
        why = misfit(first, current_language())
        raise UsageError("setting_wrong", name=name, origin=option if origin == "flag" else origin, why=why) from error


def _flat(settings: BaseModel, prefix: str = "") -> Iterator[tuple[str, object]]:
    for name in type(settings).model_fields:
        value = getattr(settings, name)
        if isinstance(value, BaseModel):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield prefix + name, value
