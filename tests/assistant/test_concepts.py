from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.concepts import AROUND, PARTS, concepts, coverage, search_terms, term_rarity, unsaid
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


def about(question: str, around: str) -> float:
    return unsaid(concepts(question), LEXICAL, set(terms_with_parts(around)))


def test_what_is_not_said_is_told_by_its_rarest_word() -> None:
    assert about("Hvad med kommunens sensorer?", "Kommunen har en sensor.") == 0
    common, rare = about("kommunens sensorer", "En sensor."), about("kommunens sensorer", "En kommune.")
    assert 0 < common < rare
    assert about("kommunens sensorer", "Intet.") == rare


def test_a_word_is_as_common_as_its_most_common_way() -> None:
    (rpa,), (unheard,), (robots,) = (concepts(word) for word in ("RPA", "zeppeliner", "kommune"))
    assert rpa.rarity(LEXICAL) <= unheard.rarity(LEXICAL), "what no passage says is not rarer than what few say"
    assert term_rarity("sensor", LEXICAL) == term_rarity("zeppeliner", LEXICAL) == 1.0, "as rare as can be"
    assert robots.rarity(LEXICAL) < unheard.rarity(LEXICAL)


@settings(deadline=None)
@given(st.integers(1, 5), st.text("sensorvand kommune", max_size=30))
def test_no_corpus_is_so_small_that_a_word_weighs_less_than_nothing(size: int, question: str) -> None:
    lexical = Lexical.build([terms_with_parts(text) for text in PASSAGES[:size]])
    assert all(concept.rarity(lexical) > 0 for concept in concepts(question))
    for sentence in PASSAGES:
        own = set(terms_with_parts(sentence))
        assert 0 <= coverage(concepts(question), lexical, own, own) <= 1.000001


def test_without_synonyms_or_compounds_a_word_is_only_itself() -> None:
    (rpa,) = concepts("RPA", frozenset({"vocabulary"}))
    (compound,) = concepts("vandsensorer", frozenset({"compounds", "vocabulary"}))
    assert len(rpa.ways) == len(compound.ways) == 1
    assert not compound.said_in(set(terms_with_parts("Sensorer i vand.")))
