"""A text as one who looks for numbers sees it, with the way back to where each sign stands."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from assistant.personal.numerals import in_digits

Kind = Literal["cpr", "email", "phone", "account", "card"]

HIDDEN = "\x00"
"""What stands in a plain text where something was found: neither a word, a space nor a digit to any pattern."""
_MISTYPED = re.compile(r"(?<![^\W_])(?=(?:\D{0,3}\d){5})[\doOlI]{6}[\s-]{0,3}[\doOlI]{4}(?![^\W_])")
_LETTERS = str.maketrans("oOlI", "0011")


@dataclass(frozen=True, slots=True)
class Span:
    """What was found, and from where to where it stands in the text that was given."""

    kind: Kind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Plain:
    """``text`` in plain digits and hyphens; sign ``i`` stands from ``starts[i]`` to ``ends[i]`` in what was given."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, kind: Kind, start: int, end: int) -> Span:
        """The place of the signs from ``start`` to ``end`` in the text that was given."""
        return Span(kind, self.starts[start], self.ends[end - 1])

    def without(self, spans: Iterable[Span]) -> "Plain":
        """The same with ``spans`` out of sight."""
        taken = [(span.start, span.end) for span in spans]
        if not taken:
            return self
        signs = (
            HIDDEN if any(start <= at < end for start, end in taken) else sign
            for sign, at in zip(self.text, self.starts, strict=True)
        )
        return Plain("".join(signs), self.starts, self.ends)


def plain(text: str) -> Plain:
    """``text`` as it is looked at, in plain digits: of any script, in words, or letters that were typed for them."""
    signs = [(folded, at, at + 1) for at, sign in enumerate(text) if (folded := _folded(sign))]
    seen = "".join(sign for sign, _, _ in signs)
    seen = _MISTYPED.sub(lambda found: found[0].translate(_LETTERS), seen)
    signs = [(sign, start, end) for sign, (_, start, end) in zip(seen, signs, strict=True)]
    for start, end, digits in reversed(list(in_digits(seen))):
        place = signs[start][1], signs[end - 1][2]
        signs[start:end] = [(digit, *place) for digit in digits]
    return Plain(
        "".join(sign for sign, _, _ in signs),
        tuple(start for _, start, _ in signs),
        tuple(end for _, _, end in signs),
    )


def _folded(sign: str) -> str:
    """The one plain sign that ``sign`` is read as; nothing for what is invisible or only adorns another."""
    if sign.isascii():
        return " " if unicodedata.category(sign) == "Cc" else sign
    digit = unicodedata.digit(sign, None)
    if digit is not None:
        return str(digit)
    match unicodedata.category(sign):
        case "Mn" | "Me" | "Cf" | "Co" | "Cn" | "Cs":
            return ""
        case "Zs" | "Zl" | "Zp" | "Cc":
            return " "
        case "Pd":
            return "-"
    if sign in "−⁃‧·•∙":
        return "-" if sign in "−⁃" else "."
    same = unicodedata.normalize("NFKC", sign)
    return same if len(same) == 1 else sign
