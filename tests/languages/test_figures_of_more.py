"""Percentages, amounts and weekdays in languages that are known in part: sound translations are not flagged, false ones are."""

from __future__ import annotations

import pytest

from briefsmith.translate.guards import findings

from .known import values

SOURCE = "The price rose by 12 percent to $3 million on Tuesday."
SOUND = {
    "ru": "Цена выросла на 12 процентов до 3 миллионов долларов во вторник.",
    "uk": "Ціна зросла на 12 відсотків до 3 мільйонів доларів у вівторок.",
    "pl": "Cena wzrosła o 12 procent do 3 milionów dolarów we wtorek.",
    "cs": "Cena v úterý vzrostla o 12 procent na 3 miliony dolarů.",
    "sv": "Priset steg med 12 procent till 3 miljoner dollar på tisdagen.",
    "da": "Prisen steg med 12 procent til 3 millioner dollar tirsdag.",
    "nb": "Prisen steg med 12 prosent til 3 millioner dollar tirsdag.",
    "fi": "Hinta nousi tiistaina 12 prosenttia 3 miljoonaan dollariin.",
    "tr": "Fiyat salı günü yüzde 12 artarak 3 milyon dolara yükseldi.",
    "el": "Η τιμή αυξήθηκε κατά 12 τοις εκατό στα 3 εκατομμύρια δολάρια την Τρίτη.",
    "hu": "Az ár kedden 12 százalékkal 3 millió dollárra emelkedett.",
    "id": "Harganya naik 12 persen menjadi 3 juta dolar pada hari Selasa.",
    "vi": "Giá tăng 12 phần trăm lên 3 triệu đô la vào thứ Ba.",
    "ar": "ارتفع السعر بنسبة ١٢ في المئة إلى ٣ ملايين دولار يوم الثلاثاء.",
    "he": "המחיר עלה ב-12 אחוז ל-3 מיליון דולר ביום שלישי.",
    "fa": "قیمت روز سه‌شنبه ۱۲ درصد افزایش یافت و به ۳ میلیون دلار رسید.",
    "hi": "मंगलवार को कीमत 12 प्रतिशत बढ़कर 30 लाख डॉलर हो गई।",
    "bn": "মঙ্গলবার দাম ১২ শতাংশ বেড়ে ৩ মিলিয়ন ডলার হয়েছে।",
    "ko": "화요일 가격은 12퍼센트 올라 300만 달러가 되었다.",
    "th": "ราคาเพิ่มขึ้นร้อยละ 12 เป็น 3 ล้านดอลลาร์เมื่อวันอังคาร",
    "ja": "価格は火曜日に12パーセント上昇し、300万ドルになった。",
    "zh": "周二价格上涨百分之12，达到300万美元。",
    "pt": "O preço subiu 12 por cento para 3 milhões de dólares na terça-feira.",
    "nl": "De prijs steeg dinsdag met 12 procent naar 3 miljoen dollar.",
}  # fmt: skip


@pytest.mark.parametrize("language", SOUND)
def test_a_sound_translation_has_no_finding(language: str) -> None:
    assert findings(SOURCE, SOUND[language], ("en", language)) == []


@pytest.mark.parametrize(
    ("language", "target"),
    [
        ("ru", "Цена выросла на 12 рублей до 3 миллионов долларов во вторник."),
        ("tr", "Fiyat salı günü 12 artarak 3 milyon dolara yükseldi."),
        ("ko", "화요일 가격은 12퍼센트 올라 30만 달러가 되었다."),
        ("ja", "価格は火曜日に12パーセント上昇し、300億ドルになった。"),
        ("zh", "周三价格上涨百分之12，达到300万美元。"),
        ("hi", "मंगलवार को कीमत 12 प्रतिशत बढ़कर 30 करोड़ डॉलर हो गई।"),
        ("fa", "قیمت روز شنبه ۱۲ درصد افزایش یافت و به ۳ میلیون دلار رسید."),
        ("he", "המחיר עלה ב-12 אחוז ל-3 מיליארד דולר ביום שלישי."),
    ],
)
def test_a_false_one_has(language: str, target: str) -> None:
    assert findings(SOURCE, target, ("en", language))


@pytest.mark.parametrize(
    ("language", "target"),
    [
        ("zh", "该市花费25亿美元建造1.25万套公寓和3亿2000万棵树。"),
        ("ja", "市は25億ドルを費やし、1万2500戸と3億2000万本の木を得た。"),
        ("ko", "시는 25억 달러를 들여 아파트 1만2500채와 나무 3억2000만 그루를 마련했다."),
        ("hi", "शहर ने 12,500 फ्लैटों और 32 करोड़ पेड़ों पर 2.5 अरब डॉलर खर्च किए।"),
        ("ar", "أنفقت المدينة ٢٫٥ مليار دولار على ١٢٬٥٠٠ شقة و٣٢٠ مليون شجرة."),
    ],
)
def test_amounts_counted_in_other_steps(language: str, target: str) -> None:
    source = "The city spent 2.5 billion dollars on 12,500 flats and 320 million trees."
    assert findings(source, target, ("en", language)) == []


@pytest.mark.parametrize(
    ("text", "language", "kind", "value"),
    [
        ("às 18h30", "pt", "time", "18:30"), ("às 6h da manhã", "pt", "time", "06:00"),
        ("3 bilhões de reais", "pt", "money", "BRL 3000000000"), ("10 por cento", "pt", "percent", "10"),
        ("om 18.30 uur", "nl", "time", "18:30"), ("12 procent", "nl", "percent", "12"),
        ("3 miljard pond", "nl", "money", "GBP 3000000000"), ("Il 1° marzo", "it", "date", "--03-01"),
        ("yüzde 12", "tr", "percent", "12"), ("12パーセント上昇", "ja", "percent", "12"),
    ],
)  # fmt: skip
def test_facts(text: str, language: str, kind: str, value: str) -> None:
    assert values(text, language, kind) == [value]


def test_a_word_that_only_begins_like_percent_is_none() -> None:
    assert values("3프로젝트", "ko", "percent") == []
