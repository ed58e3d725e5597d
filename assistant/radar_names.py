"""Finds in a question what the radar's rows have names for: in any form of the word, in a compound, with a slip."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

from symspellpy.editdistance import DistanceAlgorithm, EditDistance

from corpus.danish import words
from corpus.lemmas import is_word, lemma
from corpus.radar import OVERALL, Radar
from corpus.vocabulary import read as vocabulary

Kind = Literal["technology", "radar", "theme", "area", "place", "municipality", "named", "qualifier"]

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W_]+")
_ENDINGS = ("ernes", "erne", "enes", "ens", "ene", "ets", "ers", "en", "et", "er", "es", "e", "s", "n", "t", "r")
_LINKS = ("", "s", "e", "er", "ets", "ens")
_PIECES = re.compile(r",\s*|\s+(?:og|and|&)\s+|/|- og ")
_SHORT, _SLIP, _LONG = 3, 5, 8
_FUNCTION_WORDS = words("terms", "function_words")
_TOWNS = frozenset({"place", "municipality"})
_TOWN = re.compile(r"\b([A-ZÆØÅ][\w-]+)s? Kommunes?\b")


@dataclass(frozen=True, slots=True)
class Named:
    """A name of the rows found in a question, and where; ``kind`` is what it names."""

    kind: Kind
    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Way:
    """One way to say a name: the forms of each of its words."""

    kind: Kind
    name: str
    words: tuple[frozenset[str], ...]


class Names:
    """All names in the rows, with their aliases and what the vocabulary knows them as."""

    def __init__(self, radar: Radar) -> None:
        ways = {(kind, name, said.casefold()): None for kind, name, said in _both(_ways(radar)) if _WORD.search(said)}
        self._ways = tuple(
            _Way(kind, name, tuple((_town if kind in _TOWNS else forms)(word) for word in _WORD.findall(said)))
            for kind, name, said in ways
        )
        self._longest = max((len(way.words) for way in self._ways), default=0)
        self._forms = frozenset(form for way in self._ways for word in way.words for form in word)
        self._bases = tuple({word for _, _, said in ways for word in _WORD.findall(said) if len(word) >= _SLIP})
        self._words = tuple(dict.fromkeys(word for _, _, said in ways for word in _WORD.findall(said)))
        self._distance = EditDistance(DistanceAlgorithm.DAMERAU_OSA)

    @property
    def words(self) -> tuple[str, ...]:
        """The words that names are made of, as they are written."""
        return self._words

    def found(self, text: str, known: Iterable[tuple[int, int]] = ()) -> list[Named]:
        """The names in ``text``, in its order; of names within each other the longest.

        The same words may name several things: all of them are given. What stands at ``known`` is no slip of a name.
        """
        tokens = [(match[0], match.start(), match.end()) for match in _WORD.finditer(text)]
        sure = list(known)
        read = [
            forms(token if any(start <= at < end for start, end in sure) else self._mended(token))
            for token, at, _ in tokens
        ]
        found: list[Named] = []
        at = 0
        while at < len(tokens):
            length, ways = self._at(tokens, read, at)
            end = tokens[at + length - 1][2]
            found += dict.fromkeys(Named(way.kind, way.name, tokens[at][1], end) for way in ways)
            at += length or 1
        towns = [Named("municipality", match[1], match.start(1), match.end(1)) for match in _TOWN.finditer(text)]
        return found + [town for town in towns if not any(each.start <= town.start < each.end for each in found)]

    def _at(
        self, tokens: Sequence[tuple[str, int, int]], read: Sequence[frozenset[str]], at: int
    ) -> tuple[int, list[_Way]]:
        """The most words from ``at`` on that name something, and what they name."""
        for length in range(min(self._longest, len(tokens) - at), 0, -1):
            ways = [
                way
                for way in self._ways
                if len(way.words) == length and all(way.words[i] & read[at + i] for i in range(length))
            ]
            if ways:
                return length, ways
            apart = tokens[at : at + 2]
            if length == 2 and not any(word.casefold() in _FUNCTION_WORDS for word, *_ in apart):  # "chat bots"
                joined = forms(tokens[at][0] + tokens[at + 1][0])
                ways = [way for way in self._ways if len(way.words) == 1 and self._is(way.words[0], joined)]
                if ways and not self._at(tokens, read, at + 1)[1]:
                    return 2, ways
        joined = read[at]
        return 1, [
            way
            for way in self._ways
            if (len(way.words) == 1 and self._is(way.words[0], joined))
            or (len(way.words) > 1 and "".join(min(word, key=len) for word in way.words) in joined)
        ]

    @staticmethod
    def _is(name: frozenset[str], word: frozenset[str]) -> bool:
        """Whether a word is the name, or a compound of the name and a word that adds nothing: "droneteknologi"."""
        if name & word:
            return True
        return any(
            form.startswith(stem + link) and form[len(stem + link) :].startswith(heads())
            for form in word
            for stem in name
            if len(stem) > _SHORT
            for link in _LINKS
        )

    def _mended(self, token: str) -> str:
        lower = token.casefold()
        if len(lower) < _SLIP or lower.isdigit() or forms(lower) & self._forms or is_word(lower):
            return token
        reach = 1 if len(lower) < _LONG else 2
        near = [
            (distance, base)
            for base in self._bases
            if base[0].casefold() in lower[:2]
            and abs(len(base) - len(lower)) <= reach + 2
            and (distance := self._nearest(lower, base, reach)) >= 0
        ]
        return min(near)[1] if near else token

    def _nearest(self, word: str, base: str, reach: int) -> int:
        """How far the word is from a form of the base, -1 if further than ``reach``."""
        found = [self._distance.compare(word, form, reach) for form in (base.casefold(), *_inflected(base.casefold()))]
        return min((distance for distance in found if distance >= 0), default=-1)


@lru_cache(50_000)
def forms(word: str) -> frozenset[str]:
    """The forms that a word may be brought back to; two words with one in common are the same word."""
    lower = word.casefold()
    if len(lower) <= _SHORT or lower[0].isdigit():
        return frozenset({lower, lower[:-1]} if lower.endswith("s") and len(lower) == _SHORT else {lower})
    found = {lower, lemma(lower)}
    for ending in _ENDINGS:
        if lower.endswith(ending) and len(lower) - len(ending) >= _SHORT:
            found.add(lower[: -len(ending)])
    found |= {form[:-1] for form in found if len(form) > _SHORT and form[-1] == form[-2]}
    return frozenset(found)


def _town(word: str) -> frozenset[str]:
    """A town's name has a genitive and no other form."""
    return frozenset({word.casefold(), word.casefold() + "s"})


