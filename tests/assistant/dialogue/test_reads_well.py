"""The standalone question is shown: it has to read as a person would write it."""

import pytest

from assistant.conversation import Turn, standalone
from assistant.dialogue.filling import the
from assistant.dialogue.subjects import persons


def _rarity(term: str) -> float:
    return 0.9 if term in ("bakkedal", "havneby") else min(0.95, 0.3 + 0.05 * len(term))


@pytest.mark.parametrize(
    ("before", "question", "text"),
    [
        ("Hvor mange signaturprojekter er der?", "hvor længe løber de?", "Hvor længe løber signaturprojekterne?"),
        ("Hvad går deleøkonomi ud på?", "er det godt for miljøet?", "Er deleøkonomi godt for miljøet?"),
        ("Hvad er Muni?", "hvem står bag?", "Hvem står bag Muni?"),
        ("Hvad er Muni?", "hvorfor?", "Muni: hvorfor?"),
        ("Hvad er mailadressen til KL?", "og hvor holder de til?", "Hvor holder KL til?"),
        ("Hvem er Jan Madsen fra DTU?", "og hvad synes han er svært?", "Hvad synes Jan Madsen er svært?"),
        ("Hvad kan en mekaniker bruge AR til?", "hvad koster det?", "Hvad koster AR?"),
        ("Hvad siger hæftet om robotter?", "og om sensorer?", "Hvad siger hæftet om sensorer?"),
        ("Hvad er HelsingørBot?", "hvad med prisen?", "HelsingørBot: hvad med prisen?"),
        ("Hvad er GOV.UK Chat?", "who made it?", "Who made GOV.UK Chat?"),
        (
            "Hvad vil Aalborg bruge kunstig intelligens til?",
            "er de alene om det?",
            "Er Aalborg alene om kunstig intelligens?",
        ),
        ("Hvilken it-bot har Syddjurs?", "og Helsingør?", "Hvilken it-bot har Helsingør?"),
        ("Hvem har trykt rapporten?", "hvem har tegnet den?", "Hvem har tegnet rapporten?"),
        ("Hvad består initiativet af?", "hvor kan vi følge det?", "Hvor kan vi følge initiativet?"),
        ("Hvor længe løber det?", "signaturprojekterne", "Hvor længe løber signaturprojekterne?"),
    ],
)
def test_what_is_meant_reads_as_one_would_write_it(before: str, question: str, text: str) -> None:
    assert standalone(question, [Turn("user", before)], _rarity).text == text


def test_several_things_take_their_definite_form_only_where_it_is_a_word() -> None:
    assert the("sensorer") == "sensorerne"
    assert the("signaturprojekter") == "signaturprojekterne"
    assert the("Muni") == "Muni"
    assert the("robotter i Bakkedal") == "robotter i Bakkedal"


def test_persons_are_told_from_places_and_words_with_capitals() -> None:
    said = "Inger Storm fra Havneby Kommune og Jan Madsen fra DTU siger, at Robot Robotter ikke er en person."
    assert persons(said) == ("Inger Storm", "Jan Madsen")
