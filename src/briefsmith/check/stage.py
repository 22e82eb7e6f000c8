"""The stage that checks every brief against its source, before it is translated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefsmith.check.risk import risk, strange_words
from briefsmith.check.source import Source
from briefsmith.check.support import Finding, nearest, rank, unsupported
from briefsmith.model import Brief, BriefSentence, BriefSet, Check, CleanDocument, Offer, Step
from briefsmith.text.length import Length

# At this risk, at even prior odds, the warning is right about as often as the check of facts (docs/measured/checking.md).
WARNED = 0.5
# So many words that the source lacks; a headline that a person wrote has them in 7 % of BBC articles.
STRANGE = 3
_SEVERAL = 2


@dataclass(frozen=True, slots=True)
class _Checked:
    """A sentence after the check, the result, and the index of the source sentence that replaced it, if one did."""

    sentence: BriefSentence
    check: Check
    replaced_by: int | None = None


class CheckFacts:
    """Looks for every number, date, name, quotation and negation of a brief in the sentences that it was made from.

    A sentence with a fact that they do not support is replaced by its source sentence if that fits the length; else it
    is flagged. A headline is flagged. A candidate with such a fact is none any more. Briefs in another language than the
    document's are not changed: they were checked before they were translated. Every replacement is a step of the provenance.
    """

    name = "check"

    def __call__(self, batch: Sequence[BriefSet]) -> list[BriefSet]:
        """The sets in order, each with its briefs checked."""
        return [_check_all(item) for item in batch]


def _check_all(item: BriefSet) -> BriefSet:
    source = Source.of(item.clean)
    briefs = tuple(
        _check(brief, item.clean, source) if brief.language == item.clean.language else brief for brief in item.briefs
    )
    return replace(item, briefs=briefs, offers=tuple(_supported(offer, source) for offer in item.offers))


def _check(brief: Brief, clean: CleanDocument, source: Source) -> Brief:
    done: list[_Checked] = []
    for index in range(len(brief.sentences)):
        texts = [x.sentence.text for x in done], [sentence.text for sentence in brief.sentences[index + 1 :]]
        done.append(_check_sentence(index, brief, clean, source, room=_room(brief, [*texts[0], *texts[1]])))
    steps = [Step("check", "embedded", "facts", route=brief.language)]
    steps += [
        Step("check", "embedded", "source sentence", route=f"sentence {x.replaced_by}")
        for x in done
        if x.replaced_by is not None
    ]
    return replace(
        brief,
        sentences=tuple(x.sentence for x in done),
        checks=(*brief.checks, *_headline(brief, source), *(x.check for x in done), *_risk(done, source)),
        provenance=(*brief.provenance, *steps),
    )


def _supported(offer: Offer, source: Source) -> Offer:
    """The offer without the candidates that say what their sources do not, and without those that need such a one."""
    kept: dict[int, int] = {}
    for place, candidate in enumerate(offer.candidates):
        if candidate.needs is not None and candidate.needs not in kept:
            continue
        if not unsupported(candidate.sentence.text, source, candidate.sentence.sources):
            kept[place] = len(kept)
    passed = Check("facts", "passed", sentence=0)
    offered = [
        replace(item, needs=None if item.needs is None else kept[item.needs], checks=(*item.checks, passed))
        for item in (offer.candidates[place] for place in kept)
    ]
    rows = tuple(tuple(offer.redundancy[i][j] for j in kept) for i in kept)
    return replace(offer, candidates=tuple(offered), redundancy=rows)


def _room(brief: Brief, others: Sequence[str]) -> int:
    """The budget of one sentence when the others of the brief stay as they are."""
    length = Length.parse(brief.length)
    return length.budget(brief.language) - sum(length.cost(text, brief.language) for text in others)


def _check_sentence(index: int, brief: Brief, clean: CleanDocument, source: Source, room: int) -> _Checked:
    sentence = brief.sentences[index]
    findings = unsupported(sentence.text, source, sentence.sources)
    if not findings:
        return _Checked(sentence, Check("facts", "passed", sentence=index))
    place = nearest(sentence.text, source, sentence.sources)
    if place is not None:
        original = source.sentences[place]
        fits = Length.parse(brief.length).cost(original, brief.language) <= room
        if fits and rank([sentence.text, original], source, sentence.sources)[0] == 1:
            whole = BriefSentence(original, (place,), "exact", clean.sentences[place].paragraph)
            message = f"sentence {index + 1} is the source's: a shorter form had {_named(findings)}"
            return _Checked(whole, Check("facts", "passed", message, index), place)
    return _Checked(sentence, Check("facts", "flagged", f"sentence {index + 1}: {_named(findings)}", index))


def _headline(brief: Brief, source: Source) -> list[Check]:
    """What is wrong with the headline; of a brief that is nothing else, also that it was checked, and where it is from."""
    text = brief.headline
    findings = unsupported(text, source) if text and text != source.title else []
    if findings:
        return [Check("facts", "flagged", f"headline: {_named(findings)}")]
    return [Check("facts", "passed", f"headline: {_origin(text, source)}")] if text and not brief.sentences else []


def _origin(text: str, source: Source) -> str:
    if text == source.title:
        return "the document's title"
    place = nearest(text, source, range(len(source.sentences)))
    return "from the document" if place is None else f"from sentence {place + 1} of the document"


def _risk(done: Sequence[_Checked], source: Source) -> list[Check]:
    """A warning for what a model wrote if it probably says what its source does not.

    Of several sentences that are not the source's own, by the learned signs. Of one by its words: the weights for one sentence
    come from summaries most of which are wrong, and blame a plain copy.
    """
    written = [x.sentence.text for x in done if x.sentence.support == "chunk"]
    own = [text for text in written if text not in source.sentences]
    if len(own) == len(done) == 1:
        strange = strange_words(own[0], source)
        message = f"a model wrote this, with words that the article does not have: {', '.join(strange)}"
        return [Check("risk", "warned", message, 0)] if len(strange) >= STRANGE else []
    if len(own) < _SEVERAL or (chance := risk(written, source)) <= WARNED:
        return []
    return [
        Check("risk", "warned", f"a model wrote this, and signs of unsupported statements are strong ({chance:.2f})")
    ]


def _named(findings: Sequence[Finding]) -> str:
    """The findings as one line: `"2.5 billion" (this number is not in the source sentences)`."""
    return "; ".join(f'"{finding.text}" ({finding.message})' for finding in findings)
