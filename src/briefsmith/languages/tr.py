"""Turkish."""

from __future__ import annotations

from briefsmith.languages.knowledge import Knowledge
from briefsmith.languages.sections import Newsletter

NEWSLETTER = Newsletter(
    issue="Kısa haberler",
    contents="Bu sayıda",
    facts="Rakamlar ve tarihler",
    read="Haberi oku",
    unsubscribe="Abonelikten çık",
    translated="Makine çevirisi",
    also="Diğer diller",
    reading="okuma süresi {}",
    left_out="Bu e-postaya sığmayan haberler: {}",
    made="Adı geçen haberlerden bir yazılım tarafından özetlenmiştir.",
    source="Kaynak",
)

KNOWLEDGE = Knowledge(code="tr", newsletter=NEWSLETTER)
