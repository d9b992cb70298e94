"""Many people at once on the served page and on its API: errors, mixed-up answers, how long answers take, memory.

    python benchmarks/load.py HOME [--users 50] [--seconds 300] [--pause 10] [--by page|api|both] [--questions FILE]

The library in HOME is copied, so that nothing is left in it. The page is served from the copy in a process of its own,
on loopback, with an account for each user. Users of the page do over HTTP what a browser does: sign in, fetch the
page's description, run what runs when it opens, send a question into the queue and follow the stream of its answer.
Users of the API send it to `/api/v1/ask`. Every question carries a mark that must come back to whoever asked, and to
nobody else. Between an answer and the next question somebody reads for `--pause` seconds on average (evenly from
nothing to twice that); 0 keeps one question of every user on its way all the time.

What is printed: questions and answers, errors by kind, marks seen by the wrong user, the time from sending a question
to its finished answer (median, 95th percentile, longest), and the server's memory over the time. Exit code 1 where
anything failed or was mixed up.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
import random
import re
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import httpx
import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from assistant.people.office import People
from assistant.people.viewer import Role

SERVE = """
import sys
from pathlib import Path
from assistant.application import Assistant
from assistant.settings import load
from assistant.web.app import serve
with Assistant(load({"home": Path(sys.argv[1])})) as assistant:
    serve(assistant, "127.0.0.1", 0)
"""
QUESTIONS = (
    "巡察整改的第一责任人是谁？",
    "收到反馈意见后多长时间内报送整改方案？",
    "集中整改期限是多久？",
    "会议费的开支标准是多少？",
    "招标投标有哪些禁止行为？",
    "整改台账应当记载哪些内容？",
    "火星基地的采购预算是多少万元？",
    "对整改不力的怎样问责？",
)
PER_CONVERSATION = 5
"""Questions that a user asks before he begins a new conversation."""
MARK = re.compile(r"mark[0-9a-f]{12}")
LANGUAGE = {"accept-language": "zh-CN"}
LONGEST_S = 120
"""An answer that takes longer is an error."""


@dataclass
class Tally:
    """What came of all questions."""

    asked: int = 0
    took: list[float] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)
    crossed: int = 0
    memory: list[tuple[float, int]] = field(default_factory=list)
    """Seconds since the start, bytes resident."""


class Page:
    """What a browser knows of the page: its components, its events, and what each component holds now."""

    def __init__(self, client: httpx.AsyncClient, described: Mapping[str, Any]) -> None:
        self._client = client
        self._session = secrets.token_hex(6)
        self._ends: dict[str, asyncio.Future[dict[str, Any]]] = {}
        self._listening: asyncio.Task[None] | None = None
        self._events = {each["id"]: each for each in described["dependencies"]}
        self._named = {each["props"].get("elem_id"): each["id"] for each in described["components"]}
        self.values = {each["id"]: each["props"].get("value") for each in described["components"]}
        self._states = {each["id"] for each in described["components"] if each["type"] == "state"}

    def of(self, name: str) -> int:
        """The component with this id in the page."""
        return self._named[name]

    async def open(self) -> None:
        """Run what runs when the page opens, all at once."""
        begun = [each["id"] for each in self._events.values() if self._is_begun_by(each, None, "load")]
        await asyncio.gather(*(self.run(each) for each in begun))

    async def happen(self, name: str, event: str) -> None:
        """Do something to a component, and what follows from it."""
        for each in [*self._events.values()]:
            if self._is_begun_by(each, self.of(name), event):
                await self.run(each["id"])
                await self._follow(each["id"])

    async def _follow(self, done: int) -> None:
        for each in [*self._events.values()]:
            if each.get("trigger_after") == done:
                await self.run(each["id"])
                await self._follow(each["id"])

    def _is_begun_by(self, event: Mapping[str, Any], component: int | None, name: str) -> bool:
        return any(on == name and component in (None, of) for of, on in event["targets"])

    async def run(self, number: int) -> None:
        """One event of the server's, from joining the queue to its end. Raises Failure."""
        event = self._events[number]
        if not event["backend_fn"]:
            return
        data = [None if each in self._states else self.values[each] for each in event["inputs"]]
        joined = {"data": data, "fn_index": number, "session_hash": self._session, "event_data": None}
        answer = await self._client.post("/gradio_api/queue/join", json=joined)
        if answer.status_code != 200:
            raise Failure(f"join {answer.status_code}")
        identity = answer.json()["event_id"]
        ended = self._end_of(identity)
        if self._listening is None or self._listening.done():
            self._listening = asyncio.create_task(self._listen())
        said = await asyncio.wait_for(ended, LONGEST_S)
        del self._ends[identity]
        if not said["success"]:
            raise Failure("event failed")
        self._take(event, said["output"].get("data", []))

    async def _listen(self) -> None:
        """Follow the one stream that a page has, for as long as anything is under way."""
        try:
            while not all(each.done() for each in self._ends.values()):
                async for said in self._stream():
                    if said["msg"] == "unexpected_error":
                        raise Failure(f"stream: {said.get('message')}")
                    if said["msg"] == "process_completed" and not self._end_of(said["event_id"]).done():
                        self._end_of(said["event_id"]).set_result(said)
        except (Failure, httpx.HTTPError) as error:
            for ended in self._ends.values():
                if not ended.done():
                    ended.set_exception(Failure(str(error) or type(error).__name__))

    def _end_of(self, identity: str) -> asyncio.Future[dict[str, Any]]:
        """What the stream says at the end of an event, which may come before the answer to joining the queue."""
        return self._ends.setdefault(identity, asyncio.get_running_loop().create_future())

    async def _stream(self) -> AsyncIterator[dict[str, Any]]:
        address = f"/gradio_api/queue/data?session_hash={self._session}"
        async with self._client.stream("GET", address) as lines:
            if lines.status_code != 200:
                raise Failure(f"stream {lines.status_code}")
            async for line in lines.aiter_lines():
                if line.startswith("data:"):
                    yield json.loads(line[5:])

    def _take(self, event: Mapping[str, Any], data: list[Any]) -> None:
        for component, now in zip(event["outputs"], data, strict=False):
            if isinstance(now, dict) and now.get("__type__") == "update":
                self.values[component] = now.get("value", self.values[component])
            else:
                self.values[component] = now


