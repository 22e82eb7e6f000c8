"""Newsletters: stories from one cached summary and its translations, as e-mail, text, Markdown and feeds."""
