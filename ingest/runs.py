"""The pieces of text of a PDF page: what stands where, how large, and whether bold."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pypdf import PageObject

# pypdf gives a visitor no widths; this class of its own knows them. The constraints file pins the version.
from pypdf.generic._font import Font

from ingest.matrices import SAME, Forms, Matrix, turn_of, turned

_BOLD = ("bold", "black", "heavy", "semibold", "demi", "cmbx")
_PLACING = {b"BT", b"Td", b"TD", b"Tm", b"T*", b"'", b'"'}
_SHOWING = {b"TJ", b"Tj", b"'", b'"'}
_FORCE_BOLD = 1 << 18  # the flag of a font descriptor


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text on a line, in points; ``y`` is its baseline and grows upwards on the page as it is shown.

    A space at either end of ``text`` says that there is one on the page; the places leave it out.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool


class _Face:
    """A font as far as it matters here: the width of each character, and whether it is bold."""

    def __init__(self, resource: Mapping[str, Any] | None) -> None:
        self.widths: dict[str, float] = {}
        self.default = 500.0
        self.bold = False
        if resource is None:
            return
        name = str(resource.get("/BaseFont", "")).lower()
        self.bold = any(word in name for word in _BOLD)
        try:
            font = Font.from_font_resource(resource)  # type: ignore[arg-type]
        except Exception:  # a broken font: its text is still read, with guessed widths
            return
        self.bold = self.bold or bool(font.font_descriptor.flags & _FORCE_BOLD)
        self.default = float(font.character_widths.get("default", 500))
        for code, width in font.character_widths.items():
            shown = font.character_map.get(code)
            if shown is None and isinstance(font.encoding, dict) and len(code) == 1:
                shown = font.encoding.get(ord(code), code)
            self.widths[shown if isinstance(shown, str) else code] = float(width)
        self.widths[" "] = float(font.space_width)

    def width(self, text: str) -> float:
        """In thousandths of the type size."""
        return sum(self.widths.get(character, self.default) for character in text)


class _Visitor:
    """Collects the runs of one page as pypdf goes through its content, each with the direction that it is read in."""

    def __init__(self, page: PageObject) -> None:
        self.runs: list[tuple[int, Run]] = []
        self._faces: dict[int, tuple[Any, _Face]] = {}  # by the id of the font's dictionary, kept alive beside it
        self._forms = Forms(page)
        self._moved = 0.0  # thousandths of the type size, by the numbers in TJ
        self._word_space = 0.0
        self._rise = 0.0
        self._last: Matrix = SAME  # where the text was shown last
        self._last_rise = 0.0
        # pypdf does not move its matrix along as text is shown: a run that nothing placed begins where the last ended.
        self._placed = True
        self._begins_placed: bool | None = None
        self._pen = 0.0

    def before(self, operator: bytes, operands: Any, cm: Matrix, tm: Matrix) -> None:
        self._forms.before(operator, operands, cm)
        if operator == b"Tw" and operands and isinstance(operands[0], int | float):
            self._word_space = float(operands[0])
        elif operator == b"Ts" and operands and isinstance(operands[0], int | float):
            self._rise = float(operands[0])
        elif operator == b"TJ" and operands and isinstance(operands[0], list):
            self._moved -= sum(float(part) for part in operands[0] if isinstance(part, int | float))
        if operator in _PLACING:
            self._placed = True
        if operator in _SHOWING:
            if self._begins_placed is None:
                self._begins_placed = self._placed
            self._placed = False
            self._last, self._last_rise = self._forms.placed(tm, cm), self._rise

    def after(self, operator: bytes, operands: Any, cm: Matrix, tm: Matrix) -> None:
        self._forms.after(operator)

    def text(self, text: str, cm: Matrix, tm: Matrix, resource: Any, size: float) -> None:
        moved, self._moved = self._moved, 0.0
        begins_placed, self._begins_placed = self._begins_placed is not False, None
        matrix = self._forms.placed(tm, cm)
        turn = turn_of(matrix)
        wide, tall = abs(size) * math.hypot(*matrix[:2]), abs(size) * math.hypot(*matrix[2:4])
        if turn is None or not 1 <= tall <= 400:
            return  # askew text is a stamp; text too small to read is hidden
        if id(resource) not in self._faces:
            self._faces[id(resource)] = resource, _Face(resource)
        face = self._faces[id(resource)][1]
        word_space = self._word_space * wide / abs(size)

        def width(words: str) -> float:
            return face.width(words) / 1000 * wide + word_space * words.count(" ")

        x, y = turned(matrix[4], matrix[5], turn)
        if not begins_placed:
            x = self._pen
        words = text.strip("\n")
        body = words.strip()
        start = x + width(words[: len(words) - len(words.lstrip())])
        end = start + width(body) + moved / 1000 * wide
        last = turned(self._last[4], self._last[5], turn)
        if abs(last[1] - y) < tall / 2:
            end = max(end, last[0])
        self._pen = end + width(words[len(words.rstrip()) :])
        if body:
            shown = " " * words[0].isspace() + body + " " * words[-1].isspace()
            rise = self._last_rise * tall / abs(size)
            self.runs.append((turn, Run(shown, start, end, y + rise, tall, face.bold)))


def page_runs(page: PageObject) -> list[Run]:
    """The runs of a page that a reader sees, upright as most of its text is, in the order of its content.

    Text across the others (a stamp, a label beside a figure), text outside the page as it is cut, and text printed
    over itself are left out.
    """
    visitor = _Visitor(page)
    page.extract_text(
        visitor_operand_before=visitor.before, visitor_operand_after=visitor.after, visitor_text=visitor.text
    )
    weights: Counter[int] = Counter()
    for turn, run in visitor.runs:
        weights[turn] += len(run.text)
    if not weights:
        return []
    upright = weights.most_common(1)[0][0]
    runs = list(_once(run for turn, run in visitor.runs if turn == upright))
    box = page.cropbox
    corners = (turned(float(x), float(y), upright) for x, y in ((box.left, box.bottom), (box.right, box.top)))
    (left, right), (bottom, top) = (sorted(ends) for ends in zip(*corners, strict=True))
    inside = [run for run in runs if left - 1 <= run.x0 <= right + 1 and bottom - 1 <= run.y <= top + 1]
    # A page whose text is mostly outside has a box that means something else.
    return inside if 2 * len(inside) >= len(runs) else runs


def _once(runs: Iterable[Run]) -> Iterator[Run]:
    seen: set[tuple[str, int, int]] = set()
    for run in runs:
        place = (run.text, round(run.x0 / 2), round(run.y / 2))
        if place not in seen:
            yield run
        seen.add(place)
