"""What a question asks for, and whether a sentence holds something of that kind: a number, a sum, a date, a name."""

import re
from dataclasses import dataclass

from corpus.compounds import is_word
from corpus.terms import content_terms, terms

_WORDED = "to|tre|fire|fem|seks|syv|otte|ni|ti|elleve|tolv|tyve|hundrede|tusind|én|ét|two|three|four|five|six|seven|nine|ten"
_MONTHS = "januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december"
_YEAR = r"\b(?:19|20)\d\d\b"
_DATED = rf"\b\d{{1,2}}\. ?(?:{_MONTHS})(?: {_YEAR})?|{_YEAR}|\b\d\d?\.\d\d?\.\d\d(?:\d\d)?\b"
_COUNT = re.compile(rf"\d+(?:[.,:/-]\d+)*|\b(?:{_WORDED})\b", re.IGNORECASE)
_CAPITAL = re.compile(r"\b(?P<name>[A-ZÆØÅ][\w-]*)(?P<of>(?=\s+Kommunes?\b))?")
_REACH = 5
"""A number counts things that are named within so many words after it."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of answer: how it is asked for, what it looks like, and whether an answer has to look so."""

    name: str
    asked: re.Pattern[str]
    looks: re.Pattern[str] | None = None
    needed: bool = False


def _kind(name: str, asked: str, looks: str | None = None, needed: bool = True) -> Kind:
    found = re.compile(looks, re.IGNORECASE) if looks else None
    return Kind(name, re.compile(asked, re.IGNORECASE), found, needed and looks is not None)


# The first that is asked for counts, so the narrow ones stand before the wide ones.
KINDS = (
    _kind("phone", r"\b(?:telefon|tlf|mobil)\w*|\bphone", r"(?:\d ?){8}"),
    _kind("email", r"\be-?mail\w*|\bmailadresse\w*", r"\S@\S"),
    _kind(
        "share",
        r"\bprocent|\bpct\b|hvor (?:stor|lille) en? (?:andel|del)\b|\bandelen\b|\bpercent|\bshare of",
        r"\bpct\b|\bprocent|%|ud af|af de|halvdel|tredjedel|fjerdedel|flertal",
    ),
    _kind(
        "money",
        r"hvor (?:meget|mange penge|dyrt?)\b.*\b(?:kost|betal|brug|afsat|afsæt|penge|kr|sat af|støtte|bevilg|dyr)|\bkoste[rdt]?\b"
        r"|\bpris(?:en)?\b|\bbudget|\bhvor mange (?:penge|kroner|millioner)|how much (?:money|did|does|do|was|is)|\bcosts?\b",
        r"\bkr\b|kroner|\bmio\b|million|milliard|\bdkk\b|\beuro?\b",
    ),
    _kind("age", r"hvor (?:gammel|gamle)\b|how old", r"\d-?årig|\d år\b|\bfødt\b"),
    _kind(
        "duration",
        r"hvor (?:lang tid|længe|lange)\b|how long",
        rf"(?:\d|\b(?:{_WORDED}|et|en|halvt|halvandet)\b)[^.]{{0,20}}\b(?:år|måned|uge|dag|time|minut|sekund)|{_YEAR} ?[-–] ?{_YEAR}",
    ),
    _kind("count", r"hvor mange\b|hvilket antal|\bantallet af|how many", _COUNT.pattern),
    _kind("date", r"hvornår|hvilket år|hvilken (?:dato|måned|dag)|\bwhen\b|what (?:year|date)", rf"{_DATED}|\b(?:{_MONTHS})\b|forår|sommer|efterår|vinter"),
    _kind("name", r"\bhvem\b|\bhvis\b.*\?|\bwho\b|hvilke[nt]? (?:kommuner?|firma\w*|virksomhed\w*|konsulent\w*|person\w*|organisation\w*|universitet\w*|land\w*|byer?)\b|which (?:municipal|compan|cit)\w*", "."),
    _kind("place", r"\bhvor (?:ligger|henne|findes|foregår|holdes|blev|er|bor|i landet)\b|\bwhere\b", ".", needed=False),
    _kind("reason", r"hvorfor|\bwhy\b", r"\bfordi\b|\bderfor\b|skyldes|så\b|for at|grund", needed=False),
    _kind("definition", r"hvad (?:er|betyder|dækker|menes|vil det sige)\b|what (?:is|are|does)\b", r"\ber\b|betyder|består|kaldes", needed=False),
    _kind("list", r"\bhvilke\b|\bnævn\b|\bwhich\b", None),
)
OPEN = Kind("open", re.compile(""))


def kind_of(question: str) -> Kind:
    """The kind of answer that ``question`` asks for."""
    return next((kind for kind in KINDS if kind.asked.search(question)), OPEN)


def fit(kind: Kind, question: str, sentence: str) -> float:
    """How well ``sentence`` holds what is asked for: 1 well, 0.5 in part, 0 not at all; 1 where any sentence does."""
    if kind.looks is None:
        return 1.0
    if kind.name in ("name", "place"):
        return 1.0 if names(sentence) - set(terms(question)) else 0.0
    if kind.name == "count":
        return _counts(question, sentence)
    return 1.0 if kind.looks.search(sentence) else 0.0


def names(sentence: str) -> set[str]:
    """The terms of the words in ``sentence`` that are written as names are: "Skive" only in "Skive Kommune"."""
    found = set()
    for match in _CAPITAL.finditer(sentence):
        if match["of"] or not is_word(match["name"].casefold()):
            found |= set(terms(match["name"]))
    return found


def named(question: str) -> set[str]:
    """The terms in ``question`` that single something out: names, numbers and years."""
    numbers = {term for term in content_terms(question) if any(sign.isdigit() for sign in term)}
    return numbers | (names(question) & set(content_terms(question)))


def _counts(question: str, sentence: str) -> float:
    """Whether a number stands before the thing that is to be counted; half where there is only a number."""
    bare = re.sub(_DATED, " ", sentence, flags=re.IGNORECASE)
    asked = re.search(r"(?:hvor mange|antal\w*(?: af)?|how many)\s+(.*)", question, re.IGNORECASE)
    counted = set(content_terms(asked[1])[:1]) if asked else set()
    best = 0.0
    for number in _COUNT.finditer(bare):
        after = set(terms(" ".join(bare[number.end() :].split()[:_REACH])))
        best = max(best, 1.0 if counted & after else 0.5)
    return best
