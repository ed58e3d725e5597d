"""Where text stands on a PDF page: matrices as pypdf gives them, with those of the forms that the page is made of."""

from typing import Any

from pypdf import PageObject

Matrix = list[float]  # a b c d e f, as in the PDF specification 8.3.4
SAME: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0]


def multiplied(first: Matrix, then: Matrix) -> Matrix:
    """The matrix that does what ``first`` and ``then`` do one after the other."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return [a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u]


def turn_of(matrix: Matrix) -> int | None:
    """The direction in which text runs under ``matrix``: 0, 90, 180 or 270 degrees, or None where it is askew."""
    along, across = matrix[0], matrix[1]
    if abs(across) <= 0.1 * abs(along):
        return None if along == 0 else 0 if along > 0 else 180
    if abs(along) <= 0.1 * abs(across):
        return 90 if across > 0 else 270
    return None


def turned(x: float, y: float, turn: int) -> tuple[float, float]:
    """A point of the page when the page is turned so that text in the direction ``turn`` runs from left to right."""
    return {0: (x, y), 90: (y, -x), 180: (-x, -y), 270: (-y, x)}[turn]


class Forms:
    """The form objects that pypdf is inside of; it gives the matrix within a form without that of its surroundings."""

    def __init__(self, page: PageObject) -> None:
        self._around: list[Matrix] = [SAME]
        self._resources: list[Any] = [page.get("/Resources")]
        self._entered: list[bool] = []
        self._next: tuple[Matrix, Any] | None = None  # of a form that was called and whose content has not begun

    def placed(self, tm: Matrix, cm: Matrix) -> Matrix:
        """The matrix from text to page."""
        return multiplied(multiplied(tm, cm), self._around[-1])

    def before(self, operator: bytes, operands: Any, cm: Matrix) -> None:
        """To be called before each operator, as pypdf's visitor is."""
        if self._next is not None:
            self._around.append(self._next[0])
            self._resources.append(self._next[1])
            self._entered[-1] = True
            self._next = None
        if operator == b"Do":
            own, resources = self._form(operands)
            self._entered.append(False)
            self._next = multiplied(own, multiplied(cm, self._around[-1])), resources

    def after(self, operator: bytes) -> None:
        """To be called after each operator."""
        if operator != b"Do" or not self._entered:
            return
        self._next = None
        if self._entered.pop():
            self._around.pop()
            self._resources.pop()

    def _form(self, operands: Any) -> tuple[Matrix, Any]:
        """A form's own matrix and resources; those of its surroundings where it has none or is broken."""
        around = self._resources[-1]
        try:
            form = around.get_object()["/XObject"].get_object()[operands[0]].get_object()
            own = [float(number) for number in form.get("/Matrix", SAME)]
        except (AttributeError, KeyError, IndexError, TypeError, ValueError):
            return SAME, around
        return own if len(own) == 6 else SAME, form.get("/Resources", around)
