"""The radar's part of the trip: a question to the rows of a snapshot, answered from them or refused precisely."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from secrets import token_hex

from assistant.answer import Answer, Citation, Related, Sentence, shown_title
from assistant.figure import Figure, Mark
from assistant.hidden import notes as notes_on
from assistant.learned import learned
from assistant.personal import without_masks
from assistant.question import Question
from assistant.radar_answer import told
from assistant.radar_followup import alone
from assistant.radar_held import lacking
from assistant.radar_missing import Missing, missing
from assistant.radar_names import Names
from assistant.radar_query import thin
from assistant.radar_question import RadarQuestion
from assistant.radar_reading import reading
from assistant.radar_said import said
from assistant.radar_saying import Saying
from assistant.radar_spelling import respelled
from assistant.radar_told import Picture, Record, Told
from assistant.stated import stated
from corpus.passage import Passage
from corpus.quote import Quote
from corpus.radar import Observation, Radar, Row
from corpus.snapshot import Snapshot
from corpus.terms import content_terms, terms_with_parts
from corpus.wording import say

_AND_ASKS = re.compile(
    r"(?:,?\s+(?:og|samt|and)|[?;])\s+(?=(?:hvad|hvem|hvor|hvornår|hvilke[nt]?|what|who|where|when|how|which)\b)",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"(?<=[a-zæøå])(?<!pct)[.:!]\s+|\s[–-]\s", re.IGNORECASE)
_EDITIONS = re.compile(
    r"\s*\b(?:siden|i|fra|på radaren for|since|in|from) (?:19|20)\d\d(?:\s+(?:til|to)\s+(?:19|20)\d\d)?\b",
    re.IGNORECASE,
)
_LIKE = {"stage": ("stages.KLAR", "stages.AFPRØV", "stages.HOLD ØJE", "stages.AFVENT"), "in_operation": ("uses",)}
"""What else in a text tells of a measure."""
_RADAR = re.compile(r"radar", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to the rows as it was understood: alone, and typed; what the rows say, or what they lack.

    ``text_first`` is true where a text says more than the rows, if one answers at all.
    """

    text: str
    question: RadarQuestion
    told: Told | None
    missing: Missing | None
    text_first: bool = False

    @property
    def settled(self) -> bool:
        """Whether the rows answer by themselves."""
        return self.told is not None and not self.question.why and not self.text_first

    @property
    def for_texts(self) -> str:
        """The question as the texts are asked it: of a reason without the editions, which the rows have told."""
        return _EDITIONS.sub("", self.text) if self.question.why else self.text


