"""The front page: the conversation or, where no script runs, a field to ask in and the answer on a page of its own."""

from starlette.requests import Request
from starlette.responses import Response

from api.desk import desk_of
from api.pace import asker_of
from api.page import TALKING, render
from api.problems import said, status_of
from assistant.answer import Answer
from assistant.question import shown
from corpus.quote import normalised
from corpus.refused import Refused
from corpus.wording import say


async def front(request: Request) -> Response:
    """The page; an answer too where there is a question in ``?q=``."""
    asked, desk = request.query_params.get("q"), desk_of(request)
    answer: Answer | None = None
    trouble: str | None = None
    status = 200
    try:
        if asked is None:
            await desk.snapshot()
        else:
            answer = await desk.ask(asked, door="page", asker=asker_of(request))
    except Refused as refused:
        trouble = say("page.empty") if refused.key == "question.empty" else said(refused, "da")
        status = status_of(refused)
    understood = answer.standalone_question if answer else ""
    return render(
        "front.html",
        200 if asked is None else status,
        # Only where nothing has been asked yet the conversation takes the form's place.
        TALKING if asked is None and status == 200 else None,
        # What was masked in the question is not shown again, nor what would have been.
        question=understood or shown(asked or ""),
        understood=understood if understood != normalised(asked or "") else None,
        answer=answer,
        kept=desk.records.records.keeps,
        by_number={citation.number: citation for citation in answer.citations} if answer else {},
        trouble=trouble,
        ready=status < 500,
        talking=asked is None and status == 200,
    )
