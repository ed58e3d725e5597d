"""Training questions again as hands in a hurry type them, so that a slip tells nothing of whether there is an answer.

People who write typing slips into questions write them into questions that are answered; what was learned from those
took a slip for a sign of an answer.
"""

import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from evals.questions import Item

EACH_EIGHTH = 8
"""One question of so many is asked again with slips."""
MOST = 3
PLAIN, JOINED = 0.6, 0.1
"""The share of them that is in small letters, and that is without a question mark; that has two words in one."""
_SHORT, _LONG = 4, 8
_ROWS = ("qwertyuiopå", "asdfghjklæø", "zxcvbnm")
_SPELLED = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})


def with_slips(items: Iterable[Item]) -> Iterator[Item]:
    """The ``items``, and behind them some of them again with slips."""
    every = list(items)
    yield from every
    for item in every[::EACH_EIGHTH]:
        text = slipped(item.question, item.id)
        if text != item.question:
            yield replace(item, id=f"{item.id}s", question=text)


def slipped(text: str, seed: str) -> str:
    """``text`` with one to ``MOST`` slips; the same ones for the same ``seed``."""
    some = random.Random(seed)
    words = text.split()
    for _ in range(some.randint(1, MOST)):
        long = [at for at, word in enumerate(words) if len(word) >= _SHORT and word.isalpha()]
        if not long:
            break
        at = some.choice(long)
        words[at] = some.choice(_SLIPS)(words[at], some)
    if len(words) > 1 and some.random() < JOINED:
        at = some.randrange(len(words) - 1)
        words[at : at + 2] = [words[at] + words[at + 1]]
    made = " ".join(words)
    made = made.lower() if some.random() < PLAIN else made
    return made.rstrip("?") if some.random() < PLAIN else made


def _swapped(word: str, some: random.Random) -> str:
    at = some.randrange(len(word) - 1)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _dropped(word: str, some: random.Random) -> str:
    at = some.randrange(1, len(word))
    return word[:at] + word[at + 1 :]


def _doubled(word: str, some: random.Random) -> str:
    at = some.randrange(1, len(word))
    return word[:at] + word[at] + word[at:]


def _beside(word: str, some: random.Random) -> str:
    """With a key beside the one that was meant."""
    at = some.randrange(1, len(word))
    row = next((row for row in _ROWS if word[at].lower() in row), "")
    near = [row[each] for each in (row.find(word[at].lower()) - 1, row.find(word[at].lower()) + 1) if row[each:][:1]]
    return word[:at] + (some.choice(near) if near else word[at]) + word[at + 1 :]


def _split(word: str, some: random.Random) -> str:
    at = some.randrange(3, len(word) - 2) if len(word) >= _LONG else 0
    return f"{word[:at]} {word[at:]}" if at else _dropped(word, some)


def _as_heard(word: str, some: random.Random) -> str:
    """As it is said: without the d that is not heard, and with one r too many or too few."""
    for spelled, heard in (("nd", "n"), ("ld", "l"), ("rd", "r")):
        if spelled in word[1:]:
            return word.replace(spelled, heard, 1)
    return word[:-1] if word.endswith("er") else f"{word}r" if word.endswith("re") else _swapped(word, some)


def _spelled(word: str, some: random.Random) -> str:
    spelled = word.translate(_SPELLED)
    return spelled if spelled != word else _beside(word, some)


_SLIPS: tuple[Callable[[str, random.Random], str], ...] = (
    _swapped,
    _dropped,
    _dropped,
    _doubled,
    _beside,
    _split,
    _as_heard,
    _spelled,
)
