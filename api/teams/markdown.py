"""Text that stands in a Teams message as it is, whatever signs it has in it."""

import re

from api.plain import plain

_SIGN = re.compile(r"[\\`*_~#|\[\]]")
_LINE = re.compile(r"^(\s*)(?:(\d+)([.)])|([-+=]))(?=\s|$)", re.MULTILINE)
_MARKER = re.compile(r"\[(\d+)\]")
_HTML = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_JOINER = "\N{WORD JOINER}"


def escaped(text: str) -> str:
    """Plain text as Markdown.

    Teams takes every "[1]" for the number of a source; one that is the text's own gets a sign inside that is not seen.
    """
    text = plain(text)
    text = _MARKER.sub(rf"[{_JOINER}\1]", text)
    text = re.sub("[&<>]", lambda sign: _HTML[sign[0]], text)
    text = _SIGN.sub(r"\\\g<0>", text)
    return _LINE.sub(lambda found: f"{found[1]}{found[2] or ''}\\{found[3] or found[4]}", text)


def link(text: str, url: str | None) -> str:
    """A link by that name, or the name alone where there is no address that a link may go to."""
    if url is None or not url.lower().startswith(("http://", "https://")):
        return escaped(text)
    safe = url.replace("(", "%28").replace(")", "%29").replace(" ", "%20").replace("<", "%3C").replace(">", "%3E")
    return f"[{escaped(text)}]({safe})"


def cut(text: str, most: int, keep: str = "") -> str:
    """``text`` and ``keep`` in at most ``most`` characters; where it is too long, it is ``text`` that is cut."""
    text = plain(text)
    if len(text) + len(keep) <= most:
        return text + keep
    return f"{text[: max(most - len(keep) - 1, 0)].rstrip()}…{keep}"[:most]
