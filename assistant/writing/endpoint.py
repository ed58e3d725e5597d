"""The language model behind an OpenAI-compatible address: asked once, read while it writes, let go at any moment."""

from collections.abc import AsyncGenerator, Sequence
from importlib.util import find_spec
from typing import Any

import httpx
import langsmith
from langchain_core.messages import BaseMessage

from assistant.writing.prompt import ANSWER, MOST_SENTENCES, Form
from corpus.refused import Refused
from corpus.settings import Settings

RETRIES = 2
"""Times that it is asked again where it was not reached, was busy or failed; the client waits longer each time."""
NEEDED = ("langchain", "langchain_openai")
_SCHEMA = {
    "type": "object",
    "properties": {
        "sentences": {
            "type": "array",
            "maxItems": MOST_SENTENCES,
            "items": {
                "type": "object",
                "properties": {"text": {"type": "string"}, "sources": {"type": "array", "items": {"type": "integer"}}},
                "required": ["text", "sources"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["sentences"],
    "additionalProperties": False,
}
_STRUCTURE = {"type": "json_schema", "json_schema": {"name": "answer", "strict": True, "schema": _SCHEMA}}


class Unreachable(Exception):
    """The model was not reached, answered with an error, or stopped in the middle."""


class NoStructure(Exception):
    """The endpoint does not know how to keep to a JSON schema."""


class Endpoint:
    """A model by its address and name, as the settings name it.

    ``form`` is how it is asked to answer: in JSON held to a schema until the endpoint says that it cannot, then in
    lines. It is given no tools, and nothing is sent anywhere else: LangChain's tracing is off whatever the environment
    says.
    """

    def __init__(self, base_url: str, model: str, key: str, seconds: float) -> None:
        self.model = model
        self.form: Form = "json"
        self._base_url, self._key, self._seconds = base_url, key, seconds
        self._verify = httpx.create_ssl_context()
        langsmith.configure(enabled=False)

    @classmethod
    def open(cls, settings: Settings) -> "Endpoint | None":
        """The endpoint of the settings, None where none is set. Raises Refused where the settings do not hold up."""
        if not settings.llm_base_url and not settings.llm_model:
            return None
        if not settings.llm_base_url or not settings.llm_model:
            lacking = "RADAR_LLM_MODEL" if settings.llm_base_url else "RADAR_LLM_BASE_URL"
            raise Refused("llm.half_set", lacking=lacking)
        url = httpx.URL(settings.llm_base_url) if _readable(settings.llm_base_url) else None
        if url is None or url.scheme not in ("http", "https") or not url.host:
            raise Refused("llm.address", given=settings.llm_base_url[:200])
        if any(find_spec(name) is None for name in NEEDED):
            raise Refused("llm.no_extra")
        key = settings.llm_api_key.get_secret_value() if settings.llm_api_key else ""
        return cls(settings.llm_base_url, settings.llm_model, key or "none", settings.llm_seconds)

    async def pieces(self, messages: Sequence[BaseMessage], structured: bool = False) -> AsyncGenerator[str, None]:
        """What the model writes, piece by piece as it comes; closing this breaks the connection off.

        Raises Unreachable, and NoStructure where ``structured`` was too much to ask.
        """
        from langchain.chat_models import init_chat_model
        from openai import APIStatusError, BadRequestError, UnprocessableEntityError

        # A client for each question: its connections belong to one event loop, and close with it whatever happens.
        async with httpx.AsyncClient(verify=self._verify, timeout=self._seconds) as client:
            model = init_chat_model(
                self.model,
                model_provider="openai",
                base_url=self._base_url,
                api_key=self._key,
                http_async_client=client,
                max_retries=RETRIES,
                timeout=self._seconds,
                temperature=0,
                max_tokens=ANSWER,
                stream_usage=False,
                use_responses_api=False,
            )
            # Past LangChain's own reading of structured output, which waits for the end and raises on half a JSON.
            options: dict[str, Any] = {"extra_body": {"response_format": _STRUCTURE}} if structured else {}
            try:
                async for chunk in model.astream(list(messages), **options):
                    if chunk.text:
                        yield str(chunk.text)
            except (BadRequestError, UnprocessableEntityError) as error:
                raise (NoStructure if structured else Unreachable)(type(error).__name__) from error
            except APIStatusError as error:
                raise Unreachable(f"HTTP {error.status_code}") from error
            except Exception as error:  # whatever can come of an answer in a form that we do not know
                raise Unreachable(type(error).__name__) from error


def _readable(given: str) -> bool:
    try:
        httpx.URL(given)
    except httpx.InvalidURL:
        return False
    return True
