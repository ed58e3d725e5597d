import os
from datetime import date
from pathlib import Path

import pytest

from corpus.catalogue import BUNDLED, read_catalogue
from corpus.refused import Refused
from corpus.source import Table

SHARED = Path(__file__).parents[3] / "shared" / "corpus" / "kl" / "sources.toml"


def written(folder: Path, text: str) -> Path:
    (folder / "god.txt").write_text("En god kilde.", "utf-8")
    catalogue = folder / "sources.toml"
    catalogue.write_text(text, "utf-8")
    return catalogue


GOOD = '[[source]]\nid = "god"\nfile = "god.txt"\ntitle = "God"\n'


def test_all_fields(tmp_path: Path) -> None:
    more = (
        'publisher = "KL"\nkind = "rapport"\npublished = 2018-01-01\nprecision = "month"\nurl = "https://www.kl.dk/x"\n'
    )
    (source,) = read_catalogue(written(tmp_path, GOOD + more + 'language = "da"\ndigest = true\n')).sources
    assert (source.id, source.publisher, source.published, source.dated) == ("god", "KL", date(2018, 1, 1), "2018-01")
    assert source.digest
    assert source.file == (tmp_path / "god.txt").resolve()


@pytest.mark.parametrize(
    ("entry", "named"),
    [
        ('id = "god"\nfile = "god.txt"\ntitle = "Igen"', "»god« er brugt mere end én gang"),
        ('id = "væk"\nfile = "god.txt"\ntitle = "Væk"', "Id'et »væk«"),
        ('id = "../op"\nfile = "god.txt"\ntitle = "Op"', "Id'et »../op«"),
        ('id = "mangler"\nfile = "findes-ikke.txt"\ntitle = "M"', "findes-ikke.txt, som ikke findes"),
        ('id = "op"\nfile = "../../etc/passwd"\ntitle = "Op"', "uden for katalogets mappe"),
        ('id = "rod"\nfile = "/etc/passwd"\ntitle = "Rod"', "uden for katalogets mappe"),
        ('id = "nul"\nfile = "god\\u0000.txt"\ntitle = "Nul"', "som ikke findes"),
        ('id = "dato"\nfile = "god.txt"\ntitle = "D"\npublished = "2021-02-30"', "datoen »2021-02-30«"),
        ('id = "intet"\ntitle = "Intet"', "hverken file eller url"),
        ('id = "navnløs"\nfile = "god.txt"', "navnløs"),
        ('id = "uden-titel"\nfile = "god.txt"', "mangler feltet title"),
        ('id = "adresse"\nurl = "javascript:alert(1)"\ntitle = "A"', "url »javascript:alert(1)«"),
        ('id = "klamme"\nfile = "god.txt"\ntitle = "K"\nurl = "http://["', "url »http://[«"),
        ('id = "tom"\nfile = ""\ntitle = "T"', "hverken file eller url"),
        ('id = "linje\\nskift\\u001b[2J"\nfile = "god.txt"\ntitle = "L"', "Id'et »linje skift [2J«"),
        ('id = "kreds"\nfile = "kreds.txt"\ntitle = "K"', "som ikke findes"),
        ('id = "mappe"\nfile = "."\ntitle = "M"', "som ikke findes"),
    ],
)
def test_a_bad_entry_is_named_and_the_others_stand(tmp_path: Path, entry: str, named: str) -> None:
    (tmp_path / "kreds.txt").symlink_to("kreds.txt")
    catalogue = read_catalogue(written(tmp_path, f"{GOOD}\n[[source]]\n{entry}\n"))
    assert [source.id for source in catalogue.sources] == ["god"]
    (rejected,) = catalogue.rejected
    assert named in str(rejected.why)


def test_a_link_out_of_the_folder_is_a_way_out_of_it(tmp_path: Path) -> None:
    outside = tmp_path / "udenfor.txt"
    outside.write_text("Hemmeligt.", "utf-8")
    inside = tmp_path / "inde"
    inside.mkdir()
    (inside / "link.txt").symlink_to(outside)
    catalogue = read_catalogue(written(inside, '[[source]]\nid = "link"\nfile = "link.txt"\ntitle = "Link"\n'))
    assert "uden for katalogets mappe" in str(catalogue.rejected[0].why)
    (inside / "sources.toml").unlink()
    assert [source.id for source in read_catalogue(inside).sources] == ["god"]


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (b"[[source]\nid = 1", "kan ikke læses som TOML"),
        (b"", "har ingen [[source]]"),
        (b"source = 3", "har ingen [[source]]"),
        ("title = 'blåbær'".encode("latin-1"), "ikke gemt som UTF-8"),
    ],
)
def test_a_catalogue_that_cannot_be_read_is_refused(tmp_path: Path, content: bytes, named: str) -> None:
    (tmp_path / "sources.toml").write_bytes(content)
    with pytest.raises(Refused) as refused:
        read_catalogue(tmp_path / "sources.toml")
    assert named in str(refused.value)


