"""Which characters are the same in two readings of one page that differ in their order, spaces and hyphens."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

_SEEDS = (16, 8, 4)
"""Characters alike that a stretch is looked for by, tried in this order."""
_NEAR = 12
"""Characters of the other reading that may be passed over where a stretch goes on: a mark of a note, a hyphen."""
_NEAREST = 50
"""Places tried for one seed, the nearest to where the stretch before ended."""
_WORK = 300_000
"""Comparisons for one page; what is left then has no place. A page of a book takes some thousands."""
_LETTER = re.compile("(?s).[\u0300-\u036f]*")  # with the signs over and under it
HYPHENS = frozenset("\x02\u00ad\u2010\u2011-")  # the first is what pdfium makes of a hyphen at the end of a line


@dataclass(frozen=True, slots=True)
class Stretch:
    """So many characters alike, from ``wanted`` in the one reading and from ``found`` in the other."""

    wanted: int
    found: int
    length: int


def aligned(wanted: str, found: str) -> list[tuple[int, int]]:
    """Pairs of an offset in ``wanted`` and one in ``found`` whose characters are the same letter or part of it.

    No offset in ``found`` is used for two stretches. Spaces have no pair, nor has what stands in one text alone.
    """
    left, right = _Letters.of(wanted), _Letters.of(found)
    return [
        (left.offsets[stretch.wanted + at], right.offsets[stretch.found + at])
        for stretch in _Search(left, right).stretches()
        for at in range(stretch.length)
    ]


@dataclass(frozen=True, slots=True)
class _Letters:
    """The letters of a text, its spaces left out: where each stood, which begin a word, and where lines begin."""

    text: str
    offsets: Sequence[int]
    begins: Sequence[bool]
    lines: Sequence[int]

    @classmethod
    def of(cls, text: str) -> "_Letters":
        letters: list[str] = []
        offsets: list[int] = []
        begins: list[bool] = []
        lines = [0]
        new = True
        for match in _LETTER.finditer(text):
            offset, written = match.start(), match.group()
            if written.isspace():
                new = True
                if written == "\n" and lines[-1] != len(letters):
                    lines.append(len(letters))
                continue
            # A ligature is its letters, and å is the same in one sign or two.
            parts = "-" if written in HYPHENS else "".join(unicodedata.normalize("NFKC", written).split())
            for part in parts:
                letters.append(part)
                offsets.append(offset)
                begins.append(new)
                new = False
        return cls("".join(letters), offsets, begins, lines)


@dataclass(slots=True)
class _Search:
    """Goes through ``left`` and takes for each place the longest stretch of ``right`` not taken yet."""

    left: _Letters
    right: _Letters
    work: int = 0
    taken: bytearray = field(init=False)
    seeds: dict[int, dict[str, list[int]]] = field(init=False)

    def __post_init__(self) -> None:
        text = self.right.text
        self.taken = bytearray(len(text))
        self.seeds = {size: {} for size in _SEEDS}
        for size, places in self.seeds.items():
            for at in range(len(text) - size + 1):
                places.setdefault(text[at : at + size], []).append(at)

    def stretches(self) -> Iterator[Stretch]:
        at = expected = ended = 0
        while at < len(self.left.text) and self.work < _WORK:
            best = self._best(at, expected, ended)
            length = self._whole(best)
            if length:
                self.taken[best.found : best.found + length] = b"\x01" * length
                yield Stretch(at, best.found, length)
                expected, ended = best.found + length, at + length
            at += length or 1

    def _best(self, at: int, expected: int, ended: int) -> Stretch:
        """The longest stretch from ``at``, the nearest of them, after one that ended at ``ended`` and ``expected``."""
        return max(
            (Stretch(at, place, self._length(at, place)) for place in self._places(at, expected, ended)),
            key=lambda stretch: (stretch.length, -abs(stretch.found - expected)),
            default=Stretch(at, expected, 0),
        )

    def _places(self, at: int, expected: int, ended: int) -> Iterator[int]:
        """Where the stretch from ``at`` may begin in the other reading."""
        text = self.left.text
        for size in _SEEDS:
            places = self.seeds[size].get(text[at : at + size])
            if places:
                nearest = bisect_left(places, expected)
                yield from places[max(nearest - _NEAREST // 2, 0) : nearest + _NEAREST]
                break
        if not self.left.begins[at] and at > ended + 2:
            return  # the end of a word whose beginning is not there
        least = min(3, self._rest_of_word(at))  # a single letter alike says nothing
        for place in range(expected, min(expected + _NEAR, len(self.right.text))):
            if self.right.text.startswith(text[at : at + least], place):
                yield place

    def _length(self, at: int, place: int) -> int:
        """How many characters are alike from there on, up to what is taken already."""
        left, right = self.left.text, self.right.text
        most = min(len(left) - at, len(right) - place)
        free = self.taken.find(1, place, place + most)
        most = most if free < 0 else free - place
        low, step = 0, 16
        while low < most:
            step = min(step, most - low)
            self.work += 1 + step // 64
            if left[at + low : at + low + step] == right[place + low : place + low + step]:
                low += step
                step *= 2
            elif step == 1:
                break
            else:
                step = max(step // 4, 1)
                most = min(most, low + step * 4)
        return low

    def _whole(self, best: Stretch) -> int:
        """The length without the beginning of a line or a word that does not go on there: it stands whole elsewhere."""
        end, after = best.wanted + best.length, best.found + best.length
        if end >= len(self.left.text) or not best.length:
            return best.length
        line = bisect_right(self.left.lines, end) - 1
        if best.wanted < (start := self.left.lines[line]) < end:
            elsewhere = self._best(start, best.found + start - best.wanted, start)
            if elsewhere.length > end - start:
                return start - best.wanted
        if self.left.begins[end]:
            return best.length
        rest = self.left.text[end : end + min(2, self._rest_of_word(end))]
        # It goes on after a sign or two that only the other reading has, or after one read otherwise.
        if rest in self.right.text[after : after + 4] or self._is_one_read_otherwise(end, after):
            return best.length
        start = next((at for at in range(end, best.wanted, -1) if self.left.begins[at]), best.wanted)
        return start - best.wanted

    def _is_one_read_otherwise(self, at: int, place: int) -> bool:
        left, right = self.left.text[at + 1 : at + 3], self.right.text[place + 1 : place + 3]
        return left == right or self.left.begins[at + 1 : at + 2] == [True]

    def _rest_of_word(self, at: int) -> int:
        """How many letters of the word are left from ``at`` on, as far as it matters."""
        return next((n for n in (1, 2, 3) if self.left.begins[at + n : at + n + 1] in ([True], [])), 4)
