import html
import re

import pytest
from fastapi.testclient import TestClient
from markupsafe import escape

from tests.api.fictional import QUESTIONS, UNANSWERABLE
from tests.api.test_asking import ask

HOSTILE = '"><script>alert(1)</script><b>Hvor mange sensorer'


def page(client: TestClient, question: str, status: int = 200) -> str:
    response = client.get("/", params={"q": question})
    assert response.status_code == status
    return response.text


def test_the_front_page_has_a_field_that_works_without_scripts(client: TestClient) -> None:
    text = client.get("/").text
    assert re.search(r'<form [^>]*action="/" method="get"', text)
    assert re.search(r'<label for="q">', text)
    assert '<html lang="da">' in text
    assert "personoplysninger" in text
    examples = re.findall(r'href="(/\?q=[^"]+)"', text)
    assert len(examples) == 3
    for example in examples:
        assert client.get(html.unescape(example)).status_code == 200


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_answer_has_its_sentences_and_sources(client: TestClient, question: str) -> None:
    text, answer = page(client, question), ask(client, question)
    for sentence in answer["sentences"]:
        assert str(escape(sentence["text"])) in text
        for number in sentence["citations"]:
            assert f'href="#kilde-{number}"' in text
    for citation in answer["citations"]:
        assert f'id="kilde-{citation["number"]}"' in text
        assert str(escape(citation["viewer_url"])) in text
        assert str(escape(citation["title"])) in text
    for note in answer["notes"]:
        assert note in text


def test_a_refusal_shows_what_is_nearest(client: TestClient) -> None:
    text, answer = page(client, UNANSWERABLE), ask(client, UNANSWERABLE)
    assert str(escape(answer["answer"])) in text
    for related in answer["related"]:
        assert str(escape(related["quote"])) in text
        assert str(escape(related["viewer_url"])) in text


def test_an_english_answer_stands_in_english_round_danish_words(client: TestClient) -> None:
    text = page(client, "How many sensors did Bakkedal Kommune put up in the schools?")
    assert '<html lang="da">' in text
    assert re.search(r'<article class="answer \w+" lang="en"', text)
    quotes = re.findall(r'<(?:span|blockquote) lang="(\w+)"', text)
    assert set(quotes) == {"da"}


@pytest.mark.parametrize("question", ["", "   ", "\u200b\n"])
def test_an_empty_question_is_asked_for_kindly(client: TestClient, question: str) -> None:
    assert "Skriv et spørgsmål i feltet." in page(client, question, 422)


@pytest.mark.parametrize(
    "asked",
    [
        "Hvor mange sensorer har 070761-4285 sat op i Bakkedal?",
        "Jeg har 070761-4285 her: hvor mange sensorer satte Bakkedal op?",
        "Hvad får 0707\u200b61-4285?",
        "有多少个城市 070761-4285 有多少个城市 有多少个城市？",
        "070761-4285 " + "hvorfor " * 500,
    ],
)
def test_a_personal_number_is_not_shown_again(client: TestClient, asked: str) -> None:
    text = page(client, asked)
    assert "4285" not in text
    # In the place of the number, or, where what it stood in asks nothing, in a word beside the answer.
    assert "[personnummer]" in text or "Et personnummer i spørgsmålet er skjult" in text


def test_a_question_is_shown_as_text(client: TestClient) -> None:
    text = page(client, HOSTILE)
    assert "<script" not in text
    assert "<b>" not in text
    assert str(escape(HOSTILE)) in text


def test_a_question_that_is_too_long_is_cut_in_the_field(client: TestClient) -> None:
    text = page(client, "hvorfor " * 6000)
    assert "højst 2000 tegn" in text
    assert len(text) < 10_000
