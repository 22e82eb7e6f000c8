"""DOCX and ODT: files that python-docx and odfpy make, and those that Debian packages bring, if this machine has them."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from briefsmith.clean.stage import Clean
from briefsmith.errors import InputError
from briefsmith.model import CleanDocument
from briefsmith.sources import ReadOptions, read
from sources.debian import debian_file

docx = pytest.importorskip("docx")
odf = pytest.importorskip("odf.opendocument")

FIRST = (
    "The harbour of Larvik will close its old ferry terminal in spring, because the quay has sunk by eleven centimetres "
    "since the last survey."
)
SECOND = "A new landing stage is to open four hundred metres further north, beside the fish market."
NOTE = "The survey was paid for by the county."


def cleaned(path: Path) -> CleanDocument:
    (clean,) = Clean()([read(str(path))])
    return clean


def dropped(clean: CleanDocument) -> dict[str, str]:
    return {span.reason: clean.document.text[span.start : span.end] for span in clean.dropped}


def word(path: Path) -> None:
    """A document with all that an article of a newsroom has."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = docx.Document()
    made.core_properties.title = "The quay"
    made.core_properties.author = "Ida Moen"
    made.sections[0].header.paragraphs[0].text = "Coastal Review"
    made.sections[0].footer.paragraphs[0].text = "Confidential"
    made.add_heading("Ferries move north", level=1)
    paragraph = made.add_paragraph("The harbour of Larvik ")
    paragraph.add_run("will close").bold = True
    paragraph.add_run(
        " its old ferry terminal in spring, because the quay has sunk by eleven centimetres since the last survey."
    )
    gone = OxmlElement("w:del")
    run, text = OxmlElement("w:r"), OxmlElement("w:delText")
    text.text = " Nobody knew."
    run.append(text)
    gone.append(run)
    paragraph._p.append(gone)
    made.add_heading("Next spring", level=2)
    made.add_paragraph(SECOND)
    made.add_paragraph("Ferries leave from a pontoon until then.", style="List Bullet")
    table = made.add_table(rows=2, cols=3)
    for row, cells in zip(table.rows, (("Port", "Ships", "Sunk"), ("Larvik", "1,204", "11 cm")), strict=True):
        for cell, value in zip(row.cells, cells, strict=True):
            cell.text = value
    made.add_paragraph("Fishermen fear that lorries will queue across the market on summer mornings.")
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), "x")
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "The council decides in May."
    run.append(text)
    link.append(run)
    made.add_paragraph()._p.append(link)
    made.save(str(path))


def open_document(path: Path) -> None:
    """The same, as OpenDocument."""
    from odf import dc
    from odf.table import Table, TableCell, TableRow
    from odf.text import H, List, ListItem, Note, NoteBody, NoteCitation, P, S, Span

    made = odf.OpenDocumentText()
    made.meta.addElement(dc.Title(text="The quay"))
    made.meta.addElement(dc.Language(text="en-GB"))
    made.text.addElement(H(outlinelevel=1, text="Ferries move north"))
    paragraph = P(text="The harbour of Larvik")
    paragraph.addElement(S(c=1))
    paragraph.addElement(Span(text="will close"))
    paragraph.addText(
        " its old ferry terminal in spring, because the quay has sunk by eleven centimetres since the last survey."
    )
    note = Note(noteclass="footnote")
    note.addElement(NoteCitation(text="1"))
    body = NoteBody()
    body.addElement(P(text=NOTE))
    note.addElement(body)
    paragraph.addElement(note)
    made.text.addElement(paragraph)
    made.text.addElement(P(text=SECOND))
    listed, item = List(), ListItem()
    item.addElement(P(text="Ferries leave from a pontoon until then."))
    listed.addElement(item)
    made.text.addElement(listed)
    table = Table(name="ports")
    for cells in (("Port", "Ships", "Sunk"), ("Larvik", "1,204", "11 cm")):
        row = TableRow()
        for value in cells:
            cell = TableCell()
            cell.addElement(P(text=value))
            row.addElement(cell)
        table.addElement(row)
    made.text.addElement(table)
    made.text.addElement(P(text="Fishermen fear that lorries will queue across the market on summer mornings."))
    made.save(str(path))


@pytest.mark.parametrize(("name", "make"), [("a.docx", word), ("a.odt", open_document)])
def test_an_article(tmp_path: Path, name: str, make: object) -> None:
    path = tmp_path / name
    make(path)  # type: ignore[operator]
    clean = cleaned(path)
    sentences = [sentence.text for sentence in clean.sentences]
    assert sentences[:2] == [FIRST, SECOND] or sentences[1:3] == [FIRST, SECOND]
    assert "Ferries leave from a pontoon until then." in sentences
    assert "Larvik | 1,204 | 11 cm" in clean.document.text.split("\n\n")
    assert clean.document.metadata["title"] == "The quay"
    assert clean.document.metadata["format"] == path.suffix[1:]
    assert "Nobody knew" not in clean.document.text
    assert clean.document.text.index(SECOND) < clean.document.text.index("Larvik | 1,204")


