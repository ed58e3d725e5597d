"""Against a real model over HTTP: weak, and that is the point. Fiktive eksempeldata."""

from collections.abc import Iterator
from copy import copy

import anyio
import httpx
import pytest

from assistant.ask import Assistant
from assistant.writing import prompt
from assistant.writing.endpoint import Endpoint
from assistant.writing.facts import Said, facts
from assistant.writing.writer import Writer
from corpus.catalogue import BUNDLED, read_catalogue
from corpus.quote import normalised
from tests.assistant.writing.llama import CONTEXT, NAME, llama

QUESTIONS = (
    "Hvor mange borgere fik skærmbesøg i Havneby?",
    "How many sensors did Bakkedal put up in classrooms?",
)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with llama() as url:
        yield url


@pytest.fixture(scope="module")
def writing(assistant: Assistant, address: str) -> Assistant:
    made = copy(assistant)
    made._writer = Writer(Endpoint(address, NAME, "none", 60), 60, CONTEXT)
    return made


@pytest.mark.parametrize("question", QUESTIONS)
def test_whatever_it_writes_only_what_a_source_carries_is_shown(
    writing: Assistant, assistant: Assistant, question: str
) -> None:
    answer, without = writing.ask(question), assistant.ask(question)
    assert answer.status == "answered"
    assert answer.checks is not None
    assert answer.checks.model == NAME
    assert answer.checks.failure in (None, "lead", "empty")  # it was reached, and wrote
    if answer.mode == "generative":
        quotes = {citation.number: citation.quote for citation in answer.citations}
        for sentence in answer.sentences:
            for number in sentence.citations:
                quote = quotes[number]
                assert quote.text == normalised(quote.document.text[quote.start : quote.end])
                about = f"{quote.document.source.title} {quote.section or ''}"
                said = Said.by(quote.text, quote.document.source.language, about)
                assert all(said.holds(fact) for fact in facts(sentence.text, answer.language))
    else:
        assert answer.text == without.text
        assert answer.generated_by is None


def test_its_tokens_are_streamed_and_held_to_the_schema(address: str) -> None:
    """What comes without LangChain in between: real pieces, that are read into sentences of the asked form."""
    pieces: list[str] = []

    async def ask() -> None:
        source = '<kilde nr="1">\nHavneby\nHavneby har 3 robotter.\n</kilde>'
        messages = prompt.answer("Hvor mange robotter har Havneby?", [source], "da", "json")
        async for piece in Endpoint(address, NAME, "none", 60).pieces(messages, structured=True):
            pieces.append(piece)
            if len(pieces) == 12:
                break  # it is let go in the middle of a word

    anyio.run(ask)
    assert len(pieces) == 12
    assert "".join(pieces).lstrip().startswith("{")


def test_no_text_is_more_tokens_than_counted(address: str) -> None:
    """The budget holds whatever the tokenizer: this one was made for English, and cuts Danish small."""
    files = [source.file for source in read_catalogue(BUNDLED).sources]
    texts = [file.read_text("utf-8") for file in files if file and file.suffix in (".md", ".txt")]
    assert texts
    with httpx.Client(base_url=address.removesuffix("/v1"), trust_env=False) as client:
        for text in [*texts, "Århus æbleø ÆØÅ 1.234.567,89 kr. – »citat«", "x" * 1000]:
            cut = prompt.plain(text[:6000])
            counted = client.post("/tokenize", json={"content": cut}).json()["tokens"]
            assert len(counted) <= prompt.tokens(cut)
