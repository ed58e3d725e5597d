"""Every sentence that a user reads, from one catalogue for each language."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

LANGUAGES = ("da", "en")


@cache
def catalogue(language: str) -> dict[str, str]:
    """The sentences of one language by key, ``section.name`` as in ``wording_da.toml``."""
    sections = tomllib.loads((Path(__file__).parent / f"wording_{language}.toml").read_text("utf-8"))
    return {f"{section}.{name}": text for section, names in sections.items() for name, text in names.items()}


def say(key: str, language: str = "da", **values: Any) -> str:
    """The sentence ``key`` with ``values`` filled in; an unknown key is a KeyError, a fault of ours."""
    return catalogue(language)[key].format(**values)
