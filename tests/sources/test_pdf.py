"""PDF: files that reportlab makes, and manuals that Debian packages bring, if this machine has them."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from briefsmith.clean.stage import Clean
from briefsmith.errors import InputError
from briefsmith.model import CleanDocument, Document
from briefsmith.sources import read
from briefsmith.sources.extracted import Raw, ReadOptions
from briefsmith.sources.pdf import MAX_PAGES, read_pdf
from sources.debian import debian_file

canvas = pytest.importorskip("reportlab.pdfgen.canvas")

STORY = (
    "The harbour of Larvik will close its old ferry terminal in spring, because the quay has sunk by eleven centimetres "
    "since the last survey and no longer carries the weight of two lorries side by side. Engineers measured the movement "
    "over fourteen months with sensors under the planks, and the figures left the council little room for argument. "
    "A new landing stage is to open four hundred metres further north, beside the fish market, where the rock reaches "
    "almost to the surface. Until then the ferries to Hirtshals will leave from a floating pontoon that was built for "
    "regattas. The shipping company expects delays of ten minutes at most, and it has promised to refund every passenger "
    "who misses a connecting train. Fishermen welcomed the decision with reservations: they fear that lorries will queue "
    "across the market on summer mornings, when their customers arrive. "
)


def book(pages: list[list[tuple[float, float, float, str]]], head: str = "Coastal Review", **info: str) -> bytes:
    """A PDF with each of these texts at (x, y, size); every page has a head and a number at its foot."""
    out = io.BytesIO()
    made = canvas.Canvas(out, pagesize=(595, 842), invariant=True)
    for key, value in info.items():
        getattr(made, f"set{key}")(value)
    for number, lines in enumerate(pages, 1):
        made.setFont("Times-Roman", 9)
        if head:
            made.drawString(60, 805, head)
            made.drawCentredString(297, 30, f"{number}")
        for x, y, size, text in lines:
            made.setFont("Times-Roman", size)
            made.drawString(x, y, text)
        made.showPage()
    made.save()
    return out.getvalue()


def column(text: str, x: float, y: float, width: float, size: float = 10.0) -> list[tuple[float, float, float, str]]:
    """The text set into lines of a width, long words cut with a hyphen as a typesetter cuts them."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    lines: list[str] = []
    line = ""
    for word in text.split():
        if stringWidth(f"{line} {word}", "Times-Roman", size) > width:
            head = next(
                (
                    word[:n]
                    for n in range(len(word) - 3, 3, -1)
                    if stringWidth(f"{line} {word[:n]}-", "Times-Roman", size) <= width
                ),
                "",
            )
            if head and word.isalpha():
                lines.append(f"{line} {head}-")
                line = word[len(head) :]
                continue
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    lines.append(line)
    return [(x, y - 12 * place, size, text) for place, text in enumerate(lines)]


def document(data: bytes) -> Document:
    found = read_pdf(Raw("a", "a.pdf", data), ReadOptions())
    return Document.create("a", found.text, metadata={**found.metadata, "format": "pdf"}, dropped=found.dropped)


def cleaned(data: bytes) -> CleanDocument:
    (clean,) = Clean()([document(data)])
    return clean


def text_of(clean: CleanDocument) -> str:
    return " ".join(sentence.text for sentence in clean.sentences)


def dropped(clean: CleanDocument) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for span in clean.dropped:
        found.setdefault(span.reason, []).append(clean.document.text[span.start : span.end])
    return found


def test_lines_become_paragraphs_and_cut_words_whole() -> None:
    data = book([[*column(STORY, 60, 700, 300), *column(STORY[::1].replace("Larvik", "Moss"), 60, 400, 300)]])
    assert "-\n" not in document(data).text
    paragraphs = [part for part in document(data).text.split("\n\n") if len(part) > 100]
    assert paragraphs == [STORY.strip(), STORY.strip().replace("Larvik", "Moss")]


def test_columns_are_read_one_after_the_other() -> None:
    half = STORY.index("Until then")
    lines = [
        (60, 760, 20.0, "Harbour to move its ferries"),
        *column(STORY[:half], 60, 720, 220),
        *column(STORY[half:], 310, 720, 220),
    ]
    # Row by row, as some programs write them: the order in the file says nothing.
    rows = sorted(lines, key=lambda line: (-line[1], line[0]))
    for order in (lines, rows):
        clean = cleaned(book([order]))
        assert STORY.strip() in text_of(clean)
        assert "Harbour to move its ferries" in clean.document.text.split("\n\n")[:2]
        assert clean.document.metadata["title"] == "Harbour to move its ferries"
        assert "author" not in clean.document.metadata  # reportlab writes that it is anonymous


