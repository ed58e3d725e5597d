from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from api.placed import editions, first_choice, radars, technologies, view
from corpus.passage import Passage
from corpus.radar import OVERALL, STAGES, Edition, Observation, Radar, Row, Stage

ROW = Row("tabel", 2, Passage("p", "tabel", 0, 1, None, ()))
OLD, NEW = (
    Edition(ROW, "2022", "Radaren 2022", date(2022, 1, 1)),
    Edition(ROW, "2023", "Radaren 2023", date(2023, 1, 1)),
)


def placed(edition: str, technology: str, stage: str, radar: str = OVERALL) -> Observation:
    return Observation(ROW, edition, radar, technology, "stage", stage)


def moved(before: list[str], now: list[str], whole: bool = False) -> str | None:
    """How the technology moved that stood in ``before`` and stands in ``now``, beside one that always stood still."""
    rows = [placed("2022", "søjle", "KLAR"), placed("2023", "søjle", "KLAR")]
    rows += [placed("2022", "hjul", stage) for stage in before] + [placed("2023", "hjul", stage) for stage in now]
    old = replace(OLD, technologies=1 if whole else 27)
    found = view(Radar((old, NEW), observations=tuple(rows)), NEW, OVERALL).technologies
    return next(each.movement for each in found if each.technology == "hjul")


@given(st.sampled_from(STAGES), st.sampled_from(STAGES))
def test_movement_is_towards_klar_or_away(before: Stage, now: Stage) -> None:
    step = STAGES.index(now) - STAGES.index(before)
    assert moved([before], [now]) == ("in" if step < 0 else "out" if step else "same")


def test_what_the_rows_do_not_tell_is_unknown() -> None:
    assert moved([], ["KLAR"]) == "unknown"
    assert moved([], ["KLAR"], whole=True) == "new"
    assert moved(["KLAR"], ["AFVENT", "KLAR"]) == "unknown"
    assert moved(["KLAR", "AFVENT"], ["KLAR"]) == "unknown"
    assert moved(["KLAR", "KLAR"], ["KLAR", "KLAR"]) == "same"


def test_the_first_edition_has_no_movement() -> None:
    rows = Radar((OLD, NEW), observations=(placed("2022", "hjul", "KLAR"),))
    assert [each.movement for each in view(rows, OLD, OVERALL).technologies] == [None]


def test_a_technology_of_the_edition_without_a_ring_is_unknown_on_the_radar() -> None:
    rows = Radar((NEW,), observations=(placed("2023", "hjul", "KLAR", "skov"), placed("2023", "søjle", "KLAR")))
    shown = view(rows, NEW, OVERALL)
    assert [each.technology for each in shown.known] == ["søjle"]
    assert [each.technology for each in shown.unknown] == ["hjul"]


def test_contradicting_rows_are_both_kept() -> None:
    rows = Radar((NEW,), observations=(placed("2023", "hjul", "AFVENT"), placed("2023", "hjul", "KLAR")))
    assert view(rows, NEW, OVERALL).technologies[0].rings == ("KLAR", "AFVENT")


def test_a_kommunerapport_stands_beside_and_places_nothing() -> None:
    own = replace(placed("2023", "hjul", "KLAR"), municipality="Odder")
    shown = view(Radar((NEW,), observations=(own, placed("2023", "hjul", "AFVENT"))), NEW, OVERALL).technologies[0]
    assert shown.rings == ("AFVENT",)
    assert shown.reported == (own,)


def test_it_begins_with_the_newest_edition_whose_rings_are_known() -> None:
    other = Observation(ROW, "2023", OVERALL, "hjul", "relevance", "93")
    assert first_choice(Radar((OLD, NEW), observations=(placed("2022", "hjul", "KLAR"), other))) == OLD
    assert first_choice(Radar((OLD, NEW), observations=(other,))) == NEW
    assert first_choice(Radar()) is None


def test_an_edition_that_only_its_rows_tell_of_is_one() -> None:
    assert [each.name for each in editions(Radar((OLD,), observations=(placed("2024", "hjul", "KLAR"),)))] == [
        "Teknologiradaren 2024",
        "Radaren 2022",
    ]


def test_names_come_once_and_in_the_order_of_the_alphabet() -> None:
    rows = [placed("2023", name, "KLAR", name) for name in ("Århus", "ærter", "bro", "øl", "Aabenraa", "bro")]
    radar = Radar((NEW, OLD, NEW), observations=tuple(rows))
    assert technologies(radar) == ("bro", "ærter", "øl", "Aabenraa", "Århus")
    assert radars(radar)[0] == OVERALL
    assert [each.id for each in editions(radar)] == ["2023", "2022"]
