"""A conversation as it may be shown again and kept."""

from collections.abc import Sequence

from assistant.conversation import Turn
from assistant.question import shown, shown_turns


def kept(history: Sequence[Turn], asked: str) -> tuple[tuple[Turn, ...], str]:
    """``history`` and what was ``asked`` after it, personal data masked.

    A number may be split over two messages of the user's with an answer between them.
    """
    said = shown_turns([*(turn.content for turn in history if turn.role == "user"), asked])
    users = iter(said)
    turns = tuple(Turn(turn.role, next(users) if turn.role == "user" else shown(turn.content)) for turn in history)
    return turns, said[-1]
