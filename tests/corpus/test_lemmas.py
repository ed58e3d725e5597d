import pytest

from corpus.danish import lists
from corpus.lemmas import basic_form, is_english, is_verb, is_word, lemma, takes_endings


def test_a_word_is_brought_to_its_dictionary_form() -> None:
    assert basic_form("kommunernes") == "kommune"
    assert basic_form("teknologiradaren") == "teknologiradar"  # in no dictionary: by its ending
    assert basic_form("aalborg") == "Aalborg"
    assert basic_form("municipalities") == "municipality"


def test_who_acts_is_brought_to_what_is_done() -> None:
    assert lemma("forskerne") == lemma("forskere") == lemma("forsker") == "forske"
    assert lemma("brugere") == lemma("bruger") == lemma("bruges") == "bruge"


@pytest.mark.parametrize("word", lists()["lemmas"])
def test_what_is_read_another_way_than_the_dictionary_does_stays_in_its_place(word: str) -> None:
    for form in [word, *lists()["lemmas"][word].split()]:
        assert lemma(form) == word


def test_words_names_basic_forms_and_english_are_told_apart() -> None:
    assert is_word("sensorerne")
    assert not is_word("frederiksberg")
    assert not is_word("xyzzy")
    assert takes_endings("borger")
    assert not takes_endings("kommuner")
    assert takes_endings("kommunal")
    assert not takes_endings("hurtigere")
    assert is_english("citizens")
    assert not is_english("robot")


@pytest.mark.parametrize(
    "word", ["koster", "kostede", "løbe", "løber", "bruges", "brugt", "undersøgte", "pays", "said"]
)
def test_a_form_of_a_common_verb_is_one(word: str) -> None:
    assert is_verb(word)


@pytest.mark.parametrize("word", ["svar", "robot", "sensorer", "kommune", "havneby", "løn", "drones", "2021", "xyzzy"])
def test_nouns_and_names_are_none_however_they_look(word: str) -> None:
    assert not is_verb(word)
