"""Markdown: its headings, and its text without the marks."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ingest.dates import stated
from ingest.raw import Block, Raw, compose

_FRONT = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"(?im)^(title|titel|date|dato|published|lang|language|sprog)[ \t]*:[ \t]*(.+?)[ \t]*$")
_NAMES = {"titel": "title", "dato": "date", "published": "date", "language": "lang", "sprog": "lang"}
# What stands in a comment, script or style is not shown to a reader, so it is not text.
_UNSEEN = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style|template)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_HIDING = re.compile(r"<(/?)(?:script|style|template)\b", re.IGNORECASE)


def read_markdown(text: str) -> Raw:
    """A Markdown text: links and emphasis reduced to their words, table rows with ``|`` between the cells."""
    text = re.sub(r"\r\n?", "\n", text)
    front = _FRONT.match(text)
    fields: dict[str, str] = {}
    if front:
        for name, value in _FIELD.findall(front.group(1)):
            fields.setdefault(_NAMES.get(name.lower(), name.lower()), value.strip("\"'"))
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text[front.end() :] if front else text)
    blocks = list(_blocks(tokens))
    return compose(
        [blocks],
        paged=False,
        title=fields.get("title"),
        published=stated(fields["date"]) if "date" in fields else _dated(blocks),
        language=fields.get("lang"),
    )


def _dated(blocks: Sequence[Block]) -> date | None:
    return next((found for block in blocks[:5] if (found := stated(block.text))), None)


def _blocks(tokens: Sequence[Token]) -> Iterator[Block]:
    level: int | None = None
    cells: list[str] | None = None
    for token in tokens:
        if token.type == "heading_open":
            level = int(token.tag[1])
        elif token.type == "heading_close":
            level = None
        elif token.type == "tr_open":
            cells = []
        elif token.type == "tr_close" and cells is not None:
            yield Block(" | ".join(filter(None, cells)))
            cells = None
        elif token.type == "inline":
            words = _words(token.children or ())
            if cells is None:
                yield Block(words, level)
            else:
                cells.append(words)
        elif token.type in {"fence", "code_block"}:
            yield Block(token.content)
        elif token.type == "html_block":
            yield Block(_TAG.sub(" ", _UNSEEN.sub(" ", token.content)))


def _words(children: Sequence[Token]) -> str:
    parts: list[str] = []
    hidden = False
    for child in children:
        if child.type == "html_inline" and (tag := _HIDING.match(child.content)):
            hidden = not tag.group(1)
        elif hidden:
            continue
        elif child.type in {"text", "code_inline"}:
            parts.append(child.content)
        elif child.type in {"softbreak", "hardbreak"}:
            parts.append("\n")
        elif child.type == "image":
            parts.append(_words(child.children or ()))
    return "".join(parts)
