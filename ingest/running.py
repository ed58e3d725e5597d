"""Running heads and feet: lines at the top or bottom of many pages that belong to the page and not to the text."""

import re
from collections import Counter
from collections.abc import Sequence

_DEPTH = 4  # lines from the edge of a page
_LONGEST = 120  # characters
_NUMBER = re.compile(r"\d{1,4}")
_ROMAN = re.compile(r"(?i)[-–\s]*[ivxlc]{1,6}[-–\s]*")
_ALONE = re.compile(r"(?i)\W*(?:side|page|s\.|p\.)?\W*\d{1,4}\W*(?:(?:af|of)\W*\d{1,4}\W*)?")


def edges(pages: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    """For each page, given as its lines, how many at its top and how many at its bottom are running."""
    tops = [lines[:_DEPTH] for lines in pages]
    bottoms = [lines[: -_DEPTH - 1 : -1] for lines in pages]
    ahead = _ahead(pages)
    found: list[tuple[int, int]] = []
    head_lines, foot_lines = _running(tops), _running(bottoms)
    for page, lines in enumerate(pages):
        numbered = None if ahead is None else page + ahead
        head = _count(tops[page], head_lines[page], numbered)
        foot = _count(bottoms[page][: len(lines) - head], foot_lines[page], numbered)
        found.append((head, foot))
    return found


def _count(lines: Sequence[str], running: set[str], number: int | None) -> int:
    """How many of ``lines``, from the edge of the page inwards, are running; ``number`` is the page's own."""
    for count, line in enumerate(lines):
        if line not in running and not (number is not None and _is_numbered(line, number, outermost=count == 0)):
            return count
    return len(lines)


def _running(zones: Sequence[Sequence[str]]) -> list[set[str]]:
    """For each page the lines that stand on enough others too, the same or with a number that rises with the page."""
    places: dict[tuple[str, int | None, int], set[int]] = {}
    keys: list[dict[str, list[tuple[str, int | None, int]]]] = []
    for page, lines in enumerate(zones):
        keys.append({})
        for at, line in enumerate(lines):
            if len(line) > _LONGEST:
                continue
            bare = _NUMBER.sub("#", line)
            keys[page][line] = [(line, None, 0)]
            if at == 0 or _ALONE.fullmatch(line):  # "Kapitel 3" further in is a heading
                keys[page][line] += [(bare, place, int(n) - page) for place, n in enumerate(_NUMBER.findall(line))]
            for key in keys[page][line]:
                places.setdefault(key, set()).add(page)
    least = min(3, max(2, len(zones)))
    enough = {key for key, where in places.items() if len(where) >= least and _is_dense(where)}
    return [{line for line, its in page.items() if not enough.isdisjoint(its)} for page in keys]


def _is_dense(pages: set[int]) -> bool:
    """At least two in five of the pages from first to last: every second page will do, or those of a chapter."""
    return len(pages) >= 0.4 * (max(pages) - min(pages) + 1)


def _ahead(pages: Sequence[Sequence[str]]) -> int | None:
    """By how much the numbers at the edges of the pages are ahead of counting from 0, where most pages have them."""
    found: Counter[int] = Counter()
    for page, lines in enumerate(pages):
        outer = {line for line in (*lines[:1], *lines[-1:]) if len(line) <= _LONGEST}
        found.update(
            {int(n) - page for line in outer for n in (_NUMBER.findall(line)[:1] + _NUMBER.findall(line)[-1:])}
        )
    most = found.most_common(1)
    return most[0][0] if most and most[0][1] >= max(3, 0.5 * len(pages)) else None


def _is_numbered(line: str, number: int, *, outermost: bool) -> bool:
    """Whether a line is the page's number alone, or the outermost and begins or ends with it."""
    if len(line) > _LONGEST:
        return False
    if _ROMAN.fullmatch(line):
        return True
    numbers = _NUMBER.findall(line)
    if not numbers or str(number) not in {numbers[0], numbers[-1]}:
        return False
    if _ALONE.fullmatch(line):
        return True
    beside = re.match(rf"\D?{number}\b(?!\.)|.*\b{number}\D?$", line)
    return outermost and len(line) <= _LONGEST / 1.5 and beside is not None and not line.endswith(".")
