"""What the program says when it cannot take what it was given."""

from typing import Any

from corpus.wording import say


class Refused(Exception):
    """An input that cannot be used, with a sentence for the person who gave it.

    ``key`` names the sentence in the wording catalogue; ``values`` fill it in. The sentence says what
    happened and what to do about it, and is the only thing of an error that reaches a user.
    """

    def __init__(self, key: str, **values: Any) -> None:
        self.key = key
        self.values = values
        super().__init__(one_line(say(key, **values)))


def one_line(text: str) -> str:
    """``text`` on one line, without the characters that a terminal obeys; names of files may hold any."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
