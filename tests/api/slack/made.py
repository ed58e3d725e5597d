"""Answers as they may come, out of fiktive eksempeldata, for what is shown of them in Slack."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from assistant.answer import Answer, Citation, Related, Sentence
from assistant.figure import Figure, Mark
from corpus.document import Document, Page
from corpus.passage import Passage, Span
from corpus.quote import Quote
from corpus.source import Source

ODD = "Læs <!channel> & <@U1> *nu*: `x_y` ~1~ [se](https://ond.example) <https://ond.example|her> \\ # 3. punkt"
HAVNEBY = "https://havneby.example"
TITLE = "Robotter (fiktive eksempeldata)"


def document(text: str, title: str = TITLE, url: str | None = None) -> Document:
    source = Source("robotter", title, publisher="Havneby Kommune", published=date(2022, 3, 1), url=url)
    return Document(source, text, text, range(len(text)), (Page(7, 0),))


def place(of: Document, start: int, end: int) -> tuple[Quote, Passage]:
    return Quote.at(of, start, end), Passage("f" * 16, of.source.id, 0, len(of.text), None, (Span(start, end),))


def answered(
    sentences: Sequence[str], title: str = "Robotter (fiktive eksempeldata)", url: str | None = None
) -> Answer:
    """An answer whose sentences are quoted one by one."""
    of = document("\n\n".join(sentences), title, url)
    citations, at = [], 0
    for number, sentence in enumerate(sentences, 1):
        citations.append(Citation(number, *place(of, at, at + len(sentence))))
        at += len(sentence) + 2
    said = tuple(Sentence(citation.quote.text, (citation.number,)) for citation in citations)
    return Answer(
        "0123456789abcdef",
        "answered",
        " ".join(sentence.marked for sentence in said),
        "Hvad kan robotter?",
        "snap",
        sentences=said,
        citations=tuple(citations),
    )


def table(count: int) -> Answer:
    """An answer from the radar's rows, with its picture."""
    marks = tuple(Mark(f"teknologi {number}", f"{number} %", (1,), number=number) for number in range(1, count + 1))
    figure = Figure("bars", "I drift (fiktive eksempeldata)", marks, "%")
    return replace(answered(["Her er de teknologier, der er i drift."]), mode="radar", figure=figure)


OF = document("Havneby gav 412 borgere skærmbesøg i 2022. Robotterne skar grøntsager.", url=f"{HAVNEBY}/r")
SHORT = answered(["Robotterne skar grøntsager."])
REFUSED = Answer(
    "a" * 16,
    "refused",
    "Det svar står ikke i kilderne.",
    "Hvad kostede robotterne?",
    "snap",
    reason="not_in_sources",
    related=(Related(*place(OF, 43, len(OF.text))),),
)
CLARIFY = Answer(
    "b" * 16,
    "clarify",
    "Kilderne fortæller flere ting om »robotter«. Hvad vil du vide?",
    "robotter",
    "snap",
    reason="unclear",
    choices=("Hvad fortæller »Kort« om robotter?", f"Hvad fortæller »{'Lang titel ' * 20}« om robotter?"),
)
BLOCKED = Answer("c" * 16, "blocked", "Det kan jeg ikke hjælpe med.", "", "snap", reason="injection")
SMALL_TALK = replace(SHORT, text="Hej.\n\nSpørg om teknologi.", sentences=(), citations=(), mode="smalltalk")
ANSWERS = {
    "short": SHORT,
    "long": answered([f"Sætning {number} om robotter i køkkenet på plejehjemmet. " * 5 for number in range(60)]),
    "sources": replace(answered([f"Det er kilde nummer {number}." for number in range(1, 13)]), notes=("Et resumé.",)),
    "radar": table(27),
    "many rows": table(300),
    "one row": table(1),
    "refused": REFUSED,
    "clarify": CLARIFY,
    "blocked": BLOCKED,
    "small talk": SMALL_TALK,
    "english": replace(SHORT, language="en"),
    "odd": replace(
        answered([ODD, f"3. {ODD}"], title=ODD, url="https://havneby.example/a|b>c d?e=1&f=2"), notes=(ODD,)
    ),
    "long title": answered(["Robotterne skar grøntsager."], title="Titel & " * 40, url=f"{HAVNEBY}/r"),
}
