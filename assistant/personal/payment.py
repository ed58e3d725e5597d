"""Account numbers and payment cards."""

import re
from collections.abc import Iterator

from stdnum import iban as international
from stdnum import luhn

from assistant.personal.plain import Plain, Span

_IBAN_BEGINS = re.compile(r"(?<![^\W_])[A-Z]{2}\d{2}", re.IGNORECASE)
_IBAN = re.compile(r"[A-Z]{2}\d{2}(?:[ .-]?[A-Z0-9]{1,4}){3,8}", re.IGNORECASE)
_CALLED_IBAN = re.compile(r"\biban\b[^\d\x00]{0,30}$", re.IGNORECASE)
_CARD = re.compile(r"(?<![\w-])\d(?:[ .-]{0,3}\d){13,18}(?!\d)")
_CALLED_CARD = re.compile(
    r"\b(?:\w*kort(?:et|ets)?-?\s?(?:nr|nummer|nummeret)?|visa|dankort\w*|master-?card|amex|maestro|card(?: n\w+)?)\b"
    r"[^\d\x00]{0,30}$",
    re.IGNORECASE,
)
_ACCOUNT = re.compile(
    r"\b(?:reg(?:istrerings)?\.?\s?-?(?:nr|nummer|no)?\b[^\d\x00]{0,12}\d[ .]?\d[ .]?\d[ .]?\d"
    r"(?:[^\d\x00]{0,25}(?P<after_reg>\d(?:[ .-]{0,3}\d){5,9}(?!\d)))"
    r"|(?:\w*konto(?:nr|nummer|nummeret|en|ens)?|account(?: number| no)?|giro(?:nr|nummer)?)\b[^\d\x00]{0,30}?"
    r"(?P<after_name>\d(?:[ ./-]{0,3}\d){6,13}(?!\d))"
    r"|(?:overfør\w*|udbetal\w*|indsæt\w*|betal\w*|transfer|pay(?:out)?)\b[^\d\x00]{0,40}?"
    r"(?P<after_verb>\d{4}\s?[ /-]\s?\d{7,10}(?!\d))"
    r"|(?<!\d)(?P<before_name>\d{4}\s?[ /-]\s?\d{7,10})(?=[^\d\x00]{1,15}(?:reg\b|\w*konto(?!r)|account|bank)))",
    re.IGNORECASE,
)
_CHART = re.compile(r"\d\.\d\d\.\d\d(?:\.\d{1,3})*")
"""A number of the municipalities' chart of accounts."""
_REG = re.compile(r"\breg", re.IGNORECASE)


def ibans(seen: Plain) -> Iterator[Span]:
    """Every international account number in ``seen``: one whose check figures are right, or that is called one."""
    end = 0
    for start in (found.start() for found in _IBAN_BEGINS.finditer(seen.text)):
        found = _IBAN.match(seen.text, start)
        if start < end or not found:
            continue
        valid = next((end for end in _ends(found) if international.is_valid(seen.text[start:end])), None)
        if valid or _CALLED_IBAN.search(seen.text[max(0, start - 40) : start]):
            end = valid or found.end()
            yield seen.span("account", start, end)


def cards(seen: Plain) -> Iterator[Span]:
    """Every payment card in ``seen``: 14 to 19 figures whose check figure is right, or that are called one."""
    for found in _CARD.finditer(seen.text):
        called = _CALLED_CARD.search(seen.text[max(0, found.start() - 60) : found.start()])
        ends = [found.start() + at.end() for at in re.finditer(r"\d(?!\d)", found[0])]
        figures = {end: re.sub(r"\D", "", seen.text[found.start() : end]) for end in ends}
        valid = [end for end, each in figures.items() if len(each) >= 14 and each[0] in "23456" and luhn.is_valid(each)]
        if valid or called:
            yield seen.span("card", found.start(), valid[-1] if valid else found.end())


def accounts(seen: Plain) -> Iterator[Span]:
    """Every Danish account in ``seen``: figures that are called one, with the bank's four figures before them."""
    for found in _ACCOUNT.finditer(seen.text):
        name = found.lastgroup or ""
        if _CHART.fullmatch(found[name]):
            continue
        start = found.start(name)
        if name == "after_reg":
            start = next(re.compile(r"\d").finditer(seen.text, found.start())).start()
        yield seen.span("account", start, found.end(name))


def _ends(found: re.Match[str]) -> Iterator[int]:
    """Where the number may end, the longest first."""
    for length in range(len(found[0]), 14, -1):
        if length == len(found[0]) or not found[0][length].isalnum():
            yield found.start() + length
