"""E-mail addresses and phone numbers."""

import re
from collections.abc import Iterator

from assistant.personal.plain import Plain, Span

_AT = r"(?:@|\s?[\[({<]\s?(?:at|snabel-?a|a)\s?[\])}>]\s?|\s(?:snabel-?a|at)\s)"
_DOT = r"(?:\.|\s?[\[({<]\s?(?:dot|punktum|prik)\s?[\])}>]\s?|\s(?:dot|punktum|prik)\s)"
_EMAIL = re.compile(
    rf"(?<![\w.+-])[\w+'-]+(?:{_DOT}[\w+'-]+)*(?:{_AT}|\s?@\s?)\w(?:[\w-]*\w)?(?:{_DOT}\w(?:[\w-]*\w)?)*{_DOT}[a-z]{{2,}}\b",
    re.IGNORECASE,
)
_ABROAD = re.compile(r"(?<![\w+])(?<!\d )(?:\+\s?|00)(?=[1-9])\d{1,3}[ .()/-]{0,3}\d(?:[ .()/-]{0,3}\d){5,11}(?!\d)")
_EIGHT = re.compile(r"(?<![\d+])(?<!\d[.,/-])\d(?:[ .-]{0,3}\d){7}(?!\d|[.,/-]\d| \d)")
_PAIRS = re.compile(r"[2-9]\d(?P<apart>[ .-]|  )\d\d(?P=apart)\d\d(?P=apart)\d\d")
_HALVES = re.compile(r"[2-9]\d{3} [2-9]?\d{3,4}")
_CALLED = (
    r"(?:\b(?:tlf|telf|telefon\w*|tel|mobil\w*|mob|fastnet\w*|ring\w*|sms\w*|kald\w*|opkald|lokal\w*|træffes|kontaktes"
    r"|nås|direkte|nødnummer\w*|vagttelefon\w*|phone\w*|cell\w*|call\w*|text|mobile|fax|whatsapp|(?:sit|hans|hendes|mit"
    r"|deres|borgerens|dit|vores|my|her|his) (?:\w+ ){0,2}(?:nr|nummer|number))\b)"
)
_CALLED_BEFORE = re.compile(rf"{_CALLED}[^\d\x00]{{0,40}}$", re.IGNORECASE)
_CALLED_AFTER = re.compile(rf"^[^\w\x00]{{0,4}}(?:er (?:\w+ ){{0,4}}|is (?:\w+ ){{0,4}})?{_CALLED}", re.IGNORECASE)
_OTHERWISE = re.compile(
    r"\b(?:cvr|se-?n(?:umme)?r|p-?n(?:umme)?r|ean|gln|sag(?:s|en|er)?\w*|j(?:ournal)?\.?\s?n(?:umme)?r|journal\w*"
    r"|kle|emne\w*|dok\w*|faktura\w*|ordre\w*|reference|ref|løbenr|id|postn\w*|matrikel\w*|isbn|issn|kr|case|side|pct"
    r"|konto\w*|beløb\w*|varen\w*|serien\w*|version)\b[^\d\x00]{0,25}$",
    re.IGNORECASE,
)
_NEXT = re.compile(r"^\s?(?:og|eller|samt|and|or|/|,|&)\s?$")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def emails(seen: Plain) -> Iterator[Span]:
    """Every e-mail address in ``seen``; also one with "(at)" or "snabel-a" in it."""
    for found in _EMAIL.finditer(seen.text):
        yield seen.span("email", found.start(), found.end())


def phones(seen: Plain) -> Iterator[Span]:
    """Every phone number in ``seen``: one with a country's code, one in pairs, or eight figures that are called one."""
    abroad = [found.span() for found in _ABROAD.finditer(seen.text)]
    yield from (seen.span("phone", start, end) for start, end in abroad)
    end = None
    for found in _EIGHT.finditer(seen.text):
        if any(start < found.end() and found.start() < stop for start, stop in abroad):
            end = found.end()
            continue
        after_another = end is not None and _NEXT.match(seen.text[end : found.start()])
        if after_another or _is_one(seen.text, found):
            end = found.end()
            yield seen.span("phone", found.start(), found.end())


def _is_one(text: str, found: re.Match[str]) -> bool:
    before, after = text[max(0, found.start() - 60) : found.start()], text[found.end() : found.end() + 40]
    otherwise = _OTHERWISE.search(before)
    called = _CALLED_BEFORE.search(before)
    if otherwise and (not called or called.start() < otherwise.start()):
        return False
    if called or _CALLED_AFTER.search(after):
        return True
    if before[-2:-1].isdigit() and before.endswith(" "):
        return False  # the rest of a longer number
    return bool(_PAIRS.fullmatch(found[0]) or (_HALVES.fullmatch(found[0]) and not _YEAR.search(found[0])))
