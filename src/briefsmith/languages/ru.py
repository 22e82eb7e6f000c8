"""Russian."""

from __future__ import annotations

from briefsmith.languages.knowledge import Knowledge
from briefsmith.languages.sections import Newsletter, Sentences, Typography, word_set

TYPOGRAPHY = Typography(quotation_marks=("«", "»", "„", "“"))

SENTENCES = Sentences(before_numbers=word_set("ст п №"))

NEWSLETTER = Newsletter(
    issue="Новости вкратце",
    contents="В этом выпуске",
    facts="Цифры и даты",
    read="Читать статью",
    unsubscribe="Отписаться",
    translated="Машинный перевод",
    also="Другие языки",
    reading="время чтения: {}",
    left_out="Новости, не поместившиеся в это письмо: {}",
    made="Изложено программой по указанным статьям.",
    source="Источник",
)

KNOWLEDGE = Knowledge(code="ru", typography=TYPOGRAPHY, sentences=SENTENCES, newsletter=NEWSLETTER)
