"""Persian."""

from __future__ import annotations

from briefsmith.languages.knowledge import Knowledge
from briefsmith.languages.phrases import Phrases, Speakers
from briefsmith.languages.sections import Calendar, Newsletter, Numbers, Sentences

NUMBERS = Numbers(percent=("درصد",))

# As typed without the sign that joins the parts.
CALENDAR = Calendar(days={"دو شنبه": 1, "سه شنبه": 2, "چهار شنبه": 3, "پنج شنبه": 4, "یک شنبه": 7})

SENTENCES = Sentences(
    speech="[^.؟!]{0,60}(?:گفت|پرسید|می‌پرسد|می‌گوید|افزود)",
)

PHRASES = Phrases(
    anaphors="او|وی|آنها|آن‌ها|آنان|ایشان|این|آن|اینها|همین|همان|چنین|هر دو|آنجا|اینجا|به گفته(?:‌ی|ٔ|ه)? (?:او|وی)|(?:با|"
    "برای|از|به|در) (?:او|وی|آن|این|آن‌ها|آنها)",
    deictic="(?:در )?این (?:هفته|ماه|روزها)",
    links="بنابراین|پس|سپس|همچنین|در نتیجه|برعکس|یا|زیرا|در مقابل|از این رو|به همین دلیل",
    connectives="(?:اما|ولی|و) |(?:با این حال|با این همه|در عین حال)،? ",
    speakers=Speakers(
        datelines=(
            r"(?:(?P<place>[^\s.،:()]{2,20}) ?[-–—/،] ?)?(?P<source>ایرنا|ایسنا|مهر|تسنیم|ایلنا) ?[-–—] ?",
            "به گزارش (?:خبرگزاری )?(?P<source>ایرنا|ایسنا|مهر|تسنیم|فارس|ایلنا)(?: از [^،.]{2,20})?، ?",
        ),
    ),
)

NEWSLETTER = Newsletter(
    issue="خلاصهٔ خبرها",
    contents="در این شماره",
    facts="ارقام و تاریخ‌ها",
    read="خواندن مقاله",
    unsubscribe="لغو اشتراک",
    translated="ترجمهٔ ماشینی",
    also="به زبان‌های دیگر",
    reading="زمان مطالعه: {}",
    left_out="خبرهایی که در این ایمیل جا نشدند: {}",
    made="خلاصه‌ها را نرم‌افزار از مقاله‌های نام‌برده ساخته است.",
    source="منبع",
)

KNOWLEDGE = Knowledge(
    code="fa", numbers=NUMBERS, calendar=CALENDAR, sentences=SENTENCES, phrases=PHRASES, newsletter=NEWSLETTER
)
