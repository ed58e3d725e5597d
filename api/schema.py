"""The shapes that go in and out over HTTP, as the contract fixes them."""

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from api.examples import ANSWER, ASKED
from assistant.answer import Answer, Citation, Mode, Reason, Related, Sentence, Status, shown_title, viewer_url
from assistant.checks import Checks, Failure, Verdict
from assistant.conversation import Turn
from assistant.figure import Figure, Shape
from assistant.kept import kept
from corpus.manifest import Held, Manifest
from corpus.radar import Stage
from corpus.wording import say

LONGEST_HISTORY = 100
MOST_DOCUMENTS = 1000


class AskRequest(BaseModel):
    """A question as it comes in."""

    model_config = ConfigDict(json_schema_extra={"examples": [ASKED]})

    question: str = Field(description=say("http.field_question"))
    history: list[Turn] | None = Field(None, max_length=LONGEST_HISTORY, description=say("http.field_history"))
    documents: list[str] | None = Field(None, max_length=MOST_DOCUMENTS, description=say("http.field_documents"))


class SentenceResponse(BaseModel):
    """A sentence of the answer and the numbers of what it cites."""

    text: str
    citations: list[int]

    @classmethod
    def of(cls, sentence: Sentence) -> "SentenceResponse":
        """The sentence in its outward shape."""
        return cls(text=sentence.text, citations=list(sentence.citations))


class RelatedResponse(BaseModel):
    """A place in a source that is nearest to what was asked."""

    document_id: str
    title: str
    page: int | None
    quote: str = Field(description=say("http.field_quote"))
    viewer_url: str = Field(description=say("http.field_viewer_url"))
    digest: bool = Field(description=say("http.field_digest"))
    language: str = Field(description=say("http.field_source_language"))

    @classmethod
    def of(cls, related: Related, language: str) -> "RelatedResponse":
        """The place, its title as a reader of ``language`` should see it."""
        source = related.quote.document.source
        return cls(
            document_id=source.id,
            title=shown_title(source, language),
            page=related.quote.page,
            quote=related.quote.text,
            viewer_url=viewer_url(related),
            digest=source.digest,
            language=source.language,
        )


class CitationResponse(BaseModel):
    """A numbered place in a source."""

    number: int
    document_id: str
    title: str
    publisher: str | None
    published: str | None = Field(description=say("http.field_published"))
    url: str | None
    page: int | None
    section: str | None
    quote: str = Field(description=say("http.field_quote"))
    viewer_url: str = Field(description=say("http.field_viewer_url"))
    digest: bool = Field(description=say("http.field_digest"))
    language: str = Field(description=say("http.field_source_language"))
    edition: str | None = Field(None, description=say("http.field_edition"))
    radar: str | None = Field(None, description=say("http.field_radar"))
    row: int | None = Field(None, description=say("http.field_row"))
    table: str | None = Field(None, description=say("http.field_table"))
    stated_in: str | None = Field(None, description=say("http.field_stated_in"))
    place: str | None = Field(None, description=say("http.field_place"))

    @classmethod
    def of(cls, citation: Citation, language: str) -> "CitationResponse":
        """The citation, its title as a reader of ``language`` should see it."""
        quote, source = citation.quote, citation.quote.document.source
        return cls(
            number=citation.number,
            document_id=source.id,
            title=shown_title(source, language),
            publisher=source.publisher,
            published=source.dated,
            url=citation.url,
            page=quote.page,
            section=quote.section,
            quote=quote.text,
            viewer_url=viewer_url(citation),
            digest=source.digest,
            language=source.language,
            edition=citation.edition,
            radar=citation.radar,
            row=citation.row.number if citation.row else None,
            table=citation.row.document_id if citation.row else None,
            stated_in=citation.row.stated_in if citation.row else None,
            place=citation.row.place if citation.row else None,
        )


class MarkResponse(BaseModel):
    """One thing in a picture."""

    label: str
    text: str
    citations: list[int]
    stage: Stage | None
    before: Stage | None
    number: float | None


class FigureResponse(BaseModel):
    """A small picture, as what is to be drawn: the same as the answer says in words."""

    shape: Shape = Field(description=say("http.field_shape"))
    title: str
    marks: list[MarkResponse]
    unit: str | None

    @classmethod
    def of(cls, figure: Figure) -> "FigureResponse":
        """The picture in its outward shape."""
        return cls(
            shape=figure.shape,
            title=figure.title,
            marks=[
                MarkResponse(
                    label=mark.label,
                    text=mark.text,
                    citations=list(mark.citations),
                    stage=mark.stage,
                    before=mark.before,
                    number=mark.number,
                )
                for mark in figure.marks
            ],
            unit=figure.unit,
        )


