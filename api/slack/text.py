"""Text as Slack writes it, and what a person wrote read out of it."""

import re

from api.plain import plain
from corpus.quote import normalised

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_IN_URL = str.maketrans({"<": "%3C", ">": "%3E", "|": "%7C", " ": "%20"})
_MARKS = re.compile(r"([\\`*_~\[\]])")
_STYLES = re.compile(r"[*_~`]+")
_JOINER = "\N{WORD JOINER}"
_OPENING = re.compile(r"^([#+=-]|\d+(?=[.)]))")
_BRACKETED = re.compile(r"<([^<>]*)>")
_BROKEN = re.compile(r"(?:&[a-z]*|<[^>]*)$")
_LONGEST_URL = 1500


def escaped(text: str) -> str:
    """The text on one line, where nothing in it calls on anybody, becomes a link, or changes how the rest looks.

    Slack's own markup has no sign that takes a mark's meaning away; a mark in the middle of a word has none, and a
    word joiner, which is not seen, puts it there.
    """
    return _STYLES.sub(f"{_JOINER}\\g<0>{_JOINER}", _called_on_nobody(text))


def _called_on_nobody(text: str) -> str:
    return plain(normalised(text)).translate(_ESCAPES)


def markdown(text: str) -> str:
    """The text as Markdown that shows it as it is; its lines are kept."""
    lines = (_MARKS.sub(r"\\\1", _called_on_nobody(line)) for line in text.splitlines())
    return "\n".join(_OPENING.sub(_opened, line) for line in lines)


def _opened(found: re.Match[str]) -> str:
    """What would make a line a heading, a list or a rule, made a sign like any other."""
    sign = found[1]
    return f"{sign}\\" if sign.isdigit() else f"\\{sign}"


def link(url: str | None, label: str) -> str:
    """The label, leading to ``url`` where that can be linked to."""
    target = (url or "").translate(_IN_URL).replace("&", "&amp;")
    if len(target) > _LONGEST_URL or not target.startswith(("https://", "http://")):
        return escaped(label)
    return f"<{target}|{escaped(label)}>"


def cut(text: str, most: int) -> str:
    """The text in at most so many characters, with a sign where the rest is left out."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def cut_marked(text: str, most: int) -> str:
    """The same of text that is escaped and has links in it: none of either is left half."""
    return text if len(text) <= most else f"{_BROKEN.sub('', text[: most - 1]).rstrip()}…"


def written(text: str) -> str:
    """What a person wrote: links, addresses and numbers as they were typed, without whom it was written to."""
    plain = _BRACKETED.sub(lambda found: _typed(found[1]), text)
    return normalised(plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))


def _typed(inside: str) -> str:
    """What stood where Slack put angle brackets: a mention, a channel, a special word, or a link."""
    target, _, label = inside.partition("|")
    if target.startswith("@"):
        return ""
    if target.startswith(("#", "!")):
        return label
    return label or target.removeprefix("mailto:").removeprefix("tel:")
