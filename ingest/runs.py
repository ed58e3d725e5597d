"""The pieces of text of a PDF page: what stands where, how large, and whether bold."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pypdf import PageObject

# pypdf gives a visitor no widths; this class of its own knows them. The constraints file pins the version.
from pypdf.generic._font import Font

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
    """Collects the runs of one page as pypdf goes through its content."""

    def __init__(self, page: PageObject) -> None:
        self.runs: list[Run] = []
        self._faces: dict[int, tuple[Any, _Face]] = {}  # by the id of the font's dictionary, kept alive beside it
        self._turn = page.rotation % 360
        box = page.cropbox
        corners = (self._turned(float(box.left), float(box.bottom)), self._turned(float(box.right), float(box.top)))
        self._left, self._right = sorted((corners[0][0], corners[1][0]))
        self._bottom, self._top = sorted((corners[0][1], corners[1][1]))
        self._moved = 0.0  # thousandths of the type size, by the numbers in TJ
        self._word_space = 0.0
        self._rise = 0.0
        self._last = (0.0, 0.0, 0.0)  # where the text was shown last, and how far it was raised
        # pypdf does not move its matrix along as text is shown: a run that nothing placed begins where the last ended.
        self._placed = True
        self._begins_placed: bool | None = None
        self._pen = 0.0

    def before(self, operator: bytes, operands: Any, cm: list[float], tm: list[float]) -> None:
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
            matrix = _multiplied(tm, cm)
            self._last = *self._turned(matrix[4], matrix[5]), self._rise

    def text(self, text: str, cm: list[float], tm: list[float], resource: Any, size: float) -> None:
        moved, self._moved = self._moved, 0.0
        begins_placed, self._begins_placed = self._begins_placed is not False, None
        matrix = _multiplied(tm, cm)
        along, up = self._turned(matrix[0], matrix[1]), self._turned(matrix[2], matrix[3])
        height = abs(size) * math.hypot(*up)
        if along[0] <= 0 or abs(along[1]) > 0.1 * along[0] or height < 1 or height > 400:
            return  # turned text is a stamp or a label beside the page; text too small to read is hidden
        if id(resource) not in self._faces:
            self._faces[id(resource)] = resource, _Face(resource)
        face = self._faces[id(resource)][1]
        wide = math.hypot(*along)

        def width(words: str) -> float:
            return face.width(words) / 1000 * abs(size) * wide + self._word_space * words.count(" ") * wide

        x, y = self._turned(matrix[4], matrix[5])
        if not begins_placed:
            x = self._pen
        words = text.strip("\n")
        body = words.strip()
        start = x + width(words[: len(words) - len(words.lstrip())])
        end = start + width(body) + moved / 1000 * abs(size) * wide
        if abs(self._last[1] - y) < height / 2:
            end = max(end, self._last[0])
        self._pen = end + width(words[len(words.rstrip()) :])
        if body and self._left - 1 <= x <= self._right + 1 and self._bottom - 1 <= y <= self._top + 1:
            shown = " " * words[0].isspace() + body + " " * words[-1].isspace()
            self.runs.append(Run(shown, start, end, y + self._last[2] * math.hypot(*up), height, face.bold))

    def _turned(self, x: float, y: float) -> tuple[float, float]:
        """A point or a direction as it is shown, the page turned clockwise as it asks for."""
        return {0: (x, y), 90: (y, -x), 180: (-x, -y), 270: (-y, x)}.get(self._turn, (x, y))


def _multiplied(m: list[float], n: list[float]) -> list[float]:
    return [
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    ]


def page_runs(page: PageObject) -> list[Run]:
    """The upright, visible runs of a page in the order of its content, text printed twice over itself only once."""
    visitor = _Visitor(page)
    page.extract_text(visitor_operand_before=visitor.before, visitor_text=visitor.text)
    return list(_once(visitor.runs))


def _once(runs: list[Run]) -> Iterator[Run]:
    seen: set[tuple[str, int, int]] = set()
    for run in runs:
        place = (run.text, round(run.x0 / 2), round(run.y / 2))
        if place not in seen:
            yield run
        seen.add(place)
