"""Russian."""

from __future__ import annotations

from briefsmith.languages.knowledge import Knowledge
from briefsmith.languages.phrases import Phrases, Speakers
from briefsmith.languages.sections import Newsletter, Numbers, Sentences, Typography, word_set

NUMBERS = Numbers(
    percent=(
        r"процент\w*",
        r"проц\.",
    )
)

TYPOGRAPHY = Typography(quotation_marks=("«", "»", "„", "“"))

SENTENCES = Sentences(
    abbreviations=word_set("ок ул просп пр пл наб пер им проф акад д корп кв стр рис тел св"),
    before_numbers=word_set("ст п №"),
)

PHRASES = Phrases(
    anaphors="он[аои]?|его|её|ее|их|ему|ей|им|ими|эт(?:от|а|о|и|ого|ой|ому|им|их|у|ими|ом)|тот|та|те|того|тому|так(?:ой|ая|ое|"
    "ие|ого|им|их)|оба|обе|там|туда|оттуда|(?:с|со|для|о|об|от|до|при|по|без|через|на|в|за|против|из|у) (?:ним|ней|"
    "ними|них|него|неё|нее|нему|нём|нем|этого|этом|этой|этих|этим|эту|это|тем|того|том)",
    deictic="(?:в|с|до) (?:этом|этого) (?:году|года)|на этой неделе|в этом месяце|этим (?:летом|утром)|этой (?:зимой|весной|"
    "осенью|ночью)|в том числе",
    links="поэтому|затем|потом|тогда|также|например|наоборот|иначе|или|ни|значит|следовательно|после этого|зато|причём|"
    "причем",
    connectives="(?:но|а|и) |(?:однако|кроме того|между тем|тем временем|тем не менее|впрочем|при этом), |(?:однако|между тем|"
    "тем временем) ",
    speakers=Speakers(
        datelines=(
            r"(?P<place>[А-ЯЁ][А-Яа-яЁё -]{2,30})[,.] (?P<date>\d{1,2} [а-яё]{3,8})\.?\s?[–—-]?\s?/?(?P<source>РИА Новости|"
            r"ТАСС|ИТАР-ТАСС|Интерфакс|INTERFAX\.RU)/?(?:[,/][^.–—/]{1,40}/?)?\.?\s?[–—-]?\s?(?=[«А-ЯЁ])",
        ),
    ),
)

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

KNOWLEDGE = Knowledge(
    code="ru", numbers=NUMBERS, typography=TYPOGRAPHY, sentences=SENTENCES, phrases=PHRASES, newsletter=NEWSLETTER
)
