from itertools import combinations
from math import atan2, dist, tau

from hypothesis import given
from hypothesis import strategies as st

from api.picture import EDGES, SIZE, SMALLEST, Picture, Wanted, picture
from corpus.radar import STAGES, Stage

SECTORS = ("Robotter", "Sensorer", "Virtual reality", "Andre")
MIDDLE = (SIZE / 2, SIZE / 2)
PLACES = st.lists(st.tuples(st.sampled_from(STAGES), st.sampled_from(SECTORS)), max_size=60)


def wanted(places: list[tuple[Stage, str]]) -> list[Wanted]:
    return [Wanted(number, f"Teknologi {number}", ring, sector) for number, (ring, sector) in enumerate(places, 1)]


def assert_clear(found: Picture) -> None:
    sectors = {sector.name: sector for sector in found.sectors}
    assert found.radius >= SMALLEST
    for mark in found.marks:
        out = dist((mark.x, mark.y), MIDDLE)
        ring = STAGES.index(mark.wanted.ring)
        assert EDGES[ring] < out - found.radius
        assert out + found.radius < EDGES[ring + 1]
        angle = atan2(mark.x - MIDDLE[0], MIDDLE[1] - mark.y) % tau
        sector = sectors[mark.wanted.sector]
        assert sector.start < angle < sector.end
    for one, other in combinations(found.marks, 2):
        assert dist((one.x, one.y), (other.x, other.y)) > 2 * found.radius


@given(PLACES)
def test_every_mark_stands_clear_in_its_ring_and_sector(places: list[tuple[Stage, str]]) -> None:
    found = picture(wanted(places), SECTORS)
    if found is None:
        assert len(places) > 27
    else:
        assert len(found.marks) == len(places)
        assert_clear(found)


@given(st.sampled_from(STAGES), st.lists(st.sampled_from(SECTORS), min_size=27, max_size=27))
def test_27_technologies_fit_on_one_ring(ring: Stage, sectors: list[str]) -> None:
    found = picture(wanted([(ring, sector) for sector in sectors]), SECTORS)
    assert found
    assert_clear(found)


def test_a_thousand_technologies_are_no_picture() -> None:
    assert picture(wanted([("KLAR", "Andre")] * 1000), SECTORS) is None


def test_nothing_placed_is_a_picture_without_marks() -> None:
    found = picture([], SECTORS)
    assert found
    assert not found.marks
    assert not found.sectors


def test_a_name_is_cut_to_its_sector() -> None:
    name = "Kunstig intelligens og big data i alle kommunens forvaltninger, råd og nævn" * 5
    found = picture(wanted([("KLAR", name), ("KLAR", "Andre")]), (name, "Andre"))
    assert found
    assert found.sectors[0].shown.endswith("…")
    assert found.sectors[1].shown == "Andre"
