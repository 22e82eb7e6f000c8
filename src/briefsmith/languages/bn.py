"""Bengali."""

from __future__ import annotations

from briefsmith.languages.knowledge import Knowledge
from briefsmith.languages.phrases import Phrases
from briefsmith.languages.sections import Newsletter, Numbers, Sentences, word_set

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

NEWSLETTER = Newsletter(
    issue="সংক্ষিপ্ত সংবাদ",
    contents="এই সংখ্যায়",
    facts="সংখ্যা ও তারিখ",
    read="প্রতিবেদনটি পড়ুন",
    unsubscribe="সদস্যপদ বাতিল করুন",
    translated="যান্ত্রিক অনুবাদ",
    also="অন্যান্য ভাষা",
    reading="পড়ার সময়: {}",
    left_out="যেসব খবর এই ই-মেইলে জায়গা পায়নি: {}",
    made="উল্লিখিত প্রতিবেদনগুলোর সারসংক্ষেপ একটি প্রোগ্রাম তৈরি করেছে।",
    source="সূত্র",
)

KNOWLEDGE = Knowledge(code="bn", numbers=NUMBERS, sentences=SENTENCES, phrases=PHRASES, newsletter=NEWSLETTER)
