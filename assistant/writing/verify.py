"""Holds a sentence of the model against the sources: only what a place that it cites carries may be shown."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
from simplemma import is_known

from assistant.checks import Check, Verdict
from assistant.injection import statements
from assistant.writing.entailment import Entailment
from assistant.writing.facts import Fact, Said, facts
from assistant.writing.reading import LONGEST_SENTENCE, Claim
from assistant.writing.support import Stretch, Words, fitted, nearness, signs
from corpus.compounds import parts
from corpus.danish import words as small_words
from corpus.passage import Passage
from corpus.quote import Quote, normalised
from corpus.snapshot import Snapshot
from corpus.windows import over

LONGEST_RUN = 2
"""Neighbouring sentences of a passage that together may carry one sentence of the answer."""
LONGER = 0.1
"""So much nearer two have to be than one to be taken instead."""
_FEW = 3
_KNOWN = 0.6
_SMALL = {"da": "danish", "en": "english"}
_WORD = re.compile(r"[^\W\d_]+")
_NOT_PROSE = re.compile(r"https?:|www\.|\]\(|[<>{}|]|`|\bsystem ?prompt", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Place:
    """Neighbouring sentences of a passage as evidence: their words verbatim, and how well they support a sentence."""

    passage: Passage
    quote: Quote
    score: float


@dataclass(frozen=True, slots=True)
class Verified:
    """A sentence with what was found, and the places that carry it: none unless it is supported."""

    check: Check
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class _Run:
    quote: Quote
    said: Said
    stretch: Stretch
    longer: float


@dataclass(frozen=True, slots=True)
class _Source:
    passage: Passage
    runs: tuple[_Run, ...]
    whole: Stretch
    said: Said


class Verifier:
    """The sources that were given to the model, numbered from 1, ready to be held against what it writes."""

    def __init__(
        self, snapshot: Snapshot, passages: Sequence[Passage], language: str, entailment: Entailment | None = None
    ) -> None:
        self._embedder, self._language, self._entailment = snapshot.embedder, language, entailment
        self._sources = [_source(snapshot, passage) for passage in passages]

    def verified(self, claim: Claim) -> Verified:
        """What is found of ``claim``.

        Each source that it cites has to carry it alone: one that does not is no citation of it, and without any that
        does it is not shown.
        """
        if not self._readable(claim):
            return Verified(Check(claim.text[:LONGEST_SENTENCE], claim.sources, "unreadable"))
        words = Words.of(self._embedder, claim.text, self._language)
        asked = facts(claim.text, self._language)
        best = [self._best(source, words, asked) for source in self._sources]
        carrying = {number: each[0] for number, each in enumerate(best, 1) if each and each[1]}
        places = tuple(place for number in claim.sources if (place := carrying.get(number)))
        scores = [each[0].score for number, each in enumerate(best, 1) if each and number in claim.sources]
        verdict: Verdict = "supported" if places else self._otherwise(asked, words, bool(carrying))
        check = Check(claim.text, claim.sources, verdict, round(max(scores, default=0.0), 4))
        return Verified(check, places)

    def _readable(self, claim: Claim) -> bool:
        """Whether it is a sentence as asked for: cited, of some words, in the language asked for, no more than that."""
        return (
            bool(claim.sources)
            and len(claim.text.split()) >= _FEW
            and len(claim.text) <= LONGEST_SENTENCE
            and not _NOT_PROSE.search(claim.text)
            and self._in_language(claim.text)
        )

    def _in_language(self, text: str) -> bool:
        """Whether it is in the language asked for: by its small words, and by whether most words are of it at all."""
        written = _WORD.findall(text)
        words = [word.casefold() for word in written]
        lists = {language: small_words("language", name) for language, name in _SMALL.items()}
        small = {language: sum(word in listed for word in written) for language, listed in lists.items()}
        if small[self._language] < max(small.values()):
            return False
        known = sum(
            is_known(word, self._language)
            or (self._language == "da" and bool(parts(word)))
            or any(word in source.said.words for source in self._sources)
            for word in words
        )
        return bool(words) and known >= _KNOWN * len(words)

    def _best(self, source: _Source, words: Words, asked: Sequence[Fact]) -> tuple[Place, bool] | None:
        """The place in ``source`` that supports best and whether it carries; None where none says all that is asked."""
        holding = [run for run in source.runs if all(run.said.holds(fact) for fact in asked)]
        if not holding:
            return None
        nearest = max(holding, key=lambda run: nearness(words, run.stretch) - run.longer)
        own = nearest.quote.text.casefold().rstrip(".!?:") == words.text.casefold().rstrip(".!?:")
        score = 1.0 if own else fitted().likelihood(signs(words, nearest.stretch))
        place = Place(source.passage, nearest.quote, score)
        return place, place.score >= fitted().least and self._follows(place, words.text)

    def _follows(self, place: Place, sentence: str) -> bool:
        return self._entailment is None or self._entailment.follows([place.quote.text], sentence)[0]

    def _otherwise(self, asked: Sequence[Fact], words: Words, elsewhere: bool) -> Verdict:
        if elsewhere:
            return "misattributed"
        if not self._sources:
            return "absent"
        said = reduce(Said.joined, (source.said for source in self._sources))
        wholes = [source.whole for source in self._sources]
        together = Stretch(
            "\n".join(whole.text for whole in wholes),
            wholes[0].language,
            "\n".join(whole.over for whole in wholes),
            np.concatenate([whole.tokens for whole in wholes]),
        )
        held = all(said.holds(fact) for fact in asked)
        return "stitched" if held and fitted().likelihood(signs(words, together)) >= fitted().least else "absent"


def _source(snapshot: Snapshot, passage: Passage) -> _Source:
    document = snapshot.document(passage.document_id)
    source = document.source
    tokens = snapshot.tokens(passage)
    above = " ".join(filter(None, (over(source, passage), source.publisher, source.dated)))

    def stretch(start: int, end: int) -> Stretch:
        begins, ends = tokens.offsets[:, 0] + passage.start, tokens.offsets[:, 1] + passage.start
        within = (ends <= passage.start) | ((begins < end) & (ends > start))
        return Stretch(normalised(document.text[start:end]), source.language, above, tokens.vectors[within])

    runs: list[_Run] = []
    stated = statements(document.text, passage.sentences)
    for length in range(1, LONGEST_RUN + 1):
        for first in range(len(passage.sentences) - length + 1):
            taken = passage.sentences[first : first + length]
            if not set(taken) <= set(stated):
                continue
            quote = Quote.at(document, taken[0].start, taken[-1].end)
            said = Said.by(quote.text, source.language, above)
            runs.append(_Run(quote, said, stretch(quote.start, quote.end), LONGER * (length - 1)))
    whole = stretch(passage.start, passage.end)
    return _Source(passage, tuple(runs), whole, Said.by(whole.text, source.language, above))
