"""The one answer that every door renders."""

from dataclasses import dataclass, field
from typing import Literal

from assistant.checks import Checks
from assistant.figure import Figure
from corpus.document import Document
from corpus.passage import Passage
from corpus.quote import Quote, normalised
from corpus.radar import Row
from corpus.source import Source
from corpus.wording import say

Status = Literal["answered", "refused", "clarify", "blocked"]
Reason = Literal["not_in_sources", "out_of_scope", "unclear", "personal_data", "injection", "too_long"]
Mode = Literal["extractive", "radar", "generative", "smalltalk"]


@dataclass(frozen=True, slots=True)
class Citation:
    """A numbered place in a source; ``quote`` is verbatim by construction.

    Where it is a row of the radar's tables, ``row`` is where that stands and who stated it first, and ``edition`` and
    ``radar`` say which radar it is of, where it is of one. The quote is then the words of who stated it, where they
    are at hand, else the row's.
    """

    number: int
    quote: Quote
    passage: Passage
    edition: str | None = None
    radar: str | None = None
    row: Row | None = None
    table: Document | None = None

    @property
    def of_row(self) -> "Related | None":
        """The row itself, where it is cited by the words of the source behind it."""
        if self.row is None or self.row.document_id == self.quote.document.source.id or self.table is None:
            return None
        return Related(Quote.at(self.table, self.row.passage.start, self.row.passage.end), self.row.passage)

    @property
    def url(self) -> str | None:
        """The address of what states it: of the source behind a row, else of the document."""
        return (self.row and self.row.url) or self.quote.document.source.url


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the answer and the numbers of what it cites. Raises ValueError if it cites nothing."""

    text: str
    citations: tuple[int, ...]

    def __post_init__(self) -> None:
        if not self.citations:
            raise ValueError(f"a sentence without a citation: {self.text!r}")

    @property
    def marked(self) -> str:
        """The sentence with its markers, ``… [1]``."""
        return f"{self.text} {''.join(f'[{number}]' for number in self.citations)}"


@dataclass(frozen=True, slots=True)
class Related:
    """What the sources do hold that is nearest to a question they do not answer."""

    quote: Quote
    passage: Passage


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a question.

    ``text`` is the sentences with markers, or what is said where there is no answer; ``notes`` says what a reader
    should know about the sources, such as that one is a digest. ``reason`` is None exactly when it is answered.
    ``confidence`` is how likely it was held (0 to 1) that the sources answer; None where nothing was weighed.
    ``choices`` are the questions to choose from where it is asked back. ``figure`` is a small picture of the same.
    ``checks`` is what was found of a language model's sentences; None where no model was asked to write. ``nearest``
    is passages that were found besides: a model may be shown them, a reader is not.
    """

    id: str
    status: Status
    text: str
    standalone_question: str
    snapshot: str
    reason: Reason | None = None
    sentences: tuple[Sentence, ...] = ()
    citations: tuple[Citation, ...] = ()
    related: tuple[Related, ...] = ()
    notes: tuple[str, ...] = ()
    mode: Mode = "extractive"
    language: str = "da"
    generated_by: str | None = None
    confidence: float | None = None
    choices: tuple[str, ...] = ()
    figure: Figure | None = None
    checks: Checks | None = None
    nearest: tuple[Passage, ...] = field(default=(), repr=False, compare=False)

    def __post_init__(self) -> None:
        if (self.reason is None) != (self.status == "answered"):
            raise ValueError(f"status {self.status} with reason {self.reason}")
        numbers = {citation.number for citation in self.citations}
        cited = {number for sentence in self.sentences for number in sentence.citations}
        if numbers != cited:
            raise ValueError(f"citations {sorted(numbers)} but cited {sorted(cited)}")


def viewer_url(place: Citation | Related) -> str:
    """The page of ours that shows the source with the passage in view and the quoted words marked.

    The quote's place is counted from the passage's start, so that the link holds wherever the passage moves.
    """
    quote, passage = place.quote, place.passage
    at = f"passage={passage.id}&from={quote.start - passage.start}&to={quote.end - passage.start}"
    return f"/sources/{quote.document.source.id}?{at}#citat"


def shown_title(source: Source, language: str) -> str:
    """The title as a reader should see it: a digest says that it is one."""
    title = normalised(source.title)
    return say("answer.digest_title", language, title=title) if source.digest else title
