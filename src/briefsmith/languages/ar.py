"""Arabic."""

from __future__ import annotations

from briefsmith.languages.knowledge import Knowledge
from briefsmith.languages.phrases import Phrases, Speakers
from briefsmith.languages.sections import Names, Newsletter, Numbers, Sentences, word_set

NUMBERS = Numbers(
    percent=(
        r"(?:في|ب)\s?ال(?:مئة|مائة|مية)",
        "بالمئة",
        "بالمائة",
    )
)

NAMES = Names(particles=word_set("al el bin ibn"))

PHRASES = Phrases(
    anaphors=r"هو|هي|هم|هذا|هذه|ذلك|تلك|هؤلاء|وكانت? قد|وهو|وهي|وهذا|وهذه|وذلك",
    links=r"لكن|ولكن|كما|لذلك|ثم|أما|غير أن|إلا أن|وقال|وأضاف|وأضافت|وقالت|وتابع|وأوضح|وأشار|بينما",
    speakers=Speakers(
        datelines=(
            r"(?:(?P<place>[^\s.،:()–—-]{2,20}(?: [^\s.،:()–—-]{2,15}){0,2}) ?[،,]? ?)?\((?P<source>أ ?ف ?ب|د ?ب ?أ|"
            r"رويترز|وكالات|الأناضول|واس|وام|قنا|سانا|وفا|شينخوا)\)\s?[-–—:]*\s?",
        ),
    ),
)

SENTENCES = Sentences(
    speech="(?:قال|سأل|يسأل|تسأل|أضاف|تساءل|يقول|تقول|يضيف|صرح|أوضح)",
)

NEWSLETTER = Newsletter(
    issue="موجز الأخبار",
    contents="في هذا العدد",
    facts="أرقام وتواريخ",
    read="قراءة المقال",
    unsubscribe="إلغاء الاشتراك",
    translated="ترجمة آلية",
    also="متوفر أيضًا بلغة",
    reading="وقت القراءة: {}",
    left_out="أخبار لم تتسع لها هذه الرسالة: {}",
    made="لخّصها برنامج حاسوبي من المقالات المذكورة.",
    source="المصدر",
    noun_first=True,
    uncounted="في من إلى على عن مع أو ثم أن إن ما لا لم لن بعد قبل بين منذ حتى خلال عند لدى ضد نحو قد كان كانت التي الذي بالمئة بالمائة",
)

KNOWLEDGE = Knowledge(
    code="ar", numbers=NUMBERS, names=NAMES, sentences=SENTENCES, phrases=PHRASES, newsletter=NEWSLETTER
)
