"""Indonesian."""

from __future__ import annotations

from briefsmith.languages.knowledge import Knowledge
from briefsmith.languages.phrases import Phrases, Speakers
from briefsmith.languages.sections import Newsletter, Numbers, Sentences, word_set

NUMBERS = Numbers(percent=("persen",))

SENTENCES = Sentences(
    abbreviations=word_set(
        "Jl Jln jl Ir Drs Dra Hj H dr Dr Prof Kol Kom Pol Brigjen Jend Letjen Mayjen No no Kec Kab Kel Ds Gg Tgk Ust KH"
    ),
)

PHRASES = Phrases(
    anaphors="ia|dia|mereka|beliau|ini|itu|hal (?:ini|itu|tersebut)|keduanya|di (?:sana|sini)|menurutnya|(?:menurut|dengan|"
    "bagi|untuk|dari) (?:dia|mereka|ia|hal)",
    links="karena itu|oleh karena itu|oleh sebab itu|maka|kemudian|lalu|sebaliknya|atau|juga|akibatnya|dengan demikian",
    connectives="(?:tetapi|tapi|namun|dan) |(?:namun|selain itu|sementara itu|meski begitu|meski demikian), ",
    speakers=Speakers(
        datelines=(
            r"(?:(?P<place>[A-Z]\w+(?: [A-Z]\w+)?),? )?\(?(?P<source>ANTARA|Antara|KOMPAS\.com|TEMPO\.CO|"
            r"CNN Indonesia)\)?(?:, [A-Z]\w+)? ?[-–—]{1,2} ",
        ),
    ),
)

NEWSLETTER = Newsletter(
    issue="Berita singkat",
    contents="Dalam edisi ini",
    facts="Angka dan tanggal",
    read="Baca artikel",
    unsubscribe="Berhenti berlangganan",
    translated="Terjemahan mesin",
    also="Bahasa lain",
    reading="waktu baca: {}",
    left_out="Berita yang tidak termuat dalam surel ini: {}",
    made="Diringkas oleh program dari artikel yang disebutkan.",
    source="Sumber",
)

KNOWLEDGE = Knowledge(code="id", numbers=NUMBERS, sentences=SENTENCES, phrases=PHRASES, newsletter=NEWSLETTER)
