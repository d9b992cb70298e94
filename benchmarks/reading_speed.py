"""Measures reading of PDF and DOCX against the loaders that LangChain users take, side by side in one run.

    pip install langchain-community pypdf docx2txt      # in an environment of its own, beside this project
    python benchmarks/reading_speed.py [--paragraphs 600] [--rounds 5]

Both read the same files from disk. Ours is timed with its child process and everything that it checks; the readers
alone are timed too. PDFs come in the two kinds that exist: with fonts inside, as LibreOffice, Word and browsers write
them, and without, as report generators do. Memory is the peak of the process that reads a 300-page PDF.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from assistant.documents.formats import format_of, reader
from assistant.documents.readers.items import Reading
from assistant.documents.reading import FileReader
from tests.formats import Block
from tests.formats.docx_writer import write_docx
from tests.formats.office_writer import write_legacy
from tests.formats.pdf_writer import write_pdf

SENTENCES = (
    "各责任单位应当自收到反馈意见之日起15个工作日内制定整改方案，明确整改目标、整改措施、责任领导和完成时限。",
    "对能够立即整改的问题，应当立行立改；对需要一段时间解决的问题，应当分阶段推进，并按月报送进展情况。",
    "督查组抽查了12个乡镇、38个村（社区），发现整改台账记载与实际不符的问题7个，已全部责成限期纠正。",
)


def blocks(paragraphs: int) -> list[Block]:
    """A document with headings, a table in every chapter, and paragraphs of a few sentences."""
    made = [Block("title", "整改情况报告")]
    for number in range(paragraphs):
        if number % 20 == 0:
            made.append(Block("heading", f"第{number // 20 + 1}部分　整改情况", 1))
            made.append(Block("table", rows=(("序号", "问题", "状态"), ("1", "台账不实", "已整改"))))
        made.append(Block("paragraph", "".join(SENTENCES) * (1 + number % 2) + f"编号{number}。"))
    return made


def pdf_of_office(document: list[Block]) -> bytes:
    """A PDF by LibreOffice."""
    return write_legacy(write_docx(document), ".pdf")


def ours(path: Path) -> Callable[[], int]:
    readers = FileReader()
    readers.read(path)
    return lambda: sum(len(member.reading.text) for member in readers.read(path).members)


def ours_without_child(path: Path) -> Callable[[], int]:
    known = format_of(path.name)
    assert known is not None
    read, data = reader(known.reader), path.read_bytes()
    return lambda: sum(len(item.text) for item in read(data, path.name) if isinstance(item, Reading))


def theirs(path: Path) -> Callable[[], int]:
    from langchain_community.document_loaders import Docx2txtLoader, PyPDFLoader

    loader = (PyPDFLoader if path.suffix == ".pdf" else Docx2txtLoader)(str(path))
    return lambda: sum(len(document.page_content) for document in loader.load())


def rate(read: Callable[[], int], rounds: int) -> tuple[float, int]:
    """Characters a second, the median of some rounds, and how many characters came out."""
    characters = read()
    times = []
    for _ in range(rounds):
        started = time.perf_counter()
        read()
        times.append(time.perf_counter() - started)
    return characters / statistics.median(times), characters


def peak_of_reading(path: Path) -> int:
    """Peak resident memory in MB of a fresh process that reads a file with the reader alone."""
    program = (
        "import sys, resource; from pathlib import Path; from benchmarks.reading_speed import ours_without_child;"
        "ours_without_child(Path(sys.argv[1]))();"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[1],
    )
    return int(done.stdout)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--paragraphs", type=int, default=600)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        document = blocks(options.paragraphs)
        for name, write in (("字体内嵌.pdf", pdf_of_office), ("字体不内嵌.pdf", write_pdf), ("报告.docx", write_docx)):
            path = Path(folder) / name
            path.write_bytes(write(document))
            print(f"{name}: {path.stat().st_size // 1024} KB")
            peer, peer_characters = rate(theirs(path), options.rounds)
            for label, read in (("ours", ours), ("ours, no child", ours_without_child)):
                speed, characters = rate(read(path), options.rounds)
                print(
                    f"  {label:15} {speed / 1e6:7.2f} M characters/s  {characters:8} characters"
                    f"  {speed / peer:6.2f} × theirs ({peer / 1e6:.2f} M/s, {peer_characters} characters)"
                )
        large = Path(folder) / "三百页.pdf"
        large.write_bytes(write_pdf(blocks(2600)))
        print(f"peak of reading {large.stat().st_size // 1024} KB of PDF: {peak_of_reading(large)} MB")
    print(f"this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


if __name__ == "__main__":
    main()
