import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpus.terms import content_terms, part_terms, terms, terms_with_parts, token_terms

TEXTS = st.text(max_size=60) | st.text(st.sampled_from("aæøåÅÉsKL'’-‐.,:/0123 %§\u0308\u030a\u00ad"), max_size=40)


@pytest.mark.parametrize(
    "forms",
    [
        "kommune kommuner kommunen kommunernes Kommunes KOMMUNERNE",
        "sensor sensorer sensorerne",
        "borger borgere borgeren borgernes",
        "leder ledere lederne",
        "svar svaret svarene",
        "analyse analyser analyserne",
        "pris prisen priser priserne",
        "kilde kilder kilderne",
        "forælder forældre forældrene",
        "jobcenter jobcentre jobcentrene jobcentret",
        "barn børn børnenes børne-",
        "moden modne modent",
        "potentiale potentialer potentialet",
        "teknologiradar teknologiradaren teknologiradarer",
        "velfærdsteknologi velfærdsteknologien velfærdsteknologierne",
        "koste koster kostede",
        "KL KL's KL’s",
        "KOMBIT KOMBITs",
        "procent pct. %",
        "municipality municipalities",
        "1014 1.014",
    ],
)
def test_the_forms_of_a_word_are_one_term(forms: str) -> None:
    assert len({term for form in forms.split() for term in terms(form)}) == 1


@pytest.mark.parametrize("pair", ["råd rad", "for får", "høre hore", "sæl sel", "ål al", "bruge bruse", "6,8 68"])
def test_other_words_are_other_terms(pair: str) -> None:
    one, other = pair.split()
    assert terms(one) != terms(other)


def test_numbers_times_and_dates_stay_as_they_are_written() -> None:
    found = terms("6,8 mio. kr. i 2021, kl. 14.30 den 17.01.18, 3/4 og 24/7; 2018-2020")
    assert " ".join(found) == "6,8 million krone i 2021 kl 14.30 den 17.01.18 3/4 og 24/7 2018 2020"


def test_a_word_with_a_hyphen_is_found_whole_and_by_its_pieces() -> None:
    assert terms("it-sikkerheden") == ["itsikkerhed", "it", "sikkerhed"]
    assert terms("software-robotter")[0] == terms("softwarerobotterne")[0] == "softwarerobot"
    assert terms("social- og sundhedsområdet") == ["social", "og", "sundhedsområde"]
    assert token_terms("VR-briller nu") == [("vrbriller", "vr", "briller"), ("nu",)]


def test_compounds_are_found_by_their_parts_as_well() -> None:
    assert terms("arbejdskraftudfordringen") == ["arbejdskraftudfordring"]
    assert part_terms("arbejdskraftudfordringen") == ["arbejdskraft", "arbejde", "kraft", "udfordring"]
    assert terms_with_parts("Ny robotsoftware") == ["ny", "robotsoftware", "robot", "software"]


def test_content_terms_are_what_a_question_is_about() -> None:
    assert content_terms("Hvor mange kommuner har robotsoftware i drift?") == ["kommune", "robotsoftware", "drift"]
    assert content_terms("Hvad er KL's Teknologiradar, og hvem har lavet den?") == ["kl", "teknologiradar", "lave"]
    assert content_terms("Hvornår kom VR-teknologien?") == ["komme", "vr", "teknologi"]
    assert content_terms("How many municipalities use it in 2021?") == ["municipality", "use", "it", "2021"]
    assert content_terms("Hvad er det?") == content_terms("") == []


def test_soft_hyphens_and_the_way_letters_are_composed_do_not_matter() -> None:
    assert terms("sen\u00adsorer") == terms("sensorer")
    assert terms(unicodedata.normalize("NFD", "Årsrapport på Ærø")) == terms("Årsrapport på Ærø")


def test_a_word_without_end_is_taken_as_it_is() -> None:
    assert terms("kommuner" * 10_000) == terms_with_parts("kommuner" * 10_000) == ["kommuner" * 10_000]


@given(TEXTS)
def test_any_text_has_terms_in_one_form(text: str) -> None:
    found = terms(text)
    assert all(term and not any(letter.isspace() for letter in term) for term in found)
    assert found == terms(text) == [term for token in token_terms(text) for term in token]
    assert terms_with_parts(text) == found + part_terms(text)
    assert set(content_terms(text)) <= set(found)


@given(TEXTS)
def test_terms_do_not_depend_on_how_letters_are_composed(text: str) -> None:
    assert terms(unicodedata.normalize("NFD", text)) == terms(unicodedata.normalize("NFC", text))


@given(TEXTS, TEXTS)
@example("", "DTU-s")
def test_texts_side_by_side_have_the_terms_of_both(one: str, other: str) -> None:
    assert terms(f"{one} {other}") == terms(one) + terms(other)


def test_the_genitive_of_a_short_name_may_have_a_hyphen() -> None:
    assert terms("DTU-s") == terms("DTUs") == terms("DTU's") == ["dtu"]
