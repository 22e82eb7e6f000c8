"""A model's own language codes: `deu_Latn` for NLLB, `de_DE` for mBART, `de` for M2M100, `>>deu<<` for Marian."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from briefsmith.errors import UsageError
from briefsmith.languages import LANGUAGES, canonical

_FLORES = re.compile(r"[a-z]{3}_[A-Z][a-z]{3}")
_MARIAN = re.compile(r">>(\w+)<<")


def code_tokens(tokenizer: Any) -> dict[str, str]:
    """The language tokens of a transformers tokenizer by canonical code; empty if the model has none.

    If two tokens mean one language (`zho_Hans`, `zho_Hant`), the one named in `languages` wins, otherwise the first.
    """
    name = type(tokenizer).__name__
    if name == "M2M100Tokenizer":
        return _by_language({code: tokenizer.get_lang_token(code) for code in tokenizer.lang_code_to_id})
    if name.startswith("MBart"):
        return _by_language({code: code for code in tokenizer.lang_code_to_id})
    if name.startswith("Nllb"):
        return _by_language({token: token for token in tokenizer.get_vocab() if _FLORES.fullmatch(token)})
    if name == "MarianTokenizer":
        return _by_language({_MARIAN.sub(r"\1", token): token for token in tokenizer.supported_language_codes})
    return {}


def _by_language(tokens: Mapping[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for code, token in tokens.items():
        language = known_language(code)
        if language is not None and (language not in found or code == LANGUAGES[language].nllb):
            found[language] = token
    return found


def known_language(code: str) -> str | None:
    """The canonical code of a model's code; None for a language that is not in our table."""
    try:
        return canonical(code)
    except UsageError:
        return None


def listed(codes: Iterable[str]) -> str:
    """Canonical codes as one string for a message."""
    return ", ".join(sorted(codes)) or "none"
