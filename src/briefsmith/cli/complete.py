"""What the shell offers for values at the Tab key (`briefsmith --install-completion`): nothing heavy is imported."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

Offer = tuple[str, str]  # a value and what it is


def languages(incomplete: str) -> Iterator[Offer]:
    """One language, by its code."""
    from briefsmith.languages import LANGUAGES

    return _beginning(incomplete, ((code, language.name) for code, language in LANGUAGES.items()))


def languages_to_write(incomplete: str) -> Iterator[Offer]:
    """Several languages with commas between them, or `all`."""
    from briefsmith.languages import ALL, LANGUAGES

    known = [(code, language.name) for code, language in LANGUAGES.items()]
    return _next_of_list(incomplete, [(ALL, "all that are here"), *known])


def lengths(incomplete: str) -> Iterator[Offer]:
    """Several lengths with commas between them."""
    from briefsmith.text.length import NAMED

    return _next_of_list(incomplete, [(name, f"{words} words") for name, words in NAMED.items()])


def configs(incomplete: str) -> list[str]:
    """The profiles; the shell adds the files."""
    from briefsmith.settings.layers import profiles

    return [name for name in profiles() if name.startswith(incomplete)]


def models(incomplete: str) -> Iterator[Offer]:
    """The models of the list."""
    from briefsmith.models.catalog import catalog

    return _beginning(incomplete, ((model.name, model.pairs) for model in catalog()))


def _beginning(incomplete: str, offers: Iterable[Offer]) -> Iterator[Offer]:
    return ((value, what) for value, what in offers if value.startswith(incomplete.lower()))


def _next_of_list(incomplete: str, offers: Iterable[Offer]) -> Iterator[Offer]:
    """The list so far with each value that may follow."""
    before, comma, last = incomplete.rpartition(",")
    given = set(before.split(","))
    return ((f"{before}{comma}{value}", what) for value, what in _beginning(last, offers) if value not in given)
