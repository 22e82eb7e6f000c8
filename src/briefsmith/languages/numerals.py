"""Makes the tables of number words for the modules of the languages.

"One" is not in them (in German, French and Spanish it is the article), nor are "first" and "second" (a unit of time).
"""

from __future__ import annotations

from pathlib import Path


def numbered(words: str, start: int, step: int = 1) -> dict[str, int]:
    """Words separated by spaces with their numbers, from `start` on."""
    return {word: start + step * i for i, word in enumerate(words.split())}


def spaced(words: dict[str, int]) -> dict[str, int]:
    """The words, and those with a hyphen also with a space in its place."""
    return words | {word.replace("-", " "): value for word, value in words.items()}


def listed(language: str) -> dict[str, int]:
    """The words of `data/numbers.XX.txt`, a number and its word a line, as benchmarks/number_words.py writes them."""
    lines = (Path(__file__).parent / "data" / f"numbers.{language}.txt").read_text("utf-8").splitlines()
    return {word: int(value) for value, word in (line.split(" ", 1) for line in lines)}
