import pytest

from api.widget.proposals import asked_about


@pytest.mark.parametrize(
    ("heading", "topic"),
    [
        ("Skærmbesøg i hjemmeplejen", "skærmbesøg i hjemmeplejen"),
        ("Børn og læring: digital læring i skolen", "digital læring i skolen"),
        ("KL's initiativ og kommunerne", "KL's initiativ og kommunerne"),
        ("De teknologier, der skaber mest værdi", "de teknologier, der skaber mest værdi"),
        (
            "Telepresence-robotter til elever, der er syge",
            "Telepresence-robotter til elever, der er syge",
        ),
    ],
)
def test_a_heading_stands_in_a_question(heading: str, topic: str) -> None:
    assert asked_about(heading) == topic


@pytest.mark.parametrize(
    "heading",
    [
        "Hvad brugerne syntes",
        "Hvorfor velfærden skal gentænkes?",
        "Deltagere",
        "Velfærden er målet, ikke teknologien",
        "Ny teknologi er blevet en del af kernevelfærden",
        "KL lancerer initiativet Kommunernes teknologispring",
        "",
        "2021",
        "Sensorer " * 20,
    ],
)
def test_a_sentence_a_question_and_a_word_alone_do_not(heading: str) -> None:
    assert asked_about(heading) is None
