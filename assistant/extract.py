"""Ranks the sentences that may answer, and picks those that make the answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.expected import OPEN, Kind, named
from assistant.learned import learned
from assistant.stages import WHOLE, Without
from assistant.weighing import FIGURES, Candidate, matrix
from corpus.quote import Quote
from corpus.terms import terms_with_parts

AT_MOST = 3
LONGEST = 350
"""Characters beyond which no further sentence is added."""
BESIDE = 2.0
"""A further sentence of the lead's passage scores at most so much less than the lead."""
ELSEWHERE = 0.5
"""And one of another passage so much."""
SURE = 0.7
"""A sentence that is known to answer a question so much like this one (1 the same) comes along too."""
AS_MUCH = 0.5
"""The share of the question's words from which on a sentence elsewhere is about the same."""
FEW = 60
"""A lead of fewer characters hardly answers alone."""
_DENSE = frozenset({"window", "similarity"})
_LATE = frozenset({"late", "sentence_late", "worst"})


@dataclass(frozen=True, slots=True)
class Ranked:
    """A sentence with its score: comparable with others for the same question only."""

    candidate: Candidate
    score: float


def ranked(found: Sequence[Candidate], without: Without = WHOLE) -> list[Ranked]:
    """``found``, best first, by what was learned; less the figures of the stages that are taken away."""
    if "weights" in without:
        return by_score(found, {"similarity": 1.0})
    weights = learned()
    away = {*(_DENSE if "dense" in without else ()), *(_LATE if "late" in without else ())}
    away |= {"lexical"} if "bm25" in without else set()
    return by_score([each.less(away, weights.means) for each in found] if away else found, weights.rank)


def by_score(found: Sequence[Candidate], weights: Mapping[str, float]) -> list[Ranked]:
    """``found``, best first, by the sum of their figures times ``weights``."""
    scores = matrix(found) @ np.array([weights.get(name, 0.0) for name in FIGURES])
    every = [Ranked(each, float(score)) for each, score in zip(found, scores, strict=True)]
    return sorted(every, key=lambda each: (-each.score, each.candidate.found.passage.id, each.candidate.quote.start))


def passages(every: Sequence[Ranked]) -> list[Ranked]:
    """The best sentence of each passage, best first."""
    best: dict[str, Ranked] = {}
    for each in every:
        best.setdefault(each.candidate.found.passage.id, each)
    return list(best.values())


def chosen(every: Sequence[Ranked], kind: Kind = OPEN) -> list[Candidate]:
    """The lead, then what else of its passage or elsewhere answers about as well; never two that say the same.

    What follows the lead in the source comes first where the lead only opens what is told: where it is a heading or a
    few words, or a list was asked for. What is known to answer such a question comes too. A question is no answer, so
    none comes along. After the lead, sentences stand in reading order.
    """
    lead = every[0]
    taken = [lead.candidate]
    opens = kind.name == "list" or len(lead.candidate.quote.text) < FEW or lead.candidate.quote.text.endswith(":")
    after = _following(lead, every) if opens else []
    for each in [*after, *every[1:]]:
        beside = each.candidate.found.passage.id == lead.candidate.found.passage.id
        sure = each.candidate.figure("asked") >= SURE
        close = sure or each in after or lead.score - each.score <= (BESIDE if beside else ELSEWHERE)
        length = sum(len(other.quote.text) for other in taken) + len(each.candidate.quote.text)
        fits = len(taken) < AT_MOST and length <= LONGEST and not each.candidate.quote.text.endswith("?")
        if fits and close and not _said(each.candidate.quote, taken):
            taken.append(each.candidate)
    return [taken[0], *sorted(taken[1:], key=lambda each: _reading_order(taken[0], each))]


def further(every: Sequence[Ranked], told: Sequence[Candidate]) -> list[Candidate]:
    """What the sources tell beyond what was ``told``, as much as fits: first what stands around it, then elsewhere.

    Elsewhere only what says as much of the question's words as makes it about the same.
    """
    around = {each.found.passage.id for each in told}
    here = [each.candidate for each in every if each.candidate.found.passage.id in around]
    here.sort(key=lambda each: _reading_order(told[0], each))
    there = [
        each.candidate
        for each in every
        if each.candidate.found.passage.id not in around
        and each.candidate.figure("own") >= AS_MUCH
        and each.candidate.figure("names") == 1.0
    ]
    taken: list[Candidate] = []
    for each in [*here, *there]:
        length = sum(len(other.quote.text) for other in taken) + len(each.quote.text)
        fits = len(taken) < AT_MOST and (length <= LONGEST or not taken) and not each.quote.text.endswith("?")
        if fits and not _said(each.quote, [*told, *taken]):
            taken.append(each)
    return taken


def _following(lead: Ranked, every: Sequence[Ranked]) -> list[Ranked]:
    """What stands after the lead in its passage, in that order, as far as an answer has room."""
    same = [each for each in every if each.candidate.found.passage.id == lead.candidate.found.passage.id]
    later = [each for each in same if each.candidate.quote.start > lead.candidate.quote.start]
    return sorted(later, key=lambda each: each.candidate.quote.start)[: AT_MOST - 1]


def joined(parts: Sequence[Sequence[Candidate]], beside: Sequence[Candidate] = ()) -> list[Candidate]:
    """The sentences of several answers as one: the leads first in the order of the parts.

    Then what else has room: what answers all of them ``beside`` the leads before what goes on from each.
    """
    taken: list[Candidate] = []
    for each in [*(part[0] for part in parts), *beside, *(each for part in parts for each in part[1:])]:
        length = sum(len(other.quote.text) for other in taken) + len(each.quote.text)
        wanted = len(taken) < len(parts) or (len(taken) < AT_MOST and length <= LONGEST)
        if wanted and not _said(each.quote, taken):
            taken.append(each)
    return taken


def _said(quote: Quote, taken: Sequence[Candidate]) -> bool:
    return any(alike(quote, other.quote) for other in taken)


def alike(one: Quote, other: Quote) -> bool:
    """Whether two sentences say much the same in the same words, and of the same: no number or name sets them apart."""
    mine, yours = set(terms_with_parts(one.text)), set(terms_with_parts(other.text))
    apart = [named(one.text) - yours, named(other.text) - mine]
    return len(mine & yours) > 0.7 * min(len(mine), len(yours)) and not all(apart)


def _reading_order(lead: Candidate, each: Candidate) -> tuple[bool, str, int]:
    source = each.quote.document.source.id
    return source != lead.quote.document.source.id, source, each.quote.start
