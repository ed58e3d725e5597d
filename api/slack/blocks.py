"""An answer as Slack shows it: the sentences as Markdown, and below them blocks with sources, a table and buttons."""

from collections.abc import Iterable, Sequence

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextActionsBlock,
    ContextBlock,
    FeedbackButtonObject,
    FeedbackButtonsElement,
    MarkdownBlock,
    MarkdownTextObject,
    PlainTextObject,
    RawTextObject,
    SectionBlock,
    TableBlock,
)

from api.links import place_url
from api.page import capital, dated
from api.slack.text import cut, cut_marked, escaped, link, markdown
from assistant.answer import Answer, Citation, Related, Sentence, shown_title
from assistant.figure import Figure
from corpus.wording import say

LONGEST_TEXT = 12_000
"""Characters of Markdown in a message."""
LONGEST_SECTION = 3000
LONGEST_BUTTON = 75
LONGEST_VALUE = 2000
MOST_BUTTONS = 25
MOST_ROWS = 100
ASK = "ask_"
"""What the name of a button begins with that asks the question it holds."""
FEEDBACK = "feedback"
"""The name of the buttons that say what somebody thought; what they hold is ``up:ID`` or ``down:ID``."""
_LONGEST_TITLE, _LONGEST_QUOTE, _LONGEST_NOTICE = 150, 300, 1000
_MOST_SOURCE_BLOCKS = 30


def sentence_text(sentence: Sentence) -> str:
    """A sentence with its markers, as Markdown."""
    return f"{markdown(sentence.text)} {''.join(f'[{number}]' for number in sentence.citations)}"


def parts(answer: Answer) -> list[str]:
    """What is said, bit by bit, as Markdown that fits in one message."""
    return fitting([sentence_text(sentence) for sentence in answer.sentences] or [markdown(answer.text)])


def fitting(said: Sequence[str]) -> list[str]:
    """As much of what is said as there is room for in one message, with a sign where the rest is left out."""
    kept: list[str] = []
    room = LONGEST_TEXT - len("… ")
    for part in said:
        room -= len(part) + 1
        if room < 0:
            return [*kept, "…"] if kept else [cut_marked(part, LONGEST_TEXT)]
        kept.append(part)
    return kept


def whole(answer: Answer, public: str | None, understood: str | None = None) -> list[Block]:
    """The answer in one message."""
    return [MarkdownBlock(text=" ".join(parts(answer))), *below(answer, public, understood)]


def trouble(text: str) -> list[Block]:
    """What stood in the way of an answer, already escaped."""
    return [SectionBlock(text=MarkdownTextObject(text=cut_marked(text, LONGEST_SECTION), verbatim=True))]


def notice(answer: Answer) -> str:
    """The answer as a notification shows it, and where blocks cannot be shown."""
    return escaped(cut(answer.text, _LONGEST_NOTICE))


def below(answer: Answer, public: str | None, understood: str | None = None) -> list[Block]:
    """What stands under the sentences; ``understood`` is the question as it was taken, where it was not asked so.

    Links lead to our pages at ``public``, or to the originals where it is None.
    """
    language = answer.language
    sources = _context(_source(citation, answer, public) for citation in answer.citations)
    return [
        *_context([f"{say('page.understood', language)}: {escaped(understood)}"] if understood else []),
        *(_table(answer.figure, language) if answer.figure else ()),
        *_choices(answer.choices),
        *_context(_near(near, language, public) for near in answer.related),
        *sources[:_MOST_SOURCE_BLOCKS],
        *_context(escaped(note) for note in answer.notes),
        *_feedback(answer),
    ]


def _source(citation: Citation, answer: Answer, public: str | None) -> str:
    """The numbered source on a line; its words too, where the answer does not say them itself."""
    line = f"[{citation.number}] {_place(citation, answer.language, public)}"
    said = {sentence.text for sentence in answer.sentences if citation.number in sentence.citations}
    return line if citation.quote.text in said else f"{line}: {_quoted(citation)}"


