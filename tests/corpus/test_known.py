"""Rows go by the names that their tables of technologies and fagområder give."""

from corpus.known import settled
from corpus.passage import Passage
from corpus.radar import Case, Fagområde, Observation, Radar, Row, Technology

ROW = Row("t", 2, Passage("p", "t", 0, 1, None, ()))


def observation(technology: str | None, radar: str = "samlet") -> Observation:
    return Observation(ROW, "2023", radar, technology, "stage", "KLAR")


def test_an_alias_counts_as_the_one_that_has_it_and_what_nobody_knows_stays() -> None:
    radar = Radar(
        fagområder=(Fagområde(ROW, "sundhed og ældre", ("ældreområdet",)),),
        technologies=(
            Technology(ROW, "robotsoftware", ("RPA", "droner"), ("software robots",)),
            Technology(ROW, "droner"),
        ),
        observations=tuple(map(observation, ("rpa", "Software Robots", "Droner", "Svævelys", None))),
        cases=(Case(ROW, "En case", "Havneby", "RPA"),),
    )
    named = settled(radar)
    assert [each.technology for each in named.observations] == [
        "robotsoftware", "robotsoftware", "droner", "Svævelys", None,
    ]  # fmt: skip
    assert named.cases[0].technology == "robotsoftware"
    assert settled(
        Radar(radar.editions, radar.fagområder, observations=(observation("x", "Ældreområdet"),))
    ).observations == (observation("x", "sundhed og ældre"),)


def test_nothing_known_changes_nothing() -> None:
    radar = Radar(observations=(observation("rpa", "kultur"),))
    assert settled(radar) == radar