class Rows:
    """The rows of one snapshot, and the names that are found in questions to them."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._names = Names(snapshot.radar)

    @property
    def words(self) -> Sequence[str]:
        """The words of the names, which are no slips of others."""
        return self._names.words

    def asked(
        self, question: Question, mended: str, documents: Sequence[str] | None, history: Sequence[str]
    ) -> Asked | None:
        """The question as one to the rows of ``documents``; None where it is not one.

        It is read as it was written, and where that is not understood whole, with its slips ``mended``.
        """
        radar = self._snapshot.radar.of(documents)
        saying = self._saying(radar, question.language)
        for written in dict.fromkeys((question.text, mended, respelled(mended))):
            text = without_masks(written)
            each = [self._one(radar, part, documents, before, saying) for part, before in _parts(text, history)]
            if len(each) > 1 and all(one and one.settled for one in each):
                return _together(text, [one for one in each if one])
            one = self._last_clause(radar, text, documents, history, saying)
            one = one or self._one(radar, text, documents, history, saying)
            if one:
                return one
        return None

    def _last_clause(
        self, radar: Radar, text: str, documents: Sequence[str] | None, history: Sequence[str], saying: Saying
    ) -> Asked | None:
        """What is asked behind an opening that only says what for: "til et notat: …", "Vi har droner. Hvor …"."""
        *opening, last = _CLAUSE.split(text)
        if not opening or not last.strip():
            return None
        parts = said(self._names, " ".join(opening))
        things = parts.names("technology")
        if parts.cues.years or parts.names("radar", "named", "place", "municipality", "area"):
            return None
        before = (*history, f"Radaren: {', '.join(things)}") if things else history
        one = self._one(radar, last, documents, before, saying)
        return one if one and (not things or one.text != last) else None

    def _one(
        self, radar: Radar, written: str, documents: Sequence[str] | None, history: Sequence[str], saying: Saying
    ) -> Asked | None:
        text = alone(radar, self._names, written, history)
        parts = said(self._names, text)
        found = reading(radar, parts)
        if found is None or not found.whole:
            return None
        answer = _chosen(told(radar, found, saying), documents)
        lacks = lacking(parts, found, answer, saying) if answer else missing(radar, found, saying)
        text_first = _text_first(found) or _little_known(radar, found, answer)
        return Asked(text, found, None if lacks else answer, lacks, text_first)

    def answered(self, question: Question, asked: Asked, notes: Sequence[str] = ()) -> Answer:
        """The answer that the rows give. Raises ValueError if they give none."""
        if asked.told is None:
            raise ValueError(f"no rows answer {asked.text!r}")
        cited = _Cited(self._snapshot)
        sentences = tuple(Sentence(text, cited.numbers(rows, text)) for text, rows in asked.told.sentences)
        return Answer(
            id=token_hex(8),
            status="answered",
            text=" ".join(sentence.marked for sentence in sentences),
            standalone_question=asked.text,
            snapshot=self._snapshot.manifest.id,
            sentences=sentences,
            citations=tuple(cited.citations),
            notes=(*notes_on(question), *asked.told.notes, *notes, *cited.digest(question.language)),
            mode="radar",
            language=question.language,
            figure=cited.figure(asked.told.picture) if asked.told.picture else None,
        )

    def after(self, question: Question, asked: Asked, text: Answer) -> Answer:
        """What is said once the text has been asked as well: rows and text, either alone, or what the rows lack."""
        if asked.told and asked.question.why:
            if text.status != "answered":
                why = Saying(self._snapshot.radar, question.language).say("no_reason")
                return self.answered(question, asked, notes=[why])
            return _joined(self.answered(question, asked), text)
        nothing_else = asked.told is None and asked.missing is None
        if text.status == "answered" and (nothing_else or self._is_about(asked, text)):
            return text
        if asked.told:
            return self.answered(question, asked)
        if asked.missing is None or text.status == "blocked":
            return text
        near = tuple(self._related(row) for row in asked.missing.near)
        return replace(
            text,
            status="refused",
            reason="not_in_sources",
            sentences=(),
            citations=(),
            notes=notes_on(question),
            text=asked.missing.text,
            standalone_question=asked.text,
            related=near or text.related,
            mode="radar",
            choices=(),
        )

    def _is_about(self, asked: Asked, text: Answer) -> bool:
        """Whether a text answers what the rows lack.

        It has to name what they do not know. Where the radar is named, by who asks and not by how the rows were asked,
        its lead has to be about it; where only rows can answer, about the technology and what was measured of it.
        All but the name it may lack where it answers as surely as hardly any sentence does that is no answer.
        """
        cited = {each.number: each.quote for each in text.citations}
        lead = [cited[number] for number in text.sentences[0].citations]
        words = " ".join(quote.text for quote in lead)
        titles = " ".join(quote.document.source.title for quote in lead)
        unknown = set(content_terms(asked.question.unknown or ""))
        if unknown and not unknown & set(terms_with_parts(f"{words} {titles}")):
            return False
        if text.confidence is not None and text.confidence >= learned().sure:
            return True
        of_radar = _RADAR.search(text.standalone_question)
        if of_radar and not _RADAR.search(f"{words} {titles}"):
            return False
        if not asked.question.sure and not (asked.question.technologies and of_radar):
            return True
        lead_says = said(self._names, words)
        measured = any(lead_says.cues.has(f"measures.{each}", *_LIKE.get(each, ())) for each in asked.question.measures)
        about, named = set(lead_says.names("technology")), set(asked.question.technologies)
        return bool(about & named if named else about) and (measured or not asked.question.sure)

    def _saying(self, radar: Radar, language: str) -> Saying:
        titles = {name: shown_title(source, language) for name, source in self._snapshot.sources.items()}
        return Saying(radar, language, titles)

    def _related(self, record: Observation) -> Related:
        quote, passage = _place(self._snapshot, record.row, "")
        return Related(quote, passage)


class _Cited:
    """Numbers rows in the order in which they are first cited, each once."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self.citations: list[Citation] = []
        self._numbers: dict[tuple[str, int], int] = {}

    def numbers(self, records: Sequence[Record], said: str) -> tuple[int, ...]:
        """The numbers of the rows that the records stand in and that ``said`` rests on."""
        return tuple(dict.fromkeys(self._number(record, said) for record in records))

    def digest(self, language: str) -> tuple[str, ...]:
        """What a reader should know where a source is our own digest."""
        ours = any(citation.quote.document.source.digest for citation in self.citations)
        return (say("answer.digest", language),) if ours else ()

    def figure(self, picture: Picture) -> Figure:
        """The picture with the numbers of its rows."""
        marks = tuple(
            Mark(drawn.label, drawn.text, self.numbers(drawn.rows, drawn.text), drawn.stage, drawn.before, drawn.number)
            for drawn in picture.marks
        )
        return Figure(picture.shape, picture.title, marks, picture.unit)

    def _number(self, record: Record, said: str) -> int:
        row = record.row
        key = (row.document_id, row.number)
        if key not in self._numbers:
            quote, passage = _place(self._snapshot, row, said)
            self._numbers[key] = number = len(self.citations) + 1
            edition = getattr(record, "edition", None)
            place = record.radar if isinstance(record, Observation) else None
            table = self._snapshot.document(row.document_id)
            self.citations.append(Citation(number, quote, passage, edition, place, row, table))
        return self._numbers[key]


