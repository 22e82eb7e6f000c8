"""Summarizing: the length contract and the embedded, extractive summarizer."""
