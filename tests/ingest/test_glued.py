from ingest.glued import glued


def without(pages: list[str]) -> list[str]:
    found = glued(list(enumerate(pages, 1)))
    kept = []
    for text, cuts in zip(pages, found, strict=True):
        for start, end in reversed(cuts):
            text = text[:start] + text[end:]
        kept.append(" ".join(text.split()))
    return kept


def test_numbers_with_their_heads_go_and_the_text_stays() -> None:
    assert without(
        [
            "Om bogen 1 VORES BOG Robotter hjælper os.",
            "2 Om bogen Robotter kan gå på trapper.",
            "Nye veje for sensorer 3 NYE VEJE FOR SENSORER Sensorer måler luft.",
            "4 Sensorer i skolen SENSORER I SKOLEN De måler lyd.",
            "SAMARBEJDE OM SKOLEN Samarbejde om skolen 5 Hvem er med?",
            "6 6 Om bogen TAK TIL ALLE Mange har hjulpet.",
        ]
    ) == [
        "VORES BOG Robotter hjælper os.",
        "Robotter kan gå på trapper.",
        "NYE VEJE FOR SENSORER Sensorer måler luft.",
        "SENSORER I SKOLEN De måler lyd.",
        "SAMARBEJDE OM SKOLEN Hvem er med?",
        "TAK TIL ALLE Mange har hjulpet.",
    ]


def test_a_number_alone_goes_where_no_head_is_certain() -> None:
    pages = ["1 Robotter kan gå.", "2 Sensorer måler. Luften er god.", "3 Skærme viser det hele nu."]
    assert without(pages) == ["Robotter kan gå.", "Sensorer måler. Luften er god.", "Skærme viser det hele nu."]


def test_numbers_in_the_text_stay_where_pages_do_not_open_with_their_own() -> None:
    pages = ["Robotter er 1 af mange.", "Kommunen har sensorer.", "3 ud af 4 kommuner er med.", "Skærme viser alt."]
    assert without(pages) == pages
