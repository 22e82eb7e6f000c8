"""Pages as people paste them, written for these tests: the text, and the paragraphs that are the article's body."""

from __future__ import annotations

from typing import NamedTuple


class Sample(NamedTuple):
    text: str
    body: list[str]
    metadata: dict[str, str]
    reasons: set[str]


_EN = [
    (
        "The council of Brenmouth on Monday approved a tram line from the railway station to the old harbour."
        " The line is to cost 48 million euros, a third of which comes from the state."
    ),
    "“We have waited for this since 1968,” said the mayor, Ilse Brandt, after the vote.",
    (
        "Opponents have until May to object. A similar plan was stopped by a court in 2009, because the noise"
        " report was missing."
    ),
]
ENGLISH = Sample(
    f"""brenmouth-echo.example
Home
News
Sports
We use cookies to improve your experience. By continuing you agree to our cookie policy.
Accept all
Council approves tram line after forty years
By Ana Silva | Updated: September 2, 2025, 10:15 am
Sources Northwire
Brenmouth, September 2 — {_EN[0]}
Advertisement
Read more: Harbour bridge closed until spring
{_EN[1]}
Also read: What the tram means for shops
{_EN[2]}
Photo: Jonas Meer/Northwire
Share this article
Facebook
Twitter
WhatsApp
Tags: transport, harbour, council
Sign up for our newsletter and get the day's news straight to your inbox.
Related stories
Ferry service ends in June
Why the bridge had to close
© 2025 Brenmouth Echo. All rights reserved.
Leave a Reply
Your email address will not be published.
Tom K. September 3, 2025
Finally! I have been waiting for this line for half of my life, and I will be on the first tram to the harbour.
Reply
""",
    _EN,
    {
        "sitename": "brenmouth-echo.example",
        "title": "Council approves tram line after forty years",
        "author": "Ana Silva",
        "date": "September 2, 2025",
        "place": "Brenmouth",
        "source": "Northwire",
    },
    {
        "site_name", "menu", "cookie_banner", "title", "byline", "source_line", "dateline", "advertisement",
        "related_stories", "caption", "share_list", "tag_list", "newsletter_banner", "copyright", "comments",
    },
)  # fmt: skip

_DE = [
    (
        "Der Stadtrat von Brenmünde hat am Montag beschlossen, eine Straßenbahn vom Bahnhof zum alten Hafen zu"
        " bauen. Sie soll 48 Millionen Euro kosten, ein Drittel zahlt das Land."
    ),
    "„Darauf haben wir seit 1968 gewartet“, sagte die Bürgermeisterin.",
    (
        "Die Gegner haben bis Mai Zeit für Einwände. Ein ähnlicher Plan scheiterte 2009 vor Gericht, weil das"
        " Gutachten zum Lärm fehlte."
    ),
]
GERMAN = Sample(
    f"""Startseite
Politik
Wirtschaft
Diese Website verwendet Cookies, um Inhalte zu personalisieren. Mehr dazu in unserer Erklärung.
Alle akzeptieren
Straßenbahn kehrt nach vierzig Jahren zurück
Von Ilse Brandt
Stand: 2. September 2025, 10:15 Uhr
Brenmünde, 2. September (dpa) – {_DE[0]}
Anzeige
Lesen Sie auch: Hafenbrücke bleibt bis zum Frühjahr gesperrt
{_DE[1]}
{_DE[2]}
Quelle: dpa
Teilen
Facebook
Schlagwörter: Verkehr, Hafen
Abonnieren Sie unseren Newsletter mit den Nachrichten des Tages.
Das könnte Sie auch interessieren
Fähre fährt nur noch bis Juni
Warum die Brücke gesperrt ist
© 2025 Brenmünder Bote. Alle Rechte vorbehalten.
Schreibe einen Kommentar
Hans: Das wurde auch Zeit, wir warten hier seit Jahren auf eine ordentliche Verbindung zum Hafen.
""",
    _DE,
    {
        "title": "Straßenbahn kehrt nach vierzig Jahren zurück",
        "author": "Ilse Brandt",
        "date": "2. September 2025",
        "place": "Brenmünde",
        "source": "dpa",
    },
    {
        "menu", "cookie_banner", "title", "byline", "dateline", "advertisement", "related_stories", "source_line",
        "share_list", "tag_list", "newsletter_banner", "copyright", "comments",
    },
)  # fmt: skip

