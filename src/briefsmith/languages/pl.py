"""Polish."""

from __future__ import annotations

from briefsmith.languages.knowledge import Knowledge
from briefsmith.languages.sections import Newsletter, Numbers, Typography

NUMBERS = Numbers(dotted=("tys",))

TYPOGRAPHY = Typography(quotation_marks=("„", "”", "«", "»"))

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

KNOWLEDGE = Knowledge(code="pl", numbers=NUMBERS, typography=TYPOGRAPHY, newsletter=NEWSLETTER)