def test_the_title_that_a_program_fills_in_is_none(tmp_path: Path) -> None:
    """reportlab's document templates call every document anonymous."""
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    styles = getSampleStyleSheet()
    story = [Paragraph("Harbour to move its ferries", styles["Title"]), Paragraph(STORY, styles["Normal"])]
    SimpleDocTemplate(str(tmp_path / "a.pdf")).build(story)
    assert b"anonymous" in (tmp_path / "a.pdf").read_bytes()
    clean = cleaned((tmp_path / "a.pdf").read_bytes())
    assert clean.document.metadata["title"] == "Harbour to move its ferries"
    assert "Harbour to move its ferries" not in text_of(clean)


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("Microsoft Excel gets a new formula bar", True),
        ("Untitled Banksy sells for 3 million pounds", True),
        ("Microsoft Word - harbour.docx", False),
        ("Untitled-1", False),
        ("Document 1", False),
    ],
)
def test_only_titles_of_programs_are_none(title: str, kept: bool) -> None:
    found = document(book([column(STORY, 60, 700, 300)], Title=title)).metadata.get("title")
    assert (found == title) == kept


def test_three_columns() -> None:
    thirds = [STORY, STORY.replace("Larvik", "Moss"), STORY.replace("Larvik", "Horten")]
    lines = [line for place, text in enumerate(thirds) for line in column(text, 40 + 180 * place, 720, 150, 9)]
    text = document(book([sorted(lines, key=lambda line: (-line[1], line[0]))])).text
    places = [text.index(f"The harbour of {name}") for name in ("Larvik", "Moss", "Horten")]
    assert places == sorted(places)
    assert text.count("when their customers arrive.") == 3
    assert all(part.strip() in text for part in thirds)


def test_a_sentence_goes_on_over_pages_and_heads_and_numbers_are_dropped() -> None:
    lines = column(STORY, 60, 780, 400)
    cut = [(x, y + 12 * 4, size, text) for x, y, size, text in lines[4:]]
    clean = cleaned(book([lines[:4], cut, column(STORY.replace("Larvik", "Moss"), 60, 780, 400)]))
    assert STORY.strip() in text_of(clean)
    found = dropped(clean)
    assert "\n\n".join(found["running_head"]).split("\n\n") == ["Coastal Review"] * 3
    assert "\n\n".join(found["page_number"]).split("\n\n") == ["1", "2", "3"]
    assert set(found) == {"running_head", "page_number"}
    assert "Coastal Review" not in text_of(clean)
    assert clean.document.text.index("Coastal Review") > clean.document.text.rindex("customers arrive.")


def test_every_character_is_in_a_sentence_or_dropped() -> None:
    clean = cleaned(book([column(STORY, 60, 780, 400), column(STORY, 60, 780, 400)]))
    covered = set()
    for span in (*clean.sentences, *clean.dropped):
        covered |= set(range(span.start, span.end))
    text = clean.document.text
    assert not [place for place, character in enumerate(text) if not character.isspace() and place not in covered]


def test_footnotes_and_contents_are_left_out() -> None:
    notes = column(
        "1 The survey was paid for by the county and published in March of the following year.", 60, 90, 400, 7
    )
    contents = [(60, 780, 10.0, "1 The quay . . . . . . . . . . . . . . . . . . . . . . 7")]
    found = dropped(cleaned(book([contents + column(STORY, 60, 740, 400) + notes, column(STORY, 60, 780, 400)])))
    assert [part.split()[:3] for part in found["footnote"]] == [["1", "The", "survey"]]
    assert found["contents"][0].startswith("1 The quay")


def test_a_table_keeps_its_rows() -> None:
    rows = [("Larvik", "1,204", "11 cm"), ("Moss", "988", "3 cm"), ("Horten", "1,517", "0 cm")]
    cells = [(60 + 130 * n, 400 - 14 * k, 10.0, cell) for k, row in enumerate(rows) for n, cell in enumerate(row)]
    text = document(book([[*column(STORY, 60, 700, 400), *cells]])).text
    assert "Larvik | 1,204 | 11 cm" in text
    assert "Horten | 1,517 | 0 cm" in text


