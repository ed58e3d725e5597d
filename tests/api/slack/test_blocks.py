import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.slack.blocks import below, notice, parts, whole
from api.slack.views import comment_form, home, welcome
from assistant.answer import Answer
from tests.api.slack.limits import MOST_IN_VIEW, broken
from tests.api.slack.made import ANSWERS, CLARIFY, ODD, REFUSED, SHORT, answered, table

PUBLIC = "https://radar.example"


def dicts(answer: Answer, public: str | None = PUBLIC, understood: str | None = None) -> list[dict[str, Any]]:
    return [block.to_dict() for block in whole(answer, public, understood)]


def of(answer: Answer, kind: str, public: str | None = PUBLIC) -> list[dict[str, Any]]:
    return [block for block in dicts(answer, public) if block["type"] == kind]


def small_print(answer: Answer, public: str | None = PUBLIC) -> str:
    return "\n".join(element["text"] for block in of(answer, "context", public) for element in block["elements"])


@pytest.mark.parametrize("public", [PUBLIC, None])
@pytest.mark.parametrize("name", ANSWERS)
def test_every_answer_is_within_what_slack_takes(name: str, public: str | None) -> None:
    answer = ANSWERS[name]
    assert broken(dicts(answer, public, understood="Hvad kan robotter i køkkenet?")) == []
    assert 1 <= len(notice(answer)) <= 5000


@pytest.mark.parametrize("name", ANSWERS)
def test_every_source_is_named_once_and_every_marker_has_one(name: str) -> None:
    answer = ANSWERS[name]
    listed = re.findall(r"^\[(\d+)\]", small_print(answer), re.MULTILINE)
    assert [int(number) for number in listed] == [citation.number for citation in answer.citations]


def test_a_source_says_title_date_and_page_and_opens() -> None:
    line = small_print(SHORT)
    assert line.startswith("[1] <https://radar.example/sources/robotter?passage=")
    assert line.endswith("|Robotter (fiktive eksempeldata)>, Havneby Kommune, 1. marts 2022, side 7")


def test_without_a_public_address_the_original_opens_if_there_is_one() -> None:
    assert small_print(SHORT, None).startswith("[1] Robotter (fiktive")
    assert "<https://havneby.example/r" in small_print(REFUSED, None)


def test_a_quote_is_shown_where_the_answer_says_it_in_other_words() -> None:
    worded = replace(SHORT, sentences=(replace(SHORT.sentences[0], text="De skar grønt."),))
    assert "»Robotterne skar grøntsager.«" in small_print(worded)
    assert "»" not in small_print(SHORT)


@pytest.mark.parametrize("name", ["odd", "long title"])
def test_nothing_from_a_source_calls_on_anybody(name: str) -> None:
    for block in dicts(replace(ANSWERS[name], choices=(ODD,)), understood=ODD):
        if block["type"] in {"context", "section", "markdown"}:
            text = block["text"] if block["type"] == "markdown" else str(block)
            assert not re.search(r"<(?!https://(?:radar|havneby)\.example/)", text)


def test_a_picture_becomes_a_table_that_says_all_of_it() -> None:
    rows = [[cell["text"] for cell in row] for row in of(table(27), "table")[0]["rows"]]
    assert rows[:2] == [["Teknologi", "Tal"], ["Teknologi 1", "1 % [1]"]]
    assert len(rows) == 28
    assert of(table(1), "table") == []
    assert of(table(300), "table")[0]["rows"][-1][1]["text"] == "og 202 til"


def test_a_question_back_has_a_button_for_each_reading() -> None:
    buttons = of(CLARIFY, "actions")[0]["elements"]
    assert [button["value"] for button in buttons] == list(CLARIFY.choices)
    assert buttons[1]["text"]["text"].endswith("…")
    assert CLARIFY.choices[1].strip() in small_print(CLARIFY)


def test_who_got_an_answer_or_a_refusal_is_asked_what_they_think() -> None:
    asked = {name for name, answer in ANSWERS.items() if of(answer, "context_actions")}
    assert asked == set(ANSWERS) - {"clarify", "blocked", "small talk"}
    button = of(SHORT, "context_actions")[0]["elements"][0]
    assert button["positive_button"]["value"] == f"up:{SHORT.id}"
    assert button["negative_button"]["value"] == f"down:{SHORT.id}"


def test_an_english_answer_is_english_all_over() -> None:
    assert "page 7" in small_print(ANSWERS["english"])
    assert of(ANSWERS["english"], "context_actions")[0]["elements"][0]["positive_button"]["text"]["text"] == (
        "The answer helped"
    )


def test_how_a_question_was_taken_is_said_first() -> None:
    text = below(SHORT, None, "Hvad kan robotter?")[0].to_dict()["elements"][0]["text"]
    assert text == "Forstået som: Hvad kan robotter?"


@given(st.lists(st.text(st.characters(codec="utf-8"), min_size=1, max_size=400).filter(str.strip), min_size=1))
def test_any_answer_fits(sentences: list[str]) -> None:
    answer = answered([f"x{sentence}x" for sentence in sentences], title=sentences[0])
    assert broken(dicts(answer)) == []
    assert len(" ".join(parts(answer))) <= 12_000


def test_the_pages_in_slack_are_within_what_slack_takes() -> None:
    assert broken(home().to_dict()["blocks"], MOST_IN_VIEW) == []
    form = comment_form(SHORT.id).to_dict()
    assert broken(form["blocks"], MOST_IN_VIEW) == []
    assert max(len(form[name]["text"]) for name in ("title", "submit", "close")) <= 24
    assert "Hvor mange kommuner bruger robotsoftware?" in welcome()
