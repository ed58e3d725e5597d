"""Text without the signs that are not seen but steer what is: a terminal, or which way the rest of a line runs."""

import re

_STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Control signs but for tab and line break, and those that turn the writing round and may not turn it back."""


def plain(text: str) -> str:
    """The text, all of it that can be read; Arabic and Hebrew run their own way without any such sign."""
    return _STEERING.sub("", text)
