import pytest
from fastapi.testclient import TestClient

from tests.api.fictional import QUESTIONS
from tests.api.test_asking import ask
from tests.api.test_problems import assert_problem


def proposed(client: TestClient, **asked: object) -> list[str]:
    response = client.get("/api/suggestions", params=asked)  # type: ignore[arg-type]
    assert response.status_code == 200
    questions: list[str] = response.json()["questions"]
    return questions


@pytest.mark.parametrize("language", ["da", "en"])
def test_what_is_proposed_to_begin_with_is_answered(client: TestClient, language: str) -> None:
    questions = proposed(client, language=language)
    assert 0 < len(questions) <= 3
    for question in questions:
        assert ask(client, question)["status"] == "answered"


def test_one_goes_on_with_the_source_that_answered(client: TestClient) -> None:
    answer = ask(client, next(iter(QUESTIONS)))
    questions = proposed(client, document=[citation["document_id"] for citation in answer["citations"]])
    assert "Hvad står der om skærmbesøg i hjemmeplejen?" in questions
    for question in questions:
        assert {cited["document_id"] for cited in ask(client, question)["citations"]} >= {"robotter"}


def test_what_was_asked_is_not_proposed_again(client: TestClient) -> None:
    first = proposed(client, document=["robotter"])
    assert not set(first) & set(proposed(client, document=["robotter"], asked=[f" {each.upper()}" for each in first]))


def test_a_source_that_is_gone_is_passed_over(client: TestClient) -> None:
    assert proposed(client, document=["findes-ikke", "robotter"]) == proposed(client, document=["robotter"])


def test_what_is_tried_is_not_counted_as_an_answer(client: TestClient) -> None:
    def counted() -> list[str]:
        return [
            line for line in client.get("/metrics").text.splitlines() if line.startswith("radarassistent_answers_total")
        ]

    before = counted()
    proposed(client, document=["engby"], language="en")
    assert counted() == before


def test_a_language_we_do_not_have_is_refused(client: TestClient) -> None:
    assert_problem(client.get("/api/suggestions", params={"language": "fr"}), 422, "http.fields", "language")
