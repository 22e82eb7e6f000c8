"""Language detection: right on prose, none where a text is not enough."""

# ruff: noqa: E501 - one paragraph a line

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefsmith.languages import LANGUAGES
from briefsmith.text import detect as detect_module
from briefsmith.text.detect import THRESHOLD, detect

PROSE = {
    "en": "The river rose by two metres in the night and the bridge did not hold. The mayor said that nobody was hurt.",
    "de": "Der Fluss stieg in der Nacht um zwei Meter, und die Brücke hielt nicht. Verletzt wurde nach Angaben der Stadt niemand.",
    "fr": "La rivière est montée de deux mètres dans la nuit et le pont n'a pas tenu. Personne n'a été blessé, selon le maire.",
    "es": "El río subió dos metros durante la noche y el puente no resistió. El alcalde dijo que no hubo heridos.",
    "it": "Il fiume è salito di due metri nella notte e il ponte non ha retto. Il sindaco ha detto che nessuno è ferito.",
    "pt": "O rio subiu dois metros durante a noite e a ponte não aguentou. O prefeito disse que ninguém ficou ferido.",
    "nl": "De rivier steeg in de nacht met twee meter en de brug hield het niet. Volgens de burgemeester is niemand gewond.",
    "pl": "Rzeka podniosła się w nocy o dwa metry i most nie wytrzymał. Burmistrz powiedział, że nikt nie ucierpiał.",
    "cs": "Řeka v noci stoupla o dva metry a most nevydržel. Starosta řekl, že se nikomu nic nestalo.",
    "sv": "Floden steg två meter under natten och bron höll inte. Borgmästaren sade att ingen hade skadats.",
    "da": "Floden steg to meter i løbet af natten, og broen holdt ikke. Borgmesteren sagde, at ingen var kommet til skade.",
    "nb": "Elven steg to meter i løpet av natten, og broen holdt ikke. Ordføreren sa at ingen ble skadet, men mange måtte flykte.",
    "fi": "Joki nousi yöllä kaksi metriä, eikä silta kestänyt. Pormestarin mukaan kukaan ei loukkaantunut.",
    "hu": "A folyó két métert emelkedett az éjszaka, és a híd nem bírta. A polgármester szerint senki sem sérült meg.",
    "ro": "Râul a crescut cu doi metri în timpul nopții și podul nu a rezistat. Primarul a spus că nimeni nu a fost rănit.",
    "tr": "Nehir gece iki metre yükseldi ve köprü dayanmadı. Belediye başkanı kimsenin yaralanmadığını söyledi.",
    "el": "Το ποτάμι ανέβηκε δύο μέτρα τη νύχτα και η γέφυρα δεν άντεξε. Κανείς δεν τραυματίστηκε.",
    "ru": "Река поднялась за ночь на два метра, и мост не выдержал. Мэр города сказал, что никто не пострадал.",
    "uk": "Річка піднялася за ніч на два метри, і міст не витримав. Мер міста сказав, що ніхто не постраждав.",
    "bg": "Реката се покачи с два метра през нощта и мостът не издържа. Кметът каза, че няма пострадали.",
    "ar": "ارتفع النهر مترين في الليل ولم يصمد الجسر. وقال رئيس البلدية إن أحدا لم يصب بأذى.",
    "fa": "رودخانه در شب دو متر بالا آمد و پل تاب نیاورد. شهردار گفت که کسی آسیب ندیده است.",
    "he": "הנהר עלה בשני מטרים בלילה והגשר לא החזיק. ראש העיר אמר שאיש לא נפגע.",
    "hi": "नदी रात में दो मीटर बढ़ गई और पुल नहीं टिका। महापौर ने कहा कि किसी को चोट नहीं लगी।",
    "ja": "川は夜のうちに二メートル上がり、橋は持ちこたえなかった。市長は、けが人はいないと言った。",
    "zh": "河水一夜之间上涨了两米，桥没有撑住。市长说没有人受伤。明天学校将停课。",
    "ko": "강물이 밤새 2미터 불어나 다리가 버티지 못했다. 시장은 다친 사람이 없다고 말했다.",
    "vi": "Nước sông dâng hai mét trong đêm và cây cầu không trụ được. Thị trưởng nói không ai bị thương.",
    "id": "Sungai itu naik dua meter karena hujan deras dan jembatan tersebut rusak. Wali kota bilang enggak ada yang terluka, namun ratusan warga harus mengungsi ke sekolah.",
}


