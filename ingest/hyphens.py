"""Words divided at the end of a line or by a broken transcript: joined where they were one, else left."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import simplemma

from corpus.mapped import MappedText

# After a hyphen these words mean that it stands for the rest of a word: "data- og teknologi".
_CONJUNCTIONS = frozenset({"og", "eller", "samt", "men", "til", "såvel", "hhv", "kontra", "versus", "and", "or", "to"})
_HYPHENS = "-\u2010"
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_ADDRESS = re.compile(r"[/@]|www\.|\w\.\w")
_BROKEN = re.compile(r"(?<![\w-])([^\W\d_]+)(--?) ([^\W\d_]+)(?![\w-])")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words that are known to be words: those of the document, in small letters, and those of its language."""

    own: frozenset[str]
    language: str

    def __contains__(self, word: str) -> bool:
        return word.lower() in self.own or _in_dictionary(word.lower(), self.language)


def vocabulary(text: str, language: str) -> Vocabulary:
    """The words of a document without those that stand on either side of a line's last hyphen."""
    found: set[str] = set()
    divided = False
    for line in text.split("\n"):
        tokens = [match.group().lower() for match in _WORD.finditer(line)]
        ends_divided = line.rstrip()[-1:] in tuple(_HYPHENS)
        found.update(tokens[1 if divided else 0 : len(tokens) - 1 if ends_divided else None])
        divided = ends_divided
    return Vocabulary(frozenset(found), language)


def joined(lines: Sequence[MappedText], known: Vocabulary) -> MappedText:
    """The lines of one paragraph as running text; the space between two has the origin of the first one's end."""
    parts: list[MappedText] = []
    for before, line in zip([None, *lines], lines, strict=False):
        if before is not None:
            seam = _seam(before.text.rsplit(maxsplit=1)[-1], line.text.split(maxsplit=1)[0], known)
            if seam == "":
                parts[-1] = parts[-1][: len(parts[-1]) - 1]
            elif seam == " ":
                parts.append(MappedText(" ", [before.origins[-1]]))
        parts.append(line)
    return MappedText("".join(part.text for part in parts), [origin for part in parts for origin in part.origins])


def mended(text: MappedText, known: Vocabulary) -> MappedText:
    """Words that a transcript left divided inside a line, as "gæl-- der" or "in- telligens", joined where certain."""
    at = 0
    parts: list[MappedText] = []
    for match in _BROKEN.finditer(text.text):
        left, right = match.group(1), match.group(3)
        if left + right not in known:
            continue
        if len(match.group(2)) == 1 and right[0].isupper() and not left.isupper():
            continue
        parts += text[at : match.end(1)], text[match.start(3) : match.end()]
        at = match.end()
    if not parts:
        return text
    parts.append(text[at:])
    return MappedText("".join(part.text for part in parts), [origin for part in parts for origin in part.origins])


def _seam(left: str, right: str, known: Vocabulary) -> str:
    """What stands between two lines: "" where the hyphen goes, "-" where it stays, " " where there is a space."""
    if left[-1] not in _HYPHENS or len(left) < 2 or not left[-2].isalnum():
        return " "  # no hyphen, or a dash
    if _ADDRESS.search(left) or left[-2].isdigit() or not right[0].isalpha():
        return "-"
    before, after = _tail(left[:-1]), _head(right)
    if f"{before}-{after}".lower() in known.own:
        return "-"
    if before + after in known:
        return ""  # before the conjunctions, for "sam-men" and "dial-og"
    if after.lower() in _CONJUNCTIONS:
        return " "
    if before.isupper() and after.isupper() and len(before + after) > 2:
        # A divided word in capitals, unless it is an abbreviation before a whole word, as in KL-INITIATIV.
        return "-" if len(before) <= 3 and after in known else ""
    if len(before) == 1 or before.isupper() or after[0].isupper():
        return "-"  # e-types, AR-briller, Ikast-Brande
    return ""


def _tail(token: str) -> str:
    """The last stretch of letters and inner hyphens in ``token``."""
    return re.split(r"[^\w\-\u2010]", token)[-1]


def _head(token: str) -> str:
    match = re.match(r"[\w\-\u2010]+", token)
    return match.group().rstrip(_HYPHENS) if match else token


@lru_cache(maxsize=20_000)
def _in_dictionary(word: str, language: str) -> bool:
    if len(word) <= 3:
        return False
    try:
        return simplemma.is_known(word, lang=language)
    except ValueError:  # a language that it has no words of
        return False
