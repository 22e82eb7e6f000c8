"""Text as every stage reads it: lengths, words, sentences, clauses, and which language it is in."""
