"""Ukrainian."""

from __future__ import annotations

from briefsmith.languages.knowledge import Knowledge
from briefsmith.languages.phrases import Phrases, Speakers
from briefsmith.languages.sections import Newsletter, Numbers, Sentences, Typography, word_set

NUMBERS = Numbers(percent=(r"відсот\w+",))

TYPOGRAPHY = Typography(quotation_marks=("«", "»", "„", "“"))

SENTENCES = Sentences(
    abbreviations=word_set("вул просп пл ім проф акад ст бл буд кв"),
    before_numbers=word_set("ст п №"),
    initials=True,
)

PHRASES = Phrases(
    anaphors="він|вон[аио]|його|її|їх|йому|їй|їм|ц(?:ей|я|е|і|ього|ієї|им|ією|их|ю|ьому|ій)|той|ті|того|тієї|тих|тому|"
    r"так(?:ий|а|е|і)|обидв\w+|там|туди|звідти|(?:з|із|зі|для|про|від|до|при|за|без|через|на|в|у|проти) (?:ним|нею|"
    "ними|них|нього|неї|ньому|цього|цьому|цій|цих|цим|цю|це|тим|того|тому)",
    deictic="ц(?:ього|ьому) (?:року|тижня|місяця|разу|ранку)|цієї (?:зими|весни|осені|ночі)|у цьому році|у тому числі",
    links="отже|потім|тоді|також|наприклад|навпаки|інакше|або|чи|після цього|зате",
    connectives="(?:але|а|і|й|та|проте|однак) |(?:проте|однак|крім того|тим часом|втім|при цьому), |тим часом ",
    speakers=Speakers(
        datelines=(
            r"(?P<place>[А-ЯІЇЄҐ][А-Яа-яІіЇїЄєҐґ’' -]{2,30})[,.] (?P<date>\d{1,2} [а-яіїє]{4,9})\.? (?P<source>УНН|"
            r"Укрінформ|Інтерфакс-Україна)\.\s?[–—-]?\s?",
        ),
    ),
)

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

KNOWLEDGE = Knowledge(
    code="uk", numbers=NUMBERS, typography=TYPOGRAPHY, sentences=SENTENCES, phrases=PHRASES, newsletter=NEWSLETTER
)
