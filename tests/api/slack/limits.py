"""What Slack refuses of a message or a view, as its reference says; nothing here asks our own code."""

from collections.abc import Iterator
from typing import Any

MOST_BLOCKS, MOST_IN_VIEW = 50, 100


def broken(blocks: list[dict[str, Any]], most: int = MOST_BLOCKS) -> list[str]:
    """The rules that the blocks break."""
    found = [f"{len(blocks)} blocks"] if len(blocks) > most else []
    markdown = sum(len(block["text"]) for block in blocks if block["type"] == "markdown")
    if markdown > 12_000:
        found.append(f"markdown of {markdown}")
    if sum(block["type"] == "table" for block in blocks) > 1:
        found.append("two tables")
    for block in blocks:
        found += [f"{block['type']}: {why}" for why in _BLOCKS[block["type"]](block)]
    return found


def _text(text: dict[str, Any], most: int, kind: str | None = None) -> Iterator[str]:
    if not 1 <= len(text["text"]) <= most:
        yield f"text of {len(text['text'])}"
    if kind and text["type"] != kind:
        yield f"text is {text['type']}"


def _section(block: dict[str, Any]) -> Iterator[str]:
    yield from _text(block["text"], 3000)


def _context(block: dict[str, Any]) -> Iterator[str]:
    if not 1 <= len(block["elements"]) <= 10:
        yield f"{len(block['elements'])} elements"
    for element in block["elements"]:
        yield from _text(element, 3000)


def _actions(block: dict[str, Any]) -> Iterator[str]:
    elements = block["elements"]
    if not 1 <= len(elements) <= 25:
        yield f"{len(elements)} elements"
    if len({element["action_id"] for element in elements}) < len(elements):
        yield "an action_id twice"
    for element in elements:
        yield from _text(element["text"], 75, "plain_text")
        if not 1 <= len(element["value"]) <= 2000:
            yield f"value of {len(element['value'])}"


def _context_actions(block: dict[str, Any]) -> Iterator[str]:
    if not 1 <= len(block["elements"]) <= 5:
        yield f"{len(block['elements'])} elements"
    for element in block["elements"]:
        for button in (element["positive_button"], element["negative_button"]):
            yield from _text(button["text"], 75, "plain_text")
            if not 1 <= len(button["value"]) <= 2000:
                yield f"value of {len(button['value'])}"
            if len(button["accessibility_label"]) > 75:
                yield "label too long"


def _table(block: dict[str, Any]) -> Iterator[str]:
    if not 1 <= len(block["rows"]) <= 100:
        yield f"{len(block['rows'])} rows"
    for row in block["rows"]:
        if not 1 <= len(row) <= 20:
            yield f"{len(row)} cells"
        if any(cell["type"] != "raw_text" or not cell["text"] for cell in row):
            yield "an empty cell"


def _header(block: dict[str, Any]) -> Iterator[str]:
    yield from _text(block["text"], 150, "plain_text")


def _markdown(block: dict[str, Any]) -> Iterator[str]:
    if not block["text"]:
        yield "no text"


def _input(block: dict[str, Any]) -> Iterator[str]:
    yield from _text(block["label"], 2000, "plain_text")
    yield from _text(block["hint"], 2000, "plain_text")
    if not 1 <= block["element"]["max_length"] <= 3000:
        yield "max_length"


def _divider(_: dict[str, Any]) -> Iterator[str]:
    yield from ()


_BLOCKS = {
    "actions": _actions,
    "context": _context,
    "context_actions": _context_actions,
    "divider": _divider,
    "header": _header,
    "input": _input,
    "markdown": _markdown,
    "section": _section,
    "table": _table,
}
