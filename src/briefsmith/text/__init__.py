"""Text as every stage reads it: lengths, words, sentences, clauses, and the language."""
