import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.slips import Slips
from corpus.danish import words

SOURCES = """
antal bakkedal borger borgere dronen droner grøntsager havneby hjemmeplejen hvad hvor klasserne kommune kommuner
kommunerapport mange måler odense rapport rapporten robot robotter sensor sensorer skolerne skærmbesøg sundhed
"""


@pytest.fixture(scope="module")
def slips() -> Slips:
    return Slips(dict.fromkeys(SOURCES.split(), 20))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Hvor mnage borgree fik skærmbesøg?", "Hvor mange borgere fik skærmbesøg?"),
        ("robtter i hjemmepljen", "robotter i hjemmeplejen"),
        ("Sensroer på skolrene", "Sensorer på skolerne"),
        ("dronner", "droner"),
        ("Hvormange robotter", "Hvor mange robotter"),
        ("skaermbesoeg og groentsager", "skærmbesøg og grøntsager"),
        ("Hvad maaler de?", "Hvad måler de?"),
        ("Havnbey Kommune", "Havneby Kommune"),
        ("kommune rapport", "kommunerapport"),
    ],
)
def test_a_slip_is_mended_to_a_word_of_the_sources(slips: Slips, written: str, meant: str) -> None:
    assert slips.mended(written) == meant


@pytest.mark.parametrize(
    "text",
    [
        "Hvad siger borgmesteren om giraffer?",
        "Robotternes klasseværelse",
        "sensors and citizens in the schools",
        "Fru Storm og hr. Strand bor i Nordhavn",
        "ROBTTER hedder en forening",
        "5G, EU og 3D i 2021: 1.300 kr.",
        "Bakkebjerg Kommune",
        "Hvor længe løber det, og hvem er det?",
        "",
        "?!  🤖\n",
    ],
)
def test_what_may_be_a_word_or_a_name_is_left_alone(slips: Slips, text: str) -> None:
    assert slips.mended(text) == text


@pytest.mark.parametrize("municipality", sorted(words("names", "municipalities")))
def test_a_municipality_is_never_mended_into_another(municipality: str) -> None:
    near = {municipality[:-1] + "x", municipality + "e", municipality[:2] + municipality[3:], "odense", "aalborg"}
    slips = Slips(dict.fromkeys(near - {municipality}, 50))
    for written in (municipality, municipality.capitalize(), f"Hvad siger {municipality.capitalize()} Kommune?"):
        assert slips.mended(written) == written


def test_a_slip_is_not_mended_where_the_sources_have_nothing_near(slips: Slips) -> None:
    assert slips.mended("Hvad er en qwrtplk?") == "Hvad er en qwrtplk?"
    assert Slips({}).mended("robtterne fra Xylofonby") == "robtterne fra Xylofonby"


@given(st.lists(st.sampled_from([word for word in SOURCES.split() if word != "kommunerapport"]), max_size=12))
def test_words_that_are_all_in_the_sources_stay_the_same_text(found: list[str]) -> None:
    text = ", ".join(found)
    slips = _every()
    assert slips.mended(text) == text
    assert slips.mended(text.title()) == text.title()
    assert slips.mended(text.upper()) == text.upper()


@given(st.text(max_size=200))
def test_anything_written_can_be_read_and_mending_again_changes_nothing(text: str) -> None:
    once = _every().mended(text)
    assert _every().mended(once) == once


_SLIPS: list[Slips] = []


def _every() -> Slips:
    """The same over all examples: hypothesis takes no fixture that lives for one of them."""
    if not _SLIPS:
        _SLIPS.append(Slips(dict.fromkeys(SOURCES.split(), 20)))
    return _SLIPS[0]
