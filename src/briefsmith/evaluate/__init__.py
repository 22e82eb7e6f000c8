"""Measuring: ROUGE compared with Lead and sumy, BLEU and chrF, and what cleaning keeps and drops."""