def test_metadata() -> None:
    data = book([column(STORY, 60, 700, 400)], Title="The quay", Author="Ida Moen")
    assert {"title": "The quay", "author": "Ida Moen"}.items() <= document(data).metadata.items()
    made_by_word = book([column(STORY, 60, 700, 400)], Title="Microsoft Word - quay final.docx")
    assert "title" not in document(made_by_word).metadata


def scan(texts: list[list[tuple[float, float, float, str]] | None]) -> bytes:
    """Pages with text, and for None a page that is one picture."""
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    out = io.BytesIO()
    made = canvas.Canvas(out, pagesize=(595, 842), invariant=True)
    for lines in texts:
        if lines is None:
            made.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, 595, 842)
        for x, y, size, text in lines or ():
            made.setFont("Times-Roman", size)
            made.drawString(x, y, text)
        made.showPage()
    made.save()
    return out.getvalue()


def test_a_scan_is_refused_and_ocr_named(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(scan([None, None]))
    with pytest.raises(
        InputError, match=r"a\.pdf is a scan: its 2 pages are pictures without text.*OCR.*ocrmypdf"
    ) as caught:
        read(str(tmp_path / "a.pdf"))
    assert caught.value.kind == "no_text"
    with pytest.raises(InputError, match="has no text that can be read"):
        document(scan([[]]))


def test_a_picture_among_pages_of_text_is_named() -> None:
    assert document(scan([column(STORY, 60, 700, 400), None])).metadata["unread"] == "page 2"


@pytest.mark.parametrize("data", [b"%PDF-1.7 nothing", b"%PDF-1.7\n" + os.urandom(2000)])
def test_a_damaged_file_is_refused(data: bytes) -> None:
    with pytest.raises(InputError, match="is not a sound PDF") as caught:
        document(data)
    assert caught.value.kind == "unreadable"


def test_a_file_cut_off_anywhere_is_read_or_refused() -> None:
    data = book([column(STORY, 60, 700, 400)])
    for end in range(20, len(data), 97):
        try:
            assert document(data[:end]).text
        except InputError as error:
            assert error.kind in {"unreadable", "no_text"}  # noqa: PT017 - either outcome is right


def test_a_locked_file_is_refused() -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption

    out = io.BytesIO()
    made = canvas.Canvas(out, encrypt=StandardEncryption("secret", strength=128))
    made.drawString(60, 700, "The quay has sunk.")
    made.save()
    with pytest.raises(InputError, match="locked with a password"):
        document(out.getvalue())


def test_a_limit_of_pages() -> None:
    with pytest.raises(InputError, match=r"has 2,001 pages; the limit is 2,000") as caught:
        document(book([[]] * (MAX_PAGES + 1), head=""))
    assert caught.value.kind == "too_large"


def test_a_limit_of_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefsmith.sources.pdf.MAX_CHARACTERS", 1500)
    assert document(book([column(STORY, 60, 700, 400)])).text
    with pytest.raises(InputError, match="has more than 1,500 characters") as caught:
        document(book([column(STORY, 60, 700, 400)] * 2))
    assert caught.value.kind == "too_large"


def test_it_is_known_by_its_bytes_and_its_media_type(tmp_path: Path) -> None:
    from briefsmith.sources.readers import format_of_media_type

    (tmp_path / "a.txt").write_bytes(book([column(STORY, 60, 700, 400)]))
    assert read(str(tmp_path / "a.txt")).metadata["format"] == "pdf"
    assert format_of_media_type("application/pdf") == "pdf"


@pytest.mark.parametrize(
    ("name", "sentence", "head"),
    [
        (
            "bzip2/manual.pdf.gz",
            "bzip2 expects a list of file names to accompany the command-line flags.",
            "How to use bzip2",
        ),
        (
            "shared-mime-info/shared-mime-info-spec.pdf",
            "Each application provides only a single XML source file, which is installed in the packages directory as "
            "described above.",
            "Shared MIME-info Database",
        ),
        (
            "fontconfig/fontconfig-user.pdf.gz",
            "Add the value of the desired debug levels together and assign that (in base 10) to the FC_DEBUG environment "
            "variable before running the application.",
            "fonts-conf",
        ),
    ],
)
def test_manuals_of_debian(name: str, sentence: str, head: str) -> None:
    clean = cleaned(debian_file(f"usr/share/doc/{name}"))
    assert sentence in [s.text for s in clean.sentences]
    assert [s.text for s in clean.sentences].count(head) <= 1  # the title of the whole, or a chapter's
    assert head in "\n".join(dropped(clean)["running_head"]).split("\n")
    assert len(dropped(clean)["page_number"]) >= 1
