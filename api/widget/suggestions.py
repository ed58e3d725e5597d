"""The door where the widget fetches questions to propose: only such as have been tried and are answered."""

from asyncio import Lock
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Annotated, Literal

from anyio import to_thread
from fastapi import APIRouter, Query
from pydantic import BaseModel, Field
from starlette.requests import Request

from api.asking import problems
from api.desk import Desk, TheDesk
from api.widget.proposals import to_begin_with, to_go_on_with
from corpus.quote import normalised
from corpus.snapshot import Snapshot
from corpus.wording import say

COUNT = 3
"""Questions that are proposed at a time."""
MOST_TRIED = 8
"""Questions that are tried for one request; what has been tried before counts for nothing."""
_MOST_NAMED = 100

router = APIRouter(prefix="/api", tags=[say("http.tag_answers")])


class SuggestionsResponse(BaseModel):
    """Questions that the sources answer."""

    questions: list[str] = Field(description=say("http.field_suggestions"))


class Tried:
    """Which questions are answered, found out once for each snapshot by asking."""

    def __init__(self) -> None:
        self._snapshot = ""
        self._answered: dict[str, bool] = {}
        self._one_at_a_time = Lock()

    async def first(self, desk: Desk, snapshot: str, questions: Iterable[str]) -> list[str]:
        """The first few of ``questions`` that are answered from ``snapshot``, by its id."""
        found: list[str] = []
        tries = 0
        async with self._one_at_a_time:
            if snapshot != self._snapshot:
                self._snapshot, self._answered = snapshot, {}
            for question in questions:
                if question not in self._answered:
                    if tries == MOST_TRIED:
                        break
                    tries += 1
                    self._answered[question] = (await desk.tried(question)).status == "answered"
                if self._answered[question]:
                    found.append(question)
                if len(found) == COUNT:
                    break
        return found


@router.get(
    "/suggestions",
    summary=say("http.suggestions"),
    description=say("http.suggestions_more"),
    responses=problems(401, 422, 500, 503),
)
async def suggestions(
    request: Request,
    desk: TheDesk,
    document: Annotated[list[str] | None, Query(max_length=_MOST_NAMED)] = None,
    asked: Annotated[list[str] | None, Query(max_length=_MOST_NAMED)] = None,
    language: Literal["da", "en"] = "da",
) -> SuggestionsResponse:
    """A few questions to begin with, or to go on with after an answer from ``document``s, none of them ``asked``."""
    snapshot = await desk.snapshot()
    held = list(dict.fromkeys(each for each in document or () if each in snapshot.sources))
    before = {normalised(each).casefold() for each in asked or ()}
    could = await to_thread.run_sync(_could_be_asked, snapshot, held, language)
    fresh = (question for question in could if normalised(question).casefold() not in before)
    tried: Tried = request.app.state.tried
    return SuggestionsResponse(questions=await tried.first(desk, snapshot.manifest.id, fresh))


def _could_be_asked(snapshot: Snapshot, documents: Sequence[str], language: str) -> list[str]:
    could = to_go_on_with(snapshot, documents, language) if documents else to_begin_with(snapshot, language)
    return list(islice(could, _MOST_NAMED))
