"""Spanish."""

from __future__ import annotations

from briefsmith.languages.knowledge import Knowledge
from briefsmith.languages.numerals import numbered
from briefsmith.languages.phrases import Phrases, Speakers
from briefsmith.languages.sections import (
    Calendar,
    Checking,
    Clock,
    Names,
    Negation,
    Newsletter,
    Numbers,
    Rendering,
    Sentences,
    Typography,
    word_set,
)

_TEENS = "diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve"
_TWENTIES = (
    "veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve"
)
_HUNDREDS = "doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos"


def _number_words() -> dict[str, int]:
    ones = numbered("dos tres cuatro cinco seis siete ocho nueve", 2)
    tens = numbered("treinta cuarenta cincuenta sesenta setenta ochenta noventa", 30, 10)
    words = ones | tens | numbered(_TEENS, 10) | numbered(_TWENTIES, 20)
    below = {"un": 1, "uno": 1, "una": 1} | ones
    words |= {f"{ten} y {one}": tens[ten] + value for ten in tens for one, value in below.items()}
    words |= {"veintiún": 21, "cien": 100, "ciento": 100}
    for word, value in numbered(_HUNDREDS, 200, 100).items():
        words |= {word: value, f"{word[:-2]}as": value}
    ordinals = {"tercer": 3} | numbered("quint sext séptim octav noven décim", 5)
    return words | {f"{stem}{end}": value for stem, value in ordinals.items() for end in "oa"} | {"tercer": 3}


NUMBERS = Numbers(
    words=_number_words(),
    magnitudes={
        "mil": 10**3,
        **dict.fromkeys(("millón", "millones", "mm"), 10**6),
        **dict.fromkeys(("billón", "billones"), 10**12),
    },
    one=("un",),
    thousand="mil",
    spaced_thousands=True,
    endings=("º", "ª"),
    percent=(r"por\scien(?:to)?", r"puntos?\sporcentuales"),
    points=(r"puntos?\sporcentuales",),
    currencies={
        "USD": r"d[oó]lar(?:es)?",
        "EUR": r"euros?",
        "GBP": r"libras?(?:\sesterlinas)?",
        "JPY": "yen",
        "CNY": "yuan",
        "INR": r"rupias?",
        "RUB": r"rublos?",
        "CHF": r"francos?(?:\ssuizos)?",
    },
    of_currency=(r"de\s",),
    to=("a", "o"),
    between=("entre",),
    between_and=("y",),
    units=dict.fromkeys(("kilo", "kilos"), "mass-kilogram"),
)

CALENDAR = Calendar(
    months={"setiembre": 9},
    day_endings=("º", "ª"),
    of_month=("de",),
    of_year=("de", "del"),
    clock=(
        r"(?<=\blas )(?P<h>[01]?\d|2[0-4])(?:[:.](?P<min>\d{2}))?"
        r"(?:\s(?:horas|de la (?P<half>mañana|tarde|noche)))?(?![\d%])"
    ),
    oclock=("horas",),
    morning=("mañana",),
    afternoon=("tarde", "noche"),
)

NEGATION = Negation(
    cues=word_set("no nunca jamás ningún ninguno ninguna nadie nada sin ni tampoco"),
    passed=word_set("un de la el las los se lo me te su ha han en y"),
)

NAMES = Names(
    particles=word_set("de del la el"),
    # Pronouns, and after an infinitive the endings of the future and the conditional.
    endings=word_set("íamos emos íais ían ías ía án ás é los las les nos lo la le se me te mos es s"),
)

TYPOGRAPHY = Typography(
    # "5:00" has no mark, so a 5 alone may be a number.
    clock=Clock("{h}:{m}", "{h}:{m}", r"(?:\s?h(?:oras)?\b)?", always_marked=False),
    quotation_marks=("«", "»", "“", "”"),
)

