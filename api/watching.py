"""What an operator watches: alive, ready, and numbers. Never a question's words."""

from fastapi import APIRouter
from pydantic import BaseModel

from api.desk import TheDesk
from api.problems import ProblemResponse
from corpus.wording import say

router = APIRouter(tags=[say("http.tag_watching")])


class Health(BaseModel):
    """The server lives."""

    status: str = "ok"


class Ready(BaseModel):
    """The snapshot that answers."""

    status: str = "ready"
    snapshot: str


@router.get("/health", summary=say("http.health"))
async def health() -> Health:
    """200 as long as the server answers at all."""
    return Health()


@router.get(
    "/ready",
    summary=say("http.ready"),
    responses={503: {"description": say("http.title_503"), "model": ProblemResponse}},
)
async def ready(desk: TheDesk) -> Ready:
    """200 with an opened snapshot, 503 with the reason otherwise."""
    return Ready(snapshot=(await desk.snapshot()).manifest.id)
