"""The check of a brief against its source: whether the source has its facts."""
