"""Ingest, re-ingest, opening and questions, beside a pipeline assembled from LangChain's parts, in one run.

    python3 -m venv ENV                                      # an environment of its own for the peer
    ENV/bin/pip install langchain-chroma langchain-classic langchain-community langchain-text-splitters \\
        rank_bm25 jieba sentence-transformers
    python benchmarks/ingest_speed.py FOLDER --peer-python ENV/bin/python [--rounds 3] [--opened 100000]

Each takes its turn, ours and theirs, so that a busy machine slows both. Memory is the peak of all processes of a turn
together (proportional set size, so that what they share counts once). Both ingest the same files; questions are then
put to both over the very same passages: the sentences of the folder, in passages of about 430 characters.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

PEER = ROOT.parent / "shared" / "tools" / "peer_langchain.py"
PASSAGE_CHARACTERS = 430
QUESTIONS = 100


# --- one turn, in a process of its own


def ingest_once(home: str, folder: str) -> dict[str, object]:
    from assistant.application import Assistant
    from assistant.settings import Settings

    with Assistant(Settings(home=Path(home))) as assistant:
        assistant.store.encoder.encode_query("预热")
        started = time.perf_counter()
        report = assistant.ingest([Path(folder)])
        seconds = time.perf_counter() - started
        documents, passages = assistant.store.catalogue.counts()
        characters = sum(document.characters for document in assistant.documents())
    return {
        "seconds": seconds,
        "documents": documents,
        "passages": passages,
        "characters": characters,
        "written": report.count("added") + report.count("replaced"),
    }


def fill_once(home: str, folder: str, count: str) -> dict[str, object]:
    """A library of so many passages; 0 for the folder's own sentences, each once."""
    from assistant.library.embedding import load_encoder
    from assistant.library.store import Store
    from benchmarks.synthetic_library import cut_up, fill, made_up, sentences_of

    sources = sentences_of(Path(folder))
    texts = (
        made_up(sources, int(count), length=PASSAGE_CHARACTERS)
        if int(count)
        else cut_up(sources, length=PASSAGE_CHARACTERS)
    )
    store = Store(Path(home), load_encoder("static"))
    started = time.perf_counter()
    passages = fill(store, texts)
    seconds = time.perf_counter() - started
    base = store.vectors.generation()
    store.close()
    return {"seconds": seconds, "passages": passages, "base": base.rows if base else 0}


