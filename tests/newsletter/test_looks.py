"""The lead story, lead-ins, quotation marks, and a brand of one's own."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from briefsmith.errors import UsageError
from briefsmith.newsletter.brand import Brand, contrast, read_brand
from briefsmith.newsletter.lead_in import lead_in
from briefsmith.newsletter.mail import make_mail
from briefsmith.newsletter.templates import PACKAGED, open_templates

from .samples import brief, issue, result, several


def headlines(html: str) -> list[str]:
    return re.findall(r'<td class="story[^"]*"', html)


def test_the_first_of_several_stories_leads_and_all_are_numbered() -> None:
    html = make_mail(issue(*several(4)), open_templates("digest")).html
    assert [" lead" in found for found in headlines(html)] == [True, False, False, False]
    assert re.findall(r'class="number"[^>]*>(\d)<', html) == ["1", "2", "3", "4"]
    assert "<ol" in html
    alone = make_mail(issue(result()), open_templates("digest")).html
    assert [" lead" in found for found in headlines(alone)] == [False]
    assert 'class="number"' not in alone


def test_a_headline_is_a_link_to_its_article() -> None:
    html = make_mail(issue(result()), open_templates("digest")).html
    assert re.search(
        r'<h2 [^>]*><a [^>]*href="https://example.org/mill[^"]*"[^>]*>Old mill becomes a school</a></h2>', html
    )
    assert "text-wrap: balance" in html


@pytest.mark.parametrize(
    ("language", "text", "lead"),
    [
        ("en", "About 1,200 people came to the first open day.", "About 1,200 people"),
        ("en", "Kessel installed the first one.", "Kessel"),
        ("en", "After three dry years, heavy rain added water.", ""),
        ("en", "The long words of this very long opening said nothing.", ""),
        ("de", "Die ersten beiden Boote sollen fahren.", ""),
        ("de", "Die Behörde wird das Verbot aufheben.", "Die Behörde"),
        ("ja", "4月10日に31万人が集まった。", ""),
        ("en", "", ""),
    ],
)
def test_a_lead_in_is_what_a_bullet_is_about(language: str, text: str, lead: str) -> None:
    assert text[: lead_in(text, language)] == lead


def test_quotation_marks_are_those_of_the_language() -> None:
    english = brief("en", "1s", 'A "new" mill', {0: 'She called it "a school", the town\'s.'})
    german = brief("de", "1s", 'Eine "neue" Mühle', {0: 'Sie nannte sie "eine Schule".'})
    both = replace(result(), briefs=(english, german))
    shown = {language: issue(both, language=language).stories[0] for language in ("en", "de")}
    assert (shown["en"].headline, shown["en"].dek) == ("A “new” mill", "She called it “a school”, the town’s.")
    assert (shown["de"].headline, shown["de"].dek) == ("Eine „neue“ Mühle", "Sie nannte sie „eine Schule“.")


@pytest.mark.parametrize("name", PACKAGED)
def test_a_brand_has_its_colours_logo_and_line(tmp_path: Path, name: str) -> None:
    path = tmp_path / "brand.yaml"
    path.write_text(
        "color: '#7a1f5c'\ndark_color: '#f0a6d2'\nlogo: https://e.org/logo.png\nlogo_width: 120\ntagline: Since 1901 <b>\n"
    )
    html = make_mail(issue(result()), open_templates(name, read_brand(path))).html
    assert re.search(r'<img [^>]*alt="The Weekly Mill"[^>]*src="https://e.org/logo.png"[^>]*width="120"', html)
    if name != "plain":
        assert "#7a1f5c" in html
        assert "#f0a6d2" in html
        assert "#0f6068" not in html
    if name != "single":
        assert "Since 1901 &lt;b&gt;" in html
    assert read_brand(None) == Brand()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("color: '#ffff00'", "#ffff00 on #ffffff has a contrast of 1.1, text needs 4.5"),
        ("dark_color: '#333333'", "dark_color: #333333 on #1e2328"),
        ("color: red", "expected a colour such as '#0f6068'"),
        ("logo: http://e.org/logo.png", "logo: expected an https address"),
        ("logo_width: 5000", "expected 16 to 520 pixels"),
        ("colour: '#000000'", "colour: Unexpected keyword argument"),
        ("[", "not valid YAML"),
    ],
)
def test_what_is_wrong_with_a_brand_is_said(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "brand.yaml"
    path.write_text(text)
    with pytest.raises(UsageError) as caught:
        read_brand(path)
    assert says in str(caught.value)


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