SENTENCES = Sentences(
    abbreviations=word_set("Sr Sra Srs Sras Srta Dr Dra Drs Dras Gral Ing Lic Prof Ud Uds"),
    whole_words=word_set("no bien mar contra nos auto extra entre sobre para"),
    before_numbers=word_set("núm"),
    conjunctions=("que", "y", "pero", "o"),
)

SPEAKERS = Speakers(
    speech=r"(?:dijo|añadió|explicó|señaló|afirmó|aseguró|agregó|indicó) (?:él|ella|ellos)\b",
    reporting=r"dijo|añadió|explicó|señaló|afirmó|aseguró|agregó|indicó|anunció|subrayó|advirtió",
    that="que",
    occasions=r"en (?:un comunicado|rueda de prensa|una rueda de prensa)",
    agencies=r"(?:la agencia )?(?:EFE|Efe|Reuters|AFP|Xinhua)",
    agency_verbs=r"inform[óa]",
    by="según",
    attributing=r"dijo|dijeron|dice|añadió|explicó|señaló|señalaron|afirmó|afirmaron|aseguró|aseguraron|agregó|indicó|indicaron|"
    r"anunció|anunciaron|informó|informaron|confirmó|confirmaron|denunció|reveló|advirtió",
    sources="según",
    marks=("EFE",),
    persons=r"Él|Ella",
    titles=r"(?:El|La) (?:presidente|presidenta|alcalde|alcaldesa|ministro|ministra|concejal|concejala)",
    adding="aña|agre",
)

PHRASES = Phrases(
    anaphors=r"él|ella|ellos|ellas|ello|este|esta|estos|estas|esto|ese|esa|esos|esas|eso|aquel\w*|su|sus|ambos|ambas|"
    r"dich[oa]s?|los dos|las dos|otr[oa]s?|tal|tales|"
    r"(?:con|sin|para|por|entre|de) (?:él|ellas?|ellos?|eso|esto)",
    deictic=r"est[ae] (?:semana|año|mes|mañana|tarde|noche|verano|invierno|lunes|martes|miércoles|jueves|viernes|sábado|"
    r"domingo)",
    links=r"así|entonces|por eso|por ello|por tanto|por lo tanto|luego|después|en cambio|de lo contrario|ni|o|pues|"
    r"en consecuencia|de ahí",
    connectives=r"(?:pero|y)(?: (?!así\b)|, )|"
    r"(?:sin embargo|además|no obstante|por otra parte|por otro lado|asimismo|en efecto|por ejemplo|de hecho|"
    r"mientras tanto|finalmente|por último|también|aun así|en realidad|por cierto|a su vez), ",
    subordinators=r"que|quien|quienes|cuyo|cuya|donde|mientras|según|incluyendo|tras|y|con",
    openers=r"en|el día|a|al|tras|antes|después|cuando|si|para|por|con|sin|desde|durante|pese|según|entre|contra|mientras|"
    r"como|aunque|hasta|ante|bajo|sobre",
    continuing=("y",),
    articles=r"una?|el|la|los|las|quien",
    coordinating=("y", "o", "pero", "que"),
    definite=r"(?:El|La|Los|Las) (?P<noun>[a-zà-ÿ]{3,})\b(?! del?)",
    function="el la los las un una unos unas de del a al en por para con sin y o e u pero que quien cuyo cuya se su sus es "
    "son fue fueron ha han había será no más muy lo le les como entre contra sobre tras desde hasta si este esta",
    breaks="de del a al en por para con sin y o pero que quien donde cuando mientras según tras desde hasta entre contra "
    "sobre ante como si",
    weak="de del que a",
    verbs=r"es|son|era|fue|fueron|ha|han|había|será|serán|está|están|va|van|tiene|puede|debe|quiere|pide|anuncia|"
    r"\w{2,}(?:ó|aron|ieron|ará|erá|irá|aba|aban)",
    days=r" (?:este |el )(?:lunes|martes|miércoles|jueves|viernes|sábado|domingo)\b",
    first_person=r"(?i:yo|me|mi|mis|mí|nos|nosotr[oa]s|nuestr[oa]s?)",
    conditions=r"si|salvo|excepto|a menos|hasta que|siempre que|a condición",
    speakers=SPEAKERS,
)

