"""Languages by their canonical codes: ISO 639-1 where one exists, with names, script and writing direction.

One table serves the whole program. `nllb` is the code that FLORES and NLLB use (`deu_Latn`); engines that want other
codes derive them from here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from briefsmith.errors import UsageError

# In place of languages to write in: all that a model here writes.
ALL = "all"
# The code for a language that is not known (ISO 639-2).
UNDETERMINED = "und"

# Source and target language, canonical codes.
Pair = tuple[str, str]

# Most translation models read or write this one: two of them reach nearly every pair.
PIVOT = "en"


# Scripts written without spaces between words, with the number of characters for one English word, rounded.
_CHARACTERS_PER_WORD = {"Hans": 2.0, "Hant": 2.0, "Jpan": 2.5, "Thai": 6.0, "Laoo": 6.0, "Khmr": 6.0, "Mymr": 6.0}


# Scripts in which a sentence follows the one before without a space.
_CLOSE = frozenset({"Hans", "Hant", "Jpan"})

# Languages whose texts from before Unicode are usually in cp1252; the others in Latin script had other code pages.
_WESTERN = frozenset(
    ["af", "ca", "da", "de", "en", "es", "eu", "fi", "fr", "ga", "gl", "is", "it", "nb", "nl", "pt", "sv"]
)


# Scripts whose characters each carry much more than a letter of an alphabet.
_DENSE = frozenset({"Hans", "Hant", "Jpan", "Hang", "Thai"})


@dataclass(frozen=True, slots=True)
class Language:
    """One language. `script` is its ISO 15924 code (`Latn`), `direction` the value of HTML's `dir`."""

    code: str
    name: str
    native: str
    nllb: str

    @property
    def iso639_3(self) -> str:
        """The three-letter code, e.g. `deu`."""
        return self.nllb[:3]

    @property
    def script(self) -> str:
        return self.nllb[4:]

    @property
    def direction(self) -> str:
        return "rtl" if self.script in {"Arab", "Hebr"} else "ltr"

    @property
    def characters_per_word(self) -> float | None:
        """The characters for one English word in a script without spaces; None where spaces separate the words."""
        return _CHARACTERS_PER_WORD.get(self.script)

    @property
    def western(self) -> bool:
        """Whether the code page of Western Europe, cp1252, has its letters."""
        return self.code in _WESTERN

    @property
    def spaced(self) -> bool:
        """Whether words are separated by spaces."""
        return self.characters_per_word is None


_TABLE = """
af Afrikaans Afrikaans afr_Latn
am Amharic አማርኛ amh_Ethi
ar Arabic العربية arb_Arab
bg Bulgarian Български bul_Cyrl
bn Bengali বাংলা ben_Beng
ca Catalan Català cat_Latn
cs Czech Čeština ces_Latn
da Danish Dansk dan_Latn
de German Deutsch deu_Latn
el Greek Ελληνικά ell_Grek
en English English eng_Latn
es Spanish Español spa_Latn
et Estonian Eesti est_Latn
eu Basque Euskara eus_Latn
fa Persian فارسی pes_Arab
fi Finnish Suomi fin_Latn
fr French Français fra_Latn
ga Irish Gaeilge gle_Latn
gl Galician Galego glg_Latn
gu Gujarati ગુજરાતી guj_Gujr
he Hebrew עברית heb_Hebr
hi Hindi हिन्दी hin_Deva
hr Croatian Hrvatski hrv_Latn
hu Hungarian Magyar hun_Latn
hy Armenian Հայերեն hye_Armn
id Indonesian Indonesia ind_Latn
is Icelandic Íslenska isl_Latn
it Italian Italiano ita_Latn
ja Japanese 日本語 jpn_Jpan
ka Georgian ქართული kat_Geor
kk Kazakh Қазақ kaz_Cyrl
km Khmer ខ្មែរ khm_Khmr
ko Korean 한국어 kor_Hang
lo Lao ລາວ lao_Laoo
lt Lithuanian Lietuvių lit_Latn
lv Latvian Latviešu lvs_Latn
mk Macedonian Македонски mkd_Cyrl
ml Malayalam മലയാളം mal_Mlym
mr Marathi मराठी mar_Deva
ms Malay Melayu zsm_Latn
my Burmese မြန်မာ mya_Mymr
nb Norwegian Norsk nob_Latn
nl Dutch Nederlands nld_Latn
pa Punjabi ਪੰਜਾਬੀ pan_Guru
pl Polish Polski pol_Latn
pt Portuguese Português por_Latn
ro Romanian Română ron_Latn
ru Russian Русский rus_Cyrl
sk Slovak Slovenčina slk_Latn
sl Slovenian Slovenščina slv_Latn
sq Albanian Shqip als_Latn
sr Serbian Српски srp_Cyrl
sv Swedish Svenska swe_Latn
sw Swahili Kiswahili swh_Latn
ta Tamil தமிழ் tam_Taml
te Telugu తెలుగు tel_Telu
th Thai ไทย tha_Thai
tr Turkish Türkçe tur_Latn
uk Ukrainian Українська ukr_Cyrl
ur Urdu اردو urd_Arab
vi Vietnamese Tiếng_Việt vie_Latn
zh Chinese 中文 zho_Hans
"""

