"""A question as it came in, made fit to be asked; or why it cannot be asked."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from assistant.expected import Kind, kind_of
from corpus.danish import words
from corpus.quote import normalised

LONGEST = 2000
Unfit = Literal["empty", "too_long", "unclear"]

_LETTER = re.compile(r"[^\W\d_]")
_CPR = re.compile(r"(?<![\d-])(0[1-9]|[12]\d|3[01])[ ./-]?(0[1-9]|1[0-2])[ ./-]?\d\d(?:\s?[-–/ ]\s?|)\d{4}(?![\d-])")


@dataclass(frozen=True, slots=True)
class Question:
    """A question fit to be asked: its words, the language they are in, and what kind of answer they ask for."""

    text: str
    language: str
    kind: Kind
    masked: bool = False


def understood(given: str) -> Question | Unfit:
    """The question in ``given``, or why there is none in it.

    Control and invisible characters are taken out and personal numbers masked before anything else sees the words.
    """
    if len(given) > LONGEST:
        return "too_long"
    visible = "".join(" " if unicodedata.category(sign) in {"Cc", "Zl", "Zp"} else sign for sign in given)
    visible = "".join(sign for sign in visible if unicodedata.category(sign) not in {"Cf", "Co", "Cn", "Cs"})
    text = normalised(visible)
    if not text:
        return "empty"
    masked = _CPR.sub("xxxxxx-xxxx", text)
    letters = _LETTER.findall(masked)
    if len(letters) < 2 or sum("LATIN" in unicodedata.name(letter, "") for letter in letters) < 0.7 * len(letters):
        return "unclear"
    return Question(masked, _language(masked), kind_of(masked), masked != text)


def _language(text: str) -> str:
    found = re.findall(r"\w+", text.casefold())
    english, danish = (sum(word in words("language", name) for word in found) for name in ("english", "danish"))
    return "en" if english > danish and not re.search("[æøå]", text, re.IGNORECASE) else "da"
