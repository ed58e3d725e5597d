"""A follow-up as the model makes it standalone, and whether that may be used: only with what the conversation holds."""

import re
from collections.abc import Sequence

from assistant.question import LONGEST, Question, understood
from assistant.writing.facts import Said, facts
from corpus.terms import content_terms

_LABEL = re.compile(
    r"^\s*(?:[-*•–\"»]|\d[.)]|(?:omskrevet )?spørgsmål\s*:|(?:rewritten )?question\s*:)\s*", re.IGNORECASE
)
_NEW = 2
"""Other words that a rewrite may bring along, as "kommuner" for "de"."""


def usable(written: str, question: str, before: Sequence[str], language: str) -> str | None:
    """The standalone question in what the model wrote, None where it cannot be used.

    It is one line in the language of the question, says no name, number or year that the conversation does not, and
    hardly a word.
    """
    lines = [line for line in written.splitlines() if line.strip()]
    if len(lines) != 1:
        return None
    text = _LABEL.sub("", lines[0]).strip(' "»«“”')
    found = understood(text) if len(text) <= LONGEST else "too_long"
    if not isinstance(found, Question) or found.masked or found.language != language:
        return None
    conversation = "\n".join([*before, question])
    said = Said.by(conversation, language)
    if not all(said.holds(fact) for fact in facts(text, language)):
        return None
    held = set(content_terms(conversation))
    new = [term for term in content_terms(text) if term not in held]
    return found.text if len(new) <= _NEW and len(text) <= 2 * len(conversation) else None