LANGUAGES: dict[str, Language] = {
    code: Language(code, name, native.replace("_", " "), nllb)
    for code, name, native, nllb in (line.split() for line in _TABLE.strip().splitlines())
}

_ALIASES: dict[str, str] = {
    "no": "nb",
    "nn": "nb",
    "iw": "he",
    "in": "id",
    "fas": "fa",
    "msa": "ms",
    "nor": "nb",
    "lav": "lv",
    "ara": "ar",
    "sqi": "sq",
    "swa": "sw",
    **{language.iso639_3: code for code, language in LANGUAGES.items()},
    **{language.nllb.lower().replace("_", "-"): code for code, language in LANGUAGES.items()},
    **{language.name.lower(): code for code, language in LANGUAGES.items()},
    **{language.native.lower(): code for code, language in LANGUAGES.items()},
}


def canonical(name: str) -> str:
    """The canonical code of a language given as a code, a tag with a region, or a name: `de-AT`, `deu`, `German` → `de`.

    Raises UsageError with near misses when nothing matches.
    """
    wanted = name.strip().lower().replace("_", "-")
    for candidate in (wanted, wanted.split("-")[0]):
        if candidate in LANGUAGES:
            return candidate
        if candidate in _ALIASES:
            return _ALIASES[candidate]
    near = get_close_matches(wanted, [*LANGUAGES, *_ALIASES], n=3)
    hint = f" Did you mean {', '.join(repr(n) for n in near)}?" if near else ""
    raise UsageError(
        f"unknown language {name!r}.{hint} Use an ISO 639 code such as 'de', or see 'briefsmith languages'."
    )


def describe(code: str) -> str:
    """The English name of a canonical code, or the code itself when it is not in the table."""
    return LANGUAGES[code].name if code in LANGUAGES else code


@cache
def primary(language: str) -> str:
    """The language without script and region: `zh-Hant` gives `zh`."""
    return re.split("[-_]", language, maxsplit=1)[0].lower()


def script(language: str) -> str:
    """The ISO 15924 code of the language's script (`Latn`); empty for a language that is not in the table."""
    known = LANGUAGES.get(primary(language))
    return known.script if known else ""


def characters_per_word(language: str) -> float | None:
    """The characters for one English word in a script without spaces; None for any other language."""
    known = LANGUAGES.get(primary(language))
    return known.characters_per_word if known else None


def is_unspaced(language: str) -> bool:
    """Whether the language is written without spaces between words."""
    return characters_per_word(language) is not None


def sentence_separator(language: str) -> str:
    """What stands between two sentences: a space, which Thai has there although it has none between words, or nothing."""
    known = LANGUAGES.get(primary(language))
    return "" if known is not None and known.script in _CLOSE else " "


def is_dense(language: str) -> bool:
    """Whether a text of the language has far fewer characters than its translation into a language with an alphabet."""
    known = LANGUAGES.get(primary(language))
    return known is not None and known.script in _DENSE
