"""``/v1``: the assistant as a model for programs that speak OpenAI's Chat Completions."""

from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex
from time import time
from typing import Annotated, Any

from anyio import to_thread
from fastapi import APIRouter, Depends, Header
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from api.asking import json_only
from api.desk import Desk, TheDesk
from api.leaving import unless_gone
from api.links import here, server
from api.markdown import sentence_text, written
from api.openai.answered import (
    Choice,
    Chunk,
    ChunkChoice,
    CompletionResponse,
    Delta,
    MessageResponse,
    ModelResponse,
    ModelsResponse,
    Usage,
    annotations,
)
from api.openai.asked import CompletionRequest, known, question
from api.openai.errors import ErrorResponse
from api.pace import asker_of
from api.problems import fault, openai_error
from assistant.answer import Answer
from assistant.conversation import Turn
from corpus.refused import Refused
from corpus.wording import say

DOOR = "openai"


def errors(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """What an operation's description says of the statuses it refuses with."""
    return {status: {"description": say(f"http.title_{status}"), "model": ErrorResponse} for status in statuses}


router = APIRouter(prefix="/v1", tags=[say("completions.tag")])


@dataclass(frozen=True, slots=True)
class _Asking:
    """A question on its way: what is asked after what, and what the answer is sent with."""

    desk: Desk
    question: str
    history: Sequence[Turn]
    here: str | None
    server: str
    created: int

    async def answer(self) -> Answer:
        """The answer, whole."""
        return await self.desk.ask(self.question, history=self.history, door=DOOR)

    async def usage(self, content: str) -> Usage:
        """How long what was sent and ``content`` are."""
        embedder = (await self.desk.snapshot()).embedder
        sent = "\n".join([*(turn.content for turn in self.history), self.question])
        prompt, completion = await to_thread.run_sync(embedder.lengths, [sent, content])
        return Usage(prompt_tokens=prompt, completion_tokens=completion, total_tokens=prompt + completion)


@router.post(
    "/chat/completions",
    summary=say("completions.ask"),
    description=say("completions.ask_more"),
    response_model=CompletionResponse,
    dependencies=[Depends(json_only)],
    responses={
        200: {"content": {"text/event-stream": {"schema": {"type": "string"}}}},
        **errors(400, 401, 404, 413, 415, 422, 429, 500, 503),
    },
)
async def completions(
    asked: CompletionRequest,
    desk: TheDesk,
    request: Request,
    x_openwebui_user_id: Annotated[str | None, Header(include_in_schema=False)] = None,
) -> Any:
    """What the assistant answers to the last message of the user; nothing goes on for a caller who has gone."""
    known(asked.model)
    last, history = question(asked.messages)
    named = asked.asker or x_openwebui_user_id
    # Before a stream begins, a refusal still has a status.
    desk.pace.check(f"{DOOR}/{named}" if named else asker_of(request))
    await desk.snapshot()
    asking = _Asking(desk, last, history, here(request), server(request), int(time()))
    if asked.stream:
        return _streamed(request, asking, asked.with_usage)
    answer = await unless_gone(request, asking.answer)
    said = written(answer, last, asking.here)
    message = MessageResponse(content=said.text, annotations=annotations(said, answer, asking.here, asking.server))
    return CompletionResponse(
        id=f"chatcmpl-{answer.id}",
        created=asking.created,
        choices=[Choice(message=message)],
        usage=await asking.usage(said.text),
        answer_id=answer.id,
    )


@router.get(
    "/models",
    summary=say("completions.models"),
    description=say("completions.models_more"),
    responses=errors(401, 500, 503),
)
async def models(desk: TheDesk) -> ModelsResponse:
    """The one model there is."""
    return ModelsResponse(data=[await _model(desk)])


@router.get("/models/{model}", summary=say("completions.model"), responses=errors(401, 404, 422, 500, 503))
async def model(model: str, desk: TheDesk) -> ModelResponse:
    """The model by its name. Raises Refused for any other."""
    known(model)
    return await _model(desk)


async def _model(desk: Desk) -> ModelResponse:
    made = (await desk.snapshot()).manifest.made
    return ModelResponse(created=int(datetime.fromisoformat(made).timestamp()))


def _streamed(request: Request, asking: _Asking, with_usage: bool) -> Response:
    async def events() -> AsyncIterator[str]:
        try:
            async with aclosing(_chunks(asking, with_usage)) as chunks:
                async for chunk in chunks:
                    yield _event(chunk, without_usage=not with_usage)
        except Refused as refused:
            yield _event(openai_error(request, refused))
        except Exception as error:
            yield _event(openai_error(request, fault(error)))
        else:
            yield "data: [DONE]\n\n"

    return StreamingResponse(events(), media_type="text/event-stream", headers={"X-Accel-Buffering": "no"})


async def _chunks(asking: _Asking, with_usage: bool) -> AsyncGenerator[Chunk, None]:
    """The bits of an answer: the sentences as they come, what is below them with its annotations, and the end."""
    named = f"chatcmpl-{token_hex(8)}"  # the answer's own id is known when it is there

    def chunk(delta: Delta, answer_id: str | None = None) -> Chunk:
        choice = ChunkChoice(delta=delta, finish_reason="stop" if answer_id else None)
        return Chunk(id=named, created=asking.created, choices=[choice], answer_id=answer_id)

    yield chunk(Delta(role="assistant", content=""))
    told = 0
    async with aclosing(asking.desk.told(asking.question, history=asking.history, door=DOOR)) as telling:
        async for each in telling:
            if isinstance(each, Answer):
                answer = each
                break
            yield chunk(Delta(content=(" " if told else "") + sentence_text(each.sentence)))
            told += 1
    said = written(answer, asking.question, asking.here)
    for piece in said.said[told:]:
        yield chunk(Delta(content=piece))
    noted = annotations(said, answer, asking.here, asking.server)
    yield chunk(Delta(content=said.below, annotations=noted or None))
    yield chunk(Delta(), answer.id)
    if with_usage:
        yield Chunk(id=named, created=asking.created, choices=[], usage=await asking.usage(said.text))


def _event(said: Chunk | ErrorResponse, without_usage: bool = False) -> str:
    left_out = {"usage"} if without_usage else None
    return f"data: {said.model_dump_json(exclude=left_out)}\n\n"
