"""Norwegian."""

from __future__ import annotations

from briefsmith.languages.knowledge import Knowledge
from briefsmith.languages.sections import Newsletter

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

KNOWLEDGE = Knowledge(code="nb", newsletter=NEWSLETTER)
