"""List items, known by the sign they begin with."""

import re

# The signs of the private use area are what Word's and InDesign's symbol fonts leave behind in a PDF.
_SIGN = re.compile(r"\s*(?:[•◦▪▫●○■□◆◇‣⁃∙·►▶▸➢➤→✓✔\ue000-\uf8ff]\s*|[-–*]\s+(?=\w))")
_DASH = re.compile(r"\s*[-–*]\s")
_ENDED = re.compile(r"[.:;?!]\W*$")


def sign(line: str) -> int:
    """The length of the bullet that ``line`` begins with, 0 where there is none."""
    match = _SIGN.match(line)
    return match.end() if match else 0


def begins_item(line: str, before: str | None) -> bool:
    """Whether ``line`` begins a list item; ``before`` is the line ahead of it in the same block.

    A dash may be a bullet or a dash that happens to begin a line, so it counts only first in a block, after another
    item, or after an ended sentence.
    """
    if not sign(line):
        return False
    return not _DASH.match(line) or before is None or bool(_DASH.match(before) or _ENDED.search(before))