@pytest.mark.parametrize(
    ("path", "named"), [("findes/ikke.toml", "findes ikke"), ("x" * 300, "kan ikke læses")], ids=["missing", "long"]
)
def test_a_catalogue_that_is_not_there(path: str, named: str) -> None:
    with pytest.raises(Refused, match=named):
        read_catalogue(Path(path))


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_catalogue_that_may_not_be_read(tmp_path: Path) -> None:
    catalogue = written(tmp_path, GOOD)
    catalogue.chmod(0)
    with pytest.raises(Refused, match="kan ikke læses"):
        read_catalogue(catalogue)


def test_a_folder_is_read_by_its_files(tmp_path: Path) -> None:
    (tmp_path / "Årsrapport 2023.md").write_text("# Årsrapport", "utf-8")
    (tmp_path / "under").mkdir()
    (tmp_path / "under" / "b.txt").write_text("B.", "utf-8")
    (tmp_path / ".skjult.txt").write_text("Nej.", "utf-8")
    (tmp_path / "billede.png").write_bytes(b"\x89PNG")
    catalogue = read_catalogue(tmp_path)
    assert [source.id for source in catalogue.sources] == ["under-b", "aarsrapport-2023"]
    assert [rejected.name for rejected in catalogue.rejected] == ["billede.png"]


def test_a_name_in_another_encoding_is_told_and_stops_no_other(tmp_path: Path) -> None:
    (tmp_path / "god.md").write_text("# God", "utf-8")
    latin = os.fsencode(tmp_path) + b"/l\xe6s.md"
    try:
        os.rename(tmp_path / "god.md", latin)  # noqa: PTH104
    except OSError:
        pytest.skip("this file system has names in UTF-8 only")
    (tmp_path / "god.md").write_text("# God", "utf-8")
    catalogue = read_catalogue(tmp_path)
    assert [source.id for source in catalogue.sources] == ["god"]
    assert [str(rejected.why).encode() for rejected in catalogue.rejected]
    assert "l?s.md" in str(catalogue.rejected[0].why)
    with pytest.raises(Refused, match="nyt navn"):
        read_catalogue(Path(os.fsdecode(latin)))


def test_two_files_of_one_name_get_two_ids(tmp_path: Path) -> None:
    for ending in ("txt", "md"):
        (tmp_path / f"notat.{ending}").write_text("Et notat.", "utf-8")
    assert {source.id for source in read_catalogue(tmp_path).sources} == {"notat", "notat-txt"}


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="ingen filer"):
        read_catalogue(tmp_path)


def test_the_bundled_catalogue_is_whole() -> None:
    catalogue = read_catalogue(BUNDLED)
    assert not catalogue.rejected
    assert len(catalogue.sources) >= 12
    texts = [source for source in catalogue.sources if source.table is None]
    assert all(source.digest and source.url and source.publisher for source in texts)


@pytest.mark.skipif(not SHARED.exists(), reason="KL's own texts are not here")
def test_the_catalogue_of_the_contract() -> None:
    catalogue = read_catalogue(SHARED)
    assert len(catalogue.sources) == 5
    assert not catalogue.rejected


def test_a_table_is_read_as_the_catalogue_says(tmp_path: Path) -> None:
    (tmp_path / "radar.csv").write_text("a;b", "utf-8")
    entry = '[[source]]\nid = "r"\nfile = "radar.csv"\ntitle = "R"\n'
    more = 'table = "fagomraader"\nsheet = "Ark 1"\n[source.columns]\nname = "Navn"\n[source.values]\nedition = 2023\n'
    (tmp_path / "sources.toml").write_text(entry + more, "utf-8")
    (source,) = read_catalogue(tmp_path).sources
    assert source.kind == "radar"
    assert source.table == Table("fagområder", (("name", "Navn"),), (("edition", "2023"),), "Ark 1")
    (tmp_path / "sources.toml").write_text(entry, "utf-8")
    assert read_catalogue(tmp_path).sources[0].table == Table("observations")
    (tmp_path / "sources.toml").write_text(
        entry.replace('file = "radar.csv"', 'url = "https://a.dk/r"\nkind = "radar"')
    )
    assert read_catalogue(tmp_path).sources[0].table == Table("observations")


@pytest.mark.parametrize(
    ("more", "named"),
    [
        ('table = "boller"', "table »boller« kendes ikke"),
        ("sheet = 3", "sheet »3« kan ikke bruges"),
        ("columns = 3", "columns »3« kan ikke bruges"),
        ("[source.columns]\ntechnology = 3", "columns »3« kan ikke bruges"),
        ("[source.values]\nedition = []", "values »[]« kan ikke bruges"),
        ('[source.columns]\nfarve = "Farve"', "tabellen observations har ingen kolonne, der hedder »farve«"),
    ],
)
def test_a_table_that_the_catalogue_describes_wrongly(tmp_path: Path, more: str, named: str) -> None:
    (tmp_path / "radar.csv").write_text("a;b", "utf-8")
    entry = '[[source]]\nid = "r"\nfile = "radar.csv"\ntitle = "R"\nkind = "radar"\n'
    (tmp_path / "sources.toml").write_text(entry + more, "utf-8")
    (rejected,) = read_catalogue(tmp_path).rejected
    assert named in str(rejected.why)