_FR = [
    (
        "Le conseil municipal de Brenville a approuvé lundi une ligne de tramway entre la gare et le vieux"
        " port. Elle doit coûter 48 millions d'euros, dont un tiers payé par l'État."
    ),
    "« Nous attendons cela depuis 1968 », a dit la maire après le vote.",
    "Les opposants ont jusqu'en mai pour déposer un recours. Un projet semblable avait été arrêté en 2009.",
]
FRENCH = Sample(
    f"""Accueil
Politique
Nous utilisons des cookies pour mesurer l'audience. Vous pouvez les refuser.
Tout accepter
Le tramway revient après quarante ans
Par Claire Morel
Publié le 2 septembre 2025 à 10h15
BRENVILLE (AFP) — {_FR[0]}
Publicité
À lire aussi : Le pont du port fermé jusqu'au printemps
{_FR[1]}
{_FR[2]}
Partager
Mots-clés : transports, port
Inscrivez-vous à notre newsletter
Articles similaires
Le bac s'arrête en juin
© 2025 L'Écho de Brenville. Tous droits réservés.
Laisser un commentaire
Paul : Enfin ! Nous attendons depuis des années une vraie liaison avec le port, et je prendrai le premier tramway.
""",
    _FR,
    {
        "title": "Le tramway revient après quarante ans",
        "author": "Claire Morel",
        "date": "2 septembre 2025",
        "place": "BRENVILLE",
        "source": "AFP",
    },
    {
        "menu", "cookie_banner", "title", "byline", "dateline", "advertisement", "related_stories", "share_list",
        "tag_list", "newsletter_banner", "copyright", "comments",
    },
)  # fmt: skip

_ES = [
    (
        "El ayuntamiento de Brenmar aprobó el lunes una línea de tranvía entre la estación y el puerto viejo."
        " Costará 48 millones de euros, un tercio de los cuales paga el Estado."
    ),
    "«Esperamos esto desde 1968», dijo la alcaldesa después de la votación.",
    "Los opositores tienen hasta mayo para presentar objeciones. Un plan parecido fue detenido en 2009.",
]
SPANISH = Sample(
    f"""Inicio
Economía
Utilizamos cookies propias y de terceros para mejorar nuestros servicios.
Aceptar
El tranvía vuelve después de cuarenta años
Por Lucía Prado
Publicado el 2 de septiembre de 2025
Brenmar, 2 sep (EFE).- {_ES[0]}
Publicidad
Lea también: El puente del puerto, cerrado hasta la primavera
{_ES[1]}
{_ES[2]}
Compartir
Etiquetas: transporte, puerto
Suscríbete a nuestro boletín
Noticias relacionadas
El transbordador termina en junio
© 2025 El Eco de Brenmar. Todos los derechos reservados.
Deja un comentario
Juan: ¡Por fin! Llevamos años esperando una conexión de verdad con el puerto, y subiré al primer tranvía.
""",
    _ES,
    {
        "title": "El tranvía vuelve después de cuarenta años",
        "author": "Lucía Prado",
        "date": "2 de septiembre de 2025",
        "place": "Brenmar",
        "source": "EFE",
    },
    {
        "menu", "cookie_banner", "title", "byline", "dateline", "advertisement", "related_stories", "share_list",
        "tag_list", "newsletter_banner", "copyright", "comments",
    },
)  # fmt: skip

PAGES = {"en": ENGLISH, "de": GERMAN, "fr": FRENCH, "es": SPANISH}
