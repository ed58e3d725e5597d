import json
import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from api.plain import plain
from api.teams.cards import MOST_ROWS
from api.teams.markdown import cut, escaped, link
from api.teams.message import LONGEST_TEXT, MOST_CLAIMS, message
from assistant.answer import Answer, Related, Sentence
from assistant.ask import Assistant
from assistant.figure import Figure, Mark
from corpus.quote import Quote
from tests.api.teams.microsoft import faults

QUESTION = "Hvor mange borgere fik skærmbesøg i Havneby?"
PUBLIC = "https://radar.example"


@pytest.fixture(scope="module")
def answer(assistant: Assistant) -> Answer:
    """One sentence with one source."""
    found = assistant.ask(QUESTION)
    first = found.sentences[0]
    return replace(found, sentences=(first,), citations=found.citations[:1], text=first.marked)


def sent(answer: Answer, asked: str = QUESTION, public: str | None = PUBLIC) -> dict[str, Any]:
    told = message(answer, asked, public).model_dump(by_alias=True, exclude_none=True)
    whole: dict[str, Any] = json.loads(json.dumps(told))
    assert faults(whole) == []
    return whole


def shown(markdown: str) -> str:
    """The text of Markdown as it is read: the word joiner in a text's own numbers is not seen."""
    parsed = MarkdownIt("commonmark").parse(markdown)
    lines = [
        "".join("\n" if part.type in ("softbreak", "hardbreak") else part.content for part in block.children or ())
        for block in parsed
        if block.type == "inline"
    ]
    return "\n\n".join(lines).replace("\N{WORD JOINER}", "")


def saying(answer: Answer, *texts: str) -> Answer:
    """The answer with other sentences, all citing the same."""
    sentences = tuple(Sentence(text, (1,)) for text in texts)
    return replace(answer, sentences=sentences, text=" ".join(each.marked for each in sentences))


