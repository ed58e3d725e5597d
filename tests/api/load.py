"""Many conversations at once through all the doors of one server: ``python -m tests.api.load``.

Each is about a town of its own, and its later questions do not say which; so an answer from another conversation, or
to another question, is seen. What a lone conversation is answered is what each has to get. All is fiktive eksempeldata.
"""

import asyncio
import json
import multiprocessing
import sqlite3
import sys
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle, islice
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any
from unittest.mock import patch

import httpx
import uvicorn
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from markdown_it import MarkdownIt

from api.app import create_app
from api.serve import bound
from assistant.ask import Assistant
from assistant.conversation import Turn
from corpus.catalogue import read_catalogue
from corpus.embedding import Embedder
from corpus.settings import Settings
from corpus.snapshots import Snapshots
from ingest.build import build
from tests.api.doors import SPEAKING, TOKEN, calling, channels, set_up
from tests.api.slack.fake import FakeSlack, event, signed
from tests.api.teams.conftest import activity
from tests.api.teams.microsoft import Microsoft
from tests.api.test_asking import events

PATIENCE = 300.0
"""Seconds after which an answer is lost."""
MOST = 50
_FIRST = ("Nord", "Syd", "Øst", "Vest", "Sol", "Måge", "Hav", "Skov", "Eng", "Bak")
TOWNS = [first + last for last in ("by", "rup", "lev", "sted", "kær") for first in _FIRST]
TOWNS += [
    first + last for last in ("by", "rup", "lev", "sted", "kær") for first in ["Måge", "Hav", "Skov", "Eng", "Bak"]
]
TURNS = (
    "Hvor mange sensorer satte {town} Kommune op?",
    "Og hvor mange robotter købte kommunen?",
    "Og hvor mange droner fløj kommunen?",
)


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation: its town's ``number``, and what a lone one is answered to each of its questions."""

    number: int
    questions: tuple[str, ...]
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What came of a question at a door, and how long it took."""

    door: str
    talk: Talk
    turn: int
    text: str | None
    seconds: float

    @property
    def fault(self) -> str | None:
        """What is wrong with it, if anything."""
        if self.text is None:
            return f"lost at {self.door}: {self.talk.questions[self.turn]}"
        if self.text != self.talk.answers[self.turn]:
            return f"another answer at {self.door}: {self.text!r}, not {self.talk.answers[self.turn]!r}"
        return None


@dataclass(frozen=True, slots=True)
class Street:
    """The server's address, and what it speaks to."""

    url: str
    slack: FakeSlack
    teams: Microsoft


def write_towns(folder: Path, count: int) -> Path:
    """The catalogue of so many towns' sources."""
    folder.mkdir(parents=True)
    listed = []
    for number, town in enumerate(TOWNS[:count]):
        (folder / f"{number}.md").write_text(
            f"# {town} Kommune (fiktive eksempeldata)\n\n"
            f"{town} Kommune satte {101 + number} sensorer op i 2022. "
            f"{town} Kommune købte {301 + number} robotter i 2023. "
            f"{town} Kommune fløj {501 + number} droner i 2024.\n",
            "utf-8",
        )
        listed += ["[[source]]", f'id = "by-{number}"', f'file = "{number}.md"', f'title = "{town} (fiktive data)"']
    catalogue = folder / "sources.toml"
    catalogue.write_text("\n".join(listed), "utf-8")
    return catalogue


def talks(assistant: Assistant, count: int, turns: int) -> list[Talk]:
    """So many conversations, with what each is answered when it is alone."""
    made = []
    for number, town in enumerate(TOWNS[:count]):
        questions = tuple(each.format(town=town) for each in TURNS[:turns])
        history: list[Turn] = []
        answers = []
        for question in questions:
            answer = assistant.ask(question, None, history)
            history += [Turn("user", question), Turn("assistant", answer.text)]
            answers.append(answer.text)
        made.append(Talk(number, questions, tuple(answers)))
    said = Counter(answer for talk in made for answer in talk.answers)
    assert said.most_common(1)[0][1] == 1, f"two conversations are answered alike: {said.most_common(1)}"
    return made


async def _widget(street: Street, client: httpx.AsyncClient, talk: Talk, turn: int) -> str:
    history = [
        {"role": role, "content": content}
        for question, answer in zip(talk.questions[:turn], talk.answers, strict=False)
        for role, content in (("user", question), ("assistant", answer))
    ]
    body = {"question": talk.questions[turn], "history": history}
    told = await client.post("/api/ask/stream", json=body, headers={"Authorization": f"Bearer {TOKEN}"})
    done = [data for kind, data in events(told.text) if kind == "done"]
    assert len(done) == 1, told.text
    return str(done[0]["answer"])


