"""Portuguese."""

from __future__ import annotations

from briefsmith.languages.knowledge import Knowledge, Newsletter

NEWSLETTER = Newsletter(
    issue="Notícias em resumo",
    contents="Nesta edição",
    facts="Números e datas",
    read="Ler o artigo",
    translated="Tradução automática",
    also="Também em",
    reading="{} de leitura",
    left_out="Notícias que não couberam neste e-mail: {}",
    made="Resumido por um programa a partir dos artigos citados.",
    source="Fonte",
)

KNOWLEDGE = Knowledge(code="pt", newsletter=NEWSLETTER)