def _near(near: Related, language: str, public: str | None) -> str:
    return f"• {_quoted(near)} {_place(near, language, public)}"


def _quoted(place: Citation | Related) -> str:
    return f"»{escaped(cut(place.quote.text, _LONGEST_QUOTE))}«"


def _place(place: Citation | Related, language: str, public: str | None) -> str:
    """Title, publisher, date and page or row, the title leading there."""
    source = place.quote.document.source
    at = None
    if place.quote.page:
        at = say("answer.page", language, page=place.quote.page)
    elif isinstance(place, Citation) and place.row and not place.of_row:
        at = say("answer.row", language, row=place.row.number)
    title = link(place_url(place, public), cut(shown_title(source, language), _LONGEST_TITLE))
    facts = [cut(source.publisher, _LONGEST_TITLE) if source.publisher else None, dated(source, language), at]
    return ", ".join([title, *(escaped(fact) for fact in facts if fact)])


def _context(lines: Iterable[str]) -> list[Block]:
    """Small print, a line each; as many blocks as it takes."""
    blocks: list[str] = []
    for line in lines:
        if blocks and len(blocks[-1]) + 1 + len(line) <= LONGEST_SECTION:
            blocks[-1] += f"\n{line}"
        else:
            blocks.append(cut_marked(line, LONGEST_SECTION))
    return [ContextBlock(elements=[MarkdownTextObject(text=block, verbatim=True)]) for block in blocks]


def _table(figure: Figure, language: str) -> list[Block]:
    """The picture as a table that says the same; nothing where the sentence above already says all of it."""
    if len(figure.marks) == 1:
        return []
    value = "see.figure_value" if figure.shape == "bars" else "see.measure_stage"
    head = [say("see.technology", language), say(value, language)]
    rows = [
        [capital(mark.label), f"{mark.text} {''.join(f'[{number}]' for number in mark.citations)}".strip()]
        for mark in figure.marks
    ]
    if len(rows) > MOST_ROWS - 1:
        left = len(rows) - (MOST_ROWS - 2)
        rows = [*rows[: MOST_ROWS - 2], ["…", say("slack.more_rows", language, count=left)]]
    cells = [[RawTextObject(text=cell or "–") for cell in row] for row in [head, *rows]]
    title = f"*{escaped(cut(figure.title, _LONGEST_QUOTE))}*"
    return [
        SectionBlock(text=MarkdownTextObject(text=title, verbatim=True)),
        TableBlock(rows=cells, column_settings=[{"is_wrapped": True}, {"is_wrapped": True}]),
    ]


def _choices(choices: Sequence[str]) -> list[Block]:
    """A button for each question to choose from; the whole of it above, where a button has no room for it."""
    if not choices:
        return []
    buttons = [
        ButtonElement(
            text=PlainTextObject(text=cut(choice, LONGEST_BUTTON), emoji=False),
            action_id=f"{ASK}{number}",
            value=cut(choice, LONGEST_VALUE),
        )
        for number, choice in enumerate(choices[:MOST_BUTTONS], 1)
    ]
    long = [f"• {escaped(choice)}" for choice in choices] if max(map(len, choices)) > LONGEST_BUTTON else []
    return [*_context(long), ActionsBlock(elements=buttons)]


def _feedback(answer: Answer) -> list[Block]:
    if answer.status not in {"answered", "refused"} or answer.mode == "smalltalk":
        return []
    up, down = (
        FeedbackButtonObject(
            text=PlainTextObject(text=say(f"slack.{way}", answer.language)),
            accessibility_label=say(f"slack.{way}_more", answer.language),
            value=f"{way}:{answer.id}",
        )
        for way in ("up", "down")
    )
    buttons = FeedbackButtonsElement(action_id=FEEDBACK, positive_button=up, negative_button=down)
    return [ContextActionsBlock(elements=[buttons])]
