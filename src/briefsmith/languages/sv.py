"""Swedish."""

from __future__ import annotations

from briefsmith.languages.knowledge import Knowledge
from briefsmith.languages.sections import Newsletter

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

KNOWLEDGE = Knowledge(code="sv", newsletter=NEWSLETTER)
