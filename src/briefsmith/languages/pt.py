"""Portuguese."""

from __future__ import annotations

from briefsmith.languages.knowledge import Knowledge
from briefsmith.languages.sections import (
    Calendar,
    Names,
    Negation,
    Newsletter,
    Rendering,
    Sentences,
    Typography,
    word_set,
)

CALENDAR = Calendar(day_endings=("º", "ª"))

NEGATION = Negation(passed=word_set("é"))

NAMES = Names(particles=word_set("da dos das"))

TYPOGRAPHY = Typography(quotation_marks=("“", "”", "‘", "’"))

SENTENCES = Sentences(abbreviations=word_set("Sr Sra Srs Sras Dr Dra Drs Dras Prof Profa Eng Exmo Exma"))

RENDERING = Rendering(
    currencies={"$": r"d[oó]l+ar", "£": r"libra"},
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
    calendar=CALENDAR,
    negation=NEGATION,
    names=NAMES,
    typography=TYPOGRAPHY,
    sentences=SENTENCES,
    rendering=RENDERING,
    newsletter=NEWSLETTER,
)
