import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.mapped import MappedText
from ingest.characters import normalised

ALPHABET = (
    "abæøåÆØÅé \n\t\r-.”’–ﬁﬄ\u0301\u030a\u0308\u0323\u212b\u1100\u1161"
    "\u00ad\u00ac\u200b\ufeff\u00a0\u2009\U000e0041\u202e"
)
TEXTS = st.text(alphabet=ALPHABET, max_size=60) | st.text(max_size=60)


def text(raw: str) -> str:
    return normalised(MappedText.raw(raw)).text


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("tekno\u00adlogi", "teknologi"),
        ("sen\u00acsorer", "sensorer"),
        ("5 \u00ac 3", "5 \u00ac 3"),
        ("arbejds\u00ad\nmarked", "arbejds-\nmarked"),
        ("eﬀektiv graﬁk, oﬃciel", "effektiv grafik, officiel"),
        ("a\u030arsag, A\u030arhus, cafe\u0301", "årsag, Århus, café"),
        ("\u212bngström", "Ångström"),
        ("6,8\u00a0mio.\u2009kr.", "6,8 mio. kr."),
        ("\ufeffskjult\u200b her\U000e0041\u202e", "skjult her"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("”Æbler, øl – og å’er” … «»", "”Æbler, øl – og å’er” … «»"),
    ],
)
def test_one_way_to_write_each_character(raw: str, clean: str) -> None:
    assert text(raw) == clean


@given(TEXTS)
def test_the_result_is_nfc_and_holds_nothing_unseen(raw: str) -> None:
    clean = text(raw)
    assert unicodedata.is_normalized("NFC", clean)
    assert not set(clean) & set("\t\r\u00ad\u200b\ufeff\u00a0\u2009\U000e0041\u202eﬁﬄ")


@given(TEXTS)
def test_each_character_is_made_of_the_raw_characters_at_its_origin(raw: str) -> None:
    mapped = normalised(MappedText.raw(raw))
    assert list(mapped.origins) == sorted(mapped.origins)
    ends = dict(pairwise([*sorted(set(mapped.origins)), len(raw)]))
    for character, origin in zip(mapped.text, mapped.origins, strict=True):
        assert character in text(raw[origin : ends[origin]]) or character == "-"
