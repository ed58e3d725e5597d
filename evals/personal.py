"""How well the door for personal data holds: what it lets through, and what it takes for personal and is not.

`python -m evals.personal` prints it, of ``personal.jsonl``: fictional texts in which everything personal is marked, and
texts full of numbers in which nothing is.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from assistant.personal import KINDS, Kind, Span, found
from corpus.wording import say

TEXTS = Path(__file__).with_suffix(".jsonl")


@dataclass(frozen=True, slots=True)
class Text:
    """A text, everything ``personal`` in it, and where there is nothing, what it ``holds`` that may be taken for it."""

    id: str
    text: str
    personal: tuple[Span, ...]
    holds: str | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """So many of all, and the texts that are not among them."""

    count: int
    total: int
    others: tuple[Text, ...] = ()

    @property
    def value(self) -> float:
        """The share, 0 to 1; of nothing it is 1."""
        return self.count / self.total if self.total else 1.0


def read_texts(file: Path = TEXTS) -> tuple[Text, ...]:
    """The texts of ``file``, one JSON object a line. Raises ValueError where what is personal does not stand in one."""
    return tuple(_text(json.loads(line)) for line in file.read_text("utf-8").splitlines())


def recall(texts: Sequence[Text], kind: Kind) -> Share:
    """Of all that is of ``kind``: what is hidden whole and told as what it is."""
    every = [(text, span) for text in texts for span in text.personal if span.kind == kind]
    missed = tuple(text for text, span in every if not _hidden(text, span))
    return Share(len(every) - len(missed), len(every), missed)


def false_alarms(texts: Sequence[Text], holds: str | None = None) -> Share:
    """Of all texts without anything personal, or of those that hold ``holds``: those in which something is hidden."""
    harmless = [text for text in texts if not text.personal and holds in (None, text.holds)]
    alarmed = [text for text in harmless if found(text.text)]
    return Share(len(alarmed), len(harmless), tuple(alarmed))


def too_much(texts: Sequence[Text]) -> Share:
    """Of all texts with something personal: those in which a word or number beside it is hidden too."""
    personal = [text for text in texts if text.personal]
    wide = [text for text in personal if any(True for _ in _beside(text))]
    return Share(len(wide), len(personal), tuple(wide))


def _hidden(text: Text, personal: Span) -> bool:
    spans = found(text.text)
    covered = all(
        not text.text[at].isalnum() or any(span.start <= at < span.end for span in spans)
        for at in range(personal.start, personal.end)
    )
    return covered and any(
        span.kind == personal.kind for span in spans if span.start < personal.end and personal.start < span.end
    )


def _beside(text: Text) -> Iterator[int]:
    """Each letter or digit that is hidden and not personal."""
    for span in found(text.text):
        for at in range(span.start, span.end):
            if text.text[at].isalnum() and not any(each.start <= at < each.end for each in text.personal):
                yield at


def _text(written: dict[str, object]) -> Text:
    text, spans, end = str(written["text"]), list[Span](), 0
    personal = written["personal"]
    assert isinstance(personal, list)
    for each in personal:
        start = text.index(each["written"], end)
        end = start + len(each["written"])
        spans.append(Span(each["kind"], start, end))
    holds = written.get("holds")
    return Text(str(written["id"]), text, tuple(spans), None if holds is None else str(holds))


def main() -> None:
    """Prints the shares, and each text that is not as it should be."""
    texts, console = read_texts(), Console()
    hidden = {say(f"hidden.{kind}"): recall(texts, kind) for kind in KINDS}
    holds = list(dict.fromkeys(text.holds for text in texts if text.holds))
    alarms = {name: false_alarms(texts, name) for name in holds} | {say("hidden.all"): false_alarms(texts)}
    for title, shares in (("hidden.recall", hidden), ("hidden.alarms", alarms)):
        table = Table(title=say(title))
        for heading in ("hidden.what", "hidden.count", "hidden.share"):
            table.add_column(say(heading), justify="left" if heading == "hidden.what" else "right")
        for name, share in shares.items():
            table.add_row(name, f"{share.count}/{share.total}", f"{share.value:.3f}".replace(".", ","))
        console.print(table)
    wide = too_much(texts)
    console.print(say("hidden.too_much", count=wide.count, total=wide.total))
    others = [*(text for share in hidden.values() for text in share.others), *alarms[say("hidden.all")].others]
    for text in (*others, *wide.others):
        console.print(f"{text.id}: {text.text}", markup=False)


if __name__ == "__main__":
    main()