@pytest.mark.parametrize(
    ("first", "title"),
    [
        ("Why the town wants its quay back", "Why the town wants its quay back"),
        ("Will the ferries move?", "Will the ferries move?"),
        ("The ferries move in June.", None),
        ("Memo", None),
        (FIRST, None),
    ],
)
def test_a_first_line_without_a_style_is_a_title_if_it_reads_like_one(
    tmp_path: Path, first: str, title: str | None
) -> None:
    import docx

    made = docx.Document()
    for text in (first, FIRST, SECOND):
        made.add_paragraph(text)
    made.save(str(tmp_path / "a.docx"))
    clean = cleaned(tmp_path / "a.docx")
    assert clean.document.metadata.get("title") == title
    assert (first in [sentence.text for sentence in clean.sentences]) == (title is None)


def test_heads_and_links_of_word(tmp_path: Path) -> None:
    word(tmp_path / "a.docx")
    clean = cleaned(tmp_path / "a.docx")
    assert dropped(clean)["running_head"] in {"Confidential\n\nCoastal Review", "Coastal Review\n\nConfidential"}
    assert "The council decides in May." in [sentence.text for sentence in clean.sentences]
    assert clean.document.metadata["author"] == "Ida Moen"


def test_footnotes_of_opendocument(tmp_path: Path) -> None:
    open_document(tmp_path / "a.odt")
    clean = cleaned(tmp_path / "a.odt")
    assert dropped(clean)["footnote"] == NOTE
    assert clean.document.metadata["language"] == "en-GB"


@pytest.mark.parametrize(("name", "make"), [("a.docx", word), ("a.odt", open_document)])
def test_a_name_says_nothing(tmp_path: Path, name: str, make: object) -> None:
    make(tmp_path / name)  # type: ignore[operator]
    (tmp_path / name).rename(tmp_path / "b.txt")
    assert read(str(tmp_path / "b.txt")).metadata["format"] == name[2:]


@pytest.mark.parametrize(("name", "make"), [("a.docx", word), ("a.odt", open_document)])
def test_damage_is_a_sentence(tmp_path: Path, name: str, make: object) -> None:
    path = tmp_path / name
    make(path)  # type: ignore[operator]
    data = path.read_bytes()
    for end in (len(data) // 2, len(data) - 30):
        path.write_bytes(data[:end])
        with pytest.raises(InputError) as caught:
            read(str(path))
        assert caught.value.kind == "unreadable"
        assert "damaged" in str(caught.value)


def replaced(path: Path, part: str, content: bytes) -> None:
    """The same package with one part replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, content if name == part else old.read(name))
    path.write_bytes(out.getvalue())


def test_a_bomb_is_refused(tmp_path: Path) -> None:
    word(tmp_path / "a.docx")
    replaced(tmp_path / "a.docx", "word/document.xml", b" " * 30_000_000)
    with pytest.raises(InputError, match="unpacks to more than the limit of 2 MB") as caught:
        read(str(tmp_path / "a.docx"), options=ReadOptions(max_bytes=2_000_000))
    assert caught.value.kind == "too_large"


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    open_document(tmp_path / "a.odt")
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha" * 10}">' for n in range(12))
    namespaces = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    )
    xml = (
        f"<?xml version='1.0'?><!DOCTYPE x [{laughs}<!ENTITY f SYSTEM 'file:///etc/passwd'>]><office:document-content "
        f"{namespaces}><office:body><office:text><text:p>It rained. &l11; &f;</text:p></office:text></office:body>"
        "</office:document-content>"
    )
    replaced(tmp_path / "a.odt", "content.xml", xml.encode())
    assert read(str(tmp_path / "a.odt")).text == "It rained."


def test_an_empty_document(tmp_path: Path) -> None:
    docx.Document().save(str(tmp_path / "a.docx"))
    with pytest.raises(InputError, match="has no text in it") as caught:
        read(str(tmp_path / "a.docx"))
    assert caught.value.kind == "empty"


@pytest.mark.parametrize(
    ("name", "paragraph"),
    [
        (
            "usr/lib/R/site-library/officer/doc_examples/example.docx",
            "Phasellus nec nunc vitae nulla interdum volutpat eu ac massa.",
        ),
        (
            "usr/share/doc/r-cran-officer/tests/testthat/docs_dir/table-complex.docx.gz",
            "Column head | column head | column head | column head | x | y",
        ),
        (
            "usr/share/doc/writer2latex/manual/user-manual.odt",
            "The primary goal for Writer2xhtml and Calc2xhtml is to provide standards compliant XHTML documents which can be "
            "customized to your specific needs.",
        ),
        ("usr/share/doc/python3-relatorio/examples/basic.odt", "Subtotal | o.total"),
        ("usr/share/doc/python3-relatorio/examples/complicated.odt", "Your sale repartition:"),
    ],
)
def test_documents_of_debian(tmp_path: Path, name: str, paragraph: str) -> None:
    path = tmp_path / Path(name).name.removesuffix(".gz")
    path.write_bytes(debian_file(name))
    assert paragraph in read(str(path)).text.split("\n\n")


def test_an_empty_document_of_debian(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(debian_file("usr/lib/R/site-library/officer/doc_examples/landscape.docx"))
    with pytest.raises(InputError, match="has no text in it"):
        read(str(path))
