import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.smalltalk import small_talk

WORDS = "hej tak du er så en hvad kan det den godt svar til med of you are a real"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Hej", "greeting"),
        ("Godmorgen!", "greeting"),
        ("good morning", "greeting"),
        ("Hello there", "greeting"),
        ("Mange tak for hjælpen", "thanks"),
        ("Tak for god hjælp", "thanks"),
        ("taaaak", "thanks"),
        ("🙂 tak", "thanks"),
        ("Thanks for your help", "thanks"),
        ("Hvad kan du?", "abilities"),
        ("Hvad kan jeg spørge om?", "abilities"),
        ("Hej, hvad kan du bruges til", "abilities"),
        ("Hjælp!", "abilities"),
        ("What can you do?", "abilities"),
        ("Hvem er du?", "identity"),
        ("Er du et menneske eller en robot?", "identity"),
        ("Hvem skriver jeg egentlig med?", "identity"),
        ("Are you a real person?", "identity"),
        ("Hvordan går det i dag?", "mood"),
        ("How are you today?", "mood"),
        ("Det er forkert", "complaint"),
        ("øv", "complaint"),
        ("that is wrong", "complaint"),
        ("Det var et godt svar", "praise"),
        ("Du er dygtig", "praise"),
        ("good job", "praise"),
        ("Okay, forstået", "noted"),
        ("That's all for today", "noted"),
        ("hej hej", "goodbye"),
        ("Hav en god weekend", "goodbye"),
        ("see you later", "goodbye"),
    ],
)
def test_what_is_said_to_an_assistant_has_its_kind(text: str, kind: str) -> None:
    assert small_talk(text) == kind
    assert small_talk(f"  {text.upper()} !! ") == kind, "neither case nor marks matter"


@pytest.mark.parametrize(
    ("text", "kind"),
    [("Hej, hvem er du?", "identity"), ("Perfekt, tak!", "thanks"), ("Great, thank you, bye", "thanks")],
)
def test_of_several_kinds_the_one_that_wants_most_of_an_answer_counts(text: str, kind: str) -> None:
    assert small_talk(text) == kind


@pytest.mark.parametrize(
    "question",
    [
        "Hej, hvad er en sensor?",
        "Tak! Hvor mange skoler er med?",
        "Hello, how many sensors are there?",
        "Kan du hjælpe mig med at finde tallet for Havneby?",
        "Hvad ved du om droner?",
        "Hvad er en chatbot?",
        "Bruger Havneby chatbotter?",
        "Hvem har lavet rapporten?",
        "Hvordan går det med projektet i Havneby?",
        "How can I use robots?",
        "robotter",
        "test af robotter",
    ],
)
def test_a_question_to_the_sources_is_none_however_it_greets(question: str) -> None:
    assert small_talk(question) is None


@pytest.mark.parametrize(
    "follow_up",
    [
        "Hvad kan den bruges til?",
        "Hvad skal den koste",
        "Hvad kan vi bruge det til?",
        "Hvem er med?",
        "Hjalp det?",
        "Er det godt?",
        "Er det en robot?",
        "Var det en god hjælp?",
        "Virker skærmbesøg godt",
        "How does it work?",
        "Was that helpful?",
    ],
)
def test_a_follow_up_about_what_was_spoken_of_is_none(follow_up: str) -> None:
    assert small_talk(follow_up) is None


@pytest.mark.parametrize("text", ["", " ", "?!", "det er og i", "tak " * 60])
def test_nothing_only_filler_and_what_is_too_long_is_none(text: str) -> None:
    assert small_talk(text) is None


@pytest.mark.timeout(60)
@given(
    st.text(max_size=2000)
    | st.lists(
        st.sampled_from(WORDS.split()),
        max_size=500,
    ).map(" ".join)
)
def test_anything_written_is_told_apart_in_no_time(text: str) -> None:
    small_talk(text)
