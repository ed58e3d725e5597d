"""Answers of every kind and how each channel shows them: ``python -m tests.api.golden`` writes the files again.

All that the answers say is fiktive eksempeldata.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from fastapi.testclient import TestClient

from api.slack.blocks import notice, whole
from api.teams.message import message
from api.terminal import as_text
from assistant.answer import Answer
from assistant.ask import Assistant
from assistant.figure import Figure, Mark
from corpus.catalogue import read_catalogue
from corpus.embedding import Embedder
from corpus.snapshots import Snapshots
from ingest.build import build
from tests.api.doors import SPEAKING, calling
from tests.api.fictional import write_corpus
from tests.api.saying import Saying, reached
from tests.api.slack.made import BLOCKED, CLARIFY, HAVNEBY, REFUSED, SMALL_TALK, answered, table

FOLDER = Path(__file__).parent / "golden"
PUBLIC = "https://radar.example"
ASKED = "Hvad kan robotter?"
ODD = (
    "Læs <!channel> & <@U1> <#C1|alle>, <at>Bo</at>, @alle *nu* _så_ ~da~: `x_y` | a|b || ``` "
    "[se](https://ond.example) ![x](y) <https://ond.example|her> <script>alert(1)</script> &lt;b&gt; &amp; \\ "
    "# 3. [7] $x$ {{ 7*7 }} שלום مرحبا \u202eomvendt\u202c 👩🏽‍🚀 nul\u200bbredde \x1b[31mrød\x07"
)
"""What another could have written to be taken for more than text, in each of the places that text is shown."""
_MOVES = Figure(
    "moves",
    "Flyttet (fiktive eksempeldata)",
    (
        Mark("robotter", "fra KLAR til AFPRØV", (1,), stage="AFPRØV", before="KLAR"),
        Mark("droner", "fra AFPRØV til AFPRØV", (1,), stage="AFPRØV", before="AFPRØV"),
    ),
)
_SHORT = answered(["Robotterne skar grøntsager."], url=f"{HAVNEBY}/r")
_ODD = answered([ODD, f"3. {ODD}", f"# {ODD}", f"- {ODD}"], title=ODD, url=f"{HAVNEBY}/a|b>c d(e)?e=1&f=2\"'")
ANSWERS: Mapping[str, Answer] = {
    "short": _SHORT,
    "long": answered([f"Sætning {number} om robotter i køkkenet på plejehjemmet. " * 5 for number in range(60)]),
    "list": replace(
        answered([f"Robot nummer {number} skar grøntsager." for number in range(1, 6)], url=f"{HAVNEBY}/r"),
        notes=("Kilden er et resumé.", "Der kan være flere."),
    ),
    "radar": table(27),
    "radar-moves": replace(_SHORT, mode="radar", figure=_MOVES),
    "refusal": REFUSED,
    "clarify": CLARIFY,
    "blocked": BLOCKED,
    "small-talk": SMALL_TALK,
    "english": replace(_SHORT, language="en", notes=("The source is a summary.",)),
    "12-sources": answered([f"Det er kilde nummer {number}." for number in range(1, 13)], url=f"{HAVNEBY}/r"),
    "odd": replace(_ODD, notes=(ODD,)),
    "odd-worded": replace(_ODD, sentences=_ODD.sentences, generated_by="fiktiv", mode="generative"),
    "odd-refusal": replace(REFUSED, text=ODD, related=tuple(replace(REFUSED.related[0]) for _ in range(3))),
    "odd-clarify": replace(CLARIFY, choices=(ODD, f"{ODD} Igen")),
    "odd-radar": replace(
        _SHORT, mode="radar", figure=Figure("bars", ODD, (Mark(ODD, ODD, (1,)), Mark(ODD, "2", (1,))), "pct.")
    ),
    "title-of-300": answered(["Robotterne skar grøntsager."], title=("Titel & mere " * 30)[:300], url=f"{HAVNEBY}/r"),
}


def _json(answer: Answer, client: TestClient) -> str:
    return _indented(client.post("/api/ask", json={"question": ASKED}).json())


def _events(answer: Answer, client: TestClient) -> str:
    return client.post("/api/ask/stream", json={"question": ASKED}).text.replace("\r\n", "\n")


def _page(answer: Answer, client: TestClient) -> str:
    shown = client.get("/", params={"q": ASKED}).text
    found = re.search(r"<article.*</article>", shown, re.DOTALL)
    assert found, shown
    return found[0] + "\n"


def _slack(answer: Answer, client: TestClient) -> str:
    blocks = [block.to_dict() for block in whole(answer, PUBLIC, answer.standalone_question or None)]
    return _indented({"text": notice(answer), "blocks": blocks})


def _teams(answer: Answer, client: TestClient) -> str:
    return _indented(message(answer, ASKED, PUBLIC).model_dump(mode="json", by_alias=True, exclude_none=True))


def _terminal(answer: Answer, client: TestClient) -> str:
    return as_text(answer) + "\n"


def _openai(answer: Answer, client: TestClient) -> str:
    asked = {"model": "radarassistent", "messages": [{"role": "user", "content": ASKED}]}
    return _indented(client.post("/v1/chat/completions", json=asked).json() | {"created": 0})


def _mcp(answer: Answer, client: TestClient) -> str:
    return _indented(client.post("/mcp", json=calling(ASKED), headers=SPEAKING).json()["result"])


CHANNELS: Mapping[str, Callable[[Answer, TestClient], str]] = {
    "api.json": _json,
    "stream.txt": _events,
    "page.html": _page,
    "openai.json": _openai,
    "mcp.json": _mcp,
    "slack.json": _slack,
    "teams.json": _teams,
    "terminal.txt": _terminal,
}
"""Each channel by the end of its files' names, with what it makes of an answer."""


def _indented(what: object) -> str:
    return json.dumps(what, ensure_ascii=False, indent=1) + "\n"


class Showing:
    """The channels over one assistant that says what it is given."""

    def __init__(self, saying: Saying, client: TestClient) -> None:
        self._saying, self._client = saying, client

    def shown(self, answer: Answer, channel: str) -> str:
        """The answer as the channel shows it."""
        self._saying.answer = answer
        return CHANNELS[channel](answer, self._client)


@contextmanager
def showing(assistant: Assistant, folder: Path) -> Iterator[Showing]:
    """The channels, with records in ``folder``."""
    saying = Saying(assistant, _SHORT)
    with reached(saying, folder) as client:
        yield Showing(saying, client)


def main() -> None:
    """Writes every answer as every channel shows it."""
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.iterdir():
        old.unlink()
    with TemporaryDirectory() as made:
        here, embedder = Path(made), Embedder.open()
        build([read_catalogue(write_corpus(here / "corpus"))], Snapshots(here / "data"), embedder)
        with showing(Assistant(Snapshots(here / "data"), embedder), here) as channels:
            for name, answer in ANSWERS.items():
                for channel in CHANNELS:
                    (FOLDER / f"{name}.{channel}").write_text(channels.shown(answer, channel), "utf-8", newline="")


if __name__ == "__main__":
    main()
