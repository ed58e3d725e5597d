"""A quote that cannot be anything but the source's own words."""

import re
import unicodedata
from dataclasses import dataclass

from corpus.document import Document

_SPACE = re.compile(r"\s+")


class ForgedQuote(ValueError):
    """Words that do not stand at the place they name; a fault of ours that must never reach a reader."""


def normalised(text: str) -> str:
    """The written-down normalisation: NFC, and every run of white space one space, none at the ends.

    Nothing else: case, letters, quotation marks, dashes and digits are the source's.
    """
    return _SPACE.sub(" ", unicodedata.normalize("NFC", text)).strip()


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a document and their place in its text: ``text == normalised(document.text[start:end])``, always."""

    document: Document
    start: int
    end: int
    text: str

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end <= len(self.document.text):
            raise ForgedQuote(f"no place {self.start}:{self.end} in {self.document.source.id}")
        if not self.text or self.text != normalised(self.document.text[self.start : self.end]):
            raise ForgedQuote(f"not the words at {self.start}:{self.end} of {self.document.source.id}")

    @classmethod
    def at(cls, document: Document, start: int, end: int) -> "Quote":
        """The words that stand from ``start`` to ``end``."""
        return cls(document, start, end, normalised(document.text[start:end]))

    @property
    def page(self) -> int | None:
        """The page the quote begins on."""
        return self.document.page_at(self.start)

    @property
    def section(self) -> str | None:
        """The heading path over the quote."""
        return self.document.section_at(self.start)
