"""Whether the evidence is enough to answer: decided by code, on what was found."""

from assistant.extract import Candidate
from assistant.question import Question

# Chosen on 70 questions of our own, asked of the bundled corpus and of KL's texts; not yet measured on others.
ENOUGH = 0.885
NEAR = 0.85
COVERAGE = 0.06
FIT = 0.02
OTHER_LANGUAGE = 0.02
"""Cosines between a question in one language and a sentence in another lie about so much lower."""


def answerable(question: Question, lead: Candidate) -> bool:
    """Whether the best sentence answers *this* question.

    It has to hold the kind of thing that is asked for, every name, number and year of the question has to be said in
    it or around it, and it has to be near the question in meaning: the less so the more of its words it says.
    """
    if not lead.names_all or (question.kind.needed and lead.fit < 1):
        return False
    return _strength(question, lead) + FIT * lead.fit * question.kind.needed >= ENOUGH


def near(question: Question, candidate: Candidate) -> bool:
    """Whether a sentence that does not answer is still worth showing as the nearest there is."""
    return _strength(question, candidate) >= NEAR


def _strength(question: Question, candidate: Candidate) -> float:
    other = question.language != candidate.quote.document.source.language
    return candidate.similarity + COVERAGE * candidate.coverage + OTHER_LANGUAGE * other
