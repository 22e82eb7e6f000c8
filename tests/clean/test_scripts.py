"""Pages in other scripts and languages: title, byline and date found, the article in, what surrounds it out."""

from __future__ import annotations

import pytest

from briefsmith.clean.blocks import find_body

# Cookie line, title, byline, date, share button; first and last sentence of the article; what is between and after them.
PAGES = {
    "hi": (
        "यह वेबसाइट कुकीज़ का उपयोग करती है। स्वीकार करें",
        "सरीन नदी का पुल 3 मार्च से छह महीने बंद रहेगा",
        "लेखक: अनीता शर्मा",
        "12 फरवरी 2026, 18:42 IST",
        "शेयर करें",
        "वलदौर, 12 फरवरी (भाषा)। नगर निगम ने सरीन नदी का पुल छह महीने के लिए बंद करने का फैसला किया है, क्योंकि खंभों में दरारें मिली हैं।",
        "यह भी पढ़ें: नया बाइपास जून में खुलेगा",
        "काम पर 2.4 करोड़ रुपये खर्च होंगे और पुल 31 अगस्त 2026 को दोबारा खुलेगा, यह बात महापौर ने परिषद में कही।",
        "टिप्पणियाँ (12)",
    ),
    "bn": (
        "এই ওয়েবসাইট কুকিজ ব্যবহার করে। সম্মত",
        "মার্চে বন্ধ হচ্ছে সরিন নদীর সেতু, বিপাকে চালকেরা",
        "নিজস্ব প্রতিবেদক",
        "প্রকাশ: ১২ ফেব্রুয়ারি ২০২৬, ১৮:৪২",
        "শেয়ার করুন",
        "স্তম্ভে ফাটল পাওয়ায় ৩ মার্চ থেকে ছয় মাসের জন্য সরিন নদীর সেতু বন্ধ রাখবে পৌরসভা, জানিয়েছেন মেয়র।",
        "আরও পড়ুন: নতুন বাইপাস খুলবে জুনে",
        "কাজে খরচ হবে ২.৪ কোটি টাকা, যা ২০২৪ সালের হিসাবের চেয়ে ১২ শতাংশ বেশি, বলছে সরিন নদীর সেতু বিভাগ।",
        "মন্তব্য (১২)",
    ),
    "th": (
        "เว็บไซต์นี้ใช้คุกกี้ ยอมรับ",
        "ปิดสะพานข้ามแม่น้ำเสรินเริ่ม 3 มี.ค. กระทบผู้ขับขี่ 14,500 คน",
        "โดย อัญชลี ศรีสุข",
        "12 ก.พ. 2569 18:42 น.",
        "แชร์",
        "เทศบาลเมืองประกาศปิดสะพานข้ามแม่น้ำเสรินตั้งแต่วันที่ 3 มีนาคมเป็นเวลาหกเดือน หลังจากวิศวกรพบรอยร้าวในเสาสองต้นจากทั้งหมดห้าต้น",
        "อ่านเพิ่มเติม: ถนนวงแหวนใหม่เปิดเดือนมิถุนายน",
        "งานซ่อมแซมจะใช้งบประมาณ 2.4 ล้านบาท สูงกว่าที่ประเมินไว้ในปีก่อน และคาดว่าจะเปิดใช้สะพานข้ามแม่น้ำเสรินอีกครั้งในวันที่ 31 สิงหาคม",
        "ความคิดเห็น (12)",
    ),
    "ar": (
        "يستخدم هذا الموقع ملفات تعريف الارتباط. موافق",
        "إغلاق جسر نهر السرين في مارس وتحويل مسار السائقين",
        "كتبت: آمنة الخطيب",
        "12 فبراير 2026 - 18:42",
        "شارك",
        "فالدور (أ ف ب) - قالت البلدية إنها ستغلق جسر نهر السرين لمدة ستة أشهر، بعد أن عثر المهندسون على تشققات.",
        "اقرأ أيضا: الطريق الدائري الجديد يفتح في يونيو",
        "وتبلغ كلفة الأشغال 2.4 مليون دولار، ومن المقرر إعادة فتح الجسر أمام السائقين في 31 أغسطس 2026.",
        "التعليقات (12)",
    ),
    "fa": (
        "این وب‌سایت از کوکی‌ها استفاده می‌کند. می‌پذیرم",
        "پل رودخانهٔ سرین از اسفند بسته می‌شود",
        "نویسنده: آناهیتا کریمی",
        "۲۳ بهمن ۱۴۰۴ - ۱۸:۴۲",
        "اشتراک‌گذاری",
        "والدور - ایرنا - شهرداری اعلام کرد پل رودخانهٔ سرین به مدت شش ماه بسته می‌شود، زیرا پایه‌ها ترک خورده‌اند.",
        "بیشتر بخوانید: کمربندی تازه در خرداد باز می‌شود",
        "هزینهٔ کار ۲٫۴ میلیون دلار است و قرار است پل رودخانهٔ سرین در ۹ شهریور ۱۴۰۵ بازگشایی شود.",
        "نظرات (۱۲)",
    ),
    "zh": (
        "本网站使用Cookie。接受",
        "赛林河大桥3月3日起封闭半年，司机需绕行",
        "作者：李安娜",
        "2026年02月12日 18:42　来源：新华网",
        "分享到微信",
        "新华社瓦尔多2月12日电（记者李安娜）市政府宣布，赛林河大桥将从3月3日起封闭六个月，因为工程师在桥墩中发现了裂缝。",
        "相关阅读：新环城公路六月通车",
        "工程预计花费2400万元，比2024年的估算高出12%。赛林河大桥计划于2026年8月31日重新开放，司机需绕行。",
        "网友评论（12条）",
    ),
    "ru": (
        "Этот сайт использует файлы cookie. Принять",
        "Мост через Серину закроют в марте: в объезд поедут водители",
        "Автор: Анна Ковалёва",
        "12 февраля 2026, 18:42",
        "Поделиться",
        "ВАЛЬДОВ, 12 февраля. /ТАСС/. Власти закроют мост через Серину на шесть месяцев, после того как инженеры нашли трещины.",
        "Читайте также: Новый объезд откроют в июне",
        "Работы обойдутся в 2,4 млн рублей, мост через Серину снова откроют для водителей 31 августа 2026 года.",
        "Комментарии (12)",
    ),
    "pl": (
        "Ta strona używa plików cookies. Akceptuję",
        "Most na Serzynie zamknięty od marca, objazdy dla kierowców",
        "Autor: Anna Kowalczyk",
        "12 lutego 2026, 18:42",
        "Udostępnij",
        "Władze zamkną most na Serzynie na sześć miesięcy, bo inżynierowie znaleźli pęknięcia w dwóch z pięciu filarów.",
        "Czytaj także: Nowa obwodnica będzie otwarta w czerwcu",
        "Prace będą kosztować 2,4 mln zł, a most na Serzynie ma być otwarty dla kierowców 31 sierpnia 2026 roku.",
        "Komentarze (12)",
    ),
}
COMMENT = {
    "hi": "मनोज74\nआखिरकार! मैं सालों से कह रहा था कि यह पुल खतरनाक है।",
    "th": "มาร์ค74\nในที่สุด ผมพูดมาหลายปีแล้วว่าสะพานนี้อันตราย",
}
SOURCES = {"hi": "भाषा", "ar": "أ ف ب", "fa": "ایرنا", "zh": "新华社", "ru": "ТАСС"}


