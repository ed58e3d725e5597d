"""Bytes to text: UTF-8, UTF-16, Windows-1252, and what else can be recognised."""

import codecs
import re

from charset_normalizer import from_bytes

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins as UTF-16 does, so it is asked for first
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What a Danish text written in Windows-1252 holds outside ASCII; in most other encodings these bytes are rarer letters.
_DANISH_1252 = frozenset("æøåÆØÅéÉèüÜöÖäÄ–—‘’‚“”„»«›‹…•·´°§½¼²³®©™€£ \xad")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def decode(data: bytes) -> str | None:
    """``data`` as text without byte order mark, or None where it is not text."""
    text = _decoded(data)
    if text is None or len(_CONTROL.findall(text)) > len(text) / 200:
        return None
    return text


def _decoded(data: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _tried(data, encoding)
    if (utf16 := _utf16_without_mark(data)) is not None:
        return utf16
    if (utf8 := _tried(data, "utf-8")) is not None:
        return utf8
    # The five bytes that Windows-1252 leaves open are not in any text written with it.
    windows = _tried(data, "cp1252")
    if windows is not None:
        foreign = [character for character in windows if character > "\x7f"]
        if sum(character in _DANISH_1252 for character in foreign) >= 0.8 * len(foreign):
            return windows
    best = from_bytes(data).best()
    return str(best) if best is not None else windows


def _tried(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _utf16_without_mark(data: bytes) -> str | None:
    """Text in Latin letters as UTF-16 has a zero in nearly every second byte, always on the same side."""
    sample = data[: 4096 // 2 * 2]
    half = len(sample) // 2
    if half < 2:
        return None
    if sample[1::2].count(0) > 0.7 * half and sample[::2].count(0) < 0.1 * half:
        return _tried(data, "utf-16-le")
    if sample[::2].count(0) > 0.7 * half and sample[1::2].count(0) < 0.1 * half:
        return _tried(data, "utf-16-be")
    return None