def ask_once(home: str, questions: str) -> dict[str, object]:
    """Time until the library is open, until the first answer, and of each question after it."""
    from assistant.application import Assistant
    from assistant.settings import Settings

    asked = Path(questions).read_text(encoding="utf-8").splitlines()
    began = time.perf_counter()
    with Assistant(Settings(home=Path(home))) as assistant:
        opened = time.perf_counter() - began
        assistant.retrieve(asked[0], k=10)
        first = time.perf_counter() - began
        times = []
        for question in asked:
            started = time.perf_counter()
            assistant.retrieve(question, k=10)
            times.append((time.perf_counter() - started) * 1e3)
    times.sort()
    return {"opened": opened, "first": first, "p50": times[len(times) // 2], "p95": times[int(len(times) * 0.95) - 1]}


TURNS = {"ingest": ingest_once, "fill": fill_once, "ask": ask_once}


# --- from outside


def turn(*arguments: str) -> dict[str, float]:
    """One of the above in a fresh process, with the peak of memory of all its processes, in MB."""
    return measured([sys.executable, __file__, "--turn", *arguments])


def peer_turn(python: str, folder: Path, questions: Path | None = None) -> dict[str, float]:
    return measured([python, str(PEER), str(folder), *([str(questions)] if questions else [])])


def measured(command: Sequence[str]) -> dict[str, float]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore", "HF_HUB_OFFLINE": "1"}
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with peak_memory(child.pid) as peak:
        printed, _ = child.communicate()
    if child.returncode:
        raise SystemExit(f"{command}: exit {child.returncode}")
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = spent.ru_utime + spent.ru_stime - before.ru_utime - before.ru_stime
    return {**json.loads(printed.splitlines()[-1]), "peak_mb": peak[0], "processor_s": processor}


@contextmanager
def peak_memory(root: int) -> Iterator[list[float]]:
    peak, done = [0.0], threading.Event()

    def watch() -> None:
        while not done.wait(0.1):
            peak[0] = max(peak[0], sum(map(resident_mb, family(root))))

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    yield peak
    done.set()
    watcher.join()


def family(root: int) -> list[int]:
    """A process and all below it."""
    parents: dict[int, int] = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(status.parent.name)] = int(status.read_text(errors="replace").rpartition(")")[2].split()[1])
        except OSError:
            continue
    members = [root]
    for member in members:
        members += [child for child, parent in parents.items() if parent == member]
    return members


def resident_mb(process: int) -> float:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def stamps(home: Path) -> dict[str, tuple[int, int]]:
    """Size and time of every file of a home, but for what SQLite touches to read."""
    return {
        str(path): (path.stat().st_size, path.stat().st_mtime_ns)
        for path in home.rglob("*")
        if path.is_file() and not path.name.endswith(("-shm", "-wal")) and path.name != "writer.lock"
    }


def compare_ingest(folder: Path, peer: str | None, rounds: int, work: Path) -> None:
    ours: list[dict[str, float]] = []
    theirs: list[dict[str, float]] = []
    home = work / "home"
    for number in range(rounds):
        home = work / f"home{number}"
        ours.append(turn("ingest", str(home), str(folder)))
        if peer:
            theirs.append(peer_turn(peer, folder))
    speeds = [one["characters"] / one["seconds"] for one in ours]
    memory = statistics.median(one["peak_mb"] for one in ours)
    first = ours[0]
    print(f"ingest: {first['documents']} documents, {first['passages']} passages, {first['characters']:,} characters")
    processor = statistics.median(one["processor_s"] for one in ours)
    print(
        f"  ours   {statistics.median(speeds):>9,.0f} characters/s  {memory:6.0f} MB  {processor:5.1f} s of processor"
        f"   ({listed(speeds)})"
    )
    if theirs:
        their_speeds = [one["chars_per_s"] for one in theirs]
        their_memory = statistics.median(one["peak_mb"] for one in theirs)
        ratios = [mine / other for mine, other in zip(speeds, their_speeds, strict=True)]
        print(
            f"  peer   {statistics.median(their_speeds):>9,.0f} characters/s  {their_memory:6.0f} MB"
            f"  {statistics.median(one['processor_s'] for one in theirs):5.1f} s of processor, 100 questions included"
            f"   ({listed(their_speeds)})"
        )
        print(f"  ratio  {statistics.median(ratios):.2f} × its speed, {memory / their_memory:.2f} × its memory")
    before = stamps(home)
    again = turn("ingest", str(home), str(folder))
    unchanged = "nothing written" if stamps(home) == before and not again["written"] else "SOMETHING WAS WRITTEN"
    print(f"again:   {again['seconds']:.2f} s, {unchanged}")


def compare_questions(folder: Path, peer: str | None, work: Path) -> None:
    from benchmarks.synthetic_library import cut_up, sentences_of

    texts = list(cut_up(sentences_of(folder), length=PASSAGE_CHARACTERS))
    pieces = work / "pieces"
    pieces.mkdir()
    for number, text in enumerate(texts):
        (pieces / f"{number:06}.txt").write_text(text, encoding="utf-8")
    chance = random.Random(0)
    questions = work / "questions.txt"
    questions.write_text("\n".join(chance.choice(texts)[:40].replace("\n", " ") for _ in range(QUESTIONS)), "utf-8")
    home = work / "same"
    turn("fill", str(home), str(folder), "0")
    ours = turn("ask", str(home), str(questions))
    print(f"questions over the same {len(texts)} passages, k = 10:")
    print(f"  ours   p50 {ours['p50']:6.1f} ms  p95 {ours['p95']:6.1f} ms  {ours['peak_mb']:6.0f} MB")
    if peer:
        theirs = peer_turn(peer, pieces, questions)
        print(
            f"  peer   p50 {theirs['q_p50_ms']:6.1f} ms  p95 {theirs['q_p95_ms']:6.1f} ms  {theirs['peak_mb']:6.0f} MB"
            f"  ({theirs['chunks']} passages)"
        )
        median, late = (theirs[f"q_{which}_ms"] / ours[which] for which in ("p50", "p95"))
        print(f"  ratio  1/{median:.0f} of its p50, 1/{late:.0f} of its p95")


def open_large(folder: Path, passages: int, work: Path) -> None:
    home, questions = work / "large", work / "questions.txt"
    built = turn("fill", str(home), str(folder), str(passages))
    asked = turn("ask", str(home), str(questions))
    print(
        f"a library of {built['passages']} passages ({built['base']} in the base): open {asked['opened']:.2f} s, first"
        f" answer after {asked['first']:.2f} s; p50 {asked['p50']:.1f} ms, p95 {asked['p95']:.1f} ms"
    )


def listed(values: Sequence[float]) -> str:
    return ", ".join(f"{value:,.0f}" for value in values)


def main() -> None:
    if sys.argv[1:2] == ["--turn"]:
        print(json.dumps(TURNS[sys.argv[2]](*sys.argv[3:])))
        return
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--peer-python", help="Python of an environment that has the peer's packages")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument(
        "--opened", type=int, default=100_000, help="passages of the library that is opened; 0 for none"
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        if options.rounds:
            compare_ingest(options.folder, options.peer_python, options.rounds, work)
        compare_questions(options.folder, options.peer_python, work)
        if options.opened:
            open_large(options.folder, options.opened, work)


if __name__ == "__main__":
    main()
