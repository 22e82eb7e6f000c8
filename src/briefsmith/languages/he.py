"""Hebrew."""

from __future__ import annotations

from briefsmith.languages.knowledge import Knowledge
from briefsmith.languages.phrases import Phrases
from briefsmith.languages.sections import Newsletter, Numbers, Sentences

NUMBERS = Numbers(
    percent=("אחוז(?:ים)?",), magnitudes={"אלף": 10**3, "מיליון": 10**6, "מיליארד": 10**9, "טריליון": 10**12}
)

SENTENCES = Sentences(
    speech="(?:אמר|אומר|שאל|שואל|סיפר|מספר|הוסיף|מוסיף|טען|ציין|הסביר|מסביר|כתב|קרא|הוא|היא)",
)

PHRASES = Phrases(
    anaphors="הוא|היא|הם|הן|זה|זאת|זו|אלה|אלו|אותו|אותה|אותם|שניהם|שתיהן|כך|שם|לדבריו|לדבריה|לדבריהם|לטענתו|לטענתה|בכך|מכך|"
    "על כך",
    deictic="זו הפעם הראשונה|זה ה(?:שנה|שבוע)",
    links="לכן|לפיכך|אז|אחר כך|לאחר מכן|גם|כמו כן|בנוסף|לעומת זאת|אחרת|כלומר",
    connectives="(?:אבל|אך|אולם|ואולם|עם זאת|בינתיים),? ",
)

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

KNOWLEDGE = Knowledge(code="he", numbers=NUMBERS, sentences=SENTENCES, phrases=PHRASES, newsletter=NEWSLETTER)
