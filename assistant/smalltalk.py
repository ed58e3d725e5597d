"""Small talk: greetings, thanks and questions about the assistant itself, told apart from questions to the sources."""

from functools import cache
from pathlib import Path

from assistant.phrases import Phrases

_STATED = ("praise", "complaint")
"""What is asked is neither: "Hjalp det?" is a question on what was spoken of."""


def small_talk(text: str) -> str | None:
    """The kind of small talk that ``text`` is, as ``smalltalk.toml`` names it; None where it asks for something else.

    "Hej, hvad er en sensor?" is a question: small talk holds nothing but small talk.
    """
    kind = next(iter(_phrases().kinds(text)), None)
    return None if kind in _STATED and text.rstrip().endswith("?") else kind


@cache
def _phrases() -> Phrases:
    return Phrases(Path(__file__).with_suffix(".toml"))
