"""Chooses the sentences of a brief of one length by the value of each sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from briefsmith.languages import characters_per_word
from briefsmith.languages.knowledge import knowledge
from briefsmith.summarize.compression import Compressed, compress, leading_clauses
from briefsmith.summarize.features import Analysis
from briefsmith.summarize.pronouns import Named, named
from briefsmith.summarize.ranker import Ranker
from briefsmith.summarize.selection import Problem, select
from briefsmith.summarize.sparse import Floats
from briefsmith.summarize.standalone import antecedents, noise
from briefsmith.summarize.voices import lists_names, speakerless
from briefsmith.text.length import Length

# Sentences that the exact search considers for each one that fits into the budget, and their minimum.
CANDIDATES_PER_PLACE = 3
MIN_CANDIDATES = 14
# The words of a typical reference summary: gains and prices are shares of it.
REFERENCE_WORDS = 30
# The loss of a set for one unit of cosine between two of its sentences, and the price of a word, by unit.
# Both were cross-validated at 3 sentences, 40 and 100 words (docs/measured/summarizing.md). For more than `FULL_PLACES`
# sentences or `FULL_WORDS` words they shrink in proportion; otherwise long briefs would not use their budget.
REDUNDANCY = 0.4
REDUNDANCY_IN_SENTENCES = 0.25
FULL_PLACES = 4
WORD_PRICE = 0.15
FULL_WORDS = 100
# With a fixed number of sentences a long one must be worth its words; the price grows with the number.
SENTENCE_PRICE = 0.1
MAX_SENTENCE_PRICE = 0.25
# The first sentence of a news text tells the story, and a brief without it is hard to follow. At 40 words this costs
# 0.1 ROUGE-1 and ROUGE-2 on CNN/DM, and 1.1 and 0.8 on OrangeSum, whose texts have no lead (it is the reference);
# in 3 sentences of CNN/DM it is neutral.
LEAD_BONUS = 0.2
# Further statements of a speaker are secondary to the story, even where a name makes them readable alone.
NAME_PRICE = 0.1
# Every sentence is worth something, so that a brief uses its budget.
FLOOR = 0.01


@dataclass(frozen=True, slots=True)
class Chosen:
    """A sentence of a brief: its index in the source, its text, and the rules that changed it.

    `antecedent` is the index of the sentence whose name replaced its pronoun, if one did.
    """

    index: int
    text: str
    rules: tuple[str, ...] = ()
    antecedent: int | None = None

    @property
    def sources(self) -> tuple[int, ...]:
        """The indices of the source sentences that its words come from, ascending."""
        return (self.index,) if self.antecedent is None else (self.antecedent, self.index)


@dataclass(frozen=True)
class Scored:
    """A document of n sentences with their `gains` (n) from the ranker and their forms in a brief, `shortened` (n).

    `named` has, by index, those that can be read alone with a name in place of their pronoun.
    """

    analysis: Analysis
    gains: Floats
    shortened: tuple[Compressed, ...]
    named: Mapping[int, Named]

    @cached_property
    def unfit(self) -> list[bool]:
        """Whether each sentence should be left out of briefs, as it is or as it was shortened.

        What nobody says, and lists of names, may be in a brief of a text that has nothing else; noise may not.
        """
        language = self.analysis.language
        unsound = [
            bad or bool(item.rules and noise(item.text, language))
            for bad, item in zip(self.analysis.unfit, self.shortened, strict=True)
        ]
        nobodys = speakerless(self.analysis.texts, self.analysis.paragraphs, language)
        found = [
            bad or mute or lists_names(item.text)
            for bad, mute, item in zip(unsound, nobodys, self.shortened, strict=True)
        ]
        return unsound if all(found) else found

    @cached_property
    def antecedents(self) -> list[int | None]:
        """For each shortened sentence the index of the one it cannot be read without, or None."""
        texts = [item.text for item in self.shortened]
        needs = antecedents(texts, self.analysis.language, self.analysis.first_mentions)
        return [None if index in self.named else needed for index, needed in enumerate(needs)]

    def alone(self, index: int) -> Chosen:
        """The sentence as it is read alone, with a name for its pronoun if the name is certain."""
        item, name = self.shortened[index], self.named.get(index)
        if name is None:
            return Chosen(index, item.text, item.rules)
        return Chosen(index, name.text, (*item.rules, "name"), name.antecedent)

    def chosen(self, indices: Sequence[int]) -> tuple[Chosen, ...]:
        """The sentences of a brief, in the order given; a pronoun stays when it follows the sentence with its name."""
        made = []
        speaking: int | None = None
        for index in indices:
            item, name = self.shortened[index], self.named.get(index)
            goes_on = name is not None and name.antecedent == speaking
            made.append(Chosen(index, item.text, item.rules) if goes_on else self.alone(index))
            speaking = index if name is None else name.antecedent
        return tuple(made)


@dataclass(frozen=True, slots=True)
class WeighedSentence:
    index: int
    cost: int
    value: float


def weigh(analysis: Analysis, ranker: Ranker, *, shorten: bool = True) -> Scored:
    """The value of each sentence, and its form in a brief: compressed, with `shorten`."""
    language = analysis.language
    shortened = tuple(
        compress(text, language, introduce=True) if shorten else Compressed(text) for text in analysis.texts
    )
    names = named([item.text for item in shortened], language) if shorten else {}
    return Scored(analysis, ranker.gains(analysis), shortened, names)


def choose(scored: Scored, length: Length) -> tuple[Chosen, ...]:
    """The sentences of the brief in source order; the whole text, unchanged, if it fits; empty if nothing fits.

    No sentence is in it twice, however often the source says it.
    """
    analysis, language = scored.analysis, scored.analysis.language
    if length.is_headline:
        return ()
    budget = length.budget(language)
    if sum(length.cost(text, language) for text in analysis.texts) <= budget:
        first = {text.casefold(): index for index, text in reversed(list(enumerate(analysis.texts)))}
        return tuple(Chosen(index, analysis.texts[index]) for index in sorted(first.values()))
    items = weighed_items(scored, length)
    chosen = _best_set(scored, [item for item in items if item.cost <= budget], length)
    if chosen:
        return scored.chosen(chosen)
    return _cut_to_fit(scored, items, length)


def weighed_items(scored: Scored, length: Length) -> list[WeighedSentence]:
    """The sentences that are fit for a brief, with cost and value; all of them if none is fit."""
    language = scored.analysis.language
    price = _price(length, language)
    # In a length of sentences each takes one place: with a constant for each, all places are filled.
    base = 1.0 if length.counts_sentences else 0.0
    bad = scored.unfit
    items = []
    seen: set[str] = set()
    for index in range(len(scored.shortened)):
        text = scored.alone(index).text
        if (bad[index] and not all(bad)) or text.casefold() in seen:
            continue
        seen.add(text.casefold())
        value = float(scored.gains[index]) - price * word_count(text, language) / REFERENCE_WORDS
        if index == 0 and knowledge(language).phrases.lead_bonus:
            value += LEAD_BONUS
        if index in scored.named:
            value -= NAME_PRICE
        worth = base + value if base else max(value, FLOOR)
        items.append(WeighedSentence(index, length.cost(text, language), worth))
    return items


def _price(length: Length, language: str) -> float:
    if length.counts_sentences:
        return min(SENTENCE_PRICE * length.limit, MAX_SENTENCE_PRICE)
    words = length.limit if length.unit == "words" else length.limit / (characters_per_word(language) or 6)
    return WORD_PRICE * min(1.0, FULL_WORDS / words)


def word_count(text: str, language: str) -> float:
    """The number of words; in a script without spaces, the characters divided by the characters of a word."""
    factor = characters_per_word(language)
    return len(text) / factor if factor else len(text.split())


def _best_set(scored: Scored, items: Sequence[WeighedSentence], length: Length) -> tuple[int, ...]:
    """The indices of the best set among the best candidates and the sentences they depend on."""
    if not items:
        return ()
    pool = pool_of(scored, items, length)
    return tuple(pool.indices[k] for k in select(pool.problem))


@dataclass(frozen=True, slots=True)
class CandidatePool:
    """Sentences to choose from, by their indices in the source, ascending, and the problem that this is."""

    indices: tuple[int, ...]
    problem: Problem


def pool_of(
    scored: Scored, items: Sequence[WeighedSentence], length: Length, most: int = 0, first: Sequence[int] = ()
) -> CandidatePool:
    """The best of the items, and the sentences that they depend on.

    With `most`, those of `first` and then the best, this many; without, as many as the exact search considers.
    """
    budget = length.budget(scored.analysis.language)
    by_index = {item.index: item for item in items}
    needs = _needs(scored, by_index)
    items = [item for item in items if item.index in needs]
    typical = max(sorted(item.cost for item in items)[len(items) // 2], 1) if items else 1
    places = budget / typical
    room = most or max(MIN_CANDIDATES, int(CANDIDATES_PER_PLACE * places))
    redundancy = (REDUNDANCY_IN_SENTENCES if length.counts_sentences else REDUNDANCY) * min(
        1.0, FULL_PLACES / max(places, 1)
    )
    ranked = [item.index for item in sorted(items, key=lambda item: (-item.value, item.index))]
    wanted = list(dict.fromkeys([*(i for i in first if i in needs), *ranked]))
    pool = sorted({i for index in wanted[:room] for i in (index, *needs[index])})
    place = {index: k for k, index in enumerate(pool)}
    problem = Problem(
        values=[by_index[i].value for i in pool],
        costs=[by_index[i].cost for i in pool],
        redundancy=(scored.analysis.words.gram(pool) * redundancy).tolist(),
        needs=[place[needs[i][0]] if needs[i] else None for i in pool],
        capacity=budget,
    )
    return CandidatePool(tuple(pool), problem)


def _needs(scored: Scored, by_index: dict[int, WeighedSentence]) -> dict[int, tuple[int, ...]]:
    """For each candidate that can be read: the chain of sentences it depends on, nearest first."""
    chains: dict[int, tuple[int, ...] | None] = {}
    for index, needed in enumerate(scored.antecedents):
        if needed is None:
            chain: tuple[int, ...] | None = ()
        else:
            before = chains[needed]
            chain = None if before is None or needed not in by_index else (needed, *before)
        chains[index] = chain
    readable = {i: chain for i in by_index if (chain := chains[i]) is not None}
    # Where every sentence depends on one that is not a candidate, dependencies are ignored.
    return readable or dict.fromkeys(by_index, ())


def _cut_to_fit(scored: Scored, items: Sequence[WeighedSentence], length: Length) -> tuple[Chosen, ...]:
    """The best single sentence, cut after its main clause; empty if no sentence can be cut."""
    language = scored.analysis.language
    for item in sorted(items, key=lambda item: (-item.value, item.index)):
        shortened = scored.shortened[item.index]
        for text in leading_clauses(shortened.text, language):
            if length.cost(text, language) <= length.budget(language):
                return (Chosen(item.index, text, (*shortened.rules, "clause")),)
    return ()
