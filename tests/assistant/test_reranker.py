from pathlib import Path

import pytest

from assistant.ask import Assistant
from assistant.extract import Ranked
from assistant.reranker import READ, Reranker
from corpus.refused import Refused
from corpus.snapshots import Snapshots
from tests.assistant.made import scored, single
from tests.assistant.tiny_reranker import write_reranker
from tests.assistant.towns import texts
from tests.hashed import HashedEmbedder


@pytest.fixture(scope="module")
def reranker(tmp_path_factory: pytest.TempPathFactory) -> Reranker:
    return Reranker(str(write_reranker(tmp_path_factory.mktemp("reranker"))))


def ranking(count: int) -> list[Ranked]:
    told = [section.strip() for text in texts().values() for section in text.split("\n\n") if "#" not in section]
    every = [single(told[at], f"kilde-{at}") for at in range(count)]
    return scored(every, [float(count - at) for at in range(count)])


def test_the_model_puts_the_sentences_in_its_own_order(reranker: Reranker) -> None:
    every = ranking(12)
    again = reranker.reordered("Hvor mange arme?", every)
    assert [each.candidate for each in again] != [each.candidate for each in every]
    assert {id(each.candidate) for each in again} == {id(each.candidate) for each in every}
    assert [each.score for each in again] == [each.score for each in every], "still sorted, and no score is new"


def test_another_order_to_begin_with_ends_in_the_same(reranker: Reranker) -> None:
    every = ranking(12)
    swapped = scored([each.candidate for each in reversed(every)], [each.score for each in every])
    one, other = (reranker.reordered("Hvor mange arme?", given) for given in (every, swapped))
    assert [id(each.candidate) for each in one] == [id(each.candidate) for each in other]


def test_only_the_first_are_read_again(reranker: Reranker) -> None:
    every = ranking(READ + 5)
    assert reranker.reordered("Hvor mange arme?", every)[READ:] == every[READ:]
    assert reranker.reordered("Hvor mange arme?", []) == []


def test_the_assistant_asks_it(hashed: Snapshots, reranker: Reranker) -> None:
    plain, with_it = (Assistant(hashed, HashedEmbedder(), reranker=each) for each in (None, reranker))
    question = "Hvor mange droner fløj over markerne?"
    first, second = ([found.passage.id for found in each.search(question)] for each in (plain, with_it))
    assert first
    assert first != second
    assert with_it.ask(question).status in ("answered", "refused")


def test_a_model_that_is_not_there_is_said_with_a_way_out(tmp_path: Path) -> None:
    broken = write_reranker(tmp_path / "ødelagt")
    (broken / "config.json").write_text("{", "utf-8")
    cut = write_reranker(tmp_path / "afkortet")
    (cut / "model.safetensors").write_bytes((cut / "model.safetensors").read_bytes()[:100])
    (tmp_path / "tom").mkdir()
    for name in (tmp_path / "findes-ikke", tmp_path / "tom", broken, cut):
        with pytest.raises(Refused, match=r"RADAR_RERANKER kan ikke indlæses\. Sæt den til en mappe") as refused:
            Reranker(str(name))
        assert name.name in str(refused.value)
