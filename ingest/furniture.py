"""Lines that belong to a web page or a table of contents and not to the text."""

import re
from collections.abc import Sequence

# Whole lines only: a sentence that begins with the same words is text.
_NAVIGATION = re.compile(
    r"""(?xi)
    (gå|spring|hop)\s(direkte\s)?til\s(hoved)?(indhold|indholdet|menu|menuen|navigation|navigationen|søgning|bunden|toppen)
    | (til|tilbage\stil|gå\stil)\s(toppen|forsiden|start|oversigten|nyheder)
    | (indhold|menu|luk(\smenu)?|åbn(\smenu)?|vis\smenu|søg|søg\spå\ssiden|log\s(ind|på|ud))
    | (tilbage|forrige|næste|hop\sover)
    | (læs|se|vis|hent|find)\s(mere|også|flere|alle|alt|mindre|resten)(\sher)?
    | læs\s(hele|den\s(fulde|hele))\s\w+(\s\w+)?(\sher)?
    | klik\sher | print(\ssiden)? | udskriv(\ssiden)? | del(\s(siden|artiklen|på\s\w+))?
    | facebook | linkedin | twitter | instagram | youtube
    | accept[eé]r\s(alle\s)?cookies? | (kun\s)?nødvendige\scookies? | cookies?
    | privatlivspolitik | tilgængelighedserklæring
    | (back|skip)\sto\s(top|main\scontent|content|navigation) | skip\s(to\s)?\w+ | read\smore | share | menu | search
    """
)
_SKIP_LINK = re.compile(
    r"(?i)(gå|spring|hop)\s(direkte\s)?til\s(hoved)?(indhold|menu|navigation)\w*|skip to (main )?content"
)
_LEADERS = re.compile(r"(\.[ \u00a0]?){4,}\d{1,4}$|…{2,}\s?\d{1,4}$")
_SHORT = 40  # characters
_LEADER = 300  # characters at the end of a line, as far as a row of dots is looked for
_END = re.compile(r"[\s:.…>»→]+$")


def is_navigation(line: str) -> bool:
    """Whether a whole line is one of the fixed phrases that lead a reader round a web page."""
    return _NAVIGATION.fullmatch(_END.sub("", " ".join(line.split()))) is not None


def is_page_navigation(lines: Sequence[str]) -> bool:
    """Whether a block is the navigation at the top of a web page: the link past it, then a few names of sections."""
    return _SKIP_LINK.fullmatch(" ".join(lines[0].split())) is not None and all(len(line) <= _SHORT for line in lines)


def is_contents_line(line: str) -> bool:
    """Whether a line of a table of contents: a title, a row of dots, a page number."""
    return _LEADERS.search(line.rstrip()[-_LEADER:]) is not None
