from dataclasses import replace

import pytest

from assistant.radar_query import Reading
from assistant.radar_saying import Saying, inside, number
from corpus.passage import Passage
from corpus.radar import Edition, Measure, Observation, Radar, Row, Technology

ROW = Row("tabel", 2, Passage("p", "tabel", 0, 1, None, ()))
RADAR = Radar(
    editions=(Edition(ROW, "2031", "Teknologiradaren 2031"),),
    technologies=(Technology(ROW, "Droner", english=("drones",)),),
)


def saying(language: str) -> Saying:
    return Saying(RADAR, language, {"avisen": "Avisen (fiktive eksempeldata)"})


def said(measure: Measure, value: str, language: str = "da", **about: object) -> str:
    figure = float(value.replace(",", ".")) if value.replace(",", "").isdigit() else None
    row = Observation(ROW, "2031", "samlet", "Droner", measure, value, figure)
    row = replace(row, **about)  # type: ignore[arg-type]
    return saying(language).states(Reading(row.technology, "2031", "samlet", measure, None, (row,)))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (said("stage", "KLAR"), "Droner står på trinnet KLAR på Teknologiradaren 2031 (samlet)."),
        (
            said("in_operation", "71", unit="pct.", among="kommuner"),
            "71 pct. af kommunerne har droner i drift ifølge Teknologiradaren 2031 (samlet).",
        ),
        (
            said("in_operation", "3 ud af 4", number=75.0, unit="pct.", among="kommuner"),
            "3 ud af 4 kommuner har droner i drift ifølge Teknologiradaren 2031 (samlet).",
        ),
        (
            said("trying", "en tredjedel", number=33.3, unit="pct.", qualifier="over", among="adspurgte"),
            "Over en tredjedel af de adspurgte er ved at prøve droner af ifølge Teknologiradaren 2031 (samlet).",
        ),
        (
            said("prevalence", "1", unit="kommuner"),
            "Droner er udbredt i 1 kommune ifølge Teknologiradaren 2031 (samlet).",
        ),
        (
            said("maturity", "8,5", unit="point"),
            "Den tekniske modenhed for droner er 8,5 point på Teknologiradaren 2031 (samlet).",
        ),
        (
            said("maturity", "næsten moden"),
            "Den tekniske modenhed for droner er beskrevet som »næsten moden« på Teknologiradaren 2031 (samlet).",
        ),
        (said("stage", "KLAR", "en"), "The stage of drones is KLAR on Teknologiradaren 2031 (overall)."),
        (
            said("in_operation", "3 ud af 4", "en", number=75.0, unit="pct.", among="kommuner"),
            "3 out of 4 municipalities have drones in operation according to Teknologiradaren 2031 (overall).",
        ),
    ],
)
def test_a_row_is_said_in_a_sentence(sentence: str, expected: str) -> None:
    assert sentence == expected


def test_sources_that_disagree_are_each_named() -> None:
    rows = tuple(
        Observation(replace(ROW, stated_in=source, place=place), "2031", "samlet", "Droner", "stage", value)
        for value, source, place in (("KLAR", "avisen", "side 3"), ("AFVENT", None, None))
    )
    text = saying("da").disputed(Reading("Droner", "2031", "samlet", "stage", None, rows))
    assert text == (
        "Kilderne er uenige om trinnet for droner på Teknologiradaren 2031 (samlet): "
        "KLAR ifølge Avisen (fiktive eksempeldata), side 3 og AFVENT ifølge tabellen."
    )


def test_numbers_are_written_as_the_language_does() -> None:
    assert (number(10140, "da"), number(10140, "en")) == ("10.140", "10,140")
    assert (number(1014, "da"), number(1014, "en")) == ("1014", "1014"), "four figures as the sources have them"
    assert (number(8.5, "da"), number("8,5", "en")) == ("8,5", "8.5")


def test_a_name_loses_its_capital_unless_it_is_written_in_them() -> None:
    assert [inside(name) for name in ("Droner", "RPA", "3D-print", "Generativ AI")] == [
        "droner",
        "RPA",
        "3D-print",
        "generativ AI",
    ]
