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
        super().__init__(say(key, **values))
