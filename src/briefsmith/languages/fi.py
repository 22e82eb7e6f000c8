"""Finnish."""

from __future__ import annotations

from briefsmith.languages.knowledge import Knowledge
from briefsmith.languages.phrases import Phrases
from briefsmith.languages.sections import Newsletter, Numbers, Sentences, word_set

# Endings of the cases in which a sum may stand.
_CASES = ("", "a", "an", "na", "aan", "lla", "lta", "lle", "ssa", "sta", "ksi")

NUMBERS = Numbers(
    percent=(r"prosent\w+",),
    magnitudes={
        **dict.fromkeys(("tuhat", "tuhatta", "tuhannen"), 10**3),
        **dict.fromkeys((f"miljoona{case}" for case in _CASES), 10**6),
        **dict.fromkeys(("miljoonia", "miljoonien", "miljoonissa"), 10**6),
        **dict.fromkeys((f"miljardi{case}" for case in _CASES), 10**9),
        **dict.fromkeys(("miljardeja", "miljardien"), 10**9),
    },
)

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

KNOWLEDGE = Knowledge(code="fi", numbers=NUMBERS, sentences=SENTENCES, phrases=PHRASES, newsletter=NEWSLETTER)
