"""The door for what people think of an answer."""

from typing import Any

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field
from starlette.requests import Request

from api.asking import json_only, problems
from api.desk import TheDesk
from api.pace import asker_of
from api.records.records import Rating
from corpus.wording import say

LONGEST_COMMENT = 2000


class FeedbackRequest(BaseModel):
    """What someone thinks of an answer."""

    answer_id: str = Field(max_length=100, description=say("records.field_answer_id"))
    rating: Rating = Field(description=say("records.field_rating"))
    comment: str | None = Field(None, max_length=LONGEST_COMMENT, description=say("records.field_comment"))


router = APIRouter(prefix="/api", tags=[say("records.tag")])
_GIVING: dict[str, Any] = {
    "status_code": 204,
    "dependencies": [Depends(json_only)],
    "responses": problems(400, 401, 404, 413, 415, 422, 429, 500, 503),
}


@router.post("/feedback", summary=say("records.feedback"), description=say("records.feedback_more"), **_GIVING)
async def feedback(given: FeedbackRequest, desk: TheDesk, request: Request) -> None:
    """Kept with the answer."""
    desk.pace.check(asker_of(request))
    await desk.records.rate(given.answer_id, given.rating, given.comment, "http")
