"""The word lists that the rules of Danish go by, from ``danish.toml``."""

import tomllib
from functools import cache
from pathlib import Path


def words(section: str, name: str) -> frozenset[str]:
    """The words of one list, as ``words("sentences", "units")``."""
    return frozenset(lists()[section][name].split())


@cache
def lists() -> dict[str, dict[str, str]]:
    """Every list by section and name: words apart by white space."""
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
