"""Hindi."""

from __future__ import annotations

from briefsmith.languages.knowledge import Knowledge
from briefsmith.languages.phrases import Phrases, Speakers
from briefsmith.languages.sections import Newsletter, Numbers, Sentences, word_set

NUMBERS = Numbers(
    percent=("प्रतिशत", "फ़ीसदी", "फीसदी", "फ़ीसद"),
    magnitudes={"करोड़": 10**7, "मिलियन": 10**6, "बिलियन": 10**9, "ट्रिलियन": 10**12},
)

SENTENCES = Sentences(
    abbreviations=word_set("डॉ प्रो श्री सुश्री पं मो कु ले जन के एम एस पी आर बी सी डी जी"),
    speech="[^।?!]{0,80}(?:पूछ|कहा|कहते|कहती|बताया|बोल|सवाल)",
)

PHRASES = Phrases(
    anaphors="वह|वे|यह|ये|उसने|उन्होंने|इसने|इन्होंने|उस|उन|इस|इन|उसक[ाीे]|उनक[ाीे]|इसक[ाीे]|इनक[ाीे]|उसे|उन्हें|इसे|इन्हें|"
    "उससे|उनसे|इससे|इनसे|दोनों|वहाँ|वहां|यहाँ|यहां|ऐस[ाेी]",
    deictic="इस (?:साल|वर्ष|हफ़्ते|हफ्ते|सप्ताह|महीने|माह|बार)|यह (?:पहली बार|पहला मौका)",
    links="इसलिए|तब|फिर|बाद में|साथ ही|वहीं|दूसरी ओर|अन्यथा|या|क्योंकि",
    connectives="(?:लेकिन|मगर|और|किंतु|परंतु|हालाँकि|हालांकि),? ",
    speakers=Speakers(
        datelines=(
            r"(?P<place>[^\s,।()]{2,20}(?: [^\s,।()]{2,20})?),? (?P<date>\d{1,2} [^\s,।()]{2,10}),? ?\((?P<source>भाषा|"
            r"वार्ता|एएनआई|पीटीआई|आईएएनएस|एपी|एएफपी|एजेंसी)\) ?[।:.–—-]? ?",
        ),
    ),
)

NEWSLETTER = Newsletter(
    issue="संक्षिप्त समाचार",
    contents="इस अंक में",
    facts="आँकड़े और तारीखें",
    read="लेख पढ़ें",
    unsubscribe="सदस्यता समाप्त करें",
    translated="मशीनी अनुवाद",
    also="अन्य भाषाएँ",
    reading="पढ़ने का समय: {}",
    left_out="जो समाचार इस ई-मेल में नहीं आ सके: {}",
    made="उल्लिखित लेखों का सार एक प्रोग्राम ने तैयार किया है।",
    source="स्रोत",
)

KNOWLEDGE = Knowledge(code="hi", numbers=NUMBERS, sentences=SENTENCES, phrases=PHRASES, newsletter=NEWSLETTER)