@cache
def cues() -> Any:
    """What questions to the rows are made of, as it is written in ``radar_words.toml``."""
    return tomllib.loads(Path(__file__).with_name("radar_words.toml").read_text("utf-8"))


@cache
def heads() -> tuple[str, ...]:
    """Words that add nothing behind a name."""
    return tuple(cues()["fillers"]["heads"].split())


def _inflected(base: str) -> Iterator[str]:
    yield from (base + ending for ending in ("en", "et", "er", "erne", "s", "ne", "n", "r", "rne"))


def _both(ways: Iterable[tuple[Kind, str, str]]) -> Iterator[tuple[Kind, str, str]]:
    """Every way to say a name, and how an English question says it, as the vocabulary has it."""
    english: dict[str, list[str]] = {}
    for said, danish in vocabulary()["english"].items():
        for word in danish:
            english.setdefault(word.casefold(), []).append(said)
    for kind, name, said in ways:
        yield kind, name, said
        if kind in ("radar", "theme", "area", "technology"):
            yield from ((kind, name, other) for other in english.get(said.casefold(), ()))


def _ways(radar: Radar) -> Iterator[tuple[Kind, str, str]]:
    """Every way to say every name."""
    same = [group["words"] for group in vocabulary()["same"]]
    spoken = {word.casefold(): group for group in same for word in group}
    told = {each.name for each in radar.technologies}
    others = {
        name: ()
        for name in (
            *(row.technology for row in radar.observations),
            *(pilot.technology for pilot in radar.pilots),
            *(case.technology for case in radar.cases),
        )
        if name and name not in told
    }
    for technology, aliases in (
        *((each.name, (*each.aliases, *each.english)) for each in radar.technologies),
        *others.items(),
    ):
        for said in (technology, *aliases):
            yield "technology", technology, said
            for other in _spoken(spoken, said):
                yield "technology", technology, other
    fields: dict[str, tuple[str, ...]] = {each.name: each.aliases for each in radar.fagområder}
    for row in radar.observations:
        if row.radar != OVERALL:
            fields.setdefault(row.radar, ())
    yield from _with_pieces("radar", fields)
    yield from _with_pieces("theme", {each.technology: () for each in radar.kryds})
    areas = [each.area for each in radar.kryds]
    areas += [each.area for each in radar.pilots if each.area] + [each.area for each in radar.cases if each.area]
    yield from _with_pieces("area", dict.fromkeys(areas, ()))
    for pilot in radar.pilots:
        yield "named", pilot.name, pilot.name
        yield from (("place", town, town) for town in pilot.municipalities)
    for case in radar.cases:
        yield "named", case.name, case.name
        yield "place", case.municipality, case.municipality
    for row in radar.observations:
        if row.municipality:
            yield "municipality", row.municipality, row.municipality
        if row.qualifier and row.technology is None:
            yield "qualifier", row.qualifier, row.qualifier
    yield from (("municipality", town.capitalize(), town) for town in sorted(words("names", "municipalities")))


def _with_pieces(kind: Kind, names: dict[str, tuple[str, ...]]) -> Iterator[tuple[Kind, str, str]]:
    """Each name, its aliases, and those of its pieces that are of no other: "klima" of "klima, teknik og miljø"."""
    pieces = {name: [piece for piece in _PIECES.split(name) if piece] for name in names}
    every = [piece.casefold() for parts in pieces.values() for piece in parts]
    taken = {said.casefold() for name, aliases in names.items() for said in (name, *aliases)}
    for name, aliases in names.items():
        for said in (name, *aliases):
            yield kind, name, said
        for one, other in pairwise(pieces[name]):
            if f"{one} og {other}".casefold() not in taken:
                yield kind, name, f"{one} {other}"
                yield kind, name, f"{one} og {other}"
        for piece in pieces[name]:
            if every.count(piece.casefold()) == 1 and piece.casefold() not in taken:
                yield kind, name, piece


def _spoken(spoken: dict[str, list[str]], said: str) -> list[str]:
    """What the vocabulary says for the same, if it has it in this form or in the basic one."""
    lower = said.casefold()
    group = spoken.get(lower) or next(
        (
            group
            for word, group in spoken.items()
            if " " not in lower and forms(word) & forms(lower) and len(lower) > _SHORT
        ),
        None,
    )
    return group or []
