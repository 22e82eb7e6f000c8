"""Hungarian."""

from __future__ import annotations

from briefsmith.languages.knowledge import Knowledge
from briefsmith.languages.phrases import Phrases
from briefsmith.languages.sections import Newsletter, Numbers, Sentences, word_set

NUMBERS = Numbers(percent=(r"százalék\w*",))

SENTENCES = Sentences(
    abbreviations=word_set("özv kb ifj id dr Dr prof Prof sz u tel ún pl br szül ill"),
)

PHRASES = Phrases(
    anaphors="ők?|ez(?:ek|t|zel|után)?|azok|azt|annak|ennek|azzal|nekik?|róla|tőle|vele|velük|mindketten|mindkettő|ilyen|"
    "olyan|ott|itt|utóbbi|előbbi|szerint[eü]k?|ehhez|ebben|ebből|erre|erről|így",
    deictic="ezen? a (?:héten|hónapban)",
    links="ezért|tehát|majd|aztán|ezután|emellett|ráadásul|viszont|ellenben|különben|vagy",
    connectives="(?:de|és|ám) |(?:azonban|ugyanakkor), ",
)

NEWSLETTER = Newsletter(
    issue="Hírek röviden",
    contents="A számban",
    facts="Számok és dátumok",
    read="A cikk elolvasása",
    unsubscribe="Leiratkozás",
    translated="Gépi fordítás",
    also="Más nyelveken",
    reading="olvasási idő: {}",
    left_out="Hírek, amelyek nem fértek ebbe a levélbe: {}",
    made="A megnevezett cikkeket egy program foglalta össze.",
    source="Forrás",
)

KNOWLEDGE = Knowledge(code="hu", numbers=NUMBERS, sentences=SENTENCES, phrases=PHRASES, newsletter=NEWSLETTER)