def claims(sent: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = next(
        each for each in sent["entities"] if each["type"] == "https://schema.org/Message"
    ).get("citation", [])
    return found


ODD = [
    "3. marts 2022 begyndte det.",
    "- Det er en *stjerne*, _en streg_ og `kode` [3] | # 1 < 2 & 3 > 2",
    "<at>Alle</at> <script>alert(1)</script> [link](https://ondt.example) ![x](y)",
    "Æ & ø &amp; å \\ ~~slut~~",
    "1) først",
]


@pytest.mark.parametrize("text", ODD)
def test_a_sentence_is_shown_as_it_is_written(answer: Answer, text: str) -> None:
    assert shown(sent(saying(answer, text))["text"]).split("\n\n")[0] == f"{text} [1]"


@given(st.text(st.characters(exclude_categories=["C", "Z"]) | st.sampled_from(" *_[]()<>&#`~-+.=\\12|!"), min_size=1))
def test_no_text_becomes_markdown(text: str) -> None:
    text = " ".join(text.split())
    parsed = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(escaped(text))
    kinds = {block.type for block in parsed} | {part.type for block in parsed for part in block.children or ()}
    assert kinds <= {"paragraph_open", "inline", "paragraph_close", "text", "text_special", "entity"}
    assert shown(escaped(text)) == text
    assert not re.search(r"\[\d+\]", escaped(text))


@given(st.text(), st.integers(2, 200), st.sampled_from(["", ", side 7"]))
def test_what_is_cut_fits_and_keeps_its_end(text: str, most: int, keep: str) -> None:
    short = cut(text, most, keep)
    assert len(short) <= most
    assert short == plain(text) + keep or "…" in short
    assert most < len(keep) + 1 or short.endswith(keep)


@pytest.mark.parametrize("url", [None, "javascript:alert(1)", "data:text/html,x", "//x.example", ""])
def test_only_an_address_of_the_web_becomes_a_link(url: str | None) -> None:
    assert link("Rapport", url) == "Rapport"


def test_no_title_or_address_breaks_a_link() -> None:
    told = link("Droner [1] (2021)", "https://x.example/a(b)_c d")
    parsed = MarkdownIt("commonmark").parse(told)[1].children or []
    assert [part.type for part in parsed if part.type.startswith("link")] == ["link_open", "link_close"]
    assert parsed[0].attrGet("href") == "https://x.example/a%28b%29_c%20d"


def test_a_claim_holds_title_page_quote_and_link_within_the_limits(answer: Answer) -> None:
    citation = answer.citations[0]
    source = replace(citation.quote.document.source, title="Teknologi " * 30, publisher="Foreningen " * 10)
    document = replace(citation.quote.document, source=source)
    long = replace(answer, citations=(replace(citation, quote=replace(citation.quote, document=document)),))
    told = claims(sent(long))[0]["appearance"]
    assert len(told["name"]) == 80
    assert told["name"].endswith("…")
    assert told["abstract"] == citation.quote.text
    assert told["url"].startswith(f"{PUBLIC}/sources/")
    assert claims(sent(long, public=None))[0]["appearance"]["url"] == source.url


def test_a_long_quote_is_whole_in_its_card(answer: Answer) -> None:
    document = answer.citations[0].quote.document
    quote = Quote.at(document, 0, len(document.text))
    told = claims(sent(replace(answer, citations=(replace(answer.citations[0], quote=quote),))))[0]["appearance"]
    assert len(told["abstract"]) == 160
    assert json.loads(told["text"])["body"][0]["inlines"][0]["text"] == quote.text


def test_more_sources_than_teams_takes_are_listed_with_links(answer: Answer) -> None:
    citations = tuple(replace(answer.citations[0], number=number) for number in range(1, 28))
    sentences = tuple(Sentence(f"Sætning nummer {number}.", (number,)) for number in range(1, 28))
    text = " ".join(each.marked for each in sentences)
    told = sent(replace(answer, citations=citations, sentences=sentences, text=text))
    assert [claim["position"] for claim in claims(told)] == list(range(1, MOST_CLAIMS + 1))
    listed = told["text"].split("Kilder:")[1]
    assert [f"[{number}]" in listed for number in range(20, 28)] == [False, *[True] * 7]
    assert listed.count(f"({PUBLIC}/sources/robotter?") == 7


def test_an_answer_too_long_for_a_message_says_that_it_is_cut(answer: Answer) -> None:
    told = sent(saying(answer, *["Et langt svar om ingenting, [2] og mere endnu."] * 1000))
    assert len(told["text"]) < LONGEST_TEXT + 200
    assert "Svaret er afkortet her." in told["text"]
    assert told["text"].startswith("Et langt svar")


def test_a_picture_is_a_table_with_its_sources(answer: Answer) -> None:
    marks = tuple(Mark(f"Robotter *{number}*", "KLAR", (1,), stage="KLAR") for number in range(MOST_ROWS + 3))
    for shape, heading in (("rings", "Trin"), ("moves", "Fra og til"), ("bars", "Tal")):
        figure = Figure(shape, "Teknologier på radaren", marks)  # type: ignore[arg-type]
        card = sent(replace(answer, figure=figure))["attachments"][0]["content"]
        title, table, more = card["body"]
        cells = [[cell["items"][0]["inlines"][0]["text"] for cell in row["cells"]] for row in table["rows"]]
        assert title["inlines"][0]["text"] == "Teknologier på radaren"
        assert cells[:2] == [["Hvad", heading, "Kilde"], ["Robotter *0*", "KLAR", "1"]]
        assert len(cells) == MOST_ROWS + 1
        assert "3 rækker mere" in more["inlines"][0]["text"]


def test_a_question_back_has_a_button_for_each_reading(answer: Answer) -> None:
    choices = ("Hvad fortæller »A« om robotter?", "x" * 400)
    asked = replace(
        answer,
        status="clarify",
        reason="unclear",
        sentences=(),
        citations=(),
        text="Hvad vil du vide?",
        choices=choices,
    )
    told = sent(asked, "robotter")
    buttons = [row["actions"][0] for row in told["attachments"][0]["content"]["body"]]
    assert [button["data"]["msteams"]["text"] for button in buttons] == list(choices)
    assert [button["data"]["msteams"]["displayText"] for button in buttons] == list(choices)
    assert all(len(button["title"]) <= 300 for button in buttons)
    assert "feedbackLoop" not in told.get("channelData", {})


def test_a_refusal_shows_what_is_nearest_and_can_be_judged(answer: Answer) -> None:
    near = Related(answer.citations[0].quote, answer.citations[0].passage)
    refused = replace(
        answer,
        status="refused",
        reason="not_in_sources",
        sentences=(),
        citations=(),
        text="Det svar står ikke i kilderne.",
        related=(near,),
    )
    told = sent(refused)
    assert f"»{escaped(near.quote.text)}« – [Havneby Kommunes robotter" in told["text"]
    assert claims(told) == []
    assert told["channelData"]["feedbackLoop"]["type"] == "default"


def test_how_a_question_was_understood_is_said_where_it_was_not_asked_so(answer: Answer) -> None:
    assert "Forstået som" not in sent(answer)["text"]
    assert sent(answer, "Og hvor mange borgere?")["text"].startswith("_Forstået som: Hvor mange borgere")
    english = replace(answer, language="en")
    assert sent(english, "And how many?")["text"].startswith("_Understood as: ")


def test_notes_stand_below(answer: Answer) -> None:
    noted = replace(answer, notes=("Kilderne giver *forskellige* tal.",))
    assert sent(noted)["text"].endswith("\n\n_Kilderne giver \\*forskellige\\* tal._")


def test_small_talk_has_no_sources_and_nothing_to_judge(assistant: Assistant) -> None:
    told = sent(assistant.ask("Hej"), "Hej")
    assert claims(told) == []
    assert "feedbackLoop" not in told.get("channelData", {})
