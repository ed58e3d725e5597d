"""The same question asked of each of several: of two years, "både … og …", which of two came first, municipalities."""

import re

from assistant.expected import asked_clause
from corpus.danish import words
from corpus.lemmas import is_verb

MOST = 3
PREPOSITIONS = (
    "af|blandt|efter|for|fra|gennem|hos|i|inden|med|mellem|om|over|på|siden|til|under|ved"
    "|about|after|at|by|for|from|in|of|on|over|since|to|under|with"
)
_PREPOSITION = re.compile(PREPOSITIONS, re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_TIES = re.compile(
    r"\b(?:og|eller|samt|til|mod|modsat|kontra|end|sammenlignet|forhold|and|or|to|versus|vs|than|compared)\b",
    re.IGNORECASE,
)
_EACH = re.compile(
    r"\b(?:både|hhv\.|henholdsvis|hverken|both|(?:forskel\w*|sammenhæng\w*|difference|relation)\s+(?:på|mellem|between|among))\s+"
    r"(?P<one>[^\s,?][^,?]{1,59}?)\s+(?:og|and)\s+(?P<other>[^\s,?][^,?]{1,59}?)(?P<end>[?.]|$|,)",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"\b(?:først|sidst|tidligst|senest|flest|færrest|flere|færre|mest|mere|mindst\w*|mindre|størst\w*|større|højest\w*|højere"
    r"|lavest\w*|lavere|ældst\w*|ældre|nyest\w*|nyere|længst\w*|længere|bedst|bedre|hurtigst|first|last|most|more|fewe(?:r|st)"
    r"|least|less|(?:larg|bigg|old|new|high|low|long|short|fast|earli|lat)e(?:r|st)|better|best)\b",
    re.IGNORECASE,
)
"""What is asked of one beside another: "hvem har flest, Havneby eller Bakkedal?"."""
_OR = re.compile(
    r"(?P<before>.*\w)(?P<mark>\s*[,:–-]\s+)(?P<one>[^,;:?]{3,60}?)\s+(?:eller|or)\s+(?P<other>[^,;:?]{3,60}?)"
    r"(?P<end>[?.]?\s*)",
    re.IGNORECASE,
)
_AGAIN = re.compile(
    rf"\b(?P<way>{PREPOSITIONS})\s+(?P<one>[^,?]{{2,40}}?)\s+(?:og|samt|and)\s+(?P=way)\s+(?P<other>[^,?]{{2,60}}?)(?P<end>[?.]|$)",
    re.IGNORECASE,
)
"""The preposition said again: "om ledige og om rehabilitering"."""
_TOWN = "|".join(sorted(words("names", "municipalities"), key=len, reverse=True))
_TOWNS = re.compile(
    rf"(?<!\w)(?:(?P<first>{_TOWN}),\s+)?(?P<one>{_TOWN})(?:\s+(?:og|samt|eller|and|or)\s+)(?P<other>{_TOWN})(?!\w)",
    re.IGNORECASE,
)
_OF_EACH = re.compile(r"\s+(?:hver(?:\s+(?:sin|sit|sine|deres|især|for sig))?|begge|begge to|each)\b", re.IGNORECASE)
_PAIR = re.compile(
    r"(?<!\w)(?P<way>(?:det|den|de)\s+)?(?P<one>[^\W_][\w.-]*)\s+(?:og|samt|and)\s+(?:(?:det|den|de)\s+)?"
    r"(?P<other>[^\W_][\w.-]*)(?!\w)",
    re.IGNORECASE,
)
_LONGEST_TIE, _MOST_WORDS = 40, 5


def alternatives(question: str) -> tuple[str, ...]:
    """``question`` put to each of those that it names, at most three; none where it does not name several."""
    return (
        _by_each(question) or _by_choice(question) or _by_years(question) or _by_again(question) or _by_towns(question)
    )


def pair(question: str) -> tuple[str, ...]:
    """``question`` asked of each of two things in it that "og" joins ("det første og det fjerde krav"), or nothing.

    Only the words tell here, so many a pair is one thing ("social og sundhed"): whether the sources tell of each apart
    has to be seen.
    """
    found = _PAIR.search(question)
    if not found or _PREPOSITION.fullmatch(found["other"]) or is_verb(found["other"].casefold()):
        return ()
    if found["one"].casefold() == found["other"].casefold():
        return ()
    before, after = question[: found.start()], question[found.end() :]
    before, after = (_OF_EACH.sub("", each, count=1) for each in (before, after))
    return tuple(before + (found["way"] or "") + found[name] + after for name in ("one", "other"))


def _by_years(question: str) -> tuple[str, ...]:
    years = list(dict.fromkeys(_YEAR.findall(asked_clause(question))))
    if not 1 < len(years) <= MOST or re.search(r"\d{4}\s?[-–]\s?\d{4}", question):
        return ()
    first = question.index(years[0])
    last = question.rindex(years[-1]) + 4
    between = question[first:last]
    long = len(between) > _LONGEST_TIE or len(re.findall(r"[^\W\d]+", between)) > _MOST_WORDS
    if long or not _TIES.search(between):
        return ()
    return tuple(question[:first] + year + question[last:] for year in years)


def _by_each(question: str) -> tuple[str, ...]:
    found = _EACH.search(question)
    if not found or _YEAR.match(found["other"]):
        return ()
    shared = _shared(found["one"].split(), found["other"].split())
    return tuple(
        question[: found.start()] + each + found["end"] + question[found.end() :]
        for each in (found["one"] + shared, found["other"])
    )


def _by_choice(question: str) -> tuple[str, ...]:
    found = _OR.fullmatch(question)
    if not found or not _BESIDE.search(found["before"]):
        return ()
    return tuple(f"{found['before']}{found['mark']}{each}{found['end']}" for each in (found["one"], found["other"]))


def _by_again(question: str) -> tuple[str, ...]:
    found = _AGAIN.search(question)
    if not found or _YEAR.match(found["other"]) or any(is_verb(word.casefold()) for word in found["one"].split()):
        return ()
    before, way, end = question[: found.start()], found["way"], found["end"] + question[found.end() :]
    return tuple(f"{before}{way} {each}{end}" for each in (found["one"], found["other"]))


def _by_towns(question: str) -> tuple[str, ...]:
    found = _TOWNS.search(question)
    if not found:
        return ()
    after = _OF_EACH.sub("", question[found.end() :], count=1)
    each = [found[name] for name in ("first", "one", "other") if found[name]]
    return tuple(question[: found.start()] + town + after for town in each)


def _shared(one: list[str], other: list[str]) -> str:
    """What behind the second is said of the first as well: "om droner" in "både Havneby og Bakkedal om droner"."""
    if any(_PREPOSITION.fullmatch(word) for word in one):
        return ""
    for at in range(len(one), len(other)):
        if _PREPOSITION.fullmatch(other[at]) or is_verb(other[at].casefold()):
            return " " + " ".join(other[at:])
    return ""
