"""Every quote that the assistant shows, to every question there is, is framed by the viewer where it stands."""

from pathlib import Path

import pytest

from assistant.ask import Assistant
from corpus.catalogue import read_catalogue
from corpus.embedding import Embedder
from corpus.settings import Settings
from corpus.snapshots import Snapshots
from evals.gold import Texts
from evals.ours import Ours
from evals.publish import CATALOGUES
from evals.questions import QUESTIONS, read_questions
from ingest.build import build
from tests.under import unframed


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.usefixtures("one_model")
@pytest.mark.parametrize("name", CATALOGUES)
def test_every_quote_of_an_answer_is_framed(name: str, tmp_path: Path, embedder: Embedder) -> None:
    if not CATALOGUES[name].is_file():
        pytest.skip("KL's own texts are not at hand")
    build([read_catalogue(CATALOGUES[name])], Snapshots(tmp_path), embedder)
    snapshot = Snapshots(tmp_path).open(embedder)
    texts, ours = Texts.of(snapshot), Ours("ours", Assistant.open(Settings(data_dir=tmp_path)))
    replies = [ours.answer(item) for item in read_questions([QUESTIONS / f"{name}.jsonl"])]
    shown = [place for reply in replies for cited in reply.citations + reply.related for place in texts.find(cited)]
    framed = [place for place in shown if snapshot.boxes(place.document)]
    assert len(framed) > 30
    assert [quote for at in framed for quote in unframed(snapshot, at.document, [(at.start, at.end)])] == []
