"""Ukrainian."""

from __future__ import annotations

from briefsmith.languages.knowledge import Knowledge
from briefsmith.languages.sections import Newsletter, Sentences, Typography, word_set

TYPOGRAPHY = Typography(quotation_marks=("«", "»", "„", "“"))

SENTENCES = Sentences(abbreviations=word_set("вул просп пл ім проф акад ст"), before_numbers=word_set("ст п №"))

NEWSLETTER = Newsletter(
    issue="Новини стисло",
    contents="У цьому випуску",
    facts="Цифри й дати",
    read="Читати статтю",
    unsubscribe="Відписатися",
    translated="Машинний переклад",
    also="Інші мови",
    reading="час читання: {}",
    left_out="Новини, що не вмістилися в цей лист: {}",
    made="Стисло викладено програмою за вказаними статтями.",
    source="Джерело",
)

KNOWLEDGE = Knowledge(code="uk", typography=TYPOGRAPHY, sentences=SENTENCES, newsletter=NEWSLETTER)
