from __future__ import annotations

import pytest

from briefsmith.clean.matching import normalise
from briefsmith.clean.notice import LONGEST_NOTICE, notice
from briefsmith.clean.stage import Clean
from briefsmith.errors import InputError
from briefsmith.languages.page import page_words
from briefsmith.model import Document

NOTICES = {
    "missing": [
        "404 - Page not found",
        "Sorry, the page has been moved. Please check the address or go to the home page.",
    ],
    "gone": ["Oops!", "We are sorry, but the page you are looking for does not exist."],
    "login": ["Welcome back", "Please log in to your account to continue reading. Forgot your password?"],
    "robot": [
        "www.example.org",
        "Verify you are human by completing the action below. example.org needs to review this.",
    ],
    "script": ["example.org", "Please enable JavaScript and disable any ad blocker."],
    "cookies": ["Example", "We and our 842 partners use cookies to store and access data on your device."],
    "region": ["Example", "Our website is currently unavailable in most European countries."],
    "seite": ["Hoppla", "Die von Ihnen gesuchte Seite wurde nicht gefunden. Bitte prüfen Sie die Adresse."],
    "werbung": ["Beispiel", "Besuchen Sie uns wie gewohnt mit Werbung und Tracking oder mit einem Abo."],
    "robot-fr": ["Exemple", "Confirmez que vous n'êtes pas un robot pour continuer votre lecture."],
    "page-fr": ["Erreur 404", "Nous n'avons rien trouvé à cette adresse. Retournez à la page d'accueil."],
    "pagina": ["Ejemplo", "Lo sentimos, esta página no existe o ha cambiado de dirección en nuestro sitio."],
}
ARTICLES = {
    "short": ["Access to the harbour denied", "The police denied access to the harbour on Monday. Nobody was hurt."],
    "about": ["Login now needs two steps", "The city asks its staff to log in with a code from Monday on, it said."],
    "cookie": ["Cookies for the school", "Parents baked 842 cookies for the school's fair, and partners sold them."],
    "fehler": ["Fehler im Stadtrat", "Der Stadtrat hat am Montag einen Fehler in seinem Haushalt gefunden."],
}


@pytest.mark.parametrize("lines", NOTICES.values(), ids=NOTICES)
def test_what_came_in_place_of_an_article(lines: list[str]) -> None:
    assert notice(lines) in lines


@pytest.mark.parametrize("lines", ARTICLES.values(), ids=ARTICLES)
def test_short_articles(lines: list[str]) -> None:
    assert notice(lines) is None


def test_a_long_text_is_an_article_whatever_it_says() -> None:
    (title, text) = NOTICES["gone"]
    assert notice([title, text, "word " * (LONGEST_NOTICE - len(f"{title} {text}".split()))]) == text
    assert notice([title, text, "word " * LONGEST_NOTICE]) is None


def test_a_notice_fails_and_says_by_what_it_is_known() -> None:
    document = Document.create("gone", NOTICES["gone"][1], metadata={"format": "html", "title": "Oops!"})
    with pytest.raises(InputError, match=r'^gone is a notice in place of an article: "We are sorry, but') as caught:
        Clean()([document])
    assert caught.value.kind == "notice"
    (kept,) = Clean(boilerplate=False)([document])
    assert kept.sentences


def test_the_notice_of_a_paywall_is_not_the_article() -> None:
    story = "The harbour of Port Lissa will close for three months from May, the company said on Monday."
    document = Document.create(
        "a",
        f"{story}\n\nThis article is for subscribers only. Get unlimited access from $1 a week.",
        metadata={"format": "html"},
    )
    (kept,) = Clean()([document])
    assert [sentence.text for sentence in kept.sentences] == [story]
    assert [span.reason for span in kept.dropped] == ["newsletter_banner"]


def test_the_phrases_are_sound() -> None:
    for phrase in page_words("notice"):
        body = phrase.removeprefix("* ").removesuffix(" *")
        assert body, "an empty phrase is in every text"
        assert normalise(body.replace("#", "0")) == body, phrase
