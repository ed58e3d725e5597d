"""Attempts to turn the assistant from its sources, told by what they say."""

import re
import tomllib
from functools import cache
from pathlib import Path


def turns_away(text: str) -> bool:
    """Whether ``text`` tries to change the rules, asks for what is behind them, or dictates what to answer."""
    return bool(_pattern().search(text))


@cache
def _pattern() -> re.Pattern[str]:
    written = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    patterns = "|".join(f"(?:{pattern})" for pattern in written["patterns"])
    return re.compile(patterns.replace("{told}", written["told"]), re.IGNORECASE)
