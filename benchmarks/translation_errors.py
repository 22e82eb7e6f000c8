"""Errors put into human translations, one kind at a time, with word lists of their own: the guards never see them.

Each function takes the source, its translation, the language of the latter and a random generator, and gives the pair
with one error, or None where there is no place for it.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable

Broken = tuple[str, str] | None
Break = Callable[[str, str, str, random.Random], Broken]

# Words that change places, by language: what follows a figure, what is said of a size, a time or a direction.
UNITS = {
    "de": "Kilometer Meter|km m|Kilogramm Gramm|Stunden Minuten|Tage Wochen|Tagen Wochen|Jahre Monate|Jahren Monaten"
    "|Meilen Kilometer|Fuß Meter|Sekunden Stunden|Hektar Quadratkilometer|Tonnen Kilogramm|Zoll Zentimeter",
    "fr": "kilomètres mètres|km m|kilogrammes grammes|heures minutes|jours semaines|ans mois|années semaines"
    "|milles kilomètres|pieds mètres|secondes heures|hectares kilomètres carrés|tonnes kilogrammes|pouces centimètres",
    "es": "kilómetros metros|km m|kilogramos gramos|horas minutos|días semanas|años meses"
    "|millas kilómetros|pies metros|segundos horas|hectáreas kilómetros|toneladas kilogramos|pulgadas centímetros",
}
OPPOSITES = {
    "de": "mehr weniger|höher niedriger|größer kleiner|älter jünger|erste letzte|ersten letzten|vor nach|besser schlechter"
    "|gestiegen gesunken|Anstieg Rückgang|Männer Frauen|Mann Frau|Norden Süden|Osten Westen|früher später|größte kleinste"
    "|Gewinn Verlust|gewonnen verloren|schneller langsamer|stark schwach|immer nie|lange kurze|reichen armen|öffnen schließen",
    "fr": "plus moins|supérieur inférieur|hausse baisse|augmenté diminué|premier dernier|première dernière|avant après"
    "|meilleur pire|hommes femmes|homme femme|nord sud|grande petite|grand petit|vieux jeunes|gagné perdu"
    "|augmentation réduction|toujours jamais|début fin|ouvert fermé|fort faible|riches pauvres|long court|entrée sortie",
    "es": "más menos|mayor menor|superior inferior|aumento descenso|aumentado disminuido|primer último|primera última"
    "|antes después|mejor peor|hombres mujeres|hombre mujer|norte sur|este oeste|grandes pequeñas|grande pequeño"
    "|ganado perdido|ganó perdió|siempre nunca|inicio final|abierto cerrado|fuerte débil|ricos pobres|largo corto|subir bajar",
}
COUNTRIES = {
    "de": "Deutschland Frankreich Spanien Italien Russland China Japan Indien Brasilien Ägypten Polen Israel Syrien Iran "
    "Kanada Australien Mexiko Griechenland Schweden Norwegen Türkei Ukraine Schottland Irland Kenia Peru",
    "fr": "Allemagne Italie Espagne Angleterre Australie Inde Irlande Argentine Algérie Égypte|France Russie Chine Grèce "
    "Turquie Suède Pologne Norvège Syrie Libye Tunisie|Canada Brésil Japon Mexique Kenya Pérou Chili Maroc Portugal",
    "es": "Alemania Francia España Italia Rusia China Japón India Brasil Egipto Polonia Israel Siria Irán Canadá Australia "
    "México Grecia Suecia Noruega Turquía Ucrania Escocia Irlanda Kenia Perú Chile",
}
PEOPLES = {
    "de": "deutsch französisch spanisch italienisch russisch chinesisch japanisch indisch britisch amerikanisch "
    "israelisch türkisch kanadisch australisch mexikanisch polnisch griechisch|Franzosen Briten Russen Chinesen Deutschen "
    "|Amerikaner Italiener Spanier Japaner Kanadier Australier Israeli",
    "fr": "américain mexicain africain marocain cubain|français anglais japonais portugais irlandais libanais "
    "|italien canadien brésilien australien israélien syrien iranien indien autrichien ukrainien norvégien",
    "es": "american mexican italian peruan colombian cuban|frances ingles japones portugues irlandes frances "
    "|israelí iraní iraquí|alemán catalán|brasileñ panameñ|canadiens estadounidens|rus chin polac grieg turc suec suiz",
}
_NEGATES = re.compile(r"\b(?:not|no|never|nobody|nothing|none|neither|nor|without|cannot)\b|n['’]t\b", re.IGNORECASE)
_ADD = {
    "de": (r"\b(ist|war|wird|wurde|hat|hatte|kann|sind|waren|werden|wurden|haben|konnte|soll|muss)\b", r"\1 nicht"),
    "fr": (r"\b(sera|sont|peut|doit|fait|va|pourrait|devrait|seront|peuvent)\b", r"ne \1 pas"),
    "es": (r"\b(es|ha|fue|son|han|puede|será|está|era|tiene|están|fueron|podría|hace)\b", r"no \1"),
}
_SMALL = {
    "de": {"the": "der", "of": "von", "and": "und", "in": "in", "to": "zu", "for": "für", "a": "ein", "on": "auf"},
    "fr": {"the": "la", "of": "de", "and": "et", "in": "en", "to": "à", "for": "pour", "a": "un", "on": "sur"},
    "es": {"the": "el", "of": "de", "and": "y", "in": "en", "to": "a", "for": "para", "a": "un", "on": "sobre"},
}
_WORD = re.compile(r"[^\W\d_]+")
_PERCENT = r"[\s\u00a0\u202f]?(?:%|Prozent\b|pour\scent\b|por\sciento\b)"


def _replaced(text: str, start: int, end: int, new: str) -> str:
    return text[:start] + new + text[end:]


def _exchanged(text: str, groups: str, rng: random.Random, before: str = "", whole: bool = True) -> str | None:
    """A word of a group replaced by another of it; `before` must precede it."""
    places: list[tuple[re.Match[str], list[str]]] = []
    for group in groups.split("|"):
        words = group.split()
        known = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
        end = r"(?!\w)" if whole else ""
        for match in re.finditer(rf"(?<!\w){before}({known}){end}", text):
            places.append((match, [word for word in words if word != match[1] and not word.startswith(match[1])]))
    places = [place for place in places if place[1]]
    if not places:
        return None
    match, others = rng.choice(places)
    return _replaced(text, match.start(1), match.end(1), rng.choice(others))


def decimal_mark_lost(s: str, t: str, language: str, rng: random.Random) -> Broken:
    places = list(re.finditer(r"(?<![\d.,])\d+([,.])\d{1,2}(?![\d.,]\d|\d|\s?(?:Uhr|h\b))", t))
    places = [m for m in places if m[0].replace(",", ".") in s]
    if not places:
        return None
    m = rng.choice(places)
    return s, _replaced(t, m.start(1), m.end(1), "")


def percent_lost(s: str, t: str, language: str, rng: random.Random) -> Broken:
    places = list(re.finditer(rf"(?<=\d){_PERCENT}", t))
    if not places or not re.search(r"%|per\s?cent", s):
        return None
    m = rng.choice(places)
    return s, _replaced(t, m.start(), m.end(), "")


def percent_points(s: str, t: str, language: str, rng: random.Random) -> Broken:
    """The source speaks of points, the translation of per cent."""
    if "point" in s.lower() or not re.search(rf"\d{_PERCENT}", t):
        return None
    changed, n = re.subn(r"(?<=\d)\s?%|(?<=\d)[ -]per\s?cent\b", " percentage points", s)
    return (changed, t) if n else None


def unit_changed(s: str, t: str, language: str, rng: random.Random) -> Broken:
    changed = _exchanged(t, UNITS[language], rng, before=r"\d+[\s\u00a0\u202f-]?")
    return (s, changed) if changed else None


def country_exchanged(s: str, t: str, language: str, rng: random.Random) -> Broken:
    changed = _exchanged(t, COUNTRIES[language], rng)
    return (s, changed) if changed else None


def people_exchanged(s: str, t: str, language: str, rng: random.Random) -> Broken:
    changed = _exchanged(t, PEOPLES[language], rng, whole=False)
    return (s, changed) if changed else None


def numbers_swapped(s: str, t: str, language: str, rng: random.Random) -> Broken:
    found = list(re.finditer(r"\d+(?:[.,\u00a0\u202f]\d+)*", t))
    pairs = [(a, b) for i, a in enumerate(found) for b in found[i + 1 :] if a[0] != b[0]]
    if not pairs:
        return None
    a, b = rng.choice(pairs)
    return s, t[: a.start()] + b[0] + t[a.end() : b.start()] + a[0] + t[b.end() :]


def afternoon_as_morning(s: str, t: str, language: str, rng: random.Random) -> Broken:
    for hour in re.findall(r"(?<![\d.:])(\d{1,2})(?:[:.]\d\d)?\s?p\.?\s?m\b", s, re.IGNORECASE):
        later = str(int(hour) + 12)
        if int(hour) < 12 and (m := re.search(rf"(?<![\d.,:]){later}(?!\d)", t)):
            return s, _replaced(t, m.start(), m.end(), hour)
    return None


def half_in_english(s: str, t: str, language: str, rng: random.Random) -> Broken:
    source, target = s.split(), t.split()
    if len(source) < 8 or len(target) < 8:
        return None
    return s, " ".join(target[: len(target) // 2] + source[len(source) // 2 :])


def english_word(s: str, t: str, language: str, rng: random.Random) -> Broken:
    words = [w for w in re.findall(r"(?<![\w'’-])[a-z]{4,}(?![\w'’-])", s) if w not in t.lower()]
    places = [m for m in _WORD.finditer(t) if len(m[0]) > 3 and m[0] not in s and m.start() > 0]
    if not words or not places:
        return None
    m = rng.choice(places)
    return s, _replaced(t, m.start(), m.end(), rng.choice(words))


def title_case_copy(s: str, t: str, language: str, rng: random.Random) -> Broken:
    words = re.findall(r"[A-Za-z’'-]+", s)[:9]
    if len(words) < 4:
        return None
    small = _SMALL[language]
    titled = [w if w in small else w[0].upper() + w[1:] for w in words]
    return " ".join(titled), " ".join(small.get(w, w) for w in titled)


def question_as_statement(s: str, t: str, language: str, rng: random.Random) -> Broken:
    if not s.rstrip('"”’ ').endswith("?") or "?" not in t:
        return None
    return s, re.sub(r"[\u00a0\u202f ]?\?", ".", t.replace("¿", ""))


def quotes_lost(s: str, t: str, language: str, rng: random.Random) -> Broken:
    if not re.search(r"[\"“][^\"“”]+[\"”]", s):
        return None
    bare = re.sub(r"[\u00a0\u202f ]?»|«[\u00a0\u202f ]?|[\"“”„]", "", t)
    return (s, bare) if bare != t else None


def negation_removed(s: str, t: str, language: str, rng: random.Random) -> Broken:
    if not _NEGATES.search(s):
        return None
    ways = {
        "de": [(r"\bnicht ", ""), (r"\bkein(?=\w*\b)", "ein"), (r"\bKein(?=\w*\b)", "Ein"), (r"\b(?:nie|niemals) ", "")],
        "fr": [(r"\b(?:ne |n['’])(\w+(?:-\w+)?) (?:pas|jamais|plus) ", r"\1 ")],
        "es": [(r"\bno ", ""), (r"\bNo (\w)", r"\1"), (r"\b(?:nunca|jamás) ", "")],
    }[language]  # fmt: skip
    for pattern, new in ways:
        changed = re.sub(pattern, new, t, count=1)
        if changed != t:
            return s, changed
    return None


def negation_added(s: str, t: str, language: str, rng: random.Random) -> Broken:
    pattern, new = _ADD[language]
    if _NEGATES.search(s):
        return None
    places = list(re.finditer(pattern, t))
    if not places:
        return None
    m = rng.choice(places)
    return s, _replaced(t, m.start(), m.end(), m.expand(new))


def opposite(s: str, t: str, language: str, rng: random.Random) -> Broken:
    changed = _exchanged(t, OPPOSITES[language], rng)
    return (s, changed) if changed else None


def names_exchanged(s: str, t: str, language: str, rng: random.Random) -> Broken:
    found = [m for m in re.finditer(r"(?<=[\w,;] )[A-Z][a-zà-ÿ]{3,}\b", t) if re.search(rf"\b{m[0]}\b", s)]
    pairs = [(a, b) for i, a in enumerate(found) for b in found[i + 1 :] if a[0] != b[0] and b.start() - a.end() > 2]
    if not pairs:
        return None
    a, b = rng.choice(pairs)
    return s, t[: a.start()] + b[0] + t[a.end() : b.start()] + a[0] + t[b.end() :]


def unknown_piece(s: str, t: str, language: str, rng: random.Random) -> Broken:
    words = t.split()
    words[rng.randrange(len(words))] = "<unk>"
    return s, " ".join(words)


BREAKS: dict[str, Break] = {
    "decimal mark lost": decimal_mark_lost,
    "percent sign or word lost": percent_lost,
    "percentage points as per cent": percent_points,
    "another unit": unit_changed,
    "another country": country_exchanged,
    "another nationality": people_exchanged,
    "two figures exchanged": numbers_swapped,
    "p.m. as morning": afternoon_as_morning,
    "second half in English": half_in_english,
    "one English word": english_word,
    "a copy in Title Case": title_case_copy,
    "a question as a statement": question_as_statement,
    "quotation marks lost": quotes_lost,
    "negation removed": negation_removed,
    "negation added": negation_added,
    "opposites, more as less": opposite,
    "two names exchanged": names_exchanged,
    "<unk>": unknown_piece,
}
