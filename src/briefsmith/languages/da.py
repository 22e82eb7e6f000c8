"""Danish."""

from __future__ import annotations

from briefsmith.languages.knowledge import Knowledge
from briefsmith.languages.phrases import Phrases
from briefsmith.languages.sections import Newsletter, Numbers, Sentences, word_set

NUMBERS = Numbers(percent=("procent(?:point)?",), points=("procentpoint",))

SENTENCES = Sentences(
    abbreviations=word_set("kl nr prof Prof dr Dr hr Hr fr Fr ca tlf"),
)

PHRASES = Phrases(
    anaphors="han|hun|de (?:to|tre|er|var|har|skal|kan|vil|havde|blev|fik)|den (?:er|var|har|skal|kan|blev)|det (?:er|var|har|"
    "bliver|blev|gælder|handler|skete|betyder|viser|siger|skriver|oplyser)|hans|hendes|deres|dets|ham|hende|dem|"
    r"denne|dette|disse|begge|sådan\w*|der(?:for|efter|med|imod|til|fra|ved)|(?:med|for|af|ifølge|fra|til|hos|mod|"
    "uden|efter|blandt|om) (?:ham|hende|dem|dette|denne|disse|det)",
    deictic="det (?:er|var) (?:første gang|uklart|vigtigt|svært|muligt)|denne (?:uge|måned)|dette år",
    links="så|siden|da|også|dog|derimod|i stedet|ellers|desuden|samtidig|eller|altså",
    connectives="(?:men|og) ",
)

NEWSLETTER = Newsletter(
    issue="Nyheder i korthed",
    contents="I dette nummer",
    facts="Tal og datoer",
    read="Læs artiklen",
    unsubscribe="Afmeld",
    translated="Maskinoversat",
    also="Findes også på",
    reading="læsetid {}",
    left_out="Historier, som der ikke var plads til i denne e-mail: {}",
    made="Sammenfattet af et program ud fra de nævnte artikler.",
    source="Kilde",
)

KNOWLEDGE = Knowledge(code="da", numbers=NUMBERS, sentences=SENTENCES, phrases=PHRASES, newsletter=NEWSLETTER)
