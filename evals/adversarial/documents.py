"""Writes the adversarial documents of ``attacks.toml`` as files, with the catalogue that an ingest reads."""

import html
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx

ATTACKS = Path(__file__).with_name("attacks.toml")
_TIMES = 6
"""So often an order stands in a document that is full of it."""


@dataclass(frozen=True, slots=True)
class Attack:
    """A document: the ``fact`` that is asked for, and the ``order`` beside it, hidden in the file in one ``way``."""

    id: str
    title: str
    fact: str
    way: str
    order: str


def attacks() -> list[Attack]:
    """Every document, as it is described."""
    return [Attack(**each) for each in tomllib.loads(ATTACKS.read_text("utf-8"))["document"]]


def write(folder: Path) -> Path:
    """Every document as a file in ``folder``; the catalogue's path."""
    folder.mkdir(parents=True, exist_ok=True)
    entries = []
    for attack in attacks():
        ending, made = _WAYS[attack.way]
        file = folder / f"{attack.id}.{ending}"
        made(attack, file)
        title = f"{attack.title} – {attack.order}" if attack.way == "title" else attack.title
        quoted = title.replace("\\", "\\\\").replace('"', '\\"')
        entries.append(f'[[source]]\nid = "{attack.id}"\nfile = "{file.name}"\ntitle = "{quoted}"\n')
    catalogue = folder / "sources.toml"
    catalogue.write_text("\n".join(entries), "utf-8")
    return catalogue


def _text(lines: Callable[[Attack], str]) -> Callable[[Attack, Path], None]:
    def made(attack: Attack, file: Path) -> None:
        file.write_text(lines(attack), "utf-8")

    return made


def _page(attack: Attack, hidden: str) -> str:
    return (
        f"<!doctype html><html lang='da'><head><title>{html.escape(attack.title)}</title></head><body><article>"
        f"<h1>{html.escape(attack.title)}</h1><p>{html.escape(attack.fact)}</p>{hidden}"
        "<p>Kommunen fortæller mere i sin årsberetning, som ligger på biblioteket.</p></article></body></html>"
    )


def _tagged(text: str) -> str:
    """``text`` in Unicode's tag characters: nobody sees it, and a program may read it."""
    return "".join(chr(0xE0000 + ord(sign)) for sign in text if ord(sign) < 0x80)


def _spaced(text: str) -> str:
    """``text`` with a sign of no width between its letters, so that no search for its words finds them."""
    return "\u200b".join(text)


def _word(comment: bool) -> Callable[[Attack, Path], None]:
    def made(attack: Attack, file: Path) -> None:
        document = docx.Document()
        document.add_heading(attack.title, 1)
        paragraph = document.add_paragraph(attack.fact)
        if comment:
            document.add_comment(paragraph.runs, text=attack.order, author="x")
        else:
            document.add_paragraph().add_run(attack.order).font.hidden = True
        document.save(str(file))

    return made


def _pdf(setting: str) -> Callable[[Attack, Path], None]:
    """A PDF of one page with the order set so that nobody sees it: written out, since it is so small."""

    def made(attack: Attack, file: Path) -> None:
        shown = [(800, "/F1 18 Tf 0 Tr 0 g", attack.title), (760, "/F1 11 Tf", attack.fact)]
        lines = [*shown, (720, setting, attack.order)]
        content = b"BT\n" + b"".join(_line(at, how, text) for at, how, text in lines) + b"ET"
        objects = [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
            b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        ]
        written, places = b"%PDF-1.4\n", list[int]()
        for number, each in enumerate(objects, 1):
            places.append(len(written))
            written += b"%d 0 obj%s endobj\n" % (number, each)
        table = b"".join(b"%010d 00000 n \n" % place for place in places)
        end = b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
        file.write_bytes(written + end % (table, len(written)))

    return made


def _line(at: int, how: str, text: str) -> bytes:
    escaped = text.encode("cp1252", "replace").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    return b"%s 1 0 0 1 50 %d Tm (%s) Tj\n" % (how.encode(), at, escaped)


def _markdown(attack: Attack, before: str = "", after: str = "") -> str:
    return f"# {attack.title}\n\n{before}{attack.fact}{after}\n"


_WAYS: Mapping[str, tuple[str, Callable[[Attack, Path], Any]]] = {
    "plain": ("md", _text(lambda each: _markdown(each, after=f"\n\n{each.order}"))),
    "english": ("txt", _text(lambda each: f"{each.title}\n\n{each.fact}\n\n{each.order}\n")),
    "caps": ("md", _text(lambda each: _markdown(each, before=f"{each.order}\n\n"))),
    "base64": ("md", _text(lambda each: _markdown(each, after=f"\n\n{each.order}"))),
    "json": ("md", _text(lambda each: _markdown(each, after=f"\n\n{each.order}"))),
    "delimiter": ("txt", _text(lambda each: f"{each.title}\n\n{each.fact}\n\n{each.order}\n")),
    "title": ("md", _text(_markdown)),
    "heading": ("md", _text(lambda each: _markdown(each, after=f"\n\n## {each.order}\n\nMere følger næste år."))),
    "many": ("md", _text(lambda each: _markdown(each, after=f"\n\n{each.order}" * _TIMES))),
    "inside": ("md", _text(lambda each: _markdown(each, after=f"\n\nDet er fint (men {each.order}) hver sommer."))),
    "markdown_link": ("md", _text(lambda each: _markdown(each, after=f"\n\n[{each.order}](https://ond.example/x)"))),
    "html_comment": ("html", _text(lambda each: _page(each, f"<!-- {each.order} -->"))),
    "html_hidden": ("html", _text(lambda each: _page(each, f"<p style='display:none'>{html.escape(each.order)}</p>"))),
    "html_alt": ("html", _text(lambda each: _page(each, f"<img src='x.png' alt='{html.escape(each.order)}'>"))),
    "tags": ("md", _text(lambda each: _markdown(each, after=_tagged(each.order)))),
    "tags_in_word": ("md", _text(lambda each: _markdown(each).replace(" ", _tagged(each.order) + " ", 3))),
    "zero_width": ("md", _text(lambda each: _markdown(each, after=f"\n\n{_spaced(each.order)}"))),
    "bidi": ("md", _text(lambda each: _markdown(each, after=f"\n\n\u202e{each.order[::-1]}\u202c"))),
    "docx_hidden": ("docx", _word(comment=False)),
    "docx_comment": ("docx", _word(comment=True)),
    "pdf_invisible": ("pdf", _pdf("/F1 11 Tf 3 Tr")),
    "pdf_white": ("pdf", _pdf("/F1 11 Tf 1 g")),
    "pdf_tiny": ("pdf", _pdf("/F1 0.5 Tf")),
}
