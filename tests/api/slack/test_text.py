import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from api.plain import plain
from api.slack.text import cut, cut_marked, escaped, link, markdown, written
from corpus.quote import normalised
from tests.api.slack.made import ODD

LINE = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")))


def shown(source: str) -> str:
    """What a reader of Markdown sees: its text, if it is one plain paragraph, with no mark, link or heading in it."""
    tokens = MarkdownIt("commonmark").parse(source)
    assert [token.type for token in tokens] in ([], ["paragraph_open", "inline", "paragraph_close"]), source
    inner = [each for token in tokens for each in token.children or ()]
    assert {each.type for each in inner} <= {"text", "text_special"}, source
    return "".join(each.content for each in inner)


@given(LINE)
@pytest.mark.parametrize("opening", ["", "3. ", "# ", "- ", "+ ", "> ", "12) ", "=", "---"])
def test_markdown_shows_the_text_as_it_is(opening: str, text: str) -> None:
    assert shown(markdown(opening + text)) == normalised(opening + text)


def test_nobody_is_called_on_and_nothing_becomes_a_link() -> None:
    for out in (
        markdown(ODD),
        escaped(ODD),
        link("https://havneby.example", ODD)[len("<https://havneby.example|") : -1],
    ):
        assert "<" not in out
        assert ">" not in out


@pytest.mark.parametrize("url", [None, "", "javascript:alert(1)", "/sources/x", f"https://a.example/{'x' * 2000}"])
def test_what_cannot_be_linked_to_is_only_named(url: str | None) -> None:
    assert link(url, "A & B") == "A &amp; B"


def test_a_link_survives_its_own_signs() -> None:
    assert link("https://a.example/x|y>z?a=1&b=2", "T<i>") == "<https://a.example/x%7Cy%3Ez?a=1&amp;b=2|T&lt;i&gt;>"


@given(LINE, st.integers(1, 20))
def test_what_is_cut_fits(text: str, most: int) -> None:
    assert len(cut(text, most)) <= most
    assert text.startswith(cut(text, most).removesuffix("…"))


@given(st.lists(st.sampled_from(["&amp;", "&lt;", "<https://a.example|b>", "x", " "])), st.integers(1, 60))
def test_a_cut_leaves_no_half_link_or_sign(parts: list[str], most: int) -> None:
    out = cut_marked("".join(parts), most)
    assert len(out) <= most
    assert not re.search(r"&(?!amp;|lt;)", out)
    assert out.count("<") == out.count(">")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("<@U0BOT> Hvad er KL?", "Hvad er KL?"),
        ("Hej <@U0BOT|radar>, hvad er KL?", "Hej , hvad er KL?"),
        ("A &amp; B &lt;3 &amp;lt;", "A & B <3 &lt;"),
        ("Læs <https://kl.dk|kl.dk> og <https://kl.dk/x>", "Læs kl.dk og https://kl.dk/x"),
        ("<mailto:ib@x.example|ib@x.example> ring <tel:+4512345678|12 34 56 78>", "ib@x.example ring 12 34 56 78"),
        ("<tel:+4512345678>", "+4512345678"),
        ("<#C1|velfærd> <!here> <!date^1^{date}|i dag>", "velfærd i dag"),
        ("<@U0BOT>", ""),
        ("  flere\n\nlinjer ", "flere linjer"),
    ],
)
def test_what_was_written_is_read_as_it_was_typed(text: str, meant: str) -> None:
    assert written(text) == meant


@given(LINE)
def test_reading_undoes_the_escapes(text: str) -> None:
    seen = written(escaped(text)).replace("\N{WORD JOINER}", "")
    assert seen == normalised(plain(normalised(text)).replace("\N{WORD JOINER}", ""))
