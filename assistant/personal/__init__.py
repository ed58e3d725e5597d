"""The door for personal data: what is masked before anything is asked, searched, shown or kept.

Personal (CPR) numbers, e-mail addresses, phone numbers, account numbers and payment cards. Names and addresses are not
told from other words here, and stay.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import get_args

from assistant.personal.contact import emails, phones
from assistant.personal.cpr import cprs
from assistant.personal.payment import accounts, cards, ibans
from assistant.personal.plain import Kind, Span, plain

__all__ = [
    "KINDS",
    "MASK",
    "MASKS",
    "Kind",
    "Masked",
    "Span",
    "around_masks",
    "found",
    "masked",
    "masked_turns",
    "without_masks",
]

KINDS: tuple[Kind, ...] = get_args(Kind)
MASKS: dict[Kind, str] = {
    "cpr": "[personnummer]",
    "email": "[e-mailadresse]",
    "phone": "[telefonnummer]",
    "account": "[kontonummer]",
    "card": "[kortnummer]",
}
"""What stands where something was masked."""
MASK = re.compile("|".join(map(re.escape, MASKS.values())))
_BEFORE_MARK = re.compile(r"\s+(?=[.,:;?!]|$)")
_FINDERS = (emails, ibans, accounts, cards, cprs, phones)
"""In this order: what one has found, the next do not see."""


@dataclass(frozen=True, slots=True)
class Masked:
    """A text without personal data, and the ``kinds`` of what was masked in it, in the order of ``KINDS``."""

    text: str
    kinds: tuple[Kind, ...] = ()


def masked(text: str) -> Masked:
    """``text`` with a mask of its kind for everything personal in it.

    It is read as a person reads it: full-width and other digits, invisible signs, line breaks, numbers in words.
    """
    return _written(text, found(text))


def found(text: str) -> list[Span]:
    """Everything personal in ``text``, one after the other; of what overlaps, the kind of the first."""
    return _apart(_every(text))


def masked_turns(turns: Sequence[str]) -> list[Masked]:
    """``turns`` of one conversation, each masked; also a personal number that was split over two in a row."""
    every = [_every(turn) for turn in turns]
    for at, (one, other) in enumerate(pairwise(turns)):
        edge = len(one)
        for span in cprs(plain(f"{one}\n{other}")):
            if span.start < edge < span.end:
                every[at].append(Span("cpr", span.start, edge))
                every[at + 1].append(Span("cpr", 0, span.end - edge - 1))
    return [_written(turn, _apart(spans)) for turn, spans in zip(turns, every, strict=True)]


def without_masks(text: str) -> str:
    """``text`` as it is searched with: nothing where a mask stood."""
    return _BEFORE_MARK.sub("", MASK.sub(" ", text)) if MASK.search(text) else text


def around_masks(text: str, changed: Callable[[str], str]) -> str:
    """``text`` with what stands between its masks ``changed``, and the masks as they are."""
    if not MASK.search(text):
        return changed(text)
    pieces = re.split(f"({MASK.pattern})", text)
    return "".join(piece if at % 2 or not piece.strip() else changed(piece) for at, piece in enumerate(pieces))


def _every(text: str) -> list[Span]:
    whole = seen = plain(text)
    every: list[Span] = []
    for finder in _FINDERS:
        spans = list(finder(seen))
        if finder is cprs:
            # What is called an account may be the beginning of a personal number, whose end would stay.
            spans += [span for span in cprs(whole) if any(_partly(other, span) for other in every)]
        every += spans
        seen = seen.without(spans)
    return every


def _partly(one: Span, other: Span) -> bool:
    """Whether ``one`` holds some of ``other``, and not all of it."""
    return one.start < other.end and other.start < one.end and not (one.start <= other.start and other.end <= one.end)


def _apart(spans: Sequence[Span]) -> list[Span]:
    apart: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if apart and span.start < apart[-1].end:
            apart[-1] = Span(apart[-1].kind, apart[-1].start, max(span.end, apart[-1].end))
        else:
            apart.append(span)
    return apart


def _written(text: str, spans: Sequence[Span]) -> Masked:
    pieces: list[str] = []
    end = 0
    for span in spans:
        pieces += [text[end : span.start], MASKS[span.kind]]
        end = span.end
    written = "".join([*pieces, text[end:]])
    # What was masked before is known as such.
    return Masked(written, tuple(kind for kind in KINDS if MASKS[kind] in written))
