"""The whole way over a fictional radar (fiktive eksempeldata), with the real model: asked, answered, cited."""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from assistant.answer import Answer, viewer_url
from assistant.ask import Assistant
from assistant.conversation import Turn
from corpus.catalogue import read_catalogue
from corpus.embedding import Embedder
from corpus.quote import normalised
from corpus.radar import OVERALL
from corpus.snapshots import Snapshots
from evals.gold import said
from evals.questions import Item, read_questions
from ingest.build import build
from tests.hashed import HashedEmbedder
from tests.ingest.fictional import write_corpus

FOLDER = Path(__file__).parent.parent / "radar"
NATIONAL, REPORT = "fiktive-observationer", "fiktiv-kommunerapport"


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Assistant:
    """The assistant over the fictional radar and a text about it."""
    snapshots = Snapshots(tmp_path_factory.mktemp("radar"))
    build([read_catalogue(FOLDER / "sources.toml")], snapshots, embedder)
    return Assistant(snapshots, embedder)


def put(assistant: Assistant, item: Item) -> Answer:
    return assistant.ask(item.question, history=[Turn("user", turn) for turn in item.history])


def right(item: Item, answer: Answer) -> bool:
    words = re.sub(r"\s?\[\d+\]", "", answer.text)
    if not item.answerable:
        return answer.status == "refused"
    return (
        answer.status == "answered"
        and all(said(must, words) for must in item.must)
        and not any(said(must_not, words) for must_not in item.must_not)
    )


def wrong(assistant: Assistant, items: Iterable[Item]) -> list[str]:
    answers = ((item, put(assistant, item)) for item in items)
    return [f"{item.id} {item.question} → {answer.text}" for item, answer in answers if not right(item, answer)]


def test_every_question_of_the_fixed_set_is_answered_right(asked: Assistant) -> None:
    items = read_questions([FOLDER / "questions.jsonl"])
    assert len(items) >= 120
    assert not wrong(asked, items)


def test_so_are_questions_that_were_put_another_way_afterwards(asked: Assistant) -> None:
    items = read_questions([FOLDER / "afterwards.jsonl"])
    assert len(items) >= 30
    assert not wrong(asked, items)


def test_a_sentence_cites_the_rows_that_it_is_made_from(asked: Assistant) -> None:
    answer = asked.ask("Hvilke teknologier står i KLAR på sundhedsradaren?")
    assert answer.mode == "radar"
    assert [citation.number for citation in answer.citations] == [1, 2, 3, 4]
    for citation in answer.citations:
        quote = citation.quote
        assert (citation.edition, citation.radar) == ("2033", "Sundhed og ældre")
        assert quote.text == normalised(quote.document.text[quote.start : quote.end])
        assert "KLAR" in quote.text
        assert citation.row is not None
        assert quote.document.source.id == NATIONAL
        assert viewer_url(citation).startswith(f"/sources/{NATIONAL}?passage=")
    assert answer.sentences[0].citations == (1, 2, 3, 4)
    assert answer.figure is not None
    assert answer.figure.shape == "rings"
    assert {mark.label for mark in answer.figure.marks} == {
        "Fysiske robotter",
        "Sensorer",
        "Talegenkendelse",
        "Videoløsninger",
    }
    for mark in answer.figure.marks:
        assert mark.label.casefold() in answer.text.casefold()


def test_rows_that_contradict_each_other_are_both_told_with_their_sources(asked: Assistant) -> None:
    answer = asked.ask("Hvor stod svævelys i 2032?")
    assert "AFPRØV ifølge avisen-2032, side 3" in answer.text
    assert "HOLD ØJE ifølge bladet-2032, side 9" in answer.text
    assert [citation.url for citation in answer.citations] == [
        "https://avisen.example/svaevelys",
        "https://bladet.example/svaevelys",
    ]


def test_a_reason_is_the_texts_and_stands_behind_the_rows(asked: Assistant) -> None:
    answer = asked.ask("Hvorfor er blockchain i AFVENT?")
    assert answer.sentences[0].text == "Blockchain står på trinnet AFVENT på Teknologiradaren 2033 (samlet)."
    first, *others = answer.citations
    assert first.quote.document.source.id == NATIONAL
    assert {citation.quote.document.source.id for citation in others} == {"fiktiv-forklaring"}


def test_the_edition_that_has_it_is_named_where_another_was_asked_of(asked: Assistant) -> None:
    answer = asked.ask("Hvor relevant var cloud i 2031?")
    assert (answer.status, answer.reason, answer.mode) == ("refused", "not_in_sources", "radar")
    assert "har KL ikke offentliggjort her" in answer.text
    assert "Teknologiradaren 2033" in answer.text
    assert "93" not in answer.text
    assert "2033" in answer.related[0].quote.text


def test_a_kommunerapport_is_seen_only_where_it_is_chosen(asked: Assistant) -> None:
    question = "Hvor moden er chatbots i Nørrestrand Kommune?"
    assert asked.ask(question).status == "refused"
    chosen = asked.ask(question, documents=[REPORT])
    assert chosen.text.startswith(
        "Chatbots står på trinnet AFPRØV på Teknologiradaren 2033 (samlet, Nørrestrand Kommune)."
    )
    assert {citation.quote.document.source.id for citation in chosen.citations} == {REPORT}


def test_a_municipality_is_compared_with_the_whole_country(asked: Assistant) -> None:
    answer = asked.ask(
        "Hvordan ligger Nørrestrand Kommune i forhold til hele landet i 2033?", documents=[REPORT, NATIONAL]
    )
    assert "chatbots (AFPRØV mod KLAR)" in answer.text
    assert "droner (KLAR mod AFPRØV)" in answer.text
    assert {citation.quote.document.source.id for citation in answer.citations} == {REPORT, NATIONAL}
    relevance = asked.ask(
        "Hvor relevante er chatbots i vores kommune sammenlignet med hele landet?", documents=[REPORT, NATIONAL]
    )
    assert "58 pct. mod 64 pct." in relevance.text


def test_only_the_chosen_sources_are_answered_from(asked: Assistant) -> None:
    answer = asked.ask("Hvor moden er chatbots i 2031?", documents=["fiktiv-forklaring"])
    assert answer.status == "refused"
    assert not answer.citations


def test_several_questions_in_one_are_each_answered(asked: Assistant) -> None:
    answer = asked.ask("Hvor moden er droner i 2033, og hvor udbredte er de?")
    assert "AFPRØV" in answer.text
    assert "28 kommuner" in answer.text


def test_an_answer_in_english_is_made_of_the_same_rows(asked: Assistant) -> None:
    danish, english = asked.ask("Hvad er rykket siden 2031?"), asked.ask("What has moved since 2031?")
    assert english.language == "en"
    assert [each.row for each in danish.citations if each.radar == OVERALL]
    assert {each.row for each in danish.citations} == {each.row for each in english.citations}


def test_a_corpus_without_tables_is_answered_from_its_texts(tmp_path: Path) -> None:
    snapshots = Snapshots(tmp_path / "data")
    build([read_catalogue(write_corpus(tmp_path / "corpus"))], snapshots, HashedEmbedder())
    answer = Assistant(snapshots, HashedEmbedder()).ask("Hvor moden er chatbots i 2031?")
    assert answer.mode == "extractive"
