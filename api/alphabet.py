"""The order of the Danish alphabet."""

from collections.abc import Iterable

_LAST = str.maketrans({"æ": "{", "ä": "{", "ø": "|", "ö": "|", "å": "}"})
"""The three signs that follow z in ASCII."""


def order(name: str) -> str:
    """What to sort ``name`` by: aa counts as å, as it does in names."""
    return name.casefold().replace("aa", "å").translate(_LAST)


def in_order(names: Iterable[str]) -> list[str]:
    """The names from a to å; those that differ in nothing but capitals stand always in the same order."""
    return sorted(names, key=lambda name: (order(name), name))
