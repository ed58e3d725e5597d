"""What goes wrong over HTTP: a problem after RFC 9457 for programs, a page for people."""

import logging
import re
import traceback
from collections.abc import Mapping, Sequence
from secrets import token_hex
from typing import Any

from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from api.examples import PROBLEM
from api.openai.errors import PARAMETERS, PATHS, ErrorResponse, error
from api.page import render
from assistant.personal import masked
from corpus.refused import Refused
from corpus.wording import LANGUAGES, catalogue, say

MEDIA_TYPE = "application/problem+json"
LARGEST_BODY = 256 * 1024
"""Bytes of a request's body."""

_SNAPSHOT = re.compile(r"\d{8}-\d{6}-\d{6}")
"""The name of a snapshot is a time, and now and then its figures would pass for a phone number or a card."""

_LOG = logging.getLogger("radarassistent")
_STATUS = {
    "question": 422,
    "snapshot": 503,
    "model": 503,
    "llm": 503,
    "http.bad_json": 400,
    "http.bad_body": 400,
    "http.no_key": 401,
    "http.not_found": 404,
    "http.no_document": 404,
    "http.method": 405,
    "http.too_large": 413,
    "http.not_json": 415,
    "http.host": 421,
    "http.fields": 422,
    "http.pace": 429,
    "completions": 422,
    "completions.no_model": 404,
    "records.no_answer": 404,
    "records.no_reply": 404,
    "records": 503,
    "mcp": 503,
    "slack.not_signed": 401,
    "slack.repeated": 401,
    "teams.no_key": 401,
    "teams.tenant": 403,
    "teams.no_keys": 503,
    "see": 404,
    "view": 404,
    "view.not_drawn": 422,
    "rows": 422,
}
_FIELDS = {"question.empty": "question", "question.unknown_document": "documents"}
_WHY = {
    "missing": "missing",
    "string_type": "text",
    "string_unicode": "text",
    "list_type": "list",
    "model_attributes_type": "object",
    "too_long": "long",
    "string_too_long": "long",
    "literal_error": "choice",
    "extra_forbidden": "unknown",
}


class FieldResponse(BaseModel):
    """A field that cannot be used, and why."""

    field: str
    detail: str


class ProblemResponse(BaseModel):
    """What went wrong and what to do about it (RFC 9457)."""

    model_config = ConfigDict(json_schema_extra={"examples": [PROBLEM]})

    type: str
    title: str
    status: int
    detail: str
    instance: str
    errors: list[FieldResponse] | None = None


def status_of(refused: Refused) -> int:
    """The HTTP status that a refusal has; 500 where nobody thought of it."""
    return _STATUS.get(refused.key) or _STATUS.get(refused.key.split(".")[0], 500)


def said(refused: Refused, language: str) -> str:
    """What the refusal says, in ``language``.

    Of what was given, personal data is masked, and what cannot be written as UTF-8 is left out.
    """
    values = {name: _shown(value) if isinstance(value, str) else value for name, value in refused.values.items()}
    return say(refused.key, language, **values).encode("utf-8", "ignore").decode()


def _shown(given: str) -> str:
    return given if _SNAPSHOT.fullmatch(given) else masked(given).text


def title(status: int, language: str) -> str:
    """What a status is called; one that only the framework knows is called a bad request."""
    key = f"http.title_{status}"
    return say(key if key in catalogue(language) else "http.title_400", language)


def language_of(request: Request) -> str:
    """The language of ours that Accept-Language likes best; Danish where it has none of them."""
    wishes: dict[str, float] = {}
    for wish in request.headers.get("accept-language", "").split(","):
        name, _, weight = wish.partition(";q=")
        try:
            wishes.setdefault(name.strip().lower().split("-")[0], float(weight or 1))
        except ValueError:
            continue
    return max(LANGUAGES, key=lambda language: wishes.get(language, 0.0))