@pytest.mark.parametrize("language", PAGES)
def test_a_page(language: str) -> None:
    lines = PAGES[language]
    page = "\n\n".join([*lines, COMMENT.get(language, "Marko74\nhttps://example.org/marko")])
    body = find_body(page)
    kept = [page[start:end] for start, end in body.paragraphs]
    assert len(kept) == 2
    assert lines[5].endswith(kept[0])
    assert kept[1] == lines[7]
    assert body.metadata["title"] == lines[1]
    assert body.metadata["author"]
    assert body.metadata["date"] in lines[3]
    assert body.metadata.get("source") == SOURCES.get(language)
    reasons = {page[span.start : span.end].split("\n")[0]: span.reason for span in body.dropped}
    assert reasons[lines[0]] == "cookie_banner"
    assert reasons[lines[4]] == "share_list"
    assert reasons[lines[6]] == "related_stories"
    assert reasons[lines[8]] == "comments"


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("（中央社台北12日電）市政府今天宣布。", "市政府"),
        ("【葉山共同】市は橋を通行止めにする。", "市は"),
        ("(발도르=연합뉴스) 김안나 기자 = 시는 다리를 통제한다.", "시는"),
        ("(TTXVN) - Chính quyền đóng cầu.", "Chính"),
        ("Valdor, Antara - Pemerintah kota menutup jembatan.", "Pemerintah"),
        ("JAKARTA, KOMPAS.com - Jembatan ditutup.", "Jembatan"),
        ("Киев, 12 февраля — РИА Новости. Мост закрыт.", "Мост"),
    ],
)
def test_what_agencies_set_before_a_text(text: str, rest: str) -> None:
    body = find_body(text)
    assert text[slice(*body.paragraphs[0])].startswith(rest)


@pytest.mark.parametrize(
    "text", ["(Serin) - Cầu đóng cửa vào tháng ba năm nay.", "市政府【今天】宣布，大桥将封闭六个月。"]
)
def test_what_is_no_agency_stays(text: str) -> None:
    assert find_body(text).paragraphs == ((0, len(text)),)


def test_an_address_of_mail_alone_on_a_line_is_no_sentence() -> None:
    page = f"{PAGES['pl'][5]}\n\n{PAGES['pl'][7]}\n\nanna@example.org"
    assert [page[start:end] for start, end in find_body(page).paragraphs] == [PAGES["pl"][5], PAGES["pl"][7]]
