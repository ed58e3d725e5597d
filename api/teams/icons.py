"""The bot's two icons: a radar's rings, a sweep and a mark on it, as in api/static/icon.svg."""

from io import BytesIO

from PIL import Image, ImageDraw

from api.teams.manifest import ACCENT

_UNITS = 32
"""Width and height of the drawing in its own units; Teams wants pictures of 192 and of 32 pixels."""
_FINER = 8
"""The drawing is made so many times too large, and made small again, for soft edges."""


def color() -> bytes:
    """192 by 192 pixels as PNG, on the accent colour."""
    return _drawn(192, ACCENT, "#ffd55c")


def outline() -> bytes:
    """32 by 32 pixels as PNG, white on nothing."""
    return _drawn(32, None, "#ffffff")


def _drawn(size: int, ground: str | None, mark: str) -> bytes:
    scale = size * _FINER / _UNITS
    image = Image.new("RGBA", (size * _FINER,) * 2, ground or (255, 255, 255, 0))
    pen = ImageDraw.Draw(image)

    def circle(x: float, y: float, radius: float) -> tuple[float, float, float, float]:
        return (x - radius) * scale, (y - radius) * scale, (x + radius) * scale, (y + radius) * scale

    width = round(1.8 * scale)
    for radius in (10.9, 5.4):
        pen.ellipse(circle(16, 16, radius), outline="#ffffff", width=width)
    pen.line((16 * scale, 16 * scale, 23 * scale, 9 * scale), fill="#ffffff", width=width)
    pen.ellipse(circle(10.5, 12.5, 1.9), fill=mark)
    held = BytesIO()
    image.resize((size, size), Image.Resampling.LANCZOS).save(held, "PNG")
    return held.getvalue()
