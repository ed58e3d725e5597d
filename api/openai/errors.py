"""What goes wrong, in the shape that OpenAI's clients read."""

from pydantic import BaseModel, Field

from corpus.wording import say

PATHS = "/v1/"
"""Under this everything is said in OpenAI's shapes."""
_CODES = {
    "http.no_key": "invalid_api_key",
    "http.pace": "rate_limit_exceeded",
    "completions.no_model": "model_not_found",
}
PARAMETERS = {
    "completions.no_model": "model",
    "completions.no_question": "messages",
    "completions.not_text": "messages",
    "question.empty": "messages",
}
"""What a refusal is about of the request."""


class ErrorBody(BaseModel):
    """What happened and what to do."""

    message: str = Field(description=say("completions.field_message"))
    type: str
    param: str | None
    code: str


class ErrorResponse(BaseModel):
    """An error as OpenAI's clients expect it."""

    error: ErrorBody


def error(key: str, status: int, message: str, field: str | None = None) -> ErrorResponse:
    """The refusal ``key`` with its HTTP status; ``field`` is what cannot be used of the request, if anything."""
    kind = "server_error" if status >= 500 else "rate_limit_error" if status == 429 else "invalid_request_error"
    return ErrorResponse(error=ErrorBody(message=message, type=kind, param=field, code=_CODES.get(key, key)))
