"""Text that remembers where each of its characters came from."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class MappedText:
    """A text and, for each character, the offset in the raw text that it came from.

    ``origins`` has one offset a character, never falling. A ligature that became two characters gives both the
    same offset; a hyphen or a running head that was taken out leaves a gap.
    """

    text: str
    origins: Sequence[int]

    def __post_init__(self) -> None:
        if len(self.text) != len(self.origins):
            raise ValueError(f"{len(self.text)} characters but {len(self.origins)} origins")

    @classmethod
    def raw(cls, text: str, start: int = 0) -> "MappedText":
        """``text`` as it stands in the raw text from offset ``start`` on."""
        return cls(text, range(start, start + len(text)))

    def __len__(self) -> int:
        return len(self.text)

    def __getitem__(self, span: slice) -> "MappedText":
        return MappedText(self.text[span], self.origins[span])

    def __add__(self, other: "MappedText") -> "MappedText":
        return MappedText(self.text + other.text, [*self.origins, *other.origins])

    def sub(self, pattern: re.Pattern[str], replacement: str | Callable[[re.Match[str]], str]) -> "MappedText":
        """As ``re.sub``; the replacement takes the origin of where its match begins. No group templates."""
        parts: list[str] = []
        origins: list[int] = []
        at = 0
        for match in pattern.finditer(self.text):
            new = replacement if isinstance(replacement, str) else replacement(match)
            if new == match.group():
                continue
            parts += self.text[at : match.start()], new
            origins += self.origins[at : match.start()]
            origins += [self.origins[match.start()] if match.start() < len(self) else self.origins[-1]] * len(new)
            at = match.end()
        return MappedText("".join([*parts, self.text[at:]]), [*origins, *self.origins[at:]])

    @staticmethod
    def join(separator: str, texts: Iterable["MappedText"]) -> "MappedText":
        """The texts with ``separator`` between them, which takes the origin of what comes before it."""
        parts: list[str] = []
        origins: list[int] = []
        for text in texts:
            if parts:
                parts.append(separator)
                origins += [origins[-1] if origins else 0] * len(separator)
            parts.append(text.text)
            origins += text.origins
        return MappedText("".join(parts), origins)


def runs(origins: Sequence[int]) -> list[tuple[int, int]]:
    """``origins`` as (clean offset, raw offset) pairs, one where a run of consecutive offsets begins."""
    found = [(0, origins[0])] if origins else []
    found += [(at, now) for at, (before, now) in enumerate(pairwise(origins), 1) if now != before + 1]
    return found


def unrolled(pairs: Sequence[tuple[int, int]], length: int) -> list[int]:
    """The origins that ``runs`` rolled up; ``length`` is the length of the text."""
    origins: list[int] = []
    for (start, raw), (end, _) in pairwise([*pairs, (length, 0)]):
        origins += range(raw, raw + end - start)
    return origins
