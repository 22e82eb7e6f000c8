"""What a summarizer must beat: the lead of the text, and the methods of sumy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from briefsmith.errors import UsageError
from briefsmith.evaluate.rouge import EXTRA
from briefsmith.languages import characters_per_word, describe, is_unspaced, primary
from briefsmith.languages.knowledge import knowledge
from briefsmith.model import CleanDocument
from briefsmith.text.length import Length
from briefsmith.text.tokens import ALPHANUMERIC

SUMY = ("LexRank", "Luhn", "TextRank", "LSA")


def lead(clean: CleanDocument, length: Length) -> list[str]:
    """The first sentences; under a word or character budget the beginning of the text, cut where the budget ends."""
    texts = [sentence.text for sentence in clean.sentences]
    if length.counts_sentences:
        return texts[: length.limit]
    if length.counts_characters(clean.language):
        factor = (characters_per_word(clean.language) or 1) if length.unit == "words" else 1
        return _cut(texts, int(length.limit * factor), list, "")
    return _cut(texts, length.limit, str.split, " ")


def _cut(texts: Sequence[str], room: int, split: Callable[[str], list[str]], joint: str) -> list[str]:
    kept = []
    for text in texts:
        units = split(text)[:room]
        room -= len(units)
        if units:
            kept.append(joint.join(units))
    return kept


def sumy(method: str, clean: CleanDocument, length: Length) -> list[str]:
    """What one of sumy's methods selects: `limit` sentences, or its best ones that fit the budget.

    Raises UsageError without sumy or for a script without spaces, which its tokenizers do not read.
    """
    if is_unspaced(clean.language):
        raise UsageError("sumy has no tokenizer for scripts without spaces.")
    document, sentences = _sumy_document(clean)
    summarizer = _sumy_method(method, clean.language)
    ranked = list(summarizer(document, length.limit if length.counts_sentences else len(sentences)))
    if length.counts_sentences:
        return [str(sentence) for sentence in ranked]
    order = _sumy_order(summarizer, document, len(sentences))
    room, taken = length.budget(clean.language), set()
    for index in order:
        cost = length.cost(str(sentences[index]), clean.language)
        if cost <= room:
            room -= cost
            taken.add(index)
    return [str(sentences[index]) for index in sorted(taken)]


def _sumy_order(summarizer: Any, document: Any, count: int) -> list[int]:
    """The sentences from best to worst, found by asking for one more each time."""
    position = {id(sentence): index for index, sentence in enumerate(document.sentences)}
    order: list[int] = []
    for size in range(1, min(count, 12) + 1):
        order += [position[id(s)] for s in summarizer(document, size) if position[id(s)] not in order]
    return order


def _sumy_document(clean: CleanDocument) -> tuple[Any, list[Any]]:
    try:
        from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
    except ImportError:
        raise UsageError(f"The comparison with sumy needs the package sumy. {EXTRA}") from None
    sentences = [Sentence(item.text, _Words()) for item in clean.sentences]
    return ObjectDocumentModel([Paragraph(sentences)]), sentences


class _Words:
    """The tokenizer that sumy's sentences ask for; the splitting into sentences is ours, the same for all systems."""

    def to_words(self, text: str) -> tuple[str, ...]:
        return tuple(ALPHANUMERIC.findall(text))


def _sumy_method(method: str, language: str) -> Any:
    """The summarizer as sumy's own examples set it up: with the language's stemmer and stop words if sumy has them."""
    from sumy.nlp.stemmers import Stemmer, null_stemmer
    from sumy.summarizers.lex_rank import LexRankSummarizer
    from sumy.summarizers.lsa import LsaSummarizer
    from sumy.summarizers.luhn import LuhnSummarizer
    from sumy.summarizers.text_rank import TextRankSummarizer
    from sumy.utils import get_stop_words

    classes = {
        "LexRank": LexRankSummarizer,
        "Luhn": LuhnSummarizer,
        "TextRank": TextRankSummarizer,
        "LSA": LsaSummarizer,
    }
    # Only if our own rules know the words of the language too.
    name = describe(primary(language)).lower() if knowledge(language).phrases.function else None
    summarizer = classes[method](Stemmer(name) if name else null_stemmer)
    if name:
        summarizer.stop_words = get_stop_words(name)
    return summarizer
