import pytest

from ingest.capitals import headings


def found(text: str) -> list[str]:
    return [text[start:end] for start, end in headings(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("NYE VEJE FOR SENSORER Sensorer måler luft.", ["NYE VEJE FOR SENSORER"]),
        ("De er med. MILJØ, TEKNIK OG FORSYNING Der kommer flere.", ["MILJØ, TEKNIK OG FORSYNING"]),
        ("TIDSPLAN Først kommer robotterne.", ["TIDSPLAN"]),
        ("FOR ARBEJDSMARKED OG ERHVERV: Fokus på job.", ["FOR ARBEJDSMARKED OG ERHVERV:"]),
        ("en høj grad af åbenhed PERSPEKTIVER FOR SKOLEN Børn lærer.", ["PERSPEKTIVER FOR SKOLEN"]),
        ("PERSPEKTIVER FOR SKOLEN VR og AR er nye.", ["PERSPEKTIVER FOR SKOLEN"]),
        ("YDERLIGERE MATERIALE", ["YDERLIGERE MATERIALE"]),
        ("HVIS DU VIL VIDE MERE Skriv til os.", ["HVIS DU VIL VIDE MERE"]),
        ("2. FÆLLES LØSNINGER Kommunerne køber ind.", ["2. FÆLLES LØSNINGER"]),
    ],
)
def test_headings_in_capitals(text: str, wanted: list[str]) -> None:
    assert found(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "VR og AR ændrer job. RPA og IoT gør det samme.",
        "Forskere fra DTU har hjulpet KL med det. NASA er ikke med.",
        "Det sker bl.a. gennem KOMBIT KOMBIT kan spille en rolle.",
        "FAKTA: Ni ud af ti er med.",
        "Trinene er KLAR, AFPRØV, HOLD ØJE og AFVENT.",
        "Med er KL, FOA, BUPL, HK, DTU Compute og andre.",
        "KL har spurgt 98 kommuner.",
        "CARD32 N_ALIASES 8*N_ALIASES",
    ],
)
def test_abbreviations_and_names_are_no_headings(text: str) -> None:
    assert found(text) == []
