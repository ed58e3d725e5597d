"""An answer that was given before, under an address of its own: to link to, to print, and for programs."""

from dataclasses import dataclass
from datetime import date, datetime

from fastapi import APIRouter
from pydantic import BaseModel, Field, TypeAdapter
from starlette.requests import Request
from starlette.responses import Response

from api.asking import problems
from api.desk import TheDesk, desk_of
from api.page import SCRIPTED, render, written
from api.records import Record
from api.schema import AnswerResponse, CitationResponse, RelatedResponse
from assistant.figure import Figure
from corpus.source import Precision
from corpus.wording import say


class KeptResponse(BaseModel):
    """An answer that was given before, and what it was given to."""

    question: str = Field(description=say("records.field_question"))
    asked_at: datetime = Field(description=say("records.field_asked_at"))
    answer: AnswerResponse


router = APIRouter(prefix="/api", tags=[say("records.tag")])


@router.get(
    "/answers/{answer_id}",
    summary=say("records.answer"),
    description=say("records.answer_more"),
    responses=problems(401, 404, 500, 503),
)
async def answer(answer_id: str, desk: TheDesk) -> KeptResponse:
    """The answer as it was given."""
    record = await desk.records.answer(answer_id)
    return KeptResponse(question=record.question, asked_at=record.asked_at, answer=record.answer)


async def kept(request: Request) -> Response:
    """The page of the answer. Raises Refused where none is kept by that id."""
    record = await desk_of(request).records.answer(request.path_params["answer_id"])
    return render("kept.html", headers=SCRIPTED, kept=Kept(record))


@dataclass(frozen=True, slots=True)
class Kept:
    """A record as a page shows it."""

    record: Record

    @property
    def asked(self) -> str:
        """The day it was asked on, here."""
        return written(self.record.asked_at.astimezone().date(), "day", self.record.answer.language)

    @property
    def understood(self) -> str | None:
        """What the question was taken to mean, where that is not what it says."""
        meant = self.record.answer.standalone_question
        return meant if meant and meant != self.record.question else None

    @property
    def figure(self) -> Figure | None:
        """The picture, as pages draw it."""
        drawn = self.record.answer.figure
        return _FIGURE.validate_python(drawn.model_dump()) if drawn else None

    @property
    def quoted(self) -> bool:
        """Whether the sentences say what the quotes say in other words, so that the quotes are worth showing."""
        return self.record.answer.generated_by is not None or self.record.answer.mode == "radar"

    def sentence_language(self, citations: list[int]) -> str:
        """The language that a sentence is in: its source's, where it is the source's own."""
        answer = self.record.answer
        first = next(each for each in answer.citations if each.number == citations[0])
        return answer.language if self.quoted else first.language

    def facts(self, place: CitationResponse | RelatedResponse) -> str:
        """Who published it, when, where in it, and of which radar it is."""
        language = self.record.answer.language
        known = [say("answer.page", language, page=place.page) if place.page else None]
        if isinstance(place, CitationResponse):
            day = _day(place.published, language) if place.published else None
            row = say("answer.row", language, row=place.row) if place.row and not place.page else None
            known = [place.publisher, day, *known, place.edition, place.radar, row]
        return " · ".join(each for each in known if each)


_FIGURE = TypeAdapter(Figure)


def _day(published: str, language: str) -> str:
    """A date of the contract in words: a day, a month or a year."""
    precisions: dict[int, Precision] = {10: "day", 7: "month", 4: "year"}
    whole = published + "-01-01"[len(published) - 4 :] if len(published) < 10 else published
    return written(date.fromisoformat(whole), precisions[len(published)], language)