@pytest.mark.parametrize("language", PROSE)
def test_two_sentences_are_enough(language: str) -> None:
    detection = detect(PROSE[language])
    assert detection.language == language
    assert THRESHOLD <= detection.confidence <= 1
    assert detection.candidates[0][0] == language


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            " \n",
            "123 456,78",
            "OK",
            "😀😀",
            "\ufffd\ufffd",
            "\ud800",
            "https://example.org/the-river-rose-in-the-night",
        ),
        *("asdf jkl qwer zxcv poiu lkjh", "NASA ESA ISRO", "x" * 100_000),
    ],
)
def test_abstains_where_nothing_tells(text: str) -> None:
    assert detect(text).language is None


def test_abstains_on_a_language_outside_the_table_and_says_which() -> None:
    detection = detect(
        "Mae'r afon wedi codi dau fetr yn ystod y nos ac ni ddaliodd y bont. Nid oedd neb wedi cael niwed."
    )
    assert detection.language is None
    assert detection.candidates[0][0] == "cy"
    assert "cy" not in LANGUAGES


@pytest.mark.parametrize("texts", [(f"{PROSE['en']} ", f"{PROSE['de']} "), (PROSE["ru"] * 20, PROSE["fr"] * 20)])
def test_abstains_on_two_languages_of_equal_share(texts: tuple[str, str]) -> None:
    detection = detect("".join(texts))
    assert detection.language is None
    assert detection.confidence == pytest.approx(0.5, abs=0.1)


def test_reports_the_language_that_dominates() -> None:
    text = f"{PROSE['de']}\n" * 8 + f"{PROSE['en']}\n" * 2
    assert detect(text).language == "de"
    assert 0.6 < detect(text).confidence < 0.95


def test_a_text_of_50_million_characters_takes_no_longer_than_a_page() -> None:
    text = PROSE["en"] * 470_000
    detect("start")
    start = time.process_time()
    assert detect(text).language == "en"
    assert time.process_time() - start < 0.5


@settings(max_examples=50)
@given(st.text(max_size=300))
def test_any_text_is_judged_without_an_error(text: str) -> None:
    detection = detect(text)
    assert 0 <= detection.confidence <= 1
    assert detection.language is None or detection.language in LANGUAGES


def test_import_does_not_load_the_model() -> None:
    code = "import sys, briefsmith.text.detect; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_flores_sentences_and_pieces(shared: Path) -> None:
    files = {
        "en": "en-de/flores-dev.en",
        "de": "en-de/flores-dev.de",
        "fr": "en-fr/flores-dev.fr",
        "es": "en-es/flores-dev.es",
    }
    texts = [
        (code, line)
        for code, file in files.items()
        for line in (shared / "translation" / file).read_text("utf-8").splitlines()[:250]
    ]
    whole = [(code, detect(line).language) for code, line in texts]
    assert sum(code == found for code, found in whole) >= 0.99 * len(whole)
    assert all(found in {code, None} for code, found in whole)
    pieces = [(code, detect(line[:40]).language) for code, line in texts]
    assert sum(found not in {code, None} for code, found in pieces) <= 0.005 * len(pieces)
    assert sum(found is None for _, found in pieces) <= 0.12 * len(pieces)


@pytest.mark.parametrize("length", [300, 2000, 100_000])
def test_one_overlong_word_does_not_decide(length: int) -> None:
    prose = "The council closed the harbour in spring, because the quay had sunk. It will open again next year. "
    word = "Straßenbahnhaltestellenüberdachungsreinigungsgerät" * (length // 50)
    for text in (f"{prose}{word} {prose}", f"{word} {prose * 3}", f"{prose * 3}{word}"):
        assert detect(text).language == "en"


def test_a_script_without_spaces_has_no_overlong_words() -> None:
    assert detect("市议会在春天关闭了港口因为码头下沉了明年将重新开放" * 20).language == "zh"
    assert detect("สภาเมืองปิดท่าเรือในฤดูใบไม้ผลิเพราะท่าเทียบเรือทรุดตัวลง" * 20).language == "th"


def test_a_long_text_whose_pieces_agree_is_judged_by_a_few_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    judged = detect_module._judged
    monkeypatch.setattr(detect_module, "_judged", lambda texts: asked.append(len(texts)) or judged(texts))
    assert detect(PROSE["en"] * 50).language == "en"
    assert asked == [8]
    asked.clear()
    mixed = detect(f"{PROSE['de']} " * 30 + f"{PROSE['fr']} " * 20)
    assert asked == [8, 24]
    assert mixed.candidates[0][0] == "de"