class ChecksResponse(BaseModel):
    """What came of a language model's sentences; those that no source carries are counted, never shown."""

    model: str
    prompt: str = Field(description=say("http.field_prompt"))
    counts: dict[Verdict, int] = Field(description=say("http.field_counts"))
    failure: Failure | None = Field(description=say("http.field_failure"))

    @classmethod
    def of(cls, checks: Checks) -> "ChecksResponse":
        """The counts in their outward shape."""
        return cls(model=checks.model, prompt=checks.prompt, counts=checks.counts, failure=checks.failure)


class AnswerResponse(BaseModel):
    """An answer, or what is said where there is none."""

    model_config = ConfigDict(json_schema_extra={"examples": [ANSWER]})

    id: str
    status: Status = Field(description=say("http.field_status"))
    reason: Reason | None = Field(description=say("http.field_reason"))
    answer: str = Field(description=say("http.field_answer"))
    sentences: list[SentenceResponse]
    citations: list[CitationResponse]
    related: list[RelatedResponse]
    standalone_question: str = Field(description=say("http.field_standalone"))
    mode: Mode
    language: str
    snapshot: str
    generated_by: str | None = Field(description=say("http.field_generated_by"))
    notes: list[str] = Field(description=say("http.field_notes"))
    confidence: float | None = Field(description=say("http.field_confidence"))
    choices: list[str] = Field(description=say("http.field_choices"))
    figure: FigureResponse | None = Field(None, description=say("http.field_figure"))
    checks: ChecksResponse | None = Field(None, description=say("http.field_checks"))
    question: str | None = Field(None, description=say("http.field_asked"))

    @classmethod
    def of(cls, answer: Answer, asked: str | None = None, history: Sequence[Turn] = ()) -> "AnswerResponse":
        """The answer in its outward shape.

        What was ``asked`` after ``history`` is given back with it, as it may be shown again.
        """
        return cls(
            id=answer.id,
            status=answer.status,
            reason=answer.reason,
            answer=answer.text,
            sentences=[SentenceResponse.of(sentence) for sentence in answer.sentences],
            citations=[CitationResponse.of(citation, answer.language) for citation in answer.citations],
            related=[RelatedResponse.of(related, answer.language) for related in answer.related],
            standalone_question=answer.standalone_question,
            mode=answer.mode,
            language=answer.language,
            snapshot=answer.snapshot,
            generated_by=answer.generated_by,
            notes=list(answer.notes),
            confidence=answer.confidence,
            choices=list(answer.choices),
            figure=FigureResponse.of(answer.figure) if answer.figure else None,
            checks=ChecksResponse.of(answer.checks) if answer.checks else None,
            question=None if asked is None else kept(history, asked)[1],
        )


class SourceResponse(BaseModel):
    """A source that the current snapshot holds."""

    id: str
    title: str
    publisher: str | None
    kind: str
    published: str | None = Field(description=say("http.field_published"))
    url: str | None
    language: str
    digest: bool = Field(description=say("http.field_digest"))
    note: str | None
    passages: int
    pages: int
    rows: int = Field(description=say("http.field_rows"))
    viewer_url: str

    @classmethod
    def of(cls, held: Held) -> "SourceResponse":
        """The source in its outward shape."""
        source = held.source
        return cls(
            id=source.id,
            title=shown_title(source, "da"),
            publisher=source.publisher,
            kind=source.kind,
            published=source.dated,
            url=source.url,
            language=source.language,
            digest=source.digest,
            note=source.note,
            passages=held.passages,
            pages=held.pages,
            rows=held.rows,
            viewer_url=f"/sources/{source.id}",
        )


_SOURCES = TypeAdapter(list[SourceResponse])


def answer_json(answer: Answer, asked: str | None = None) -> str:
    """The answer to what was ``asked`` as the contract's JSON."""
    return AnswerResponse.of(answer, asked).model_dump_json(indent=2)


def sources_json(manifest: Manifest) -> str:
    """What the snapshot holds, as JSON."""
    return _SOURCES.dump_json([SourceResponse.of(held) for held in manifest.held], indent=2).decode()
