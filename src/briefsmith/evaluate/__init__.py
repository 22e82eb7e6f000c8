"""Measuring: ROUGE beside Lead and sumy, BLEU and chrF, and what cleaning keeps and drops."""
