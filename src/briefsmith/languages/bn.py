"""Bengali."""

from __future__ import annotations

from briefsmith.languages.knowledge import Knowledge
from briefsmith.languages.phrases import Phrases
from briefsmith.languages.sections import Numbers, Sentences, word_set

NUMBERS = Numbers(percent=("শতাংশ",), magnitudes={"মিলিয়ন": 10**6, "বিলিয়ন": 10**9})

SENTENCES = Sentences(
    abbreviations=word_set("ড মো মোসা"),
    speech="[^।?!]{0,80}(?:বলেন|বলে|বলছেন|প্রশ্ন|জানান|জানতে চান)",
)

PHRASES = Phrases(
    anaphors="তিনি|সে|তারা|তাঁরা|তাঁর|তার|তাদের|তাঁদের|তাঁকে|তাকে|এটি|এটা|এই|এ|ওই|ওটি|সেটি|সেটা|সেই|এগুলো|সেগুলো|এর|এতে|"
    "সেখানে|এখানে|ওখানে|উভয়ই?|দুজনই|এমন",
    deictic="এ (?:বছর|মাস|সপ্তাহ)|এই (?:বছর|সপ্তাহ|মাস)",
    links="তাই|ফলে|তখন|এরপর|তারপর|পরে|এ ছাড়া|এছাড়া|অন্যদিকে|অথবা|কারণ",
    connectives="(?:কিন্তু|তবে|আর|এবং) ",
)

KNOWLEDGE = Knowledge(code="bn", numbers=NUMBERS, sentences=SENTENCES, phrases=PHRASES)
