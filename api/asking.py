"""The doors for programs: ask, ask and get the answer bit by bit, and the sources."""

from collections.abc import AsyncIterator
from contextlib import aclosing
from functools import partial
from typing import Any

from fastapi import APIRouter, Depends
from fastapi.sse import EventSourceResponse, ServerSentEvent
from starlette.requests import Request

from api.desk import TheDesk
from api.leaving import unless_gone
from api.pace import asker_of
from api.problems import ProblemResponse, fault, problem
from api.schema import AnswerResponse, AskRequest, CitationResponse, SentenceResponse, SourceResponse
from assistant.answer import Answer
from corpus.refused import Refused
from corpus.wording import say


def json_only(request: Request) -> None:
    """A form on another site can send text, but not JSON, to this machine without being asked first."""
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type != "application/json":
        raise Refused("http.not_json")


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """What an operation's description says of the statuses it refuses with."""
    return {status: {"description": say(f"http.title_{status}"), "model": ProblemResponse} for status in statuses}


router = APIRouter(prefix="/api", tags=[say("http.tag_answers")])
_ASKING: dict[str, Any] = {
    "dependencies": [Depends(json_only)],
    "responses": problems(400, 401, 413, 415, 422, 429, 500, 503),
}


@router.post("/ask", summary=say("http.ask"), description=say("http.ask_more"), **_ASKING)
async def ask(asked: AskRequest, desk: TheDesk, request: Request) -> AnswerResponse:
    """One answer, whole; nothing goes on for a caller who has gone."""
    asking = partial(desk.ask, asked.question, asked.documents, asked.history or (), asker=asker_of(request))
    return AnswerResponse.of(await unless_gone(request, asking), asked.question, asked.history or ())


@router.post(
    "/ask/stream",
    summary=say("http.stream"),
    description=say("http.stream_more"),
    response_class=EventSourceResponse,
    **_ASKING,
)
async def ask_stream(asked: AskRequest, desk: TheDesk, request: Request) -> AsyncIterator[ServerSentEvent]:
    """One answer, sentence by sentence, each followed by the places it is the first to cite.

    What a language model words comes as soon as it has been checked; what code answers comes at once.
    """
    yield ServerSentEvent(event="status", data={"status": "searching", "text": say("http.searching")})
    told, cited = 0, set[int]()
    try:
        history, asker = asked.history or (), asker_of(request)
        async with aclosing(desk.told(asked.question, asked.documents, history, asker=asker)) as telling:
            async for each in telling:
                if isinstance(each, Answer):
                    answer = AnswerResponse.of(each, asked.question, asked.history or ())
                    break
                told += 1
                yield ServerSentEvent(event="sentence", data=SentenceResponse.of(each.sentence))
                for citation in each.citations:
                    cited.add(citation.number)
                    yield ServerSentEvent(event="citation", data=CitationResponse.of(citation, each.language))
    except Refused as refused:
        yield ServerSentEvent(event="error", data=problem(request, refused).model_dump(exclude_none=True))
        return
    except Exception as error:
        yield ServerSentEvent(event="error", data=problem(request, fault(error)).model_dump(exclude_none=True))
        return
    waiting = {citation.number: citation for citation in answer.citations if citation.number not in cited}
    for sentence in answer.sentences[told:]:
        yield ServerSentEvent(event="sentence", data=sentence)
        for number in sentence.citations:
            if number in waiting:
                yield ServerSentEvent(event="citation", data=waiting.pop(number))
    yield ServerSentEvent(event="done", data=answer)


@router.get(
    "/sources", summary=say("http.sources"), description=say("http.sources_more"), responses=problems(401, 500, 503)
)
async def sources(desk: TheDesk) -> list[SourceResponse]:
    """What the current snapshot holds."""
    snapshot = await desk.snapshot()
    return [SourceResponse.of(held) for held in snapshot.manifest.held]
