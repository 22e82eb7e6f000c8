"""Czech."""

from __future__ import annotations

from briefsmith.languages.knowledge import Knowledge
from briefsmith.languages.phrases import Phrases
from briefsmith.languages.sections import Newsletter, Numbers, Sentences, Typography, word_set

NUMBERS = Numbers(percent=(r"procent\w*",))

TYPOGRAPHY = Typography(quotation_marks=("„", "“", "‚", "‘"))

SENTENCES = Sentences(
    abbreviations=word_set(
        "tř nám ul sv plk gen mjr kpt PhDr MUDr JUDr MVDr RNDr Mgr Bc doc Doc prof Prof Ing ing arch str odst "
        "písm tzv např tj tel"
    ),
    whole_words=word_set("hod"),
    before_numbers=word_set("čl č"),
)

PHRASES = Phrases(
    anaphors="on[aoiy]?|jeho|její|jejich|jemu|jim|ten|ta|to|ti|tento|tato|toto|tito|tyto|tohoto|této|těchto|tomuto|tímto|"
    r"takov\w+|oba|obě|tam|(?:s|se|za|pro|o|od|do|při|podle|bez|po|na|v|ve|proti|kvůli) (?:ním|ní|nimi|nich|něho|něj|"
    "tom|tomto|této|toho|tohoto|těchto|tomu|tímto)",
    deictic="tento (?:týden|rok|měsíc|víkend)|v tomto (?:roce|týdnu|měsíci)|do této chvíle",
    links="tak|tedy|pak|potom|poté|následně|proto|také|rovněž|naopak|jinak|nebo|ani|neboť|však|zároveň",
    connectives="(?:ale|a) |(?:navíc|přesto|nicméně), ",
)

NEWSLETTER = Newsletter(
    issue="Zprávy ve zkratce",
    contents="V tomto vydání",
    facts="Čísla a data",
    read="Přečíst článek",
    unsubscribe="Odhlásit odběr",
    translated="Strojový překlad",
    also="Také v jazyce",
    reading="doba čtení {}",
    left_out="Zprávy, které se do tohoto e-mailu nevešly: {}",
    made="Souhrny uvedených článků vytvořil počítačový program.",
    source="Zdroj",
)

KNOWLEDGE = Knowledge(
    code="cs", numbers=NUMBERS, typography=TYPOGRAPHY, sentences=SENTENCES, phrases=PHRASES, newsletter=NEWSLETTER
)
