import pytest

from corpus.mapped import MappedText
from ingest.hyphens import joined, mended, vocabulary

DOCUMENT = "En rapport om teknologispring og AR-briller. Det er en start-up i Havneby."


def two_lines(first: str, second: str) -> str:
    lines = [MappedText.raw(first), MappedText.raw(second, len(first) + 1)]
    return joined(lines, vocabulary(DOCUMENT, "da")).text


@pytest.mark.parametrize(
    ("first", "second", "together"),
    [
        ("mange udfor-", "dringer i dag", "mange udfordringer i dag"),
        ("KOMMUNERNES TEKNOLOGIS-", "PRING NU", "KOMMUNERNES TEKNOLOGISPRING NU"),
        ("PERSPEKTIVER FOR AR-", "BEJDSMARKED", "PERSPEKTIVER FOR ARBEJDSMARKED"),
        ("hvordan vi sam-", "men løser", "hvordan vi sammen løser"),
        ("en god dial-", "og med alle", "en god dialog med alle"),
        ("bor i Solbær-", "haven nu", "bor i Solbærhaven nu"),
    ],
)
def test_divided_words_are_joined(first: str, second: str, together: str) -> None:
    assert two_lines(first, second) == together


@pytest.mark.parametrize(
    ("first", "second", "together"),
    [
        ("data-", "og teknologi", "data- og teknologi"),
        ("social-", "eller sundhed", "social- eller sundhed"),
        ("på børne-,", "social- og ældreområdet", "på børne-, social- og ældreområdet"),
        ("med AR-", "briller på", "med AR-briller på"),
        ("design: e-", "types", "design: e-types"),
        ("i Ikast-", "Brande Kommune", "i Ikast-Brande Kommune"),
        ("et KL-", "INITIATIV", "et KL-INITIATIV"),
        ("i årene 2018-", "2020", "i årene 2018-2020"),
        ("en start-", "up i byen", "en start-up i byen"),
        ("se www.kommunernes-", "teknologi.dk", "se www.kommunernes-teknologi.dk"),
        ("virksomheder -", "allerede nu", "virksomheder - allerede nu"),
        ("et ord", "til", "et ord til"),
    ],
)
def test_other_hyphens_stay(first: str, second: str, together: str) -> None:
    assert two_lines(first, second) == together


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("Det gæl-- der kunstig in- telligens", "Det gælder kunstig intelligens"),
        ("data- og teknologi", "data- og teknologi"),
        ("børne- unge- og ældre", "børne- unge- og ældre"),
        ("robotter -- og sensorer", "robotter -- og sensorer"),
        ("inddragelses-og beslutningsprocesser", "inddragelses-og beslutningsprocesser"),
        ("et in dividuelt forløb", "et in dividuelt forløb"),
    ],
)
def test_a_broken_transcript_is_mended_where_certain(broken: str, whole: str) -> None:
    assert mended(MappedText.raw(broken), vocabulary(broken, "da")).text == whole


def test_the_halves_of_a_divided_word_are_not_words_of_the_document() -> None:
    known = vocabulary("en vejled-\nning om robotter", "da").own
    assert known == {"en", "om", "robotter"}


def test_a_language_without_a_dictionary_is_read_too() -> None:
    lines = [MappedText.raw("en vejled-"), MappedText.raw("ning", 11)]
    assert joined(lines, vocabulary("", "kl")).text == "en vejledning"
