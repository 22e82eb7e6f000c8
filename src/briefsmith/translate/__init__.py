"""Translation, sentence by sentence, with any text engine."""
