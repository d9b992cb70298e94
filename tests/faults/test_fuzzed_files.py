"""Two thousand damaged files of every format: each is refused with a known error or read; nothing hangs or dies.

Seeded, so that a failure can be run again: the seed and the number of the file are part of the message.
"""

from __future__ import annotations

import io
import random
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant import messages
from assistant.documents.confinement import FATAL, ORDINARY
from assistant.documents.reading import FileContents, FileReader
from assistant.errors import RejectedFile
from tests.assistant.documents.test_round_trip import PROSE, TABLE, WRITERS

pytestmark = [pytest.mark.faults, pytest.mark.timeout(900)]

SEED = 20260
COUNTS = {
    ".txt": 150, ".md": 150, ".html": 400, ".docx": 500, ".pdf": 600, ".xlsx": 60, ".ofd": 60, ".zip": 40,
    ".eml": 20, ".csv": 20,
}  # fmt: skip
"""2,000 files; converting old office files is LibreOffice's work and is not mutated here."""

BLOCKS = (*PROSE, TABLE)
ZIPPED = (".docx", ".xlsx", ".ofd", ".zip")


def truncated(data: bytes, rng: random.Random) -> bytes:
    return data[: rng.randrange(len(data))]


def flipped(data: bytes, rng: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.choice((1, 3, 20))):
        changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def spliced(data: bytes, rng: random.Random) -> bytes:
    cut, take = rng.randrange(len(data)), rng.randrange(len(data))
    return data[:cut] + data[take:]


def doubled(data: bytes, rng: random.Random) -> bytes:
    start = rng.randrange(len(data))
    end = min(len(data), start + rng.choice((10, 1000, 100_000)))
    return data[:end] + data[start:end] * rng.choice((2, 50)) + data[end:]


def zeroed(data: bytes, rng: random.Random) -> bytes:
    start = rng.randrange(len(data))
    length = rng.choice((1, 16, 512))
    return data[:start] + bytes(length) + data[start + length :]


def inside(mutate: Callable[[bytes, random.Random], bytes]) -> Callable[[bytes, random.Random], bytes]:
    """Damage one member of a zip and close the zip properly, so that the reader gets as far as the damage."""

    def mutated(data: bytes, rng: random.Random) -> bytes:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
        name = rng.choice([name for name, content in members.items() if content])
        members[name] = mutate(members[name], rng)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for each, content in members.items():
                archive.writestr(each, content)
        return out.getvalue()

    return mutated


PLAIN = (truncated, flipped, spliced, doubled, zeroed)


def mutants(suffix: str, count: int) -> Iterator[tuple[int, str, bytes]]:
    """Number, name and bytes of each damaged file; one in fifty also has the suffix of another format."""
    rng = random.Random(f"{SEED}{suffix}")
    good = WRITERS[suffix](BLOCKS if suffix != ".csv" else PROSE)
    ways = (*PLAIN, *(inside(way) for way in PLAIN)) if suffix in ZIPPED else PLAIN
    for number in range(count):
        data = rng.choice(ways)(good, rng)
        if rng.random() < 0.2:
            data = rng.choice(PLAIN)(data, rng) if data else data
        name = rng.choice([*COUNTS]) if rng.random() < 0.02 else suffix
        yield number, f"{number}{name}", data


def read(reader: FileReader, data: bytes, path: Path) -> FileContents | RejectedFile:
    try:
        return reader.read_bytes(data, path)
    except RejectedFile as error:
        return error


def is_told(error: RejectedFile, path: Path) -> bool:
    """Whether a refusal has its text in both languages and names the file."""
    return all(str(path) in error.in_language(language) for language in messages.LANGUAGES)


@pytest.mark.parametrize("suffix", COUNTS)
def test_damaged_files_are_refused_or_read(suffix: str, tmp_path: Path) -> None:
    slow, fatal = [], []
    with FileReader() as reader:
        for number, name, data in mutants(suffix, COUNTS[suffix]):
            started = time.monotonic()
            found = read(reader, data, tmp_path / name)
            if time.monotonic() - started > ORDINARY.seconds:
                slow.append(number)
            if isinstance(found, FileContents):
                assert all(member.reading.text.strip() for member in found.members), (SEED, suffix, number)
            else:
                assert is_told(found, tmp_path / name), (SEED, suffix, number)
                if found.key in FATAL:
                    fatal.append((number, found.key))
    assert (fatal, slow) == ([], []), (SEED, suffix)


@pytest.mark.parametrize("suffix", COUNTS)
def test_a_file_cut_short_at_twenty_places_is_refused_or_read(suffix: str, tmp_path: Path) -> None:
    """A text that ends early is a text; a file with a structure is damaged, or yields what can be read faithfully."""
    path = tmp_path / f"报告{suffix}"
    good = WRITERS[suffix](BLOCKS if suffix != ".csv" else PROSE)
    with FileReader() as reader:
        for twentieth in range(20):
            found = read(reader, good[: len(good) * twentieth // 20], path)
            if isinstance(found, FileContents):
                assert suffix not in ZIPPED
                assert all(member.reading.text.strip() for member in found.members)
            else:
                assert found.key not in FATAL
                assert is_told(found, path)
