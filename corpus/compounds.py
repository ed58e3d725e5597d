"""The parts of a Danish compound: "velfærdsteknologien" is "velfærd" and "teknologi"."""

from collections.abc import Callable, Iterator

from corpus.danish import words
from corpus.lemmas import basic_form, is_word, takes_endings

_SHORT_FIRST = words("compounds", "short_first")
_SHORT_LAST = words("compounds", "short_last")
_NOT_FIRST = words("compounds", "not_first")
_NOT_LAST = words("compounds", "not_last") | _NOT_FIRST
_TAKES_S = tuple(words("compounds", "takes_s"))
_WHOLE = words("compounds", "whole")

# No Danish word in use is longer; what is longer is an address, a key, or made to keep us busy.
LONGEST_WORD = 60

Split = tuple[int, str, str]


def parts(word: str, known: Callable[[str], bool] = is_word) -> tuple[str, ...]:
    """The two parts of the compound ``word`` in their basic form without what links them, or () if it is none.

    Either part may be a compound in its turn: "folkeskolelærer" is "folkeskole" and "lærer". ``known`` says what is a
    word. Every place to split is given a cost, of what makes it unlikely; the cheapest is taken if it is cheap enough.
    """
    if len(word) > LONGEST_WORD:
        return ()
    basic = basic_form(word)
    if not basic.islower() or basic in _WHOLE:  # a capital: the dictionary knows it as a name
        return ()
    # A word that no dictionary has is more likely a compound, made for the occasion.
    bearable = 2 if known(word) else 4
    cost, first, last = min(_splits(basic, known), key=lambda split: (split[0], -len(split[1])), default=(99, "", ""))
    return (first, last) if cost <= bearable else ()


def _splits(word: str, known: Callable[[str], bool]) -> Iterator[Split]:
    for at in range(2, len(word) - 1):
        linked, last = word[:at], word[at:]
        if (len(last) > 3 or last in _SHORT_LAST) and last not in _NOT_LAST and known(last):
            for cost, first in _firsts(linked, known):
                yield cost + (0 if takes_endings(last) else 2), first, last


def _firsts(linked: str, known: Callable[[str], bool]) -> Iterator[tuple[int, str]]:
    """The words that ``linked`` may be, as a first part, and the cost of each."""

    def usable(part: str) -> bool:
        return part not in _NOT_FIRST and (len(part) > 3 or part in _SHORT_FIRST) and known(part)

    if usable(linked):
        cost = 0 if takes_endings(linked) else 1 if basic_form(linked) == linked else 2
        yield cost + 2 * linked.endswith(_TAKES_S), linked
    bare, link = linked[:-1], linked[-1]
    if link == "s" and len(bare) > 3 and takes_endings(bare + "e") and not takes_endings(bare):  # arbejdsmarked
        yield 1, bare + "e"
    elif link == "s" and usable(bare):  # sundhedshus, besøgsplan
        yield 0 if bare.endswith(_TAKES_S) else 1 if takes_endings(bare) else 2, bare
    elif link == "e" and usable(bare) and takes_endings(bare):  # folkeskole
        yield 1, bare
    elif len(linked) > 4 and takes_endings(linked + "e") and not known(linked):  # maskinrum
        yield 1, linked + "e"
