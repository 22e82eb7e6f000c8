"""Portuguese."""

from __future__ import annotations

from briefsmith.languages.knowledge import Knowledge
from briefsmith.languages.phrases import Phrases
from briefsmith.languages.sections import (
    Calendar,
    Names,
    Negation,
    Newsletter,
    Numbers,
    Rendering,
    Sentences,
    Typography,
    word_set,
)

NUMBERS = Numbers(
    magnitudes={
        **dict.fromkeys(("bilhão", "bilhões"), 10**9),
        **dict.fromkeys(("trilhão", "trilhões"), 10**12),
    },
    percent=(r"por\scento", r"pontos?\spercentua(?:l|is)"),
    points=(r"pontos?\spercentua(?:l|is)",),
    currencies={"BRL": "reais", "USD": r"dólar(?:es)?", "EUR": r"euros?", "GBP": r"libras?(?:\sesterlinas?)?"},
    of_currency=(r"de\s",),
)

CALENDAR = Calendar(
    day_endings=("º", "ª"), clock=r"(?<![\d.,])(?P<h>[01]?\d|2[0-4])\s?h(?:(?P<min>[0-5]\d)(?:min)?)?(?!\w)"
)

NEGATION = Negation(passed=word_set("é"))

NAMES = Names(particles=word_set("da dos das"))

TYPOGRAPHY = Typography(quotation_marks=("“", "”", "‘", "’"))

SENTENCES = Sentences(
    abbreviations=word_set(
        "Sr Sra Srs Sras Dr Dra Drs Dras Prof Profa Eng Exmo Exma sr sra srs sras dr dra prof profa eng av Av "
        "séc sec d núm pág art dep Dep des Des gov Gov gal Gal cel Cel sgt Sgt Arq arq Pe pe"
    ),
    initials=True,
)

RENDERING = Rendering(
    currencies={"$": r"d[oó]l+ar", "£": r"libra"},
)

PHRASES = Phrases(
    anaphors="el[ea]s?|est[ea]s?|ess[ea]s?|aquel[ea]s?|isso|isto|aquilo|ambos|ambas|seus?|suas?|(?:o|a|os|as) (?:seus?|suas?)|"
    "del[ea]s?|nel[ea]s?|(?:com|para|segundo|contra|sem|de|por|entre|sobre) (?:el[ea]s?|isso|ess[ea]s?|est[ea]s?)|"
    "nisso|disso|n?ess[ea]s?|dess[ea]s?|d?aí|os dois|as duas|outros|outras|lá|ali",
    deictic="n?(?:est|ess)[ea] (?:segunda|terça|quarta|quinta|sexta|sábado|domingo|semana|mês|ano|manhã|noite|tarde|"
    "madrugada|verão|inverno)",
    links="então|assim|por isso|portanto|logo|depois|em seguida|aliás|já|também|ou|nem|pois|ao contrário|caso contrário",
    connectives="(?:mas|e|porém) |(?:no entanto|entretanto|contudo|todavia|porém|ainda assim|além disso|por outro lado|"
    "enquanto isso), ",
)

NEWSLETTER = Newsletter(
    issue="Notícias em resumo",
    contents="Nesta edição",
    facts="Números e datas",
    read="Ler o artigo",
    unsubscribe="Cancelar a inscrição",
    translated="Tradução automática",
    also="Também em",
    reading="{} de leitura",
    left_out="Notícias que não couberam neste e-mail: {}",
    made="Resumido por um programa a partir dos artigos citados.",
    source="Fonte",
    counted=r"(?!(?:mais|menos|vezes|outros|outras|os|as|nos|nas|dos|das|aos)$)\w{3,}s",
)

KNOWLEDGE = Knowledge(
    code="pt",
    numbers=NUMBERS,
    calendar=CALENDAR,
    negation=NEGATION,
    names=NAMES,
    typography=TYPOGRAPHY,
    sentences=SENTENCES,
    rendering=RENDERING,
    phrases=PHRASES,
    newsletter=NEWSLETTER,
)
