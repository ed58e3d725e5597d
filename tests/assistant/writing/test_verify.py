"""What of a model's sentences is let through, over the fictional towns and the bundled corpus's own sentences."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch
from transformers import BertConfig, BertForSequenceClassification

from assistant.ask import Assistant
from assistant.writing.entailment import Entailment
from assistant.writing.reading import Claim
from assistant.writing.verify import Verifier
from corpus.passage import Passage
from corpus.quote import normalised
from corpus.refused import Refused
from corpus.snapshot import Snapshot
from tests.assistant.tiny_reranker import write_reranker


@pytest.fixture(scope="module")
def towns(assistant: Assistant) -> Snapshot:
    return assistant.snapshot()


def sentences(snapshot: Snapshot, every: int = 3) -> Iterator[tuple[Passage, str]]:
    """Every third sentence of the towns with its passage."""
    found = [
        (passage, normalised(snapshot.document(passage.document_id).text[span.start : span.end]))
        for passage in snapshot.passages
        for span in passage.sentences
    ]
    return iter([each for each in found if len(each[1].split()) > 4][::every])


def test_a_sources_own_sentence_is_carried_by_it_and_quoted(towns: Snapshot) -> None:
    for passage, sentence in sentences(towns):
        verified = Verifier(towns, [passage], "da").verified(Claim(sentence, (1,)))
        assert verified.check.verdict == "supported", verified.check
        (place,) = verified.places
        document = place.quote.document
        assert place.quote.text == normalised(document.text[place.quote.start : place.quote.end])
        assert sentence in place.quote.text


def test_with_another_number_it_is_not(towns: Snapshot) -> None:
    changed = 0
    for passage, sentence in sentences(towns):
        other = re.sub(r"\d+", lambda found: str(int(found[0]) + 1), sentence, count=1)
        if other != sentence:
            verified = Verifier(towns, [passage], "da").verified(Claim(other, (1,)))
            assert verified.check.verdict != "supported", other
            assert not verified.places
            changed += 1
    assert changed > 10


def test_of_another_town_it_is_not(towns: Snapshot) -> None:
    for passage, sentence in sentences(towns):
        other = re.sub(r"Lundby|Engby|Skovlund|Åmosen|Vesterlev|Kirkeby|Havneby", "Bakkedal", sentence)
        if other != sentence:
            assert not Verifier(towns, [passage], "da").verified(Claim(other, (1,))).places, other


def test_only_the_source_that_carries_it_is_cited(towns: Snapshot) -> None:
    (passage, sentence), *_, (elsewhere, _) = sentences(towns)
    verifier = Verifier(towns, [elsewhere, passage], "da")
    assert [place.passage for place in verifier.verified(Claim(sentence, (1, 2))).places] == [passage]
    assert verifier.verified(Claim(sentence, (1,))).check.verdict == "misattributed"
    assert verifier.verified(Claim(sentence, (3, 0, -1, 99))).check.verdict == "misattributed"
    assert verifier.verified(Claim(sentence, ())).check.verdict == "unreadable"


def test_two_places_put_together_are_stitched(towns: Snapshot) -> None:
    by_number = [each for each in sentences(towns, 1) if re.search(r"\d", each[1])]
    (one, first), (other, second) = by_number[0], by_number[-1]
    joined = f"{first.rstrip('.')}, og {second[0].lower()}{second[1:]}"
    check = Verifier(towns, [one, other], "da").verified(Claim(joined, (1, 2))).check
    assert check.verdict in ("stitched", "absent")


@pytest.fixture(scope="module")
def opinionated(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Cross-encoders that find that everything follows, and nothing; and one that says nothing of entailment."""
    made = {}
    for name, labels, favourite in (
        ("all", ("contradiction", "entailment", "neutral"), 1),
        ("none", ("contradiction", "entailment", "neutral"), 0),
        ("other", ("good", "bad", "so-so"), 0),
    ):
        folder = write_reranker(tmp_path_factory.mktemp(name))
        config = BertConfig.from_pretrained(folder)
        config.id2label = dict(enumerate(labels))
        config.label2id = {label: at for at, label in enumerate(labels)}
        model = BertForSequenceClassification(config)
        with torch.no_grad():
            model.classifier.weight.zero_()
            model.classifier.bias.copy_(torch.nn.functional.one_hot(torch.tensor(favourite), 3) * 9.0)
        model.save_pretrained(folder)
        made[name] = folder
    return made


def test_a_cross_encoder_has_the_last_word(towns: Snapshot, opinionated: dict[str, Path]) -> None:
    passage, sentence = next(sentences(towns))
    for name, verdict in (("all", "supported"), ("none", "absent")):
        entailment = Entailment(str(opinionated[name]))
        check = Verifier(towns, [passage], "da", entailment).verified(Claim(sentence, (1,))).check
        assert check.verdict == verdict or (name == "none" and check.verdict in ("absent", "stitched"))


def test_one_that_does_not_know_entailment_is_refused(opinionated: dict[str, Path]) -> None:
    with pytest.raises(Refused) as refused:
        Entailment(str(opinionated["other"]))
    assert refused.value.key == "llm.no_nli"
