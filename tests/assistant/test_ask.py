"""The whole way over a small corpus of fiktive eksempeldata, with the real model."""

import re
from pathlib import Path

import pytest

from assistant.ask import Assistant
from corpus.catalogue import read_catalogue
from corpus.embedding import Embedder
from corpus.quote import normalised
from corpus.refused import Refused
from corpus.snapshots import Snapshots
from ingest.build import build
from tests.ingest.fictional import TEXTS, write_corpus


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Assistant:
    folder = tmp_path_factory.mktemp("ask")
    snapshots = Snapshots(folder / "data")
    build([read_catalogue(write_corpus(folder / "corpus"))], snapshots, embedder)
    return Assistant(snapshots, embedder)


@pytest.mark.parametrize(
    ("question", "document", "said"),
    [
        ("Hvor mange borgere fik skærmbesøg?", "havneby", "412 borgere"),
        ("Hvor meget køretid blev der sparet i hjemmeplejen?", "havneby", "1.300 timers kørsel"),
        ("Hvornår begyndte robotterne at skære grøntsager?", "havneby", "3. marts 2022"),
        ("Hvad måler sensorerne?", "bakkedal", "luft, lyd og lys"),
        ("Hvem siger, at luften er blevet bedre?", "bakkedal", "Inger Storm"),
        ("How many sensors were put up in the classrooms?", "bakkedal", "88 sensorer"),
    ],
)
def test_an_answer_leads_with_what_was_asked_and_cites_it(
    assistant: Assistant, question: str, document: str, said: str
) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered", answer.text
    assert said in answer.sentences[0].text
    assert answer.citations[0].quote.document.source.id == document
    for sentence in answer.sentences:
        for number in sentence.citations:
            quote = answer.citations[number - 1].quote
            assert sentence.text == quote.text == normalised(quote.document.text[quote.start : quote.end])


@pytest.mark.parametrize(
    ("question", "near"),
    [
        ("Hvad kostede robotterne på Fyrtårnet?", "robotter"),
        ("Hvor mange borgere fik skærmbesøg i 2019?", "skærmbesøg"),
        ("Hvor mange droner har Bakkedal Kommune?", "Bakkedal"),
        ("Hvordan fornyer jeg mit pas?", None),
        ("Hvem vandt EM i fodbold i 1992?", None),
    ],
)
def test_what_the_sources_do_not_hold_is_refused_with_what_is_near(
    assistant: Assistant, question: str, near: str | None
) -> None:
    answer = assistant.ask(question)
    assert (answer.status, answer.reason) == ("refused", "not_in_sources"), answer.text
    assert not answer.sentences
    assert bool(answer.related) == bool(near)
    assert not near or near in answer.related[0].quote.text


def test_only_the_documents_that_are_named(assistant: Assistant) -> None:
    assert assistant.ask("Hvad måler sensorerne?", ["bakkedal"]).status == "answered"
    elsewhere = assistant.ask("Hvad måler sensorerne?", ["havneby"])
    assert elsewhere.status == "refused"
    assert "bakkedal" not in {place.quote.document.source.id for place in elsewhere.related}
    with pytest.raises(Refused, match="ingen kilde med id'et »findes-ikke«"):
        assistant.ask("Hvad måler sensorerne?", ["findes-ikke"])


def test_what_cannot_be_asked_is_said(assistant: Assistant) -> None:
    with pytest.raises(Refused, match="Feltet question er tomt"):
        assistant.ask(" ")
    assert (assistant.ask("x " * 25_000).status, assistant.ask("x " * 25_000).reason) == ("blocked", "too_long")
    assert (assistant.ask("🤖🤖").status, assistant.ask("🤖🤖").reason) == ("clarify", "unclear")


def test_a_personal_number_goes_no_further(assistant: Assistant) -> None:
    answer = assistant.ask("Fik borgeren 010203-1234 skærmbesøg, og hvor mange borgere fik det i alt?")
    assert "1234" not in answer.standalone_question
    assert any("personnummer" in note for note in answer.notes)


def test_the_same_question_gets_the_same_answer(assistant: Assistant) -> None:
    first, second = (assistant.ask("Hvad måler sensorerne?") for _ in range(2))
    assert first.text == second.text
    assert first.id != second.id


def test_a_new_snapshot_answers_without_a_restart(tmp_path: Path, embedder: Embedder) -> None:
    snapshots = Snapshots(tmp_path / "data")
    build([read_catalogue(write_corpus(tmp_path / "corpus"))], snapshots, embedder)
    assistant = Assistant(snapshots, embedder)
    assert "88 sensorer" in assistant.ask("Hvor mange sensorer satte Bakkedal op?").text
    changed = {name: re.sub("88", "99", text) for name, text in TEXTS.items()}
    build([read_catalogue(write_corpus(tmp_path / "corpus", changed))], snapshots, embedder)
    assert "99 sensorer" in assistant.ask("Hvor mange sensorer satte Bakkedal op?").text
