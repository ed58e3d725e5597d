"""HTML: the main content of a page, as a reader sees it."""

import re
from collections.abc import Iterator
from datetime import date

import trafilatura
from lxml import etree  # type: ignore[import-untyped]
from lxml import html as lxml_html

from ingest.decode import decode
from ingest.raw import Block, Raw, compose

_CHARSET = re.compile(rb"(?i)<meta[^>]+charset\s*=\s*[\"']?\s*([\w.:-]+)")
_UNSEEN = {"script", "style", "noscript", "template", "iframe", "object", "svg", "input", "select", "button"}
_HIDING = re.compile(r"display:none|visibility:hidden|opacity:0(?![.\d])|font-size:0(?![.\d])")
_BLOCKS = {"p", "head", "list", "item", "quote", "code", "table", "row", "div"}


def read_html(data: bytes) -> Raw | None:
    """The main content of a page, with its headings, lists and tables; None where there is none.

    Scripts, navigation, comments and whatever the page hides are left out. Table rows have ``|`` between the cells.
    """
    text = _decoded(data)
    if text is None or not text.strip():
        return None
    # An XML declaration with an encoding is refused by lxml in text that is decoded already.
    try:
        tree = lxml_html.document_fromstring(re.sub(r"\A\s*<\?xml[^>]*\?>", "", text))
    except etree.ParserError:  # nothing in it
        return None
    language = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
    for element in [element for element in tree.iterdescendants() if _is_unseen(element)]:
        _drop(element)
    levels = {_line(h.text_content()): int(h.tag[1]) for h in tree.iter("h1", "h2", "h3", "h4", "h5", "h6")}
    try:
        found = trafilatura.bare_extraction(
            tree,
            include_comments=False,
            include_tables=True,
            with_metadata=True,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except Exception:  # a page so broken that the library cannot go through it has no main content either
        return None
    if found is None or isinstance(found, dict) or found.body is None:
        return None
    blocks = [
        Block(block.text, levels.get(_line(block.text), block.level) if len(block.text) < 200 else block.level)
        for block in _blocks(found.body)
    ]
    return compose(
        [blocks],
        paged=False,
        title=found.title,
        published=date.fromisoformat(found.date) if found.date else None,
        language=language.split("-")[0].lower() if language else None,
    )


def _decoded(data: bytes) -> str | None:
    """A page by its byte order mark, as UTF-8 where it is that, and else as it says itself."""
    named = _CHARSET.search(data[:4096])
    if named and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        for encoding in ("utf-8", named.group(1).decode("ascii")):
            try:
                return data.decode(encoding)
            except (UnicodeDecodeError, LookupError):
                continue
    return decode(data)


def _is_unseen(element: etree._Element) -> bool:
    """Whether a browser does not show an element, by its kind or its own attributes; comments are elements here."""
    if not isinstance(element.tag, str) or element.tag in _UNSEEN or "hidden" in element.attrib:
        return True
    style = "".join((element.get("style") or "").lower().split())
    return element.get("aria-hidden", "").lower() == "true" or _HIDING.search(style) is not None


def _drop(element: etree._Element) -> None:
    """Take an element out and leave the text that follows it."""
    parent, before, tail = element.getparent(), element.getprevious(), element.tail or ""
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(element)


def _line(text: str) -> str:
    return " ".join(text.split())


def _blocks(element: etree._Element) -> Iterator[Block]:
    """The blocks of trafilatura's tree: an element's own words, and in their place the blocks inside it."""
    if element.tag == "row":
        cells = (_line("".join(cell.itertext())) for cell in element)
        yield Block(" | ".join(filter(None, cells)))
        return
    level = None
    if element.tag == "head":
        rend = element.get("rend") or ""
        level = int(rend[1]) if re.fullmatch(r"h[1-6]", rend) else 4
    words = [element.text or ""]
    for child in element:
        if child.tag in _BLOCKS:
            yield from _own(words, level)
            yield from _blocks(child)
            words = []
        else:
            words.append("\n" if child.tag == "lb" else "".join(child.itertext()))
        words.append(child.tail or "")
    yield from _own(words, level)


def _own(words: list[str], level: int | None) -> Iterator[Block]:
    """Lines inside an element are set apart by the page's author, so each is a block."""
    for line in "".join(words).split("\n"):
        if line.strip():
            yield Block(line, level)