def problem(
    request: Request, refused: Refused, status: int | None = None, errors: Sequence[tuple[str, str]] = ()
) -> ProblemResponse:
    """The refusal as a problem; ``errors`` are fields and why they cannot be used, already in words."""
    language, status = language_of(request), status or status_of(refused)
    if refused.key in _FIELDS:
        errors = [(_FIELDS[refused.key], said(refused, language))]
    return ProblemResponse(
        type=f"urn:radarassistent:{refused.key}",
        title=title(status, language),
        status=status,
        detail=said(refused, language),
        instance=_shown(request.scope["path"]),
        errors=[FieldResponse(field=field, detail=why) for field, why in errors] or None,
    )


def answer_problem(
    request: Request,
    refused: Refused,
    status: int | None = None,
    errors: Sequence[tuple[str, str]] = (),
    headers: Mapping[str, str] | None = None,
) -> Response:
    """The response to give: a page where a browser asked for one, OpenAI's shape under /v1, a problem otherwise."""
    told = problem(request, refused, status, errors)
    if refused.key == "http.pace":
        headers = {"Retry-After": "60", **(headers or {})}
    if request.scope["path"].startswith(PATHS):
        shaped = openai_error(request, refused, status, errors).model_dump()
        return JSONResponse(shaped, told.status, headers)
    if "text/html" in request.headers.get("accept", "") and not for_programs(request):
        detail = said(refused, "da")
        return render("problem.html", told.status, headers, title=title(told.status, "da"), detail=detail)
    content: dict[str, Any] = told.model_dump(exclude_none=True)
    return JSONResponse(content, told.status, headers, MEDIA_TYPE)


def openai_error(
    request: Request, refused: Refused, status: int | None = None, errors: Sequence[tuple[str, str]] = ()
) -> ErrorResponse:
    """The refusal in the shape that OpenAI's clients read."""
    told = problem(request, refused, status, errors)
    field = told.errors[0].field if told.errors else PARAMETERS.get(refused.key)
    return error(refused.key, told.status, told.detail, field)


def for_programs(request: Request) -> bool:
    """Whether the door is one that only programs come to."""
    path: str = request.scope["path"]
    return path.startswith(("/api/", PATHS)) or path == "/mcp"


async def on_refused(request: Request, refused: Exception) -> Response:
    """A refusal by the rooms below."""
    assert isinstance(refused, Refused)
    return answer_problem(request, refused)


async def on_http(request: Request, error: Exception) -> Response:
    """A refusal by the framework."""
    assert isinstance(error, HTTPException)
    path = request.scope["path"][:200]
    allowed = (error.headers or {}).get("Allow", "")
    match error.status_code:
        case 400:
            refused = Refused("http.bad_body")
        case 404:
            refused = Refused("http.not_found", path=path)
        case 405:
            refused = Refused("http.method", path=path, method=request.method, allowed=allowed)
        case 413:
            refused = Refused("http.too_large", kilobytes=LARGEST_BODY // 1024)
        case status:
            refused = Refused("http.other", status=status)
    return answer_problem(request, refused, error.status_code, headers=error.headers)


async def on_invalid(request: Request, error: Exception) -> Response:
    """A body that is not JSON, or not the JSON that was asked for."""
    assert isinstance(error, RequestValidationError)
    language = language_of(request)
    found = error.errors()
    if found[0]["type"] == "json_invalid":
        return answer_problem(request, Refused("http.bad_json", place=found[0]["loc"][-1] + 1))
    errors = [
        (
            _shown(".".join(str(part) for part in each["loc"][1:])) or say("http.field_body", language),
            say(f"http.why_{_WHY.get(each['type'], 'other')}", language),
        )
        for each in found
    ]
    return answer_problem(request, Refused("http.fields", field=errors[0][0], why=errors[0][1]), errors=errors)


def fault(error: BaseException) -> Refused:
    """Logs a fault of ours under a number to quote; its message is left out, since it may hold what was asked."""
    number = token_hex(4)
    told = []
    raised: BaseException | None = error
    while raised is not None:
        told += [type(raised).__qualname__, *traceback.format_tb(raised.__traceback__)]
        raised = raised.__cause__ or raised.__context__
    _LOG.error("fault %s: %s", number, "\n".join(line.rstrip() for line in told))
    return Refused("http.unexpected", id=number)
