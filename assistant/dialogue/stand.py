"""Where a conversation stands: what is spoken of, and how its answer was last wanted."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from assistant.conversation import Standalone
from assistant.dialogue.moves import Move
from assistant.question import Question

Manner = Literal["whole", "shorter", "source", "sure", "nearest", "meant"]
_SPOKEN = {"english": "en", "danish": "da"}


@dataclass(frozen=True, slots=True)
class Stand:
    """A question with what it goes on from, and how its answer is given.

    ``given`` is the question as it was put, ``before`` what it was put after, ``asked`` what it means then, to the
    texts, and ``text`` what it means to whoever answers it. ``language`` is that of the answer; ``further`` is how
    often more was wanted.
    """

    given: Question
    before: str | None
    asked: Standalone
    text: str
    language: str
    manner: Manner = "whole"
    further: int = 0

    @property
    def leans(self) -> bool:
        """Whether it means something else here than it would alone."""
        return self.asked.before is not None or (self.before is not None and self.text != self.asked.text)

    @property
    def goes_on(self) -> Standalone:
        """What the next question may lean on."""
        topic = self.asked.topic if self.text == self.asked.text else None
        return Standalone(self.text, self.asked.before, topic, self.asked.whole)

    def to_texts(self, text: str) -> Question:
        """``text``, which is what it means, as a question to the texts."""
        return self._heard(text, self.asked.before)

    def gone_on(self, text: str) -> Question | None:
        """The same as one that goes on from the question before, where it seems to stand alone; else None."""
        return self._heard(text, self.asked.last) if self.asked.last else None

    def _heard(self, text: str, before: str | None) -> Question:
        return replace(self.given, text=text, heard=f"{before} {self.given.text}" if before else None)

    def moved(self, wanted: Sequence[Move]) -> "Stand":
        """The same question, its answer wanted in another way. Of several ways the first counts."""
        stand = self
        for move in wanted:
            if move in _SPOKEN:
                stand = replace(stand, language=_SPOKEN[move])
        way = next((move for move in wanted if move not in _SPOKEN), None)
        match way:
            case "more":
                return replace(stand, manner="whole", further=stand.further + 1)
            case "shorter":
                return replace(stand, manner="shorter", further=0)
            case "source" | "sure" | "nearest" | "meant":
                return replace(stand, manner=way)
        return stand
