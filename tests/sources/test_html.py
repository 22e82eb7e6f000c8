"""HTML pages: the article, its metadata, and the quality on real pages."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from pathlib import Path

import pytest

from briefsmith.errors import InputError
from briefsmith.sources import html as html_reader
from briefsmith.sources.html import extract_html

PAGE = """<!DOCTYPE html><html lang="de-AT"><head><title>Die Brücke hält</title>
<meta name="author" content="Ines Weber"><meta property="article:published_time" content="2026-05-03T08:00:00Z">
<meta property="og:site_name" content="Altdorfer Bote"></head><body>
<nav><ul><li><a href="/">Start</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<article><h1>Die Brücke hält</h1>
<p>Der Fluss ist in der Nacht um zwei Meter gestiegen, doch die alte Brücke in Altdorf hat gehalten.</p>
<p>Verletzt wurde niemand, sagte die Bürgermeisterin am Sonntag. Die Schule bleibt aber noch geschlossen.</p>
<p>Am Montag wollen Fachleute aus der Hauptstadt die Pfeiler prüfen und über die Sperre entscheiden.</p></article>
<div id="comments"><h3>Kommentare</h3><p>Gast: Das habe ich schon immer gesagt, und keiner hörte zu.</p></div>
<footer>© Altdorfer Bote</footer></body></html>"""


def test_article_and_metadata() -> None:
    found = extract_html(PAGE, "page.html", "https://example.org/bruecke")
    paragraphs = found.text.split("\n\n")
    assert paragraphs[-1].startswith("Am Montag")
    assert "immer gesagt" not in found.text
    assert "Sport" not in found.text
    assert found.metadata == {
        "title": "Die Brücke hält",
        "author": "Ines Weber",
        "date": "2026-05-03",
        "url": "https://example.org/bruecke",
        "sitename": "Altdorfer Bote",
        "language": "de-AT",
    }


def test_no_date_is_made_up_from_numbers() -> None:
    paragraphs = "".join(f"<p>{n} people stood on the bridge and watched the river rise.</p>" for n in range(900))
    assert "date" not in extract_html(f"<html><body><article>{paragraphs}</article></body></html>", "x").metadata


@pytest.mark.parametrize(
    "page", ["<html><body></body></html>", "<html><body><nav><a href=/>Home</a></nav></body></html>"]
)
def test_page_without_an_article_is_refused(page: str) -> None:
    with pytest.raises(InputError, match=r"no article on it") as caught:
        extract_html(page, "x.html")
    assert caught.value.kind == "only_clutter"


def test_too_large_a_page_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html_reader, "MAX_HTML_CHARACTERS", len(PAGE) - 1)
    with pytest.raises(InputError, match=r"page of more than") as caught:
        extract_html(PAGE, "x.html")
    assert caught.value.kind == "too_large"


def shingles(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return Counter(tuple(words[at : at + 4]) for at in range(len(words) - 3))


@pytest.mark.filterwarnings("default")
def test_quality_on_real_pages(shared: Path) -> None:
    pages = [json.loads(line) for line in (shared / "cleaning/dev.jsonl").read_text("utf-8").splitlines()]
    precision = recall = 0.0
    for page in pages:
        data = gzip.decompress((shared / f"cleaning/html/{page['id']}.html.gz").read_bytes())
        from briefsmith.sources.text import decode

        found, truth = shingles(extract_html(decode(data, "x"), "x").text), shingles(page["article"])
        common = sum((found & truth).values())
        precision += common / max(1, sum(found.values())) / len(pages)
        recall += common / sum(truth.values()) / len(pages)
    f1 = 2 * precision * recall / (precision + recall)
    print(f"precision {precision:.4f} recall {recall:.4f} F1 {f1:.4f}")
    assert f1 >= 0.954


def test_a_biography_is_no_author() -> None:
    page = PAGE.replace("Ines Weber", "Ines Weber is a home editor; Lives")
    assert "author" not in extract_html(page, "page.html").metadata
    page = PAGE.replace("Ines Weber", "Ludwig van der Rohe, DER SPIEGEL")
    assert extract_html(page, "page.html").metadata["author"] == "Ludwig van der Rohe; DER SPIEGEL"


@pytest.mark.parametrize("author", ["Jan van der Berg", "Maria de la Cruz"])
def test_a_name_of_small_words_is_an_author(author: str) -> None:
    assert extract_html(PAGE.replace("Ines Weber", author), "page.html").metadata["author"] == author
