"""The words of a question that stand for something said before it."""

import re
from collections.abc import Iterator
from typing import Literal, get_args

from corpus.compounds import parts
from corpus.danish import words
from corpus.lemmas import is_verb, lemma, takes_endings

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_NUMBER = re.compile(r"tre|fire|fem|seks|syv|otte|ni|ti|elleve|tolv|two|three|four|five|six|seven|eight|nine|ten")
Sort = Literal["person", "they", "it"]
SORTS: tuple[Sort, ...] = get_args(Sort)


def pronoun(question: str) -> re.Match[str] | None:
    """The first word that stands for something said before: "de" in "hvor længe løber de?", not in "de ni"."""
    return next(pronouns(question), None)


def pronouns(question: str) -> Iterator[re.Match[str]]:
    """All of them, in the order of the question."""
    found = list(_WORD.finditer(question))
    for at, word in enumerate(found):
        lower = word[0].casefold()
        following = found[at + 1][0].casefold() if at + 1 < len(found) else ""
        always = lower in words("conversation", "always") and following not in ("der", "som", "who", "that")
        alone = lower in words("conversation", "alone") and not _described(following)
        it = lower == "det" and at > 0 and not _described(following) and not _empty_subject(question, word.end())
        if always or alone or it:
            yield word


def of_sort(word: str) -> Sort:
    """What sort of thing a pronoun stands for: a person, several or an organisation, or one thing."""
    lower = word.casefold()
    if lower in words("conversation", "person"):
        return "person"
    return "they" if lower in words("conversation", "they") else "it"


def _described(word: str) -> bool:
    """Whether ``word`` after "de" or "den" is what it is the article of: an adjective, a number or a noun."""
    aside = word in words("terms", "function_words") or word in words("conversation", "beside")
    if not word or aside or is_verb(word):
        return False
    if _NUMBER.fullmatch(word) or not word.isalpha():
        return True
    return word.endswith("e") or takes_endings(lemma(word)) or bool(parts(word))


def _empty_subject(question: str, end: int) -> bool:
    """Whether "det" only fills a place: "hvad koster det at …", "er det muligt …", "det hele"."""
    return bool(
        re.match(
            r"\s+(?:\w+(?:\s+med)?,?\s+at|at|om|der|som|muligt|nødvendigt|sådan|her|hele|kommunale|samme)\b",
            question[end:],
        )
    )
