"""The last question with one thing in it changed: its year, its place, or what else is of the kind that is named."""

import re
from collections.abc import Callable

from assistant.dialogue.subjects import Rarity, Subject, subjects
from corpus.danish import words
from corpus.lemmas import is_verb, lemma
from corpus.terms import content_terms, terms_with_parts

Likeness = Callable[[str, str], float]
"""How near two expressions are in meaning."""

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_AFTER = re.compile(r"\b(?:året|the year) (?P<way>efter|før|inden|after|before)\b", re.IGNORECASE)
_ABOUT_YEARS = frozenset({"år", "radar", "teknologiradar", "udgave", "edition", "year"})
_TOWN = "|".join(sorted(words("names", "municipalities"), key=len, reverse=True))
_PLACE = re.compile(
    rf"(?:(?:i|på|in)\s+)?(?P<place>[A-ZÆØÅ][\w-]+(?=\s+[Kk]ommunes?\b|[?!. ]*$)|(?i:{_TOWN}))"
    r"(?:\s+[Kk]ommunes?)?[?!. ]*"
)
_IN_PLACE = re.compile(rf"(?:\b(?:i|på|in)\s+(?=[A-ZÆØÅ])|\b(?=(?i:{_TOWN})(?:s\b|\b)))(?P<place>[\w-]+)")
_ASKS = re.compile(
    r"\b(?:hvad|hvem|hvor|hvornår|hvorfor|hvordan|hvilke[nt]?|what|who|where|when|why|how|which|der|som|that)\b",
    re.IGNORECASE,
)
_LEADING = re.compile(r"^(?:om|for|på|af|til|fra|hos|med|i|about|for|of|on|at|in|from|the)\s+(?=\S)", re.IGNORECASE)
_SOURCE = re.compile(
    r"^(?:den |det |the )?(?:\w*rapport|\w*nyhed|\w*artikel|\w*radar|\w*analyse|\w*hæfte|\w*undersøgelse"
    r"|report|article)\w*",
    re.IGNORECASE,
)
_LONGEST = 5


def exchanged(bare: str, before: str, rarity: Rarity, likeness: Likeness | None = None) -> str | None:
    """``before`` with its year, its place or what else ``bare`` is one of changed, where that is all that is new.

    "i 2023?", "Havneby?", "sensorer?". None where ``bare`` asks something, or names an aspect of the same thing.
    """
    year = _YEAR.search(before)
    relative = _AFTER.search(bare)
    if year and relative:
        step = 1 if relative["way"].casefold() in ("efter", "after") else -1
        return _YEAR.sub(str(int(year[0]) + step), before)
    new = _YEAR.search(bare)
    if new and not set(content_terms(bare)) - {new[0], *_ABOUT_YEARS}:
        return _YEAR.sub(new[0], before) if year else f"{before.rstrip('?!. ')} i {new[0]}?"
    place = _PLACE.fullmatch(bare)
    town = place and content_terms(place["place"]) and place["place"].casefold() in words("names", "municipalities")
    old = list(_IN_PLACE.finditer(before))
    if place and old and content_terms(place["place"]):
        before_it = old[-1]["place"].casefold()
        owns = before_it.endswith("s") and before_it[:-1] in words("names", "municipalities")
        ending = "s" if town and owns and before_it not in words("names", "municipalities") else ""
        return before[: old[-1].start("place")] + _capital(place["place"]) + ending + before[old[-1].end("place") :]
    if place and town:
        return f"{before.rstrip('?!. ')} i {_capital(place['place'])}?"
    return _swapped(bare, before, rarity, likeness)


def _swapped(bare: str, before: str, rarity: Rarity, likeness: Likeness | None) -> str | None:
    """``before`` with ``bare``, a thing and no more, in the place of what is most like it there."""
    new = _LEADING.sub("", bare.strip(" ?!.,"))
    said = [word.casefold() for word in _WORD.findall(new)]
    nouns = content_terms(new)
    if not nouns or len(said) > _LONGEST or _ASKS.search(new) or any(is_verb(word) for word in said):
        return None
    aspects = {lemma(word) for word in words("conversation", "aspects")}
    if set(terms_with_parts(new)) & aspects:
        return None
    if _SOURCE.match(new) and not any(_SOURCE.match(each.text) for each in subjects(before, rarity)):
        return f"{before.rstrip('?!. ')} ifølge {new}?"
    whole = bool(_SOURCE.match(new)) or len(nouns) > 1
    places = [*(subjects(before, rarity) if whole else ()), *subjects(before, rarity, links=False)]
    places = [each for each in places if not _YEAR.fullmatch(each.text)]
    if not places:
        return None
    place = max(places, key=lambda each: _alike(new, each, likeness))
    return before[: place.start] + new + before[place.end :]


def _alike(new: str, place: Subject, likeness: Likeness | None) -> tuple[bool, float, float]:
    """How fit a place is for ``new``: both sources, near in meaning, and rare."""
    sources = bool(_SOURCE.match(new)) == bool(_SOURCE.match(place.text))
    return sources, likeness(new, place.text) if likeness else 0.0, place.weight


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
