"""Ukrainian."""

from __future__ import annotations

from briefsmith.languages.knowledge import Knowledge, Newsletter

NEWSLETTER = Newsletter(
    issue="Новини стисло",
    contents="У цьому випуску",
    facts="Цифри й дати",
    read="Читати статтю",
    translated="Машинний переклад",
    also="Інші мови",
    reading="час читання: {}",
    left_out="Новини, що не вмістилися в цей лист: {}",
    made="Стисло викладено програмою за вказаними статтями.",
    source="Джерело",
)

KNOWLEDGE = Knowledge(code="uk", newsletter=NEWSLETTER)