class Failure(Exception):  # noqa: N818 - named for what a user would see
    """Something a user would have seen go wrong."""


async def ask_page(page: Page, question: str) -> str:
    """All that the page shows once the answer is there."""
    page.values[page.of("question")] = question
    await page.happen("question", "submit")
    reply = str(page.values[page.of("ask-reply")] or "")
    if "alert" in reply:
        raise Failure(f"refused: {re.sub('<[^>]+>', '', reply)[:80]}")
    shown = json.dumps(page.values[page.of("conversation")], ensure_ascii=False)
    if "searched" not in shown.rpartition(question)[2]:
        raise Failure("no answer")
    return shown


async def user_of_page(client: httpx.AsyncClient, plan: Plan, tally: Tally) -> None:
    described = (await client.get("/config")).json()
    page = Page(client, described)
    await counted(page.open(), tally)
    for _ in plan.conversations():
        await counted(page.happen("new-conversation", "click"), tally)
        for question in plan.questions(PER_CONVERSATION):
            await one(ask_page(page, question), question, plan, tally)


async def user_of_api(client: httpx.AsyncClient, plan: Plan, tally: Tally) -> None:
    async def asked(question: str) -> str:
        answer = await client.post("/api/v1/ask", json={"question": question})
        if answer.status_code != 200:
            raise Failure(f"api {answer.status_code}")
        return answer.text

    for _ in plan.conversations():
        for question in plan.questions(PER_CONVERSATION):
            await one(asked(question), question, plan, tally)


async def one(asking: Any, question: str, plan: Plan, tally: Tally) -> None:
    """Ask, time the answer, and look whose marks came back."""
    tally.asked += 1
    begun = time.monotonic()
    shown = await counted(asyncio.wait_for(asking, LONGEST_S), tally)
    if shown is not None:
        tally.took.append(time.monotonic() - begun)
        seen = set(MARK.findall(shown))
        own = MARK.findall(question)
        tally.crossed += len(seen - plan.marks)
        tally.errors.update(["mark lost"] * (not set(own) <= seen))
    await asyncio.sleep(random.uniform(0, 2 * plan.pause))


async def counted(work: Any, tally: Tally) -> Any:
    try:
        return await work
    except TimeoutError:
        tally.errors["too slow"] += 1
    except (Failure, httpx.HTTPError) as error:
        tally.errors[str(error) or type(error).__name__] += 1
    return None


@dataclass
class Plan:
    """What one user asks, until the time is over."""

    asked: Iterator[str]
    until: float
    pause: float
    marks: set[str] = field(default_factory=set)

    def conversations(self) -> Iterator[int]:
        return itertools.takewhile(lambda _: time.monotonic() < self.until, itertools.count())

    def questions(self, number: int) -> Iterator[str]:
        for _ in range(number):
            if time.monotonic() >= self.until:
                return
            mark = f"mark{secrets.token_hex(6)}"
            self.marks.add(mark)
            yield f"{next(self.asked)}（{mark}）"


async def watch_memory(process: int, begun: float, tally: Tally) -> None:
    while True:
        tally.memory.append((time.monotonic() - begun, resident(process)))
        await asyncio.sleep(2)


def resident(process: int) -> int:
    """Bytes of a process in memory."""
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    return int(re.findall(r"VmRSS:\s+(\d+) kB", status)[0]) * 1024


@contextmanager
def served(home: Path) -> Iterator[tuple[str, int]]:
    """The address of the page over a library, and the number of its process."""
    with (home / "served.log").open("w", encoding="utf-8") as errors:
        process = subprocess.Popen(
            [sys.executable, "-c", SERVE, str(home)], stdout=subprocess.PIPE, stderr=errors, text=True
        )
        try:
            said = process.stdout.readline() if process.stdout else ""
            found = re.search(r"http://127\.0\.0\.1:\d+", said)
            if found is None:
                raise SystemExit((home / "served.log").read_text(encoding="utf-8"))
            yield found[0], process.pid
        finally:
            process.terminate()
            process.wait()
    problems = (home / "served.log").read_text(encoding="utf-8")
    if "Traceback" in problems:
        print(problems[-4000:], file=sys.stderr)


