"""Finnish."""

from __future__ import annotations

from briefsmith.languages.knowledge import Knowledge
from briefsmith.languages.phrases import Phrases
from briefsmith.languages.sections import Newsletter, Sentences, word_set

SENTENCES = Sentences(
    abbreviations=word_set("klo n nro prof Prof tri dos ins dipl puh"),
)

PHRASES = Phrases(
    anaphors=r"hän\w*|heidän|heitä|heille|heillä|se|ne|sen|niiden|siitä|niistä|siihen|siinä|siellä|sieltä|sinne|sitä|niitä|"
    r"tämä|nämä|tuo|nuo|tämän|näiden|tätä|näitä|tällä|tässä|tästä|tähän|näin|silloin|molemmat|kumpikin|tällai\w+|"
    r"sellai\w+",
    deictic="tänä (?:vuonna|aamuna|iltana)|tällä (?:viikolla|kertaa|hetkellä)|tässä kuussa|tämän (?:vuoden|viikon|kuun)",
    links="niinpä|siksi|sitten|myös|toisaalta|sen sijaan|lisäksi|muuten|tai|eli|joten",
    connectives="(?:mutta|ja) ",
)

NEWSLETTER = Newsletter(
    issue="Uutiset lyhyesti",
    contents="Tässä numerossa",
    facts="Luvut ja päivämäärät",
    read="Lue artikkeli",
    unsubscribe="Peru tilaus",
    translated="Konekäännös",
    also="Myös kielillä",
    reading="lukuaika {}",
    left_out="Uutiset, jotka eivät mahtuneet tähän viestiin: {}",
    made="Ohjelman laatimat tiivistelmät mainituista artikkeleista.",
    source="Lähde",
)

KNOWLEDGE = Knowledge(code="fi", sentences=SENTENCES, phrases=PHRASES, newsletter=NEWSLETTER)
