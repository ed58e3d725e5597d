from hypothesis import given
from hypothesis import strategies as st

from ingest.aligned import aligned

PAGE = """Kommunen satte 88 sensorer op i skolernes klasse-
lokaler, og sensorerne måler luft, lyd og lys.

Robotter i køkkenet
Robotterne skar grøntsager fra den 3. marts 2022 på plejehjemmet Fyrtårnet.

Kommunen satte 17 droner op i drivhusene."""


def read_back(wanted: str, found: str) -> str:
    """What stands in ``found`` where each character of ``wanted`` was found; · where it was not."""
    shown = ["·" if not character.isspace() else character for character in wanted]
    for left, right in aligned(wanted, found):
        shown[left] = found[right]
    return "".join(shown)


def test_the_same_text_is_found_whole() -> None:
    assert read_back(PAGE, PAGE) == PAGE


def test_another_order_of_the_paragraphs_changes_nothing() -> None:
    first, head, last = PAGE.split("\n\n")
    assert read_back(PAGE, f"{last}\r\n{first}\r\n{head}") == PAGE


def test_a_hyphen_is_a_hyphen_however_it_is_written() -> None:
    assert read_back(PAGE, PAGE.replace("-\n", "\x02\r\n")) == PAGE.replace("-", "\x02")


def test_a_ligature_is_its_letters_and_a_ring_over_a_letter_may_stand_alone() -> None:
    assert aligned("ﬁn", "fin") == [(0, 0), (0, 1), (1, 2)]
    assert aligned("må", "ma\u030a") == [(0, 0), (1, 1)]


def test_what_only_one_reading_has_is_passed_over() -> None:
    noted = PAGE.replace("sensorer op", "sensorer12 op").replace("lyd", "¤lyd")
    assert read_back(PAGE, f"Årsberetning 2022  7\n{noted}") == PAGE
    assert "17 droner" in read_back(PAGE.replace("Kommunen satte 17", "Kommunen satte ◊ 17"), PAGE)


def test_a_word_stands_whole_and_not_its_beginning_elsewhere() -> None:
    found = "Slut på afsnittet Tal for året 2022. Og så Tabellen for 2023 med tal."
    wanted = "Slut på afsnittet Tabellen for 2023 med tal."
    pairs = dict(aligned(wanted, found))
    assert pairs[wanted.index("Tabellen")] == found.index("Tabellen")


def test_a_repeated_line_is_found_as_often_as_it_stands_there() -> None:
    line = "Der er sensorer i alle skoler. "
    pairs = aligned(line * 3, line * 3)
    assert pairs == [(at, at) for at, character in enumerate(line * 3) if not character.isspace()]


@given(
    st.lists(st.text("abcdefgæøå -", min_size=3, max_size=40).filter(str.strip), min_size=1, max_size=8),
    st.randoms(use_true_random=False),
)
def test_what_is_paired_is_the_same_letter_and_used_once(lines: list[str], random: object) -> None:
    wanted = "\n".join(lines)
    random.shuffle(lines)  # type: ignore[attr-defined]
    found = "\n".join(lines)
    pairs = aligned(wanted, found)
    assert all(wanted[left] == found[right] for left, right in pairs)
    assert len({left for left, _ in pairs}) == len(pairs) == len({right for _, right in pairs})


def test_a_page_that_is_all_alike_takes_no_longer_than_a_page() -> None:
    assert len(aligned("a" * 50_000, "b" + "a" * 50_000)) == 50_000
    aligned("ab" * 20_000 + "c", "ba" * 20_000)
    aligned(" ".join("abcd"[at % 4] * (at % 97) for at in range(3000)), "abcd" * 20_000)
