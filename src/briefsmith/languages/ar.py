"""Arabic."""

from __future__ import annotations

from briefsmith.languages.knowledge import (
    Calendar,
    Checking,
    Knowledge,
    Names,
    Negation,
    Newsletter,
    Numbers,
    Phrases,
    Rendering,
    Sentences,
    Typography,
)

NUMBERS = Numbers()

CALENDAR = Calendar()

NEGATION = Negation()

NAMES = Names()

TYPOGRAPHY = Typography()

SENTENCES = Sentences()

PHRASES = Phrases(
    anaphors=r"هو|هي|هم|هذا|هذه|ذلك|تلك|هؤلاء|وهو|وهي|وهذا|وهذه|وذلك",
    links=r"لكن|ولكن|كما|لذلك|ثم|أما|غير أن|إلا أن|وقال|وأضاف|وأضافت|وقالت|وتابع|وأوضح|وأشار|بينما",
)

CHECKING = Checking()

RENDERING = Rendering()

NEWSLETTER = Newsletter(
    issue="موجز الأخبار",
    contents="في هذا العدد",
    facts="أرقام وتواريخ",
    read="قراءة المقال",
    translated="ترجمة آلية",
    also="متوفر أيضًا بلغة",
    reading="وقت القراءة: {}",
    left_out="أخبار لم تتسع لها هذه الرسالة: {}",
    made="لخّصها برنامج حاسوبي من المقالات المذكورة.",
    source="المصدر",
)

KNOWLEDGE = Knowledge(
    code="ar",
    numbers=NUMBERS,
    calendar=CALENDAR,
    negation=NEGATION,
    names=NAMES,
    typography=TYPOGRAPHY,
    sentences=SENTENCES,
    phrases=PHRASES,
    checking=CHECKING,
    rendering=RENDERING,
    newsletter=NEWSLETTER,
)
