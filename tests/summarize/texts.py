"""Articles written for the tests, one in each of several languages, and how to make documents of them."""

from briefsmith.model import CleanDocument, Document
from briefsmith.text.sentences import split_sentences

ENGLISH = """The harbour council of Port Ellery voted on Thursday to close the old ferry terminal by the end of March, after \
engineers found that two of its four piers could no longer carry lorries.

However, passenger boats will go on sailing from the northern pier, which was rebuilt in 2019 (at a cost of £4.2m). \
Some 1,900 commuters use them each day, according to the council's figures.

"We would have liked another year," said Maria Lindqvist, the council's chairwoman. She added that the repair would cost \
more than a new terminal. It would also take longer.

The new terminal is to stand two kilometres to the east, beside the railway station. Work on it began in September and \
should be finished in 2027. Shopkeepers on the old quay fear for their trade. Owen Price, who runs a bakery there, said \
that half of his customers came off the ferry.

The council has promised free buses between the quay and the station until the new terminal opens.
"""

GERMAN = """Der Stadtrat von Altenried hat am Dienstag beschlossen, das Hallenbad nach 43 Jahren zu schließen. Das Bad \
kostet die Stadt jedes Jahr 1,8 Millionen Euro. Die Technik stammt zum großen Teil noch aus dem Jahr 1982.

Die Bürgermeisterin Karin Vogel sprach von einer bitteren Entscheidung. Sie verwies auf ein Gutachten, das die Sanierung \
mit 21 Millionen Euro beziffert. Dafür fehle das Geld.

Der Schwimmverein will nun Unterschriften für einen Bürgerentscheid sammeln. Nach seinen Angaben lernen dort jährlich 600 \
Kinder schwimmen. Die nächste Halle liegt 28 Kilometer entfernt.
"""

SPANISH = """El ayuntamiento de Villaclara aprobó el lunes un plan para plantar 12.000 árboles en los barrios del sur. El \
plan costará 3,4 millones de euros y durará cuatro años. Sin embargo, los vecinos piden que se empiece por las escuelas.

La concejala Inés Robledo explicó que la temperatura en esos barrios es tres grados más alta que en el centro. Ella \
presentó un mapa de las calles sin sombra. Los primeros 800 árboles llegarán en noviembre a la avenida de la Estación.
"""

CHINESE = """临江市政府星期三宣布,将在两年内更换全市一千二百辆公交车。新车全部使用电力,每年可减少约三万吨二氧化碳排放。\
市长陈立华说,首批两百辆车将于五月投入使用。他还表示,票价不会上涨。\
司机工会对这一决定表示欢迎,但要求市政府同时改善停车场的充电设备。目前全市只有六个充电站。
"""

JAPANESE = """港町の青浜市は火曜日、老朽化した市立図書館を来年の秋に建て替えると発表した。新しい図書館は駅前に建てられ、\
蔵書は三十万冊に増える。工費は四十五億円と見込まれている。\
市長の森田恵子氏は、子どもから高齢者まで集える場所にしたいと述べた。また、夜九時まで開館する予定だ。\
一方、現在の建物の保存を求める市民団体は署名活動を始めた。
"""

ARABIC = """أعلنت بلدية وادي النخيل يوم الأحد افتتاح محطة جديدة لتحلية المياه تخدم خمسين ألف نسمة. وبلغت كلفة المحطة \
ثمانين مليون دولار. وقال رئيس البلدية سامر الحداد إن المحطة ستعمل بالطاقة الشمسية.

وأضاف أن المرحلة الثانية ستبدأ في العام المقبل. ويعاني سكان المنطقة من انقطاع المياه في فصل الصيف منذ سنوات.
"""

ALL = {"en": ENGLISH, "de": GERMAN, "es": SPANISH, "zh": CHINESE, "ja": JAPANESE, "ar": ARABIC}


def document(text: str, language: str = "en", **metadata: str) -> CleanDocument:
    """The text as cleaning would return it, its paragraphs separated by blank lines."""
    sentences = []
    position = 0
    for number, paragraph in enumerate(text.split("\n\n")):
        end = position + len(paragraph)
        sentences += split_sentences(text, position, end, language, number)
        position = end + 2
    return CleanDocument(Document.create("doc", text, language=language, metadata=metadata), tuple(sentences))


def of_sentences(texts: list[str], language: str = "en") -> CleanDocument:
    """A document of exactly these sentences, in one paragraph."""
    from briefsmith.model import Sentence

    whole, sentences = "", []
    for text in texts:
        sentences.append(Sentence(text, len(whole), len(whole) + len(text), 0))
        whole += text + " "
    return CleanDocument(Document.create("doc", whole, language=language), tuple(sentences))
