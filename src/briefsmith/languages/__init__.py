"""Languages: their codes and names, and what the program knows of each."""

from briefsmith.languages.table import LANGUAGES, Language, canonical, describe

__all__ = ["LANGUAGES", "Language", "canonical", "describe"]
