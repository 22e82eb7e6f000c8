"""Finnish."""

from __future__ import annotations

from briefsmith.languages.knowledge import Knowledge
from briefsmith.languages.sections import Newsletter

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

KNOWLEDGE = Knowledge(code="fi", newsletter=NEWSLETTER)
