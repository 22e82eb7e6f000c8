"""Polish."""

from __future__ import annotations

from briefsmith.languages.knowledge import Knowledge
from briefsmith.languages.phrases import Phrases
from briefsmith.languages.sections import Newsletter, Numbers, Sentences, Typography, word_set

NUMBERS = Numbers(
    percent=(
        r"proc\.",
        r"procent\w*",
    ),
    dotted=("tys",),
)

TYPOGRAPHY = Typography(quotation_marks=("„", "”", "«", "»"))

SENTENCES = Sentences(
    abbreviations=word_set(
        "hab inż Inż mgr Mgr lek ks Ks bp Bp abp Abp gen Gen płk kpt prof Prof dr Dr ul al pl os św Św godz "
        "ok tel nr art ust pkt dyr red Red"
    ),
    initials=True,
)

PHRASES = Phrases(
    anaphors=r"on[aoi]?|one|jego|jej|ich|jemu|im|nim|nią|ten|ta|to|ci|te|tego|tej|tych|temu|tym|tę|tą|tymi|taki\w*|obaj|obie|"
    "oboje|tam|(?:z|ze|za|dla|o|od|do|przy|według|bez|przez|po|na|w) (?:nim|nią|nimi|nich|niego|niej|tym|tej|tego|"
    "tych|tę|to|temu)",
    deictic="w tym (?:roku|tygodniu|miesiącu)|tej (?:zimy|jesieni|wiosny|nocy)|tego (?:lata|roku)|do tej pory|w tej chwili",
    links="więc|zatem|potem|następnie|dlatego|stąd|wtedy|tak więc|też|także|również|natomiast|zaś|bo|albo|lub|ani|inaczej|"
    "z kolei",
    connectives="(?:ale|a|i|jednak|lecz) |(?:ponadto|poza tym|co więcej), |tymczasem ",
)

NEWSLETTER = Newsletter(
    issue="Wiadomości w skrócie",
    contents="W tym numerze",
    facts="Liczby i daty",
    read="Przeczytaj artykuł",
    unsubscribe="Wypisz się",
    translated="Tłumaczenie maszynowe",
    also="Także w języku",
    reading="czas czytania: {}",
    left_out="Wiadomości, które nie zmieściły się w tym e-mailu: {}",
    made="Streszczenia wymienionych artykułów przygotował program.",
    source="Źródło",
)

KNOWLEDGE = Knowledge(
    code="pl", numbers=NUMBERS, typography=TYPOGRAPHY, sentences=SENTENCES, phrases=PHRASES, newsletter=NEWSLETTER
)
