"""The Adaptive Cards of a message: a table, questions to choose from, a quote in full.

What sources and people have written stands in text runs, which Teams shows as they are: no Markdown is read in them.
"""

from collections.abc import Sequence

from microsoft_teams.cards import (
    ActionSet,
    AdaptiveCard,
    CardElement,
    ColumnDefinition,
    RichTextBlock,
    SubmitAction,
    Table,
    TableCell,
    TableRow,
    TextRun,
)

from api.teams.markdown import cut
from assistant.figure import Figure, Mark
from corpus.wording import say

MOST_ROWS = 40
"""Rows of a table; with more the card is too large to be read, and at last to be sent."""
LONGEST_TITLE = 300
CHOSEN = "chosen"
"""Where a button says what was chosen, in what it sends back."""


def table_card(figure: Figure, language: str) -> AdaptiveCard:
    """The picture's marks as rows: what, its value in words, and the numbers of its sources."""
    columns = [say(f"teams.column_{name}", language) for name in ("what", f"value_{figure.shape}", "sources")]
    shown = figure.marks[:MOST_ROWS]
    rows = [_row(columns, weight="Bolder"), *(_row(_cells(mark)) for mark in shown)]
    body: list[CardElement] = [
        _line(figure.title, weight="Bolder"),
        Table(
            columns=[ColumnDefinition(width=width) for width in (3, 3, 1)],
            rows=rows,
            first_row_as_headers=True,
            show_grid_lines=True,
        ),
    ]
    left = len(figure.marks) - len(shown)
    if left:
        body.append(_line(say("teams.more_rows", language, count=left)))
    return _card(body)


def asking_card(questions: Sequence[str]) -> AdaptiveCard:
    """A button for each question; pressing it asks that question, for all in the chat to see."""
    return _card([ActionSet(actions=[_asking(question)]) for question in questions])


def quote_card(text: str) -> str:
    """The whole quote, where a claim holds only its beginning; as JSON."""
    return _card([_line(text)]).model_dump_json(by_alias=True, exclude_none=True)


def _asking(question: str) -> SubmitAction:
    said = {"type": "messageBack", "text": question, "displayText": question, "value": {CHOSEN: question}}
    return SubmitAction(title=cut(question, LONGEST_TITLE), data={"msteams": said, CHOSEN: question})


def _cells(mark: Mark) -> Sequence[str]:
    return mark.label, mark.text, ", ".join(str(number) for number in mark.citations)


def _row(texts: Sequence[str], weight: str | None = None) -> TableRow:
    return TableRow(cells=[TableCell(items=[_line(text, weight)]) for text in texts])


def _line(text: str, weight: str | None = None) -> RichTextBlock:
    runs: list[CardElement] = [TextRun.model_validate({"text": text, "weight": weight})]
    return RichTextBlock(inlines=runs)


def _card(body: Sequence[CardElement]) -> AdaptiveCard:
    return AdaptiveCard(version="1.5", body=list(body))
