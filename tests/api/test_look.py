from urllib.parse import parse_qs, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from api.look import ZOOMS, Look


def asked(url: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}


QUOTE = {"passage": "p1", "from": "3", "to": "9"}


def test_a_link_keeps_what_is_still_looked_at() -> None:
    look = Look("engby", {**QUOTE, "beside": "1", "ukendt": "x"})
    assert asked(look.zoomed(150)) == {**QUOTE, "beside": "1", "zoom": "150"}
    assert asked(look.as_text()) == {**QUOTE, "beside": "1", "visning": "tekst"}
    assert look.as_text().endswith("#citat")
    assert asked(look.alone()) == QUOTE
    assert asked(look.page(4)) == {"side": "4", "beside": "1"}
    assert asked(Look("engby", {"zoom": "200", "side": "2"}).page(3)) == {"side": "3", "zoom": "200"}


def test_beside_a_conversation_the_page_is_enlarged_unless_asked_otherwise() -> None:
    assert Look("engby", {}).zoom == 100
    assert Look("engby", {"beside": "1"}).zoom == 200
    assert Look("engby", {"beside": "1", "zoom": "100"}).zoom == 100


@given(st.dictionaries(st.sampled_from(["passage", "from", "side", "del", "zoom", "visning", "beside"]), st.text()))
def test_nonsense_in_the_address_makes_addresses_all_the_same(given: dict[str, str]) -> None:
    look = Look("engby", given)
    assert look.zoom in ZOOMS
    for url in (look.page(2), look.part(2), look.zoomed(150), look.as_text(), look.as_pages(), look.alone()):
        parts = urlsplit(url)
        assert (parts.scheme, parts.netloc, parts.path) == ("", "", "/sources/engby")
        assert url.isascii()