async def run(address: str, process: int, users: list[tuple[str, str, str]], given: argparse.Namespace) -> Tally:
    cookies = [{} if by_api(n, given) else await signed_in(address, *each[:2]) for n, each in enumerate(users)]
    tally, begun = Tally(), time.monotonic()
    watching = asyncio.create_task(watch_memory(process, begun, tally))
    questions = QUESTIONS
    if given.questions is not None:
        questions = tuple(filter(None, map(str.strip, given.questions.read_text(encoding="utf-8").splitlines())))
    await asyncio.gather(
        *(
            user(address, n, each[2], held, questions, begun + given.seconds, given, tally)
            for n, (each, held) in enumerate(zip(users, cookies, strict=True))
        )
    )
    watching.cancel()
    return tally


async def user(
    address: str,
    number: int,
    key: str,
    cookies: dict[str, str],
    questions: tuple[str, ...],
    until: float,
    given: argparse.Namespace,
    tally: Tally,
) -> None:
    plan = Plan(itertools.cycle([*questions[number % len(questions) :], *questions]), until, given.pause)
    headers = LANGUAGE if cookies else LANGUAGE | {"authorization": f"Bearer {key}"}
    # The server closes what is idle for five seconds; a browser would ask once more where the two cross.
    limits = httpx.Limits(keepalive_expiry=2)
    how: dict[str, Any] = {"base_url": address, "headers": headers, "cookies": cookies, "timeout": LONGEST_S}
    async with httpx.AsyncClient(**how, limits=limits, trust_env=False) as client:
        # Not all in the same instant: people come one after the other, too.
        await asyncio.sleep(random.uniform(0, min(given.pause, 5)))
        await (user_of_page if cookies else user_of_api)(client, plan, tally)


def by_api(number: int, given: argparse.Namespace) -> bool:
    """Whether a user is a program; of both kinds, every other one."""
    return given.by == "api" or (given.by == "both" and number % 2 == 1)


async def signed_in(address: str, name: str, password: str) -> dict[str, str]:
    """The cookies of a user: one after the other, since many sign-ins at once from one address have to wait."""
    async with httpx.AsyncClient(base_url=address, timeout=LONGEST_S, trust_env=False) as client:
        answer = await client.post("/login", data={"name": name, "password": password})
        if not client.cookies:
            raise SystemExit(f"{name} could not sign in: {answer.status_code}")
        return dict(client.cookies)


def accounts(home: Path, number: int) -> list[tuple[str, str, str]]:
    """Name, password and key of each user; one administrator besides, since there must be one."""
    people = People(home)
    people.add("admin", secrets.token_urlsafe(16), Role.ADMIN, by="load")
    made = []
    for n in range(number):
        name, password = f"user-{n:02}", secrets.token_urlsafe(16)
        people.add(name, password, Role.READER, by="load")
        made.append((name, password, people.new_key(name, by="load")))
    return made


def tell(tally: Tally, seconds: float) -> bool:
    """Print the figures; whether all went well."""
    middle, most, longest = np.percentile(tally.took, [50, 95, 100]) if tally.took else (np.nan,) * 3
    print(f"{tally.asked} questions, {len(tally.took)} answers, {sum(tally.errors.values())} errors", end="")
    print(f", {tally.crossed} marks at the wrong user")
    for kind, number in tally.errors.most_common():
        print(f"  {number} × {kind}")
    print(f"answer  p50 {middle:.2f} s   p95 {most:.2f} s   longest {longest:.2f} s")
    edges = np.linspace(0, seconds, 6)
    fifths = [[size for at, size in tally.memory if start <= at < end] for start, end in pairwise(edges)]
    if all(fifths):
        means = [float(np.mean(each)) / 2**20 for each in fifths]
        said = " → ".join(f"{mean:.0f}" for mean in means)
        growth = " ".join(f"{(means[-1] / mean - 1) * 100:+.1f} %" for mean in means[1:4])
        print(f"memory  {said} MB, a mean for each fifth of the time; the last against the second to fourth: {growth}")
    return not tally.errors and not tally.crossed and bool(tally.took)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("home", type=Path)
    arguments.add_argument("--users", type=int, default=50)
    arguments.add_argument("--seconds", type=float, default=300)
    arguments.add_argument("--pause", type=float, default=10, help="seconds that somebody reads, on average")
    arguments.add_argument("--by", choices=("page", "api", "both"), default="both")
    arguments.add_argument("--questions", type=Path, help="one a line, in place of those of the sample corpus")
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        shutil.copytree(given.home, home)
        users = accounts(home, given.users)
        with served(home) as (address, process):
            tally = asyncio.run(run(address, process, users, given))
    print(f"{given.users} users by {given.by}, {given.seconds:.0f} s, pause {given.pause:g} s")
    sys.exit(0 if tell(tally, given.seconds) else 1)


if __name__ == "__main__":
    main()
