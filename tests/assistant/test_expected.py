import pytest

from assistant.concepts import concepts
from assistant.expected import OPEN, asked_clause, fit, kind_of, kinds, municipalities, named, names


@pytest.mark.parametrize(
    ("question", "kind", "fits", "misses"),
    [
        ("Hvor mange skoler er med?", "count", "I Bakkedal er 14 skoler med.", "Skolerne i Bakkedal er glade."),
        ("Hvad koster robotten?", "money", "Robotten kostede 3,5 mio. kr.", "Robotten har tre arme."),
        ("Hvor stor en andel er tilfredse?", "share", "To ud af tre er tilfredse.", "De fleste smiler."),
        ("Hvornår begyndte forsøget?", "date", "Forsøget begyndte 3. marts 2022.", "Forsøget begyndte godt."),
        ("Hvor længe varer det?", "duration", "Det varer 1-6 måneder.", "Det varer ved."),
        ("Hvem er borgmester?", "name", "Borgmesteren hedder Inger Storm.", "Hun er valgt af rådet."),
        ("Hvilke kommuner er med?", "municipality", "Skive Kommune og Aalborg er med.", "Nogle kommuner er med."),
        ("Which municipalities take part?", "municipality", "Aalborg er med.", "Inger Storm er med."),
        ("Hvilke virksomheder er med?", "name", "Nordlys Robotik er med.", "Det er en god idé."),
        ("Hvad er telefonnummeret?", "phone", "Telefon: +45 12 34 56 78", "Ring i åbningstiden."),
        ("Hvad er mailadressen?", "email", "Skriv til post@havneby.dk.", "Skriv til kommunen."),
        ("Hvor gammel er ordningen?", "age", "Ordningen er 12 år gammel.", "Ordningen er gammel."),
    ],
)
def test_a_kind_knows_its_answers(question: str, kind: str, fits: str, misses: str) -> None:
    asked = kind_of(question)
    assert asked.name == kind
    assert fit(asked, question, concepts(question), fits) > 0
    assert fit(asked, question, concepts(question), misses) == 0


def test_a_number_counts_more_before_what_is_counted() -> None:
    question = "Hvor mange teknologier er med?"
    asked = kind_of(question)
    assert fit(asked, question, concepts(question), "Radaren har 27 forskellige teknologier.") == 1
    assert fit(asked, question, concepts(question), "Radaren bygger på 1.014 svar.") == 0.5
    assert fit(asked, question, concepts(question), "Radaren kom den 10. marts 2021.") == 0, "a date is no count"


def test_a_name_in_the_question_is_no_answer_to_it() -> None:
    question = "Hvem er direktør for Dare Disrupt?"
    assert fit(kind_of(question), question, (), "Dare Disrupt har lavet kortlægningen.") == 0


def test_what_singles_out() -> None:
    assert named("Hvad siger radaren fra 2021 om 5G i Odense?") == {"2021", "5g", "odense"}
    assert names("Kortlægningen er lavet.") == set()


def test_any_sentence_may_answer_an_open_question() -> None:
    assert kind_of("Fortæl om robotter") == OPEN
    assert fit(OPEN, "Fortæl om robotter", (), "Robotter løfter.") == 1
    assert all(kind.looks for kind in kinds() if kind.needed)


@pytest.mark.parametrize(
    ("sentence", "held"),
    [
        ("Inger Storm leder projektet.", 1.0),
        ("Projektet ledes af en konsulent.", 0.5),
        ("Forskere og borgere er med i det.", 0.5),
        ("Projektet går godt.", 0.0),
    ],
)
def test_who_is_asked_for_may_be_a_role_in_part(sentence: str, held: float) -> None:
    question = "Hvem leder det?"
    assert fit(kind_of(question), question, concepts(question), sentence) == held


def test_a_municipality_in_the_question_is_no_answer_to_which_it_is() -> None:
    question = "Hvilke kommuner arbejder sammen med Aalborg?"
    asked = kind_of(question)
    assert asked.name == "municipality"
    assert fit(asked, question, concepts(question), "Aalborg arbejder sammen med andre.") == 0
    assert fit(asked, question, concepts(question), "Aalborg arbejder sammen med Odense.") == 1
    assert fit(asked, question, concepts(question), "De har ingen faxe, men greve og struer.") == 0, "no capitals"


def test_the_clause_that_asks() -> None:
    assert asked_clause("I 2021 kom radaren. Hvor mange var med?") == "Hvor mange var med?"
    assert asked_clause("Hvad er en sensor?") == "Hvad er en sensor?"
    assert asked_clause("Sensorer i klasser") == "Sensorer i klasser"


@pytest.mark.parametrize(
    ("question", "named_in_it"),
    [
        ("Er Viborg med i Muni?", {"viborg"}),
        ("hvad gør viborgs hjemmepleje", {"viborg"}),
        ("Hvad gør Vejen Kommune?", {"vejen"}),
        ("er vejen lang", set()),
        ("Vejen til data?", set()),
        ("en skive brød i Skive", {"skive"}),
        ("Hvad er AarhusAI?", set()),
        ("", set()),
    ],
)
def test_the_municipalities_that_a_question_names(question: str, named_in_it: set[str]) -> None:
    assert municipalities(question) == named_in_it
