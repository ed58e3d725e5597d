"""What a message points at in the answer before it: one of several questions back, one of a list, a person named."""

import re
from collections.abc import Mapping, Sequence

from assistant.answer import Answer
from assistant.dialogue.subjects import persons
from assistant.ordinals import PLACES
from corpus.danish import words
from corpus.lemmas import is_verb
from corpus.terms import terms_with_parts

_ORDINALS = {**PLACES, "øverste": 0, **dict.fromkeys(("sidste", "last", "nederste"), -1), "næstsidste": -2}
_COUNTS = {"to": 2, "two": 2, "tre": 3, "three": 3, "fire": 4, "four": 4}
_NUMBERED = re.compile(
    r"^(?:nummer|nr\.?|number|no\.?)?\s*(?P<number>[1-9])\.?$|\b(?:nummer|nr\.?|number) (?P<at>\w+)", re.I
)
_ONE = re.compile(rf"\b(?:den|det|the)\s+(?P<which>{'|'.join(_ORDINALS)})(?:\s+(?:af dem|one))?\b", re.IGNORECASE)
_SOME = re.compile(
    rf"\b(?:de|the)\s+(?:(?P<count>{'|'.join(_COUNTS)})\s+(?P<end>første|sidste)"
    rf"|(?P<edge>first|last)\s+(?P<number>{'|'.join(_COUNTS)}))\b",
    re.IGNORECASE,
)
_BOTH = re.compile(r"\b(?:begge(?: to)?|dem begge|alle (?:tre|fire|fem)|both)\b", re.IGNORECASE)
_LIST = re.compile(r"(?:[^,.:;?!]+,\s+)+[^,.:;?!]+?\s+(?:og|samt|eller|and|or)\s+[^,.:;?!]+")
_PAIR = re.compile(r"[^,.:;?!]+\s+(?:og|and)\s+[^,.:;?!]+")
_QUOTED = re.compile(r"»[^«]+«")
POINTS = re.compile(f"{_ONE.pattern}|{_BOTH.pattern}|{_SOME.pattern}".replace("?P<", "?P<_"), re.IGNORECASE)
"""What points at something in a list."""
_LONGEST = 8
"""A message of more words than this asks by itself."""
_SEVERAL = 2
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")


def chosen(text: str, choices: Sequence[str], told: Mapping[str, str]) -> str | None:
    """The one of ``choices`` that ``text`` takes, by its place or by a word that is of it alone.

    ``told`` is what else is known of each: its source's kind, publisher and date.
    """
    bare = text.strip(" ?!.,")
    if len(bare.split()) > _LONGEST or not choices:
        return None
    at = _place(bare, len(choices))
    if at is not None:
        return choices[at]
    wanted = set(terms_with_parts(bare)) - words("terms", "function_words")
    meets = [len(wanted & set(terms_with_parts(f"{each} {told.get(each, '')}"))) for each in choices]
    best = max(meets)
    return choices[meets.index(best)] if best and meets.count(best) == 1 else None


def pointed(text: str, answer: Answer) -> str | None:
    """``text`` with what it points at in the list of ``answer`` said: "hvor står den anden?", "de to sidste"."""
    told = counted(text, answer)
    every = listed(answer)
    if told or len(every) < _SEVERAL:
        return told
    for pattern in (_SOME, _ONE, _BOTH):
        found = pattern.search(text)
        if found and not _goes_with_noun(text[found.end() :]):
            items = _items(found, every, pattern)
            said = " og ".join(filter(None, (", ".join(items[:-1]), items[-1]))) if items else ""
            return (text[: found.start()] + said + text[found.end() :]) if said else None
    return None


def listed(answer: Answer) -> tuple[str, ...]:
    """The things that an answer lists, in its order: of a picture its marks, else of the first enumeration."""
    if answer.figure and len(answer.figure.marks) > 1:
        return tuple(dict.fromkeys(mark.label for mark in answer.figure.marks))
    for sentence in answer.sentences:
        after = sentence.text.rpartition(": ")[2]
        found = _LIST.search(after) or (_PAIR.search(after) if answer.mode == "radar" else None)
        if found:
            between = r"samt" if " samt " in found[0] else "og|eller|and|or"
            items = [each.strip(' »«"') for each in re.split(rf",\s+|\s+(?:{between})\s+", found[0])]
            return tuple(dict.fromkeys([_bare(items[0], first=True), *items[1:-1], _bare(items[-1], first=False)]))
    return ()


def counted(text: str, answer: Answer) -> str | None:
    """``text`` with what the answer itself counts up: "den anden" where a sentence tells of "den anden rapport"."""
    found = _ONE.search(text)
    for sentence in answer.sentences if found and not _goes_with_noun(text[found.end() :]) else ():
        told = re.search(rf"\b(?:den|det|the) {found['which']} \w+", sentence.text, re.IGNORECASE) if found else None
        if found and told:
            title = _QUOTED.search(sentence.text, told.end())
            said = title[0] if title else told[0].lower()
            return text[: found.start()] + said + text[found.end() :]
    return None


def named(answer: Answer) -> tuple[str, ...]:
    """The persons that an answer names, those of its first sentence that names any."""
    return next((found for each in answer.sentences if (found := persons(each.text))), ())


def _place(bare: str, count: int) -> int | None:
    numbered = _NUMBERED.search(bare)
    if numbered and numbered["number"]:
        at = int(numbered["number"]) - 1
    elif numbered and numbered["at"].casefold() in _COUNTS:
        at = _COUNTS[numbered["at"].casefold()] - 1
    else:
        found = _ONE.search(bare)
        if not found:
            return None
        at = _ORDINALS[found["which"].casefold()]
    return at % count if -count <= at < count else None


def _items(found: re.Match[str], every: Sequence[str], pattern: re.Pattern[str]) -> Sequence[str]:
    if pattern is _BOTH:
        return every
    if pattern is _ONE:
        at = _ORDINALS[found["which"].casefold()]
        return [every[at]] if -len(every) <= at < len(every) else []
    count = _COUNTS[(found["count"] or found["number"]).casefold()]
    last = (found["end"] or found["edge"]).casefold() in ("sidste", "last")
    return every[-count:] if last else every[:count]


def _goes_with_noun(after: str) -> bool:
    """Whether "den anden" has its noun with it: "den anden rapport" is no item of a list."""
    following = (_WORD.findall(after) or [""])[0].casefold()
    return bool(following) and not (following in words("terms", "function_words") or is_verb(following))


def _bare(item: str, first: bool) -> str:
    """An item without the rest of the sentence around it: what stands before its verb, or behind it."""
    said = _WORD.findall(item)
    verbs = [at for at, word in enumerate(said) if is_verb(word.casefold()) or word.casefold() in ("er", "står", "har")]
    if not verbs:
        return item.strip()
    return " ".join(said[verbs[-1] + 1 :] if first else said[: verbs[0]]) or item.strip()
