"""Hebrew."""

from __future__ import annotations

from briefsmith.languages.knowledge import Knowledge
from briefsmith.languages.sections import Newsletter

NEWSLETTER = Newsletter(
    issue="החדשות בקצרה",
    contents="בגיליון זה",
    facts="מספרים ותאריכים",
    read="לקריאת הכתבה",
    unsubscribe="להסרה מרשימת התפוצה",
    translated="תרגום מכונה",
    also="גם בשפות",
    reading="זמן קריאה: {}",
    left_out="ידיעות שלא נכנסו להודעה זו: {}",
    made="סוכם על ידי תוכנה מתוך הכתבות המצוינות.",
    source="מקור",
    noun_first=True,
    uncounted="של על את עם אל מן או כי לא כל גם הם היא הוא",
)

KNOWLEDGE = Knowledge(code="he", newsletter=NEWSLETTER)
