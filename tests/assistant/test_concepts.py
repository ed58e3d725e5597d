from assistant.concepts import AROUND, PARTS, concepts, coverage, search_terms
from corpus.lexical import Lexical
from corpus.terms import terms_with_parts

PASSAGES = [
    "Kommunen har robotsoftware i drift.",
    "Sensorer måler vand.",
    *(f"Kommunen har plan {n}." for n in range(6)),
    *(f"Lærer {n} er glad." for n in range(6)),
]
LEXICAL = Lexical.build([terms_with_parts(text) for text in PASSAGES])


def covered(question: str, sentence: str, around: str = "") -> float:
    return coverage(concepts(question), LEXICAL, set(terms_with_parts(sentence)), set(terms_with_parts(around)))


def test_a_word_is_said_by_itself_by_a_synonym_or_by_its_parts() -> None:
    assert covered("Hvad med sensorerne?", "Der er en sensor.") == 1
    assert 0.5 < covered("Hvad med RPA?", PASSAGES[0]) < 1
    assert covered("Hvad med vandsensorer?", "Sensorer i vand.") == PARTS
    assert covered("Hvad med droner?", PASSAGES[0]) == 0


def test_what_stands_around_counts_less() -> None:
    assert covered("Hvad med sensorerne?", "Det virker.", "Sensorer") == AROUND


def test_a_rare_word_weighs_more_than_a_common_one() -> None:
    assert covered("kommunens sensorer", "Sensorer måler.") > covered("kommunens sensorer", "Kommunen måler.")


def test_no_words_are_covered_by_nothing() -> None:
    assert covered("Hvad er det?", "Sensorer måler.") == 0


def test_search_looks_for_the_synonyms_too() -> None:
    weights = dict(search_terms(concepts("Hvad er RPA?")))
    assert weights["rpa"] == 1
    assert 0 < weights["robotsoftware"] < 1
