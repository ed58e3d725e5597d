"""An answer as a completion, whole or in the bits of a stream."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, SerializerFunctionWrapHandler, model_serializer

from api.examples import COMPLETION
from api.links import place_url
from api.markdown import Written
from api.openai.asked import MODEL
from assistant.answer import Answer, shown_title, viewer_url
from corpus.wording import say


class UrlCitation(BaseModel):
    """Where a marker leads: the source's title and address; the marker is content[start_index:end_index]."""

    start_index: int = Field(description=say("completions.field_index"))
    end_index: int = Field(description=say("completions.field_index"))
    title: str
    url: str


class Annotation(BaseModel):
    """A source of what is said."""

    type: Literal["url_citation"] = "url_citation"
    url_citation: UrlCitation


class MessageResponse(BaseModel):
    """What the assistant says."""

    role: Literal["assistant"] = "assistant"
    content: str = Field(description=say("completions.field_content"))
    refusal: None = None
    annotations: list[Annotation] = Field(description=say("completions.field_annotations"))


class Choice(BaseModel):
    """The one completion there is."""

    index: int = 0
    message: MessageResponse
    logprobs: None = None
    finish_reason: Literal["stop"] = "stop"


class Usage(BaseModel):
    """How long question and answer are, in tokens of the model that searches."""

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int


class CompletionResponse(BaseModel):
    """An answer, or what is said where there is none."""

    model_config = ConfigDict(json_schema_extra={"examples": [COMPLETION]})

    id: str
    object: Literal["chat.completion"] = "chat.completion"
    created: int
    model: str = MODEL
    choices: list[Choice]
    usage: Usage
    answer_id: str = Field(description=say("completions.field_answer_id"))


class Delta(BaseModel):
    """What a bit adds."""

    role: Literal["assistant"] | None = None
    content: str | None = None
    annotations: list[Annotation] | None = None

    @model_serializer(mode="wrap")
    def _added(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Only what is added; null would take away what came before."""
        return {name: value for name, value in handler(self).items() if value is not None}


class ChunkChoice(BaseModel):
    """A bit of the one completion there is."""

    index: int = 0
    delta: Delta
    logprobs: None = None
    finish_reason: Literal["stop"] | None = None


class Chunk(BaseModel):
    """A bit of a stream."""

    id: str
    object: Literal["chat.completion.chunk"] = "chat.completion.chunk"
    created: int
    model: str = MODEL
    choices: list[ChunkChoice]
    usage: Usage | None = None
    answer_id: str | None = None


class ModelResponse(BaseModel):
    """The assistant, as a model; ``created`` is when its sources were read."""

    id: str = MODEL
    object: Literal["model"] = "model"
    created: int
    owned_by: str = MODEL


class ModelsResponse(BaseModel):
    """The models there are."""

    object: Literal["list"] = "list"
    data: list[ModelResponse]


def annotations(written: Written, answer: Answer, here: str | None, server: str) -> list[Annotation]:
    """The answer's markers with where they lead: to ``here``, to the original, or to the server as it was asked."""
    return [
        Annotation(
            url_citation=UrlCitation(
                start_index=marker.start,
                end_index=marker.end,
                title=shown_title(marker.citation.quote.document.source, answer.language),
                url=place_url(marker.citation, here) or f"{server}{viewer_url(marker.citation)}",
            )
        )
        for marker in written.markers
    ]
