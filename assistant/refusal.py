"""Whether the evidence is enough to answer: decided by code, on what was found."""

from assistant.extract import Candidate
from assistant.question import Question

ENOUGH = 1.1
"""The least score of a lead that answers; chosen on questions of ours over the bundled corpus and KL's texts."""


def answerable(question: Question, lead: Candidate) -> bool:
    """Whether the best sentence answers *this* question.

    It has to hold the kind of thing that is asked for, every name, number and year of the question has to be said in
    it or around it, and it has to be near enough in meaning and words.
    """
    if question.kind.needed and not lead.fit:
        return False
    return lead.names_all and lead.score >= ENOUGH
