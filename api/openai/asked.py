"""A request for a completion, and the question that is in it."""

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from api.examples import COMPLETION_ASKED
from api.schema import LONGEST_HISTORY
from assistant.conversation import Turn
from corpus.refused import Refused
from corpus.wording import say

MODEL = "radarassistent"
"""The one model there is: the assistant."""
MOST_MESSAGES = 1000


class Part(BaseModel):
    """A part of a message; only text can be asked with."""

    type: str
    text: str | None = None


class Message(BaseModel):
    """One message of the conversation. A system's or a tool's says nothing here, and may be of any shape."""

    role: str = Field(description=say("completions.field_role"))
    content: str | list[Part] | None = None

    @property
    def text(self) -> str:
        """What it says in text."""
        if isinstance(self.content, str):
            return self.content
        return "\n".join(part.text for part in self.content or () if part.type == "text" and part.text)

    @property
    def text_alone(self) -> bool:
        """Whether there is no picture, sound or file in it."""
        return not isinstance(self.content, list) or all(part.type == "text" for part in self.content)


class StreamOptions(BaseModel):
    """What a stream is wanted with."""

    include_usage: bool | None = None


class CompletionRequest(BaseModel):
    """A conversation to go on with; what else OpenAI's clients send is not heeded."""

    model_config = ConfigDict(json_schema_extra={"examples": [COMPLETION_ASKED]})

    model: str = Field(description=say("completions.field_model"))
    messages: list[Message] = Field(max_length=MOST_MESSAGES, description=say("completions.field_messages"))
    stream: bool | None = Field(None, description=say("completions.field_stream"))
    stream_options: StreamOptions | None = None
    user: str | None = Field(None, description=say("completions.field_user"))
    safety_identifier: str | None = Field(None, description=say("completions.field_user"))

    @property
    def with_usage(self) -> bool:
        """Whether a stream is to end with how much was used."""
        return bool(self.stream_options and self.stream_options.include_usage)

    @property
    def asker(self) -> str | None:
        """Who asks, by the name that the program has for them."""
        return self.safety_identifier or self.user or None


def known(model: str) -> None:
    """Raises Refused for a model that is not here."""
    if model != MODEL:
        raise Refused("completions.no_model", given=model[:100], known=MODEL)


def question(messages: Sequence[Message]) -> tuple[str, list[Turn]]:
    """What the user asks last, and what was said before it. Raises Refused where nothing is asked, or not in text."""
    last = next((at for at in reversed(range(len(messages))) if messages[at].role == "user"), None)
    if last is None:
        raise Refused("completions.no_question")
    asked = messages[last]
    if not asked.text_alone:
        raise Refused("completions.not_text")
    if not asked.text.strip():
        raise Refused("completions.no_question")
    turns = [_turn(message) for message in messages[:last]]
    return asked.text, [turn for turn in turns if turn][-LONGEST_HISTORY:]


def _turn(message: Message) -> Turn | None:
    said: Any = message.role
    return Turn(said, message.text) if said in ("user", "assistant") and message.text.strip() else None
