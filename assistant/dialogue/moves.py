"""What a message wants of the answer before it: more, less, its source, another language, to be said again."""

from functools import cache
from pathlib import Path
from typing import Literal, get_args

from assistant.phrases import Phrases

Move = Literal["english", "danish", "shorter", "more", "source", "sure", "nearest", "meant", "again"]
MOVES: tuple[Move, ...] = get_args(Move)


def moves(text: str) -> tuple[Move, ...]:
    """The moves that ``text`` makes, the one that matters first; none where it asks for something else.

    "Uddyb lige på engelsk" makes two; "Uddyb, hvad robotter kan" is a question of its own.
    """
    said = _phrases().kinds(text)
    return tuple(each for each in MOVES if each in said)


@cache
def _phrases() -> Phrases:
    return Phrases(Path(__file__).with_suffix(".toml"))
