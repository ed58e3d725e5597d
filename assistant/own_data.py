"""What people ask of their own data, and of what is kept of what they write here, told by what they say."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Literal

Wish = Literal["request", "handling"]


def own_data(text: str) -> Wish | None:
    """Whether ``text`` asks for someone's own data to be seen or deleted, or how it is handled; None for neither."""
    requests, handling = _patterns()
    return "request" if requests.search(text) else "handling" if handling.search(text) else None


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    written = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    requests, handling = ("|".join(f"(?:{each})" for each in written[name]) for name in ("requests", "handling"))
    return re.compile(requests, re.IGNORECASE), re.compile(handling, re.IGNORECASE)
