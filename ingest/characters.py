"""The one way in which characters are written after cleaning: NFC, no ligatures, one kind of space, nothing unseen."""

import re
import unicodedata

from corpus.mapped import MappedText

_LINE_END = re.compile(r"\r\n?|[\x0b\x85\u2028\u2029]")
# A soft hyphen at the end of a line was shown as a hyphen. U+00AC is what some programs make of a soft hyphen.
_SOFT_AT_END = re.compile(r"(?<=\w)[\u00ad\u00ac](?=[ \t]*(?:\n|\Z))")
_SOFT = re.compile(r"\u00ad|(?<=\w)\u00ac(?=\w)")
# Controls but for line end and form feed, zero-width and direction signs, variation selectors, tags.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_LIGATURE = re.compile("[ﬀ-ﬆ]")
_SPACE = re.compile(r"[^\S\n\f ]")
_WORD = re.compile(r"\S+")


def normalised(text: MappedText) -> MappedText:
    """``text`` with the same lines and each character written the one way; æ, ø, å, quotes and dashes stay."""
    text = text.sub(_LINE_END, "\n").sub(_SOFT_AT_END, "-").sub(_SOFT, "").sub(_UNSEEN, "")
    text = text.sub(_LIGATURE, lambda match: _LIGATURES[match.group()])
    return _composed(text.sub(_SPACE, " "))


def _composed(text: MappedText) -> MappedText:
    """NFC, each composed character with the origin of the first that it is made of."""
    if unicodedata.is_normalized("NFC", text.text):
        return text
    parts: list[str] = []
    origins: list[int] = []
    at = 0
    for start, end in _segments(text.text):
        new = unicodedata.normalize("NFC", text.text[start:end])
        parts += text.text[at:start], new
        origins += text.origins[at:start]
        origins += [text.origins[start]] * len(new)
        at = end
    return MappedText("".join([*parts, text.text[at:]]), [*origins, *text.origins[at:]])


def _segments(text: str) -> list[tuple[int, int]]:
    """The stretches of ``text`` that composing changes, each as short as it can be."""
    found: list[tuple[int, int]] = []
    for word in _WORD.finditer(text):
        if unicodedata.is_normalized("NFC", word.group()):
            continue
        start = word.start()
        for at in range(word.start() + 1, word.end() + 1):
            if at < word.end() and _joins(text[start:at], text[at]):
                continue
            if not unicodedata.is_normalized("NFC", text[start:at]):
                found.append((start, at))
            start = at
    return found


def _joins(before: str, character: str) -> bool:
    """Whether ``character`` combines with what stands before it, or may be reordered with it."""
    if unicodedata.combining(character):
        return True
    alone = unicodedata.normalize("NFC", before) + unicodedata.normalize("NFC", character)
    return unicodedata.normalize("NFC", before + character) != alone
