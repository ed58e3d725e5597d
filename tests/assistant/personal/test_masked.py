from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.personal import MASKS, around_masks, masked, masked_turns, without_masks


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Slå 010190-1234 op", "Slå [personnummer] op"),
        ("ring til Ida på 20 30 40 50 eller 20304051", "ring til Ida på [telefonnummer] eller [telefonnummer]"),
        ("skriv til ida.dal@havneby.example, tak", "skriv til [e-mailadresse], tak"),
        ("reg. 1234 konto 1234567890", "reg. [kontonummer]"),
        ("IBAN DK50 0040 0440 1162 43 og så", "IBAN [kontonummer] og så"),
        ("kortet 4111 1111 1111 1111 er spærret", "kortet [kortnummer] er spærret"),
    ],
)
def test_each_kind_has_its_mask(text: str, written: str) -> None:
    assert masked(text).text == written


def test_the_kinds_are_told_once_and_in_order() -> None:
    found = masked("tlf. 20304050, 010190-1234 og 020290-1234, mail a@b.example")
    assert found.kinds == ("cpr", "email", "phone")


@given(st.text(max_size=300))
def test_masking_again_changes_nothing(text: str) -> None:
    once = masked(text)
    assert masked(once.text) == once


def test_what_was_masked_before_is_known_as_such() -> None:
    assert masked("Hvad får [personnummer]?").kinds == ("cpr",)


def test_masks_are_left_out_of_a_search_and_never_mended() -> None:
    text = masked("Robot til 010190-1234 nu").text
    assert without_masks(text).split() == ["Robot", "til", "nu"]
    assert around_masks(text, str.upper) == "ROBOT TIL [personnummer] NU"
    assert around_masks("nu", str.upper) == "NU"


@pytest.mark.parametrize(
    "turns",
    [
        ("Borgeren er født 010190", "1234"),
        ("det drejer sig om 010190-", "-1234, kan hun få en robot?"),
        ("født 01.01.1990", "løbenummeret er 1234"),
        ("født 1. januar 1990", "og de sidste fire cifre er 1234"),
    ],
)
def test_a_number_split_over_two_turns(turns: tuple[str, str]) -> None:
    first, second = masked_turns(turns)
    assert "1234" not in second.text
    assert "90" not in first.text
    assert "cpr" in first.kinds
    assert "cpr" in second.kinds


def test_turns_that_only_follow_one_another_are_left_alone() -> None:
    turns = ["Hvad skete der i 2021?", "Hvor mange af de 98 kommuner svarede?", "og i 2023"]
    assert [turn.text for turn in masked_turns(turns)] == turns


SEPARATORS = st.sampled_from(["", " ", "-", " - ", ".", "/", "–", "−", "_", "\n", "\u200b", "\u00a0", ", ", " / "])
FORMS = st.sampled_from(["%d%m%y", "%d.%m.%y", "%d/%m/%y", "%d-%m-%y", "%d %m %y", "%d%m%Y", "%d-%m-%Y", "%d.%m.%Y"])
DIGITS = st.sampled_from(["0123456789", "０１２３４５６７８９", "٠١٢٣٤٥٦٧٨٩", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗"])
AROUND = st.text(st.characters(codec="utf-8", exclude_categories=["N", "Cs"]), max_size=30)


@given(
    AROUND | st.sampled_from(["en", "EN", "to", "nul en"]),
    st.dates(min_value=date(1900, 1, 1), max_value=date(2026, 1, 1)),
    st.integers(0, 9999),
    FORMS,
    SEPARATORS,
    DIGITS,
    AROUND | st.sampled_from(["en", "EN", "to", "nul en"]),
)
def test_no_personal_number_stays_in_any_form_whatever_stands_around_it(
    before: str, day: date, number: int, form: str, between: str, digits: str, after: str
) -> None:
    if "," in between and "%d%m" not in form:
        between = " "  # "10.03.21, 1014 svar" is a date and a count
    whole = f"{day:{form}}{between}{number:04}"
    if len(form) == 8 and day.year >= 2000 and 1900 <= number < 2060:
        whole = f"cpr {whole}"  # "01.01.2021-2025" is a span of years, where it is not called a personal number
    if whole.isdecimal() and after.casefold().lstrip()[:3] in ("kr", "kr.", "kro", "dkk", "mio", "mia", "eur", "€"):
        after = ""
    text = f"{before} {whole.translate(str.maketrans('0123456789', digits))} {after}"
    found = masked(text)
    assert not any(sign.isdecimal() for sign in found.text), found
    assert found.kinds  # of which kind, hangs on what stands around it: "konto", or number words that make a card of it


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2026, 1, 1)), st.integers(0, 9999), SEPARATORS)
def test_no_personal_number_stays_that_is_set_apart_figure_by_figure(day: date, number: int, between: str) -> None:
    if "," not in between:
        assert masked(between.join(f"{day:%d%m%y}{number:04}")).text == MASKS["cpr"]


@pytest.mark.parametrize(
    "piece", ["1 ", "0.1-", "nul en ", "a@", "tlf ", "01 01 ", "o1", "kr ", "1. januar ", "cpr ", "DK50 "]
)
def test_a_long_text_takes_no_time(piece: str) -> None:
    masked(piece * (4000 // len(piece)))
