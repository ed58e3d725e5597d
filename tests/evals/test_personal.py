"""What the door for personal data has to hold to, on the committed texts."""

import pytest

from assistant.personal import KINDS, Kind, Span
from evals.personal import Text, false_alarms, main, read_texts, recall, too_much

RECALL: dict[Kind, float] = {"cpr": 1.0, "email": 0.95, "phone": 0.95, "account": 0.95, "card": 0.95}
FALSE_ALARMS = 0.02
TOO_MUCH = 0.02


def test_there_are_texts_enough_of_each_kind() -> None:
    texts = read_texts()
    assert len(texts) >= 300
    assert len({text.id for text in texts}) == len({text.text for text in texts}) == len(texts)
    assert all(sum(span.kind == kind for text in texts for span in text.personal) >= 15 for kind in KINDS)
    assert all(bool(text.personal) != bool(text.holds) for text in texts)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_personal_is_hidden(kind: Kind) -> None:
    share = recall(read_texts(), kind)
    assert share.value >= RECALL[kind], [text.text for text in share.others]


def test_what_is_not_is_left() -> None:
    for share, most in ((false_alarms(read_texts()), FALSE_ALARMS), (too_much(read_texts()), TOO_MUCH)):
        assert share.value <= most, [text.text for text in share.others]


def test_the_shares_count_what_goes_wrong() -> None:
    missed = Text("a", "tallet er 12345", (Span("cpr", 10, 15),))
    wrong = Text("b", "mail a@b.example", (Span("phone", 5, 16),))
    alarmed = Text("c", "Slå 010190-1234 op", (), "sagsnummer")
    wide = Text("d", "Slå 010190-1234 op", (Span("cpr", 4, 10),))
    texts = (missed, wrong, alarmed, wide)
    assert recall(texts, "cpr").others == (missed,)
    assert recall(texts, "phone").value == 0
    assert false_alarms(texts).others == (alarmed,)
    assert false_alarms(texts, "EAN").total == 0
    assert too_much(texts).others == (wide,)


def test_the_command_prints_every_share(capsys: pytest.CaptureFixture[str]) -> None:
    main()
    said = capsys.readouterr().out
    for words in ("et personnummer", "et kortnummer", "sagsnummer", "KLE", "EAN", "P-nummer", "i alt"):
        assert words in said
