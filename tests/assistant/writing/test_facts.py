"""Numbers, dates and names, in every form that Danish and English have for them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.writing.facts import Said, facts


def holds(source: str, claim: str, about: str = "", language: str = "da") -> bool:
    said = Said.by(source, "da", about)
    return all(said.holds(fact) for fact in facts(claim, language))


@pytest.mark.parametrize(
    ("source", "claim"),
    [
        ("Der var 1.300 timer.", "Det var 1300 timer."),
        ("Der var 1.300 timer.", "Det var 1 300 timer."),
        ("Det kostede 6,8 mio. kr.", "Det kostede 6.800.000 kroner."),
        ("Det kostede 6,8 mio. kr.", "Prisen var 6,8 millioner kroner."),
        ("Det var 12 pct.", "Det var 12 %."),
        ("Det var 12 procent.", "Det var 12%."),
        ("Mellem 10-12 pct. svarede.", "Mindst 10 procent svarede."),
        ("Tre ud af fire bruger det.", "3 ud af 4 bruger det."),
        ("3 ud af 4 bruger det.", "Tre ud af fire bruger det."),
        ("Den 10. marts 2021 begyndte det.", "Det begyndte 10.3.2021."),
        ("Den 10. marts 2021 begyndte det.", "Det begyndte 10/3-2021."),
        ("Den 10. marts 2021 begyndte det.", "Det begyndte 2021-03-10."),
        ("Den 10. marts 2021 begyndte det.", "Det begyndte i marts 2021."),
        ("Den 10. marts 2021 begyndte det.", "Det begyndte i 2021."),
        ("Havneby Kommunes plan", "Planen er fra Havneby."),
        ("KL's radar", "Det siger KL."),
        ("Aalborg-modellen", "Modellen er fra Aalborg."),
        ("De 80-årige svarede.", "De svarede på 80 spørgsmål."),
    ],
)
def test_the_same_in_another_form(source: str, claim: str) -> None:
    assert holds(source, claim)


@pytest.mark.parametrize(
    ("source", "claim"),
    [
        ("Der var 1.300 timer.", "Det var 13.000 timer."),
        ("Det kostede 6,8 mio. kr.", "Det kostede 6,8 mia. kr."),
        ("Det kostede 6,8 mio. kr.", "Det kostede 68 mio. kr."),
        ("Der er 6,8 mio. borgere.", "Det kostede 6,8 mio. kr."),
        ("12 borgere svarede.", "12 procent svarede."),
        ("12 procent svarede.", "12 borgere svarede."),
        ("Det steg 12 procent.", "Det steg 12 procentpoint."),
        ("Tre ud af fire bruger det.", "To ud af fire bruger det."),
        ("Den 10. marts 2021 begyndte det.", "Det begyndte 11. marts 2021."),
        ("I marts 2021 begyndte det.", "Det begyndte 10. marts 2021."),
        ("I 2021 begyndte det.", "Det begyndte i marts 2021."),
        ("Havneby har en plan.", "Bakkedal har en plan."),
        ("Der er 4G.", "Der er 5G."),
        ("Nogle kommuner bruger det.", "Alle kommuner bruger det."),
        ("Kommunen bruger det.", "Kommunen bruger det ikke."),
        ("Kommunerne kan bruge det.", "Kommunerne skal bruge det."),
        ("Forbruget faldt.", "Forbruget steg."),
    ],
)
def test_something_else(source: str, claim: str) -> None:
    assert not holds(source, claim)


def test_a_name_or_year_may_stand_over_it_but_no_number() -> None:
    assert holds("12 bruger det.", "Ifølge Teknologiradaren 2021 bruger 12 det.", about="KL's Teknologiradar 2021")
    assert not holds("Nogle bruger det.", "Der er 25, der bruger det.", about="De 25 teknologier")


def test_in_english_over_danish() -> None:
    assert holds(
        "Den 3. marts 2022 kom 1.300 danske robotter.", "On March 3, 2022, 1,300 Danish robots came.", "", "en"
    )
    assert not holds("Den 3. marts 2022 kom 1.300.", "On March 4, 2022, 1,300 came.", "", "en")


@given(st.integers(0, 10**9))
def test_every_number_is_met_by_itself_and_by_no_other(number: int) -> None:
    dotted = f"{number:,}".replace(",", ".")
    assert holds(f"Det er {dotted} i alt.", f"I alt er det {number}.")
    assert not holds(f"Det er {dotted} i alt.", f"I alt er det {number + 1}.")
    assert not holds(f"Det er {dotted} i alt.", f"I alt er det {number} procent.")


DATES = st.dates(date(1900, 1, 1), date(2099, 12, 31))
MONTHS = ("januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november")


@given(DATES, DATES)
def test_a_date_is_met_by_the_same_date_only(one: date, other: date) -> None:
    written = f"{one.day}. {(*MONTHS, 'december')[one.month - 1]} {one.year}"
    assert holds(f"Det skete den {written}.", f"Dagen var {one}.")
    assert holds(f"Det skete den {written}.", f"Dagen var {other}.") == (one == other)


@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    said = Said.by(text, "da")
    for fact in facts(text, "da"):
        if fact.kind in ("name", "strong", "date"):
            assert said.holds(fact)
