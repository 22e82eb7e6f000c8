"""Lao."""

from __future__ import annotations

from briefsmith.languages.knowledge import Knowledge
from briefsmith.languages.phrases import Phrases
from briefsmith.languages.sections import Numbers, Sentences, Spaces, word_set

NUMBERS = Numbers(
    percent_joined=(
        "ເປີເຊັນ",
        "ສ່ວນຮ້ອຍ",
    ),
    percent_before=("ຮ້ອຍລະ",),
)

SENTENCES = Sentences(
    abbreviations=word_set("ສຈ ປອ ຮສ ທ"),
    speech="[^“”]{0,80}(?:ຖາມ|ກ່າວ|ເລົ່າ|ບອກ)",
    spaces=Spaces(
        closing=r"(?:ທ່ານ|ນາງ|ທ້າວ)(?: \S{1,14}){1,2}|"
        "ວ່າ|ຄື|ເຊັ່ນ|ແລະ|ຫຼື|ກັບ|ຂອງ|ທີ່|ໂດຍ|ເປັນ|ໃນ|ທ່ານ|ນາງ|ທ້າວ|ລະຫວ່າງ|ກວ່າ|ເຖິງ",
        going_on="ແລະ|ຫຼື|ແຕ່|ເຊິ່ງ|ຊຶ່ງ|ທີ່|ໂດຍ|ເພື່ອ|ເພາະ|ເນື່ອງຈາກ|ຫຼັງ|ເມື່ອ|ຈົນ|ຈຶ່ງ|ກໍ|ພ້ອມ|ລວມ|ຕັ້ງແຕ່|ຈາກ|ກັບ|ຂອງ|ວ່າ|"
        "ກ່າວ|ຖາມ|ເຖິງ|ເປັນ|ໄດ້|ໃຫ້|ສູງກວ່າ|ຄື|ເຊັ່ນ|ໃນ|ບໍ່|ມີ|ຢູ່|ດ້ວຍ|ແລ້ວ",
        opening="ນອກຈາກນີ້|ພ້ອມກັນນີ້|ຢ່າງໃດກໍຕາມ|ສ່ວນ|ສຳລັບ|ຄາດວ່າ|ທ່ານ|ນາງ|ທ້າວ",
    ),
)

PHRASES = Phrases(
    anaphors="ພວກເຂົາ|ເຂົາເຈົ້າ|ສິ່ງນີ້|ເລື່ອງນີ້|ດັ່ງກ່າວ|ທັງສອງ",
    links="ດັ່ງນັ້ນ|ຈາກນັ້ນ|ແຕ່|ແລະ|ນອກຈາກນີ້|ພ້ອມກັນນີ້|ເຊິ່ງ|ຊຶ່ງ|ເພາະ|ໂດຍ|ສ່ວນ|ຫຼື",
)

KNOWLEDGE = Knowledge(code="lo", numbers=NUMBERS, sentences=SENTENCES, phrases=PHRASES)
