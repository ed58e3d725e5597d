"""Whether the evidence is enough to answer: decided by code, on what was found."""

from assistant.extract import Candidate
from assistant.question import Question

ENOUGH = 0.875
COVERAGE = 0.06
"""Both chosen on 70 questions of our own, asked of the bundled corpus and of KL's texts; not yet on others."""


def answerable(question: Question, lead: Candidate) -> bool:
    """Whether the best sentence answers *this* question.

    It has to hold the kind of thing that is asked for, every name, number and year of the question has to be said in
    it or around it, and it has to be near the question in meaning, and the nearer the fewer of its words it says.
    """
    fits = lead.fit > 0 or not question.kind.needed
    return fits and lead.names_all and lead.similarity + COVERAGE * lead.coverage >= ENOUGH
