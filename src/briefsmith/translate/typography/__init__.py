"""How the target language writes figures, dates and quotation marks."""
