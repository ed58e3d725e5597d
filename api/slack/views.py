"""What Slack shows besides answers: the app's own page, the welcome, and the form for what was missing."""

from slack_sdk.models.blocks import (
    Block,
    DividerBlock,
    HeaderBlock,
    InputBlock,
    MarkdownTextObject,
    PlainTextInputElement,
    PlainTextObject,
    SectionBlock,
)
from slack_sdk.models.views import View

from api.slack.text import escaped
from corpus.wording import say

COMMENT = "comment"
"""The name of the form and of its field."""
LONGEST_COMMENT = 2000
_THREE = (1, 2, 3)


def welcome() -> str:
    """What is said to who writes to the assistant without asking anything."""
    examples = [f"• {escaped(say(f'page.example_{number}'))}" for number in _THREE]
    return "\n".join([escaped(say("slack.welcome")), *examples, escaped(say("page.hint"))])


def home() -> View:
    """The app's own page in Slack."""
    known = [f"• {escaped(say(f'page.what_{number}'))}" for number in _THREE]
    unknown = [f"• {escaped(say(f'page.what_not_{number}'))}" for number in _THREE]
    examples = [f"• {escaped(say(f'page.example_{number}'))}" for number in _THREE]
    blocks: list[Block] = [
        HeaderBlock(text=PlainTextObject(text=say("page.title"))),
        _section(escaped(say("page.lead"))),
        _section(escaped(say("slack.how"))),
        _section("\n".join([f"*{escaped(say('page.examples'))}*", *examples])),
        DividerBlock(),
        _section("\n".join([f"*{escaped(say('page.what'))}*", *known])),
        _section("\n".join([f"*{escaped(say('page.what_not'))}*", *unknown])),
        _section(escaped(say("slack.kept"))),
    ]
    return View(type="home", blocks=blocks)


def comment_form(answer_id: str) -> View:
    """The form that asks what was missing in an answer."""
    field = PlainTextInputElement(action_id=COMMENT, multiline=True, max_length=LONGEST_COMMENT)
    return View(
        type="modal",
        callback_id=COMMENT,
        private_metadata=answer_id,
        title=PlainTextObject(text=say("slack.comment_title")),
        submit=PlainTextObject(text=say("slack.comment_send")),
        close=PlainTextObject(text=say("slack.comment_close")),
        blocks=[
            InputBlock(
                block_id=COMMENT,
                label=say("slack.comment_label"),
                hint=say("page.hint"),
                optional=True,
                element=field,
            )
        ],
    )


def _section(text: str) -> SectionBlock:
    return SectionBlock(text=MarkdownTextObject(text=text, verbatim=True))
