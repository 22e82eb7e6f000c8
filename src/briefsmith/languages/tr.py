"""Turkish."""

from __future__ import annotations

from briefsmith.languages.knowledge import Knowledge
from briefsmith.languages.phrases import Phrases
from briefsmith.languages.sections import Newsletter, Numbers, Sentences, word_set

NUMBERS = Numbers(percent_before=("yüzde",))

SENTENCES = Sentences(
    abbreviations=word_set("Cad cad Sok sok Bul Mah mah Av Sn Öğr Gör Doç Yrd Uzm Alb Org Apt No"),
)

PHRASES = Phrases(
    anaphors=r"o|onlar\w*|onun|onu|ona|ondan|bu|bunlar\w*|bunun|bunu|buna|bundan|şu|şunlar|burada|orada|oraya|böyle|öyle|"
    "her ikisi|ikisi de|kendisi|söz konusu",
    deictic="bu (?:yıl|sene|hafta|ay|sabah|akşam|gece|yaz|kış|sonbahar|ilkbahar|kez|arada)|şu (?:an|anda)",
    links="bu nedenle|bu yüzden|sonra|ardından|daha sonra|ayrıca|yoksa|veya|böylece|dolayısıyla|üstelik",
    connectives="(?:ama|ancak|fakat|ve) |(?:öte yandan|ancak|bununla birlikte), ",
)

NEWSLETTER = Newsletter(
    issue="Kısa haberler",
    contents="Bu sayıda",
    facts="Rakamlar ve tarihler",
    read="Haberi oku",
    unsubscribe="Abonelikten çık",
    translated="Makine çevirisi",
    also="Diğer diller",
    reading="okuma süresi {}",
    left_out="Bu e-postaya sığmayan haberler: {}",
    made="Adı geçen haberlerden bir yazılım tarafından özetlenmiştir.",
    source="Kaynak",
)

KNOWLEDGE = Knowledge(code="tr", numbers=NUMBERS, sentences=SENTENCES, phrases=PHRASES, newsletter=NEWSLETTER)
