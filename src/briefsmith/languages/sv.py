"""Swedish."""

from __future__ import annotations

from briefsmith.languages.knowledge import Knowledge
from briefsmith.languages.phrases import Phrases
from briefsmith.languages.sections import Newsletter, Numbers, Sentences, word_set

NUMBERS = Numbers(percent=("procent(?:enheter|enhet|en)?",), points=("procentenhet(?:er)?",))

SENTENCES = Sentences(
    abbreviations=word_set("kl nr prof Prof dr Dr fil tekn st ca tel s k bl"),
)

PHRASES = Phrases(
    anaphors="han|hon|de (?:två|tre|båda|är|var|har|ska|kan|vill|hade|blev|kommer|fick)|den (?:är|var|har|ska|kan|blev)|"
    "det (?:är|var|har|blir|blev|gäller|handlar|hände|innebär|betyder|visar|säger|skriver|uppger)|hans|hennes|deras|"
    r"dess|honom|henne|dem|denn[ae]|detta|dessa|båda|sådan\w*|dit|där\w*|(?:med|för|av|enligt|från|till|hos|mot|utan|"
    "efter|bland|om) (?:honom|henne|dem|detta|denn[ae]|dessa|det)",
    deictic="det (?:är|var) (?:första gången|oklart|viktigt|svårt|möjligt)|denna (?:vecka|månad)|det finns",
    links="så|sedan|då|också|dock|däremot|i stället|istället|annars|dessutom|samtidigt|eller|alltså",
    connectives="(?:men|och) ",
)

NEWSLETTER = Newsletter(
    issue="Nyheter i korthet",
    contents="I detta nummer",
    facts="Siffror och datum",
    read="Läs artikeln",
    unsubscribe="Avsluta prenumerationen",
    translated="Maskinöversatt",
    also="Finns även på",
    reading="lästid {}",
    left_out="Nyheter som inte fick plats i detta mejl: {}",
    made="Sammanfattat av ett program utifrån de nämnda artiklarna.",
    source="Källa",
)

KNOWLEDGE = Knowledge(code="sv", numbers=NUMBERS, sentences=SENTENCES, phrases=PHRASES, newsletter=NEWSLETTER)
