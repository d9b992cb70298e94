"""How far an ingest or a switch of the embedder has come, how fast it goes, and how long it will still take."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from assistant import messages

Stage = Literal["reading", "comparing", "indexing"]
"""Files are read and written; then documents are compared with one another; then the vectors get their index."""

_EARLIEST_S = 1.0
_EARLIEST_SHARE = 0.01
"""An estimate from less than this would jump about."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What has been done of a call, and what there is to do."""

    stage: Stage
    files: int
    of_files: int
    read_bytes: int
    of_bytes: int
    characters: int
    """Of the documents that were read; what was there already is not read again."""
    seconds: float

    @property
    def characters_a_second(self) -> int:
        return round(self.characters / self.seconds) if self.seconds > 0 else 0

    @property
    def seconds_left(self) -> int | None:
        """Until all files are read, judging by the bytes; None where it is too early to say."""
        share = self.read_bytes / self.of_bytes if self.of_bytes else 1.0
        return _seconds_left(self.seconds, share) if self.stage == "reading" else None


@dataclass(frozen=True, slots=True)
class SwitchStanding:
    """What has been done of a switch to another embedder."""

    is_indexing: bool
    """All passages are encoded, and their vectors get their index."""
    passages: int
    """That have their vector, those of an earlier call included."""
    of_passages: int
    encoded: int
    """By this call."""
    seconds: float

    @property
    def seconds_left(self) -> int | None:
        """Until all passages are encoded; None where it is too early to say."""
        to_come = self.of_passages - self.passages
        return _seconds_left(self.seconds, self.encoded / ((self.encoded + to_come) or 1))


def _seconds_left(seconds: float, share: float) -> int | None:
    return None if seconds < _EARLIEST_S or share < _EARLIEST_SHARE else round(seconds * (1 - share) / share)


def in_words(standing: Standing) -> str:
    """How far, how fast, how long still, in a line: 120/887 个文件　每秒 210,000 字　约剩 0:35."""
    if standing.stage != "reading":
        return messages.text(f"ingest.stage_{standing.stage}")
    rate = f"{standing.characters_a_second:,}"
    counted = messages.text("ingest.standing", files=standing.files, of_files=standing.of_files, rate=rate)
    return counted + _left_in_words(standing.seconds_left)


def switch_in_words(standing: SwitchStanding) -> str:
    """The same of a switch: 1,200/12,255 段　每秒 35 段　约剩 5:16."""
    if standing.is_indexing:
        return messages.text("ingest.stage_indexing")
    rate = round(standing.encoded / standing.seconds) if standing.seconds > 0 else 0
    done, of = f"{standing.passages:,}", f"{standing.of_passages:,}"
    counted = messages.text("embedder.standing", passages=done, of_passages=of, rate=f"{rate:,}")
    return counted + _left_in_words(standing.seconds_left)


def _left_in_words(seconds: int | None) -> str:
    if seconds is None:
        return ""
    return messages.text("ingest.time_left", left=f"{seconds // 60}:{seconds % 60:02}")


Watch = Callable[[Standing], None]


class Course:
    """Counts as files go through, and tells whoever watches."""

    def __init__(self, files: int, size: int, watch: Watch | None) -> None:
        """`size` is the bytes of all files together."""
        self._of_files = files
        self._of_bytes = size
        self._watch = watch
        self._began = time.monotonic()
        self._files = self._bytes = self._characters = 0

    def advance(self, size: int, characters: int = 0) -> None:
        """One more file of so many bytes is through."""
        self._files += 1
        self._bytes += size
        self._characters += characters
        self.enter("reading")

    def enter(self, stage: Stage) -> None:
        """Tell whoever watches that this stage is under way, and how far all has come."""
        if self._watch is not None:
            seconds = time.monotonic() - self._began
            self._watch(
                Standing(stage, self._files, self._of_files, self._bytes, self._of_bytes, self._characters, seconds)
            )
