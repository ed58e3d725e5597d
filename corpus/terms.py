"""The terms of a text: what its words are known by in search, in every form of them."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from corpus import danish
from corpus.compounds import LONGEST_WORD, parts
from corpus.lemmas import lemma

_FUNCTION_WORDS = danish.words("terms", "function_words")
_TOKEN = re.compile(r"%|\d+(?:[.,:/]\d+)+|[^\W_]+(?:[-‐‑'’][^\W_]+)*")
_HYPHEN = re.compile(r"[-‐‑]")
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?")
_CACHED = 200_000


def terms(text: str) -> list[str]:
    """The terms of ``text`` in its order, one for a word: its lemma, NFC and casefolded, æ, ø and å kept.

    A number is a term as it is written, but for full stops between thousands. A word with a hyphen is a term as if it
    had none, and so is each of its pieces after it: "it-sikkerheden" is "itsikkerhed", "it", "sikkerhed".
    """
    return [term for token in token_terms(text) for term in token]


def token_terms(text: str) -> list[tuple[str, ...]]:
    """The same, kept apart word by word: (term,), or of a word with a hyphen (whole, piece, piece …)."""
    return [_terms(token) for token in _tokens(text)]


def terms_with_parts(text: str) -> list[str]:
    """The terms of ``text``, and after them the terms of the parts of its compounds: what a text is indexed by."""
    return terms(text) + part_terms(text)


def part_terms(text: str) -> list[str]:
    """The terms of the parts of the compounds of ``text``, and of the parts of the parts."""
    return [term for token in _tokens(text) for term in _part_terms(token)]


def content_terms(text: str) -> list[str]:
    """The terms of what ``text`` is about: no function words, and of words with a hyphen the pieces only."""
    return [term for token in _tokens(text) for term in _content_terms(token)]


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(unicodedata.normalize("NFC", text.replace("\u00ad", "")))


@lru_cache(_CACHED)
def _terms(token: str) -> tuple[str, ...]:
    words = _words(token)
    pieces = tuple(_term(word) for word in words)
    if len(words) == 1 or all(word.isdigit() for word in words):
        return pieces
    return "".join([*words[:-1], pieces[-1]]), *pieces


@lru_cache(_CACHED)
def _content_terms(token: str) -> tuple[str, ...]:
    return tuple(
        _term(word) for word in _words(token) if word not in _FUNCTION_WORDS and (len(word) > 1 or not word.isalpha())
    )


@lru_cache(_CACHED)
def _part_terms(token: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_term(part) for word in _words(token) for part in _all_parts(word)))


def _all_parts(word: str) -> Iterator[str]:
    for part in parts(word):
        yield part
        yield from _all_parts(part)


def _words(token: str) -> list[str]:
    """The token in lower case, without a short name's genitive ("KL's", "KOMBITs", "DTU-s"), cut at its hyphens."""
    if token.endswith(("'s", "’s")):
        token = token[:-2]
    elif token.endswith("s") and len(token) > 3 and token[:-1].isupper():
        token = token[:-1].rstrip("-‐‑")
    return _HYPHEN.split(token.casefold())


def _term(word: str) -> str:
    if word == "%":
        return "procent"
    if len(word) > LONGEST_WORD:
        return word
    if word[0].isdigit():
        return word.replace(".", "") if _THOUSANDS.fullmatch(word) else word
    return lemma(word)
