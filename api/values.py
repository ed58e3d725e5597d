"""A measurement in words, with what narrows it."""

from corpus.radar import Observation
from corpus.wording import say

_BEFORE = {"over", "under", "cirka", "ca.", "mindst", "højst", "op til", "knap", "godt", "mere end", "mindre end"}
"""What stands before a number; anything else that narrows it stands after."""


def value(row: Observation) -> str:
    """The value as the source has it: with its unit, what narrows it, whom it is a share of, and whose report it is."""
    text = row.value
    plain = text.replace(",", "").replace(".", "").replace(" ", "").isdecimal()
    if row.unit and plain:
        text = f"{text}\u00a0{row.unit}"
    after = [say("see.among", whom=row.among)] if row.among else []
    if row.qualifier and row.qualifier.casefold() in _BEFORE:
        text = f"{row.qualifier} {text}"
    elif row.qualifier:
        after.insert(0, row.qualifier)
    if row.municipality:
        after.append(say("see.of_municipality", municipality=row.municipality))
    return f"{text} ({', '.join(after)})" if after else text