async def _openai(street: Street, client: httpx.AsyncClient, talk: Talk, turn: int) -> str:
    messages = [
        {"role": role, "content": content}
        for question, answer in zip(talk.questions[:turn], talk.answers, strict=False)
        for role, content in (("user", question), ("assistant", answer))
    ]
    body = {
        "model": "radarassistent",
        "messages": [*messages, {"role": "user", "content": talk.questions[turn]}],
        "user": str(talk.number),
    }
    told = await client.post("/v1/chat/completions", json=body, headers={"Authorization": f"Bearer {TOKEN}"})
    (choice,) = told.json()["choices"]
    return shown(choice["message"]["content"])[0]


async def _mcp(street: Street, client: httpx.AsyncClient, talk: Talk, turn: int) -> str:
    headers = {"Authorization": f"Bearer {TOKEN}", **SPEAKING}
    told = await client.post("/mcp", json=calling(talk.questions[turn], talk.questions[:turn]), headers=headers)
    return str(told.json()["result"]["structuredContent"]["answer"])


async def _slack(street: Street, client: httpx.AsyncClient, talk: Talk, turn: int) -> str:
    """Delivered twice, as Slack does where it is in doubt."""
    thread = f"{talk.number + 1}.000"
    ts = f"{talk.number + 1}.{turn:03}"
    asked = event("message", talk.questions[turn], ts, **({"thread_ts": thread} if turn else {}))
    for retry in range(2):
        body = json.dumps(asked | {"event_time": retry}).encode()
        headers = {"Content-Type": "application/json", **signed(body)}
        assert (await client.post("/slack/events", content=body, headers=headers)).status_code == 200
    said = await _until(lambda: slack_said(street.slack, talk)[turn:])
    return said[0]


def slack_said(slack: FakeSlack, talk: Talk) -> list[str]:
    """What was said in the conversation's thread."""
    thread = f"{talk.number + 1}.000"
    return [each.markdown.strip() or each.text for each in slack.done if each.thread_ts == thread]


async def _teams(street: Street, client: httpx.AsyncClient, talk: Talk, turn: int) -> str:
    """Delivered twice too."""
    asked = activity(text=talk.questions[turn], conversation=f"a:{talk.number}")
    asked["from"] = {"id": f"29:{talk.number}", "name": "Bo Beck"}
    headers = {"Authorization": f"Bearer {street.teams.token()}", "Content-Type": "application/json"}
    for _ in range(2):
        body = json.dumps({"serviceUrl": street.teams.url} | asked)
        assert (await client.post("/api/messages", content=body, headers=headers)).status_code == 200
    said = await _until(lambda: teams_said(street.teams, talk)[turn:])
    return said[0]


def teams_said(teams: Microsoft, talk: Talk) -> list[str]:
    """What was said in the conversation, as it is read, less how the question was understood."""
    sent = [each for each in list(teams.sent) if each["type"] == "message" and each["to"] == f"a:{talk.number}"]
    return [next((line for line in shown(each["text"]) if not line.startswith("Forstået som")), "") for each in sent]


def shown(markdown: str) -> list[str]:
    """What is read, paragraph by paragraph."""
    return [
        "".join(part.content for part in block.children or ())
        for block in MarkdownIt("commonmark").parse(markdown)
        if block.type == "inline"
    ]


async def _until(found: Callable[[], list[str]]) -> list[str]:
    while not (there := found()):
        await asyncio.sleep(0.02)
    return there


Ask = Callable[[Street, httpx.AsyncClient, Talk, int], Awaitable[str]]
DOORS: Mapping[str, Ask] = {"widget": _widget, "openai": _openai, "mcp": _mcp, "slack": _slack, "teams": _teams}


async def talked(street: Street, every: Sequence[tuple[str, Talk]]) -> list[Said]:
    """What comes of all the conversations when they are had at once, each at its door."""
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(base_url=street.url, trust_env=False, timeout=PATIENCE, limits=limits) as client:
        said = await asyncio.gather(*(_talk(street, client, door, talk) for door, talk in every))
    return [each for one in said for each in one]


async def _talk(street: Street, client: httpx.AsyncClient, door: str, talk: Talk) -> list[Said]:
    said = []
    for turn in range(len(talk.questions)):
        started, text = perf_counter(), None
        try:
            async with asyncio.timeout(PATIENCE):
                text = await DOORS[door](street, client, talk, turn)
        except (TimeoutError, httpx.HTTPError, AssertionError):
            pass
        said.append(Said(door, talk, turn, text, perf_counter() - started))
    return said


