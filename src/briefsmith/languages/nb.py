"""Norwegian."""

from __future__ import annotations

from briefsmith.languages.knowledge import Knowledge
from briefsmith.languages.phrases import Phrases
from briefsmith.languages.sections import Newsletter, Numbers, Sentences, word_set

NUMBERS = Numbers(percent=("prosent(?:poeng)?",), points=("prosentpoeng",))

SENTENCES = Sentences(
    abbreviations=word_set("kl nr prof Prof dr Dr ca tlf"),
)

PHRASES = Phrases(
    anaphors="han|hun|de (?:to|tre|er|var|har|skal|kan|vil|hadde|ble|fikk)|den (?:er|var|har|skal|kan|ble)|det (?:er|var|har|"
    "blir|ble|gjelder|handler|skjedde|betyr|viser|sier|skriver|opplyser)|hans|hennes|deres|ham|henne|dem|denne|dette|"
    r"disse|begge|slik\w*|der(?:for|etter|med|imot|til|fra|ved)|(?:med|for|av|ifølge|fra|til|hos|mot|uten|etter|blant|"
    "om) (?:ham|henne|dem|dette|denne|disse|det)",
    deictic="det (?:er|var) (?:første gang|uklart|viktig|vanskelig|mulig)|denne (?:uken|måneden)|dette året",
    links="så|siden|da|også|likevel|derimot|i stedet|ellers|dessuten|samtidig|eller|altså",
    connectives="(?:men|og) ",
)

NEWSLETTER = Newsletter(
    issue="Nyheter i korte trekk",
    contents="I denne utgaven",
    facts="Tall og datoer",
    read="Les artikkelen",
    unsubscribe="Meld deg av",
    translated="Maskinoversatt",
    also="Finnes også på",
    reading="lesetid {}",
    left_out="Saker det ikke var plass til i denne e-posten: {}",
    made="Sammenfattet av et program ut fra de nevnte artiklene.",
    source="Kilde",
)

KNOWLEDGE = Knowledge(code="nb", numbers=NUMBERS, sentences=SENTENCES, phrases=PHRASES, newsletter=NEWSLETTER)