CHECKING = Checking(
    rounding=("casi", "cerca de", "unos", "unas", "más de", "menos de", "alrededor de", "aproximadamente"),
    one=("un", "uno", "una"),
    soft_negations=("rechaz", "neg[oó]", "fracas", "evit"),
    negative_prefixes=("in", "im", "ir", "dis"),
    aliases={
        "US": ("estados unidos", "eeuu"),
        "GB": ("reino unido",),
        "EU": ("unión europea", "ue"),
        "UN": ("naciones unidas", "onu"),
    },
)

RENDERING = Rendering(
    soft_negations=r"\bincap|\bimpos|\binsuf|\bdes[aeo]\w{3,}|salvo|apenas|ignor|carec|ausen|desconoc|priv[aeo]|rara\svez|raramente|acab[aó]\b"
    r"|exces|evit|falt|rechaz|neg\w|imped|poco|dej\w+ de\b|menos|prohib|fuera de|difícil"
    r"|renunci|suspen|suprim|elimin|independ|diferent|distint|lejos\sde|despej|anul"
    r"|s[óo]lo\b",
    harmless_negations=r"\bno\s(?:obstante|s[óo]lo|solamente|[úu]nicamente|menos|dud|hay\sduda)|\bsin\s(?:embargo|duda|[áa]nimo|parar)"
    r"|\b(?:o|si)\sno\b|\bnada\sm[áa]s|\bm[áa]s\sque\snunca|\bque\snunca|\bnada\smenos",
    harmless_opposites=r"\b(?:al|por\slo|a|cuando|ni\smucho|nada)\smenos|\bm[áa]s\so\smenos|\bgran\s(?:parte|número|cantidad)",
    number_forms={
        "1": "un|prim",
        "2": "segund|medi|ambos|ambas",
        "3": "tercer",
        "4": "cuart|cuádr",
        "10": "década|decena",
        "12": "mediod|medianoche|docena",
        "15": "y medi|quincena",
        "16": "octavo",
        "20": "veintena",
        "30": "treintena",
        "40": "cuarentena",
        "50": "cincuentena|quincuag",
    },
    loose_numbers=frozenset({"cien", "ciento", "cientos"}),
    decades=r"décadas?\b",
    # `mm` is also millimetres.
    ambiguous_magnitudes=frozenset({"mm"}),
    thousands=r"mil(?:es de)?\s",
    currencies={"$": r"d[oó]l+ar", "£": r"libra"},
    respells_names=True,
)

NEWSLETTER = Newsletter(
    issue="Noticias en breve",
    contents="En este número",
    facts="Cifras y fechas",
    read="Leer el artículo",
    unsubscribe="Darse de baja",
    translated="Traducción automática",
    also="También en",
    reading="{} de lectura",
    left_out="Noticias que no cabían en este correo: {}",
    made="Resumido por un programa a partir de los artículos citados.",
    source="Fuente",
    doubtful="(?) Esta traducción es probablemente errónea: compárela con la fuente.",
    draft="Borrador: traducido por un modelo pequeño que comete muchos errores. Compárelo con las fuentes antes de usarlo.",
    measures=("c[úu]bic[oa]s?", "cuadrad[oa]s?"),
    counted=r"(?!(?:más|menos|veces|otros|otras)$)\w+s",
    share=r"(?:de la |de los |de las |del |de (?:sus? )?)",
)

KNOWLEDGE = Knowledge(
    code="es",
    numbers=NUMBERS,
    calendar=CALENDAR,
    negation=NEGATION,
    names=NAMES,
    typography=TYPOGRAPHY,
    sentences=SENTENCES,
    phrases=PHRASES,
    checking=CHECKING,
    rendering=RENDERING,
    newsletter=NEWSLETTER,
)