def _place(snapshot: Snapshot, row: Row, said: str) -> tuple[Quote, Passage]:
    """What a row is cited by: the words of the source that states it, where they are at hand, else its own."""
    found = stated(snapshot, row, said)
    if found:
        return found
    document = snapshot.document(row.document_id)
    return Quote.at(document, row.passage.start, row.passage.end), row.passage


def _joined(rows: Answer, text: Answer) -> Answer:
    """The rows' answer, and after it the text's, its citations counted on."""
    last = len(rows.citations)
    citations = tuple(replace(each, number=each.number + last) for each in text.citations)
    sentences = tuple(
        replace(each, citations=tuple(number + last for number in each.citations)) for each in text.sentences
    )
    every = (*rows.sentences, *sentences)
    return replace(
        rows,
        text=" ".join(sentence.marked for sentence in every),
        sentences=every,
        citations=(*rows.citations, *citations),
        notes=tuple(dict.fromkeys((*rows.notes, *text.notes))),
        confidence=text.confidence,
    )


def _chosen(answer: Told | None, documents: Sequence[str] | None) -> Told | None:
    """The answer as far as it is made from the tables that may be answered from."""
    if answer is None or documents is None:
        return answer
    kept = [
        (text, rows)
        for text, every in answer.sentences
        if (rows := tuple(record for record in every if record.row.document_id in documents))
    ]
    return replace(answer, sentences=kept) if kept else None


def _parts(text: str, history: Sequence[str]) -> list[tuple[str, Sequence[str]]]:
    """The questions within a question, each with those that were asked before it."""
    texts = [part.strip(" ,.?") + "?" for part in _AND_ASKS.split(text) if part.strip(" ,.?")]
    return [(part, (*history, *texts[:at])) for at, part in enumerate(texts)]


def _together(text: str, each: Sequence[Asked]) -> Asked:
    """Several answers as one, in order."""
    every = [one.told for one in each if one.told]
    whole = Told(
        [sentence for one in every for sentence in one.sentences],
        list(dict.fromkeys(note for one in every for note in one.notes)),
        next((one.picture for one in every if one.picture), None),
    )
    return replace(each[0], text=text, told=whole)


def _text_first(question: RadarQuestion) -> bool:
    """Whether a text says more: of a technology or project as such, and of pilots and kryds as a whole."""
    narrowed = (question.technologies, question.area, question.place, question.named, question.year, question.theme)
    if question.asked in ("pilots", "cases", "kryds") and not any(narrowed):
        return True
    about = question.named is not None and question.facet in ("which", "what")
    return question.asked == "profile" or about


def _little_known(radar: Radar, question: RadarQuestion, answer: Told | None) -> bool:
    """Whether a list, a count or an order is of an edition of which little is known."""
    if answer is None or question.asked not in ("list", "count", "rank"):
        return False
    rows = [row for _, rows in answer.sentences for row in rows if isinstance(row, Observation)]
    return any(row.municipality is None and thin(radar, row.edition) for row in rows)
