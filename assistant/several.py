"""The parts of a question, each with what was found for it, and their leads chosen together.

What is asked in one breath mostly stands together in the sources, and the whole question often says what a later part
leaves out ("… og hvad får man ud af det?"). So a sentence for a later part is weighed by the whole question too, and by
whether it stands where the first part's lead stands.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.extract import AT_MOST, Ranked
from assistant.question import Question
from assistant.refusal import likelihood
from assistant.weighing import Candidate
from corpus.embedding import Embedder

BY_WHOLE = 0.5
"""What a sentence's score for the whole question counts for, beside that for the part."""
SAME_PASSAGE = 3.0
"""What it is worth to stand in the passage of the first part's lead."""
SAME_DOCUMENT = 1.0
"""And what it is worth to stand in its document."""
SAID = 5.0
"""What it costs to be the lead of an earlier part already."""

AS_WELL = 1.0
"""What further sentences for the whole question may score less than the best."""
SURE, AS_SURE = 0.4, 0.7
"""How likely each of two things side by side has to be answered for the question to be cut in two, by itself and as a
share of how likely the whole is."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a question, the sentences found for it (best first), and how likely the best of them answers (0 to 1).

    ``beside`` are those that answer all that was asked in one about as well as anything does.
    """

    question: Question
    every: Sequence[Ranked]
    likelihood: float
    beside: tuple[Candidate, ...] = ()


def part(embedder: Embedder, question: Question, every: Sequence[Ranked]) -> Part:
    """``question`` with ``every`` sentence that was found for it with ``embedder``."""
    return Part(question, every, likelihood(embedder, question.kind, every))


def together(embedder: Embedder, parts: Sequence[Part], whole: Part) -> list[Part]:
    """``parts`` with their sentences in the order in which they answer beside each other.

    The first part stays as it is. A later one's lead is as likely to answer it as it is by the part's own words or by
    the ``whole`` question's, whichever tells more; by its own alone where that sentence leads an earlier part already,
    which is what the whole question may say of it.
    """
    first, *later = parts
    if not first.every or not whole.every:
        return list(parts)
    best = whole.every[0].score
    beside = tuple(each.candidate for each in whole.every[:AT_MOST] if best - each.score <= AS_WELL)
    taken, made = [first.every[0]], [first]
    for each in later:
        every = _beside(each.every, whole.every, taken)
        lead = _key(every[0])
        by_whole = sorted(whole.every, key=lambda one: _key(one) != lead)
        likely = [likelihood(embedder, each.question.kind, every)]
        if _key(by_whole[0]) == lead and lead not in map(_key, taken):
            likely.append(likelihood(embedder, whole.question.kind, by_whole))
        taken.append(every[0])
        made.append(replace(each, every=every, likelihood=max(likely), beside=beside))
    return made


def apart(parts: Sequence[Part], whole: Part) -> bool:
    """Whether ``parts`` are answered by different sentences, each about as surely as the ``whole`` question is."""
    leads = {each.every[0].candidate.quote.text for each in parts if each.every}
    sure = all(each.likelihood >= max(SURE, AS_SURE * whole.likelihood) for each in parts)
    return len(leads) == len(parts) and sure


def _beside(own: Sequence[Ranked], whole: Sequence[Ranked], taken: Sequence[Ranked]) -> list[Ranked]:
    """The sentences of both, best first: by what falls short of the best in each, and by where they stand."""
    short, short_whole = _shortfalls(own), _shortfalls(whole)
    first, said = taken[0].candidate, {each.candidate.quote.text for each in taken}
    scored = []
    for key, each in {_key(each): each for each in [*whole, *own]}.items():
        score = short.get(key, min(short.values(), default=0.0)) + BY_WHOLE * short_whole.get(
            key, min(short_whole.values())
        )
        score += SAME_PASSAGE * (each.candidate.found.passage.id == first.found.passage.id)
        score += SAME_DOCUMENT * (each.candidate.quote.document.source.id == first.quote.document.source.id)
        score -= SAID * (each.candidate.quote.text in said)
        scored.append(replace(each, score=score))
    return sorted(scored, key=lambda each: (-each.score, _key(each)))


def _shortfalls(every: Sequence[Ranked]) -> dict[tuple[str, int], float]:
    return {_key(each): each.score - every[0].score for each in every}


def _key(each: Ranked) -> tuple[str, int]:
    return each.candidate.found.passage.id, each.candidate.quote.start
