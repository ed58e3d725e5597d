"""Puts what a question is about in the place of its pronouns, so that it reads as one would ask it."""

import re
from collections.abc import Mapping

from assistant.dialogue.pronouns import Sort, of_sort, pronouns
from corpus.danish import words
from corpus.lemmas import is_word
from corpus.terms import content_terms

_STANDS_BEHIND = re.compile(r"\b(?:står|stod|stands?|is) (?:bag|behind)$", re.IGNORECASE)
_OF_NOUN = re.compile(r"\b(?P<noun>[\wæøå]+) (?:med|for|af|bag|til|på|of|for|behind)$", re.IGNORECASE)
_THERE = re.compile(r"\s+(?:der|dér|there)$", re.IGNORECASE)
_SHORT = 2


def filled(asked: str, topics: Mapping[Sort, str]) -> str:
    """``asked`` with what its pronouns stand for, by their sort; where nothing fits, that stands before a colon.

    "hvad koster de?" is "hvad koster sensorerne?", "hvem står bag?" is "hvem står bag Muni?", and "hvorfor?" is
    "Muni: hvorfor?".
    """
    bare = asked.rstrip("?!. ")
    found = list(pronouns(bare))
    if not found:
        return _without_pronoun(bare, topics["it"])
    used: set[str] = set()
    text, shift = bare, 0
    for word in found:
        sort = of_sort(word[0])
        said = topics[sort]
        lower = word[0].casefold()
        if lower in words("conversation", "there") or said in used:
            continue
        if lower in words("conversation", "whose"):
            if len(said.split()) > _SHORT:
                continue
            said += "" if said.endswith("s") else "s"
        else:
            said = the(said) if sort == "they" else said
        text = text[: word.start() + shift] + said + text[word.end() + shift :]
        shift += len(said) - len(word[0])
        used.add(topics[sort])
    text = _THERE.sub("", text)
    return f"{text}?" if used else _headed(bare, topics["it"])


def the(said: str) -> str:
    """Several things as the ones that were spoken of: "sensorer" are "sensorerne"; what is not sure stays as it is."""
    if " " in said or not said.islower():
        return said
    for ending, definite in (("ere", "erne"), ("er", "erne")):
        if said.endswith(ending):
            known = said[: -len(ending)] + definite
            last = _last(known)
            return known if is_word(known) or (last and is_word(last)) else said
    return said


def _without_pronoun(bare: str, topic: str) -> str:
    there = _THERE.search(bare)
    if there:
        return _headed(bare[: there.start()], topic)
    of_noun = _OF_NOUN.search(bare)
    if _STANDS_BEHIND.search(bare) or (of_noun and content_terms(of_noun["noun"])):
        return f"{bare} {topic}?"
    return _headed(bare, topic)


def _headed(bare: str, topic: str) -> str:
    """The question under what it is about: "Skærmbesøg i Havneby: hvem betaler?"."""
    first, *rest = bare.split(" ", 1)
    small = first.lower() if content_terms(first) == [] else first
    return f"{topic}: {' '.join([small, *rest])}?"


def _last(word: str) -> str:
    """The end of a long compound, as far as it is a word by itself: "signaturprojekterne" ends in "projekterne"."""
    return next((word[at:] for at in range(3, len(word) - 5) if is_word(word[at:])), "")
