"""The answers of every kind as Markdown, read again by a Markdown reader."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from api.markdown import escaped, link, written
from api.plain import plain
from corpus.quote import normalised
from tests.api.golden import ANSWERS, ASKED, ODD, PUBLIC

_READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
_OURS = {"text", "text_special", "softbreak", "strong_open", "strong_close", "em_open", "em_close"}


def _inline(text: str) -> list[Token]:
    return [part for block in _READER.parse(text) for part in block.children or []]


def _read(text: str) -> str:
    return "".join("\n" if part.type == "softbreak" else part.content for part in _inline(text))


@given(st.text(alphabet=st.sampled_from("\\`*_~$<>[]&;#|!()-+=.1: \nablæ"), max_size=60) | st.text(max_size=60))
@example(ODD)
@example("&amp;amp; &#35; &copy")
@example("1. a\n- b\n# c\n+ d\n=== \n---\n> e\n~~~\n    f")
def test_any_text_is_read_as_it_is(text: str) -> None:
    line = normalised(plain(text))
    assert _read(escaped(line)) == line
    assert {part.type for part in _inline(escaped(line))} <= {"text", "text_special"}
    kinds = {block.type for block in _READER.parse(escaped(text))}
    assert kinds <= {"paragraph_open", "paragraph_close", "inline", "code_block"}


@given(
    st.text(max_size=60), st.sampled_from(["https://havneby.example/a|b>c d(e)?f=1&g=[2]\"'\\", "javascript:alert(1)"])
)
def test_a_link_has_its_whole_label_and_leads_only_where_a_page_may_be(label: str, url: str) -> None:
    shown = normalised(plain(label))
    opened = [part for part in _inline(link(label, url)) if part.type == "link_open"]
    assert _read(link(label, url)) == shown
    if shown and url.startswith("https"):
        assert str(opened[0].attrs["href"]).startswith("https://havneby.example/a")
    else:
        assert opened == [] or not shown


@pytest.mark.parametrize("name", ANSWERS)
def test_all_of_an_answer_is_there_and_nothing_in_it_is_live(name: str) -> None:
    answer = ANSWERS[name]
    told = written(answer, ASKED, PUBLIC)
    parts, read = _inline(told.text), _read(told.text)
    assert {part.type for part in parts} <= _OURS | {"link_open", "link_close"}
    blocks = {block.type for block in _READER.parse(told.text)}
    assert not blocks & {
        "heading_open",
        "fence",
        "code_block",
        "hr",
        "html_block",
        "blockquote_open",
        "ordered_list_open",
    }
    for said in [each.text for each in answer.sentences] or [answer.text]:
        assert all(word in read for word in normalised(plain(said)).split())
    for more in (*answer.choices, *answer.notes):
        assert normalised(plain(more)) in read
    leads = [str(part.attrs["href"]) for part in parts if part.type == "link_open"]
    assert len(leads) == len(answer.citations) + len(answer.related)
    assert all(lead.startswith(f"{PUBLIC}/sources/") for lead in leads)
    for marker in told.markers:
        assert told.text[marker.start : marker.end] == f"[{marker.citation.number}]"
    cited = [number for sentence in answer.sentences for number in sentence.citations]
    assert [marker.citation.number for marker in told.markers] == cited
    assert ("table_open" in blocks) == bool(answer.figure and len(answer.figure.marks) > 1)


def test_a_follow_up_says_how_it_was_understood() -> None:
    answer = ANSWERS["short"]
    assert "Forstået som" not in written(answer, answer.standalone_question, PUBLIC).text
    assert "Forstået som" in written(answer, "Og hvad så?", PUBLIC).text or not answer.standalone_question
