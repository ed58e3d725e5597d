from ingest.running import edges


def pages(count: int, head: str = "", foot: str = "") -> list[list[str]]:
    texts = [[f"Begyndelsen af tekst {chr(65 + at)}", "Midten", f"Slutningen af {chr(65 + at)}"] for at in range(count)]
    return [
        [*([head.format(at + 1)] if head else []), *lines, *([foot.format(at + 1)] if foot else [])]
        for at, lines in enumerate(texts)
    ]


def test_the_same_line_on_every_page() -> None:
    assert edges(pages(5, head="Rapport", foot="KL 2021")) == [(1, 1)] * 5


def test_a_number_that_rises_with_the_page() -> None:
    assert edges(pages(4, foot="Side {} af 4")) == [(0, 1)] * 4
    assert edges(pages(4, head="Kapitel om robotter {}")) == [(1, 0)] * 4


def test_a_head_on_every_second_page_and_one_for_a_chapter() -> None:
    found = pages(8)
    for at in range(0, 8, 2):
        found[at].insert(0, "Venstre hoved")
    for at in (1, 3, 5):
        found[at].insert(0, "Kapitel 1: Robotter")
    assert [head for head, _ in edges(found)] == [1, 1, 1, 1, 1, 1, 1, 0]


def test_numbers_that_skip_pages_but_keep_step() -> None:
    found = pages(12)
    for at in (0, 1, 4, 5, 6, 7, 11):
        found[at].append(str(at - 2) if at > 2 else str(at + 10))
    for at in (2, 3, 8, 9, 10):
        found[at].insert(0, f"{at - 2} Om sensorer")
    assert [sum(edge) for edge in edges(found)][2:] == [1] * 10


def test_text_is_left_alone() -> None:
    assert edges(pages(5)) == [(0, 0)] * 5
    assert edges([["Den eneste side", "1 ud af 4"]]) == [(0, 0)]
    found = pages(6)
    found[2].insert(0, "3 ud af 4 kommuner bruger sensorer.")
    assert edges(found) == [(0, 0)] * 6
    far_apart = pages(20)
    for at in (0, 9, 19):
        far_apart[at].insert(0, "Eksempel")
    assert edges(far_apart) == [(0, 0)] * 20