def shared_out(every: Sequence[Talk], doors: Sequence[str] = tuple(DOORS)) -> list[tuple[str, Talk]]:
    """Each conversation with one of the doors, in turn."""
    return list(zip(islice(cycle(doors), len(every)), every, strict=True))


def faults(street: Street, every: Sequence[tuple[str, Talk]], said: Sequence[Said], database: Path) -> list[str]:
    """What was lost, doubled or crossed; to be asked when the server has stopped, so that nothing comes after."""
    found = [each.fault for each in said if each.fault]
    for door, talk in every:
        there = {"slack": lambda t: slack_said(street.slack, t), "teams": lambda t: teams_said(street.teams, t)}
        if door in there and (count := len(there[door](talk))) > len(talk.questions):
            found.append(f"doubled at {door}: {count} answers to {len(talk.questions)} questions")
    with sqlite3.connect(database) as kept:
        rows = kept.execute("select question, count(*) from radar_answers group by door, question").fetchall()
    asked = Counter(question for _, talk in every for question in talk.questions)
    if sum(count for _, count in rows) != sum(asked.values()):
        found.append(f"kept {sum(count for _, count in rows)} answers to {sum(asked.values())} questions")
    return found


def figures(said: Sequence[Said], seconds: float) -> str:
    """How many answers, how long they took at each door, and how many in a second."""
    lines = [f"{'door':<8}{'answers':>8}{'median s':>10}{'p95 s':>8}"]
    for door in [*DOORS, "all"]:
        times = [each.seconds for each in said if door in (each.door, "all")]
        if len(times) > 1:
            lines.append(f"{door:<8}{len(times):>8}{median(times):>10.2f}{quantiles(times, n=20)[-1]:>8.2f}")
    return "\n".join([*lines, f"{len(said) / seconds:.1f} answers a second, {seconds:.1f} s in all"])


def settings(folder: Path, slack_url: str) -> Settings:
    """All doors open, and nobody too fast."""
    given = set_up(slack_url) | {"data_dir": folder / "data", "asks_per_minute": 1_000_000}
    return Settings.model_validate(given | {"database_url": f"sqlite:///{folder / 'records.sqlite'}"})


def _serve(folder: Path, slack_url: str, teams_url: str, pem: bytes, told: Connection) -> None:
    """The server, in a process of its own, until it is told to stop."""
    key = load_pem_private_key(pem, None)
    assert isinstance(key, rsa.RSAPrivateKey)
    listening = bound("127.0.0.1", 0, guarded=False)
    with patch("api.teams.connected.connected", Microsoft(url=teams_url, key=key).app):
        app = create_app(settings(folder, slack_url))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False))

    async def run() -> None:
        serving = asyncio.create_task(server.serve([listening]))
        while not server.started:
            await asyncio.sleep(0.02)
        told.send(f"http://127.0.0.1:{listening.getsockname()[1]}")
        await asyncio.to_thread(told.recv)
        server.should_exit = True
        await serving

    asyncio.run(run())


@contextmanager
def process(folder: Path, slack: FakeSlack, teams: Microsoft) -> Iterator[str]:
    """The address of a server of its own."""
    pem = teams.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    ours, theirs = multiprocessing.Pipe()
    spawning: Any = multiprocessing.get_context("spawn")
    child = spawning.Process(target=_serve, args=(folder, slack.url, teams.url, pem, theirs))
    child.start()
    theirs.close()
    try:
        yield ours.recv()
    finally:
        ours.send("stop")
        child.join(60)
        child.kill()


def run(folder: Path, count: int) -> tuple[list[str], str]:
    """``count`` conversations at once against a server in a process of its own: the faults, and the figures."""
    embedder = Embedder.open()
    build([read_catalogue(write_towns(folder / "corpus", count))], Snapshots(folder / "data"), embedder)
    every = shared_out(talks(Assistant(Snapshots(folder / "data"), embedder), count, len(TURNS)))
    with channels() as (slack, teams):
        with process(folder, slack, teams) as url:
            street, started = Street(url, slack, teams), perf_counter()
            said = asyncio.run(talked(street, every))
            seconds = perf_counter() - started
        return faults(street, every, said, folder / "records.sqlite"), figures(said, seconds)


def main() -> None:
    """Prints the figures, and what went wrong; exits with 1 where anything did."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else MOST
    with TemporaryDirectory() as folder:
        found, told = run(Path(folder), count)
    print(told)
    print("\n".join(found) or f"{count} conversations at once: nothing lost, doubled or crossed")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
