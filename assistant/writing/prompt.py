"""What the model is given: the prompts from their files, and the sources as numbered, delimited data."""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from math import ceil
from pathlib import Path
from typing import Literal

from langchain_core.messages import BaseMessage, HumanMessage, SystemMessage

from assistant.injection import statements
from corpus.document import Document
from corpus.passage import Passage
from corpus.quote import normalised

VERSION = "2026-11-27"
"""Of the files in ``prompts``: goes up with every change to one of them, and stands in the record of an answer."""
MOST_SENTENCES = 4
ANSWER = 400
"""Tokens that are left for what the model writes."""
Form = Literal["json", "lines"]
_FOLDER = Path(__file__).parent / "prompts"
_LETTERS = 2
"""So many plain letters of text in words make a token at most, whatever the tokenizer; a test holds it to one."""
_MESSAGES = 40
"""Tokens that a model's own template puts around two messages, at most."""
_DELIMITER = re.compile(r"</?\s*(?:kilde|source)\b[^>]*>?|<\|[^|>]*\|?>|\[/?(?:INST|SYS)\]", re.IGNORECASE)


def tokens(text: str) -> int:
    """At most how many tokens ``text`` is, whatever the model; nobody can tell the tokenizer behind an address.

    Digits, marks and each byte of what is not ASCII may be a token of their own.
    """
    plain = sum(sign.isascii() and (sign.isalpha() or sign == " ") for sign in text)
    return ceil(plain / _LETTERS) + len(text.encode()) - plain


def plain(text: str) -> str:
    """``text`` as data: without invisible signs, without what looks like a delimiter, on one line."""
    visible = "".join(
        " " if unicodedata.category(sign) in {"Cc", "Zl", "Zp"} else sign
        for sign in text
        if unicodedata.category(sign) not in {"Cf", "Co", "Cn", "Cs"}
    )
    return normalised(_DELIMITER.sub(" ", visible))


def source(number: int, document: Document, passage: Passage) -> str:
    """One source as the model sees it: its number, what it is, and its words but for what is an order to it."""
    about = " · ".join(part for part in (document.source.title, passage.section, document.source.dated) if part)
    stated = statements(document.text, passage.sentences)
    words = plain("\n".join(document.text[span.start : span.end] for span in stated))
    return f'<kilde nr="{number}">\n{plain(about)}\n{words}\n</kilde>'


def fitting(question: str, sources: Sequence[str], language: str, room: int) -> int:
    """How many of ``sources``, from the first on, fit into ``room`` tokens with prompts, question and answer."""
    taken = sum(tokens(text) for text in _answer("", [], language, "lines", pad=True)) + tokens(plain(question))
    taken += ANSWER + _MESSAGES
    for count, each in enumerate(sources):
        taken += tokens(each) + 1
        if taken > room:
            return count
    return len(sources)


def answer(question: str, sources: Sequence[str], language: str, form: Form) -> list[BaseMessage]:
    """The messages that ask for an answer out of ``sources``, each made by ``source``."""
    system, user = _answer(question, sources, language, form)
    return [SystemMessage(system), HumanMessage(user)]


def standalone(question: str, before: Sequence[str], language: str) -> list[BaseMessage]:
    """The messages that ask for ``question`` to be made standalone after the user's questions ``before``."""
    asked = "\n".join(f"- {plain(each)}" for each in [*before, question])
    return [SystemMessage(_file(f"standalone_{language}")), HumanMessage(asked)]


def _answer(question: str, sources: Sequence[str], language: str, form: Form, pad: bool = False) -> tuple[str, str]:
    ways = ("json", "lines") if pad else (form,)
    told = _file(f"answer_{language}").replace("{most}", str(MOST_SENTENCES))
    system = told.replace("{form}", "\n".join(_file(f"{way}_{language}") for way in ways))
    # The question is filled in last and once, so that nothing written in a source or a question is filled in again.
    head, _, tail = _file(f"asked_{language}").partition("{sources}")
    return system, head + "\n".join(sources) + tail.replace("{question}", plain(question))


@cache
def _file(name: str) -> str:
    return (_FOLDER / f"{name}.txt").read_text("utf-8").strip()
