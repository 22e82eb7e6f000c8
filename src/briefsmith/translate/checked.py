"""Translation with a check on every sentence, and a ladder of retries where the check finds something.

    n-best choice → wider beam → what was lost as placeholders → cut at clauses → flag → the source sentence, if asked

The remedies of its findings decide which of them a sentence gets. From the start, placeholders carry addresses, code
and the like around the model.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from briefsmith.engines.base import GenerationParams, Hypothesis
from briefsmith.model import Treatment
from briefsmith.translate.casing import match_edges
from briefsmith.translate.doubt import Signals, judged, level
from briefsmith.translate.glossary import Glossary, GlossaryGuard
from briefsmith.translate.guards import GUARDS, judge
from briefsmith.translate.guards.base import Finding, Guard, Remedy, Sides
from briefsmith.translate.guards.names import restored
from briefsmith.translate.placeholders import Masked, Slot, mask, pieces, protected
from briefsmith.translate.rerank import omission, penalty
from briefsmith.translate.seq2seq import Seq2SeqTranslator, has_letters
from briefsmith.translate.typography.figures import localize

# Compared with 12, a beam of 20 keeps 0.3 % more figures for twice the time, on 250 newstest2014 lines with figures.
WIDE_BEAM = 12
# A sentence joined from parts reads worse than one translated whole.
_JOINED = 0.3
_SEAM = 4
# The rungs whose text the engine wrote in parts.
_IN_PARTS = frozenset({"clauses", "cut around"})


@dataclass(frozen=True, slots=True)
class TranslationOptions:
    """`locale` writes figures, dates and quotation marks as the target language does; `keep_source` shows the source
    sentence, marked, where the check still finds something. `doubtful` says what becomes of doubtful sentences.
    """

    locale: bool = True
    keep_source: bool = False
    doubtful: Treatment = "mark"
    glossary: Glossary = field(default_factory=lambda: Glossary(()))


@dataclass(frozen=True, slots=True)
class Translation:
    """One sentence: its text, what is still wrong with it, and the rungs of the ladder that were tried.

    `doubt` is the probability (0 to 1) of a serious error, from `signals`; None for a text that was not translated.
    """

    text: str
    findings: tuple[Finding, ...] = ()
    rungs: tuple[str, ...] = ()
    kept_source: bool = False
    doubt: float | None = None
    signals: Signals = field(default_factory=Signals)


@dataclass(slots=True)
class _Job:
    """A sentence on its way up the ladder; `score` is the engine's minus the weight of the findings.

    `sides` are those of `text`, `engine_score` is what the engine gave it (0: nothing). `composed` says that the engine
    wrote it in parts, whose scores say little about the whole.
    """

    source: str
    text: str = ""
    score: float = float("-inf")
    engine_score: float = 0.0
    sides: Sides | None = None
    composed: bool = False
    findings: list[Finding] = field(default_factory=list)
    rungs: list[str] = field(default_factory=list)

    def needs(self, *remedies: Remedy) -> bool:
        """Whether one of these may fix it."""
        return any(finding.remedy in remedies for finding in self.findings)


class CheckedTranslator:
    """A translator of one pair that checks its sentences; distinct sentences are translated once, together on each rung.

    The terms of the glossary are one more guard, after `guards`.
    """

    def __init__(
        self,
        translator: Seq2SeqTranslator,
        pair: tuple[str, str],
        options: TranslationOptions | None = None,
        guards: Sequence[Guard] = GUARDS,
    ) -> None:
        self.pair = pair
        self.options = options or TranslationOptions()
        self._translator = translator
        self._terms = GlossaryGuard(self.options.glossary)
        self._guards = (*guards, self._terms)
        self._wanted = self.options.glossary.targets(pair[1])

    def translate(self, sentences: Sequence[str]) -> list[str]:
        """The texts alone, one for each sentence."""
        return [translation.text for translation in self.checked(sentences)]

    def checked(self, sentences: Sequence[str]) -> list[Translation]:
        """One translation for each sentence, in order; a text without letters passes through. Raises EngineError."""
        jobs = {text: _Job(text) for text in dict.fromkeys(sentences) if self._is_text(text)}
        self._first(list(jobs.values()))
        ladder: tuple[tuple[Callable[[Sequence[_Job]], None], tuple[Remedy, ...]], ...] = (
            (self._beam, ("retry", "placeholder", "split")),
            (self._placeholders, ("placeholder",)),
            (self._clauses, ("split",)),
        )
        for rung, remedies in ladder:
            if poor := [job for job in jobs.values() if job.needs(*remedies)]:
                rung(poor)
        self._score_again([job for job in jobs.values() if job.composed])
        return [self._done(jobs[text]) if text in jobs else Translation(text) for text in sentences]

    def _is_text(self, text: str) -> bool:
        return any(has_letters(part) for part, _ in pieces(text, self._carried(text)))

    def _done(self, job: _Job) -> Translation:
        found, rungs = tuple(job.findings), tuple(job.rungs)
        signals = Signals() if job.sides is None else Signals.of(job.engine_score, job.sides)
        doubt = judged(self._translator.calibration, signals, found)
        if (found and self.options.keep_source) or (level(doubt) == "doubtful" and self.options.doubtful == "source"):
            return Translation(f"[{self.pair[0]}] {job.source}", found, rungs, True, doubt, signals)
        return Translation(job.text, found, rungs, False, doubt, signals)

    def _score_again(self, jobs: Sequence[_Job]) -> None:
        """What the model says of whole sentences that it wrote in parts."""
        scores = self._translator.scores([(job.source, job.text) for job in jobs]) if jobs else None
        for job, score in zip(jobs, scores or (), strict=False):
            job.engine_score = score

    def _carried(self, source: str, more: Sequence[Slot] = ()) -> list[Slot]:
        """What goes around the model: protected spans, terms to keep, then `more` where they do not overlap."""
        kept = self.options.glossary.slots(source, self.pair[1], kept=True)
        slots: list[Slot] = []
        for slot in (*protected(source, self.pair[0]), *kept, *more):
            if not any(slot.start < other.end and other.start < slot.end for other in slots):
                slots.append(slot)
        return sorted(slots, key=lambda slot: slot.start)

    def _first(self, jobs: Sequence[_Job]) -> None:
        masked = [mask(job.source, self._carried(job.source)) for job in jobs]
        self._offer(jobs, masked, self._translator.params, "")
        if lost := [job for job in jobs if not job.text]:
            self._around(lost)

    def _beam(self, jobs: Sequence[_Job]) -> None:
        wide = replace(self._translator.params, beam_size=WIDE_BEAM, num_hypotheses=WIDE_BEAM)
        self._offer(jobs, [mask(job.source, self._carried(job.source)) for job in jobs], wide, "beam")

    def _placeholders(self, jobs: Sequence[_Job]) -> None:
        """What was lost and has a known form in the target goes through as placeholders."""
        some = [(job, slots) for job in jobs if (slots := _slots(job.findings))]
        masked = [mask(job.source, self._carried(job.source, slots)) for job, slots in some]
        self._offer([job for job, _ in some], masked, self._translator.params, "placeholders")

    def _clauses(self, jobs: Sequence[_Job]) -> None:
        """Two parts, each translated separately, for what a whole sentence loses."""
        masked = [mask(job.source, self._carried(job.source)) for job in jobs]
        texts = ["" if m is None else m.text for m in masked]
        parts = [self._translator.halves(text) for text in texts]
        split = [(j, m, p) for j, m, p in zip(jobs, masked, parts, strict=True) if m is not None and len(p) > 1]
        found = self._translator.joined([p for _, _, p in split])
        for (job, m, _), hypothesis in zip(split, found, strict=True):
            self._consider(job, m, [replace(hypothesis, score=hypothesis.score - _JOINED)], "clauses")

    def _around(self, jobs: Sequence[_Job]) -> None:
        """Every piece between the carried spans, translated separately: no placeholder can be lost."""
        cut = [pieces(job.source, self._carried(job.source)) for job in jobs]
        texts = list(dict.fromkeys(part.strip() for parts in cut for part, _ in parts if has_letters(part)))
        best = dict(zip(texts, self._translator.joined([[text] for text in texts]), strict=True))

        def render(part: str) -> str:
            inner = part.strip()
            return part.replace(inner, best[inner].text, 1) if inner in best else part

        for job, parts in zip(jobs, cut, strict=True):
            text = "".join(render(part) + (slot.text if slot else "") for part, slot in parts)
            self._take(job, self._sides(job.source, text), Hypothesis(text, -_SEAM), "cut around")

    def _offer(
        self, jobs: Sequence[_Job], masked: Sequence[Masked | None], params: GenerationParams, rung: str
    ) -> None:
        usable = [(job, m) for job, m in zip(jobs, masked, strict=True) if m is not None]
        found = self._translator.hypotheses([m.text for _, m in usable], params)
        for (job, m), hypotheses in zip(usable, found, strict=True):
            self._consider(job, m, hypotheses, rung)

    def _consider(self, job: _Job, masked: Masked, hypotheses: Sequence[Hypothesis], rung: str) -> None:
        """Takes the best hypothesis that keeps every placeholder; the guards, which cost more, check that one only."""

        def cost(sides: Sides) -> float:
            lost = omission(sides) if len(hypotheses) > 1 else 0.0
            return penalty(sides) + lost + len(sides.once(self._terms.missed))

        whole = [
            (self._sides(job.source, text), hypothesis)
            for hypothesis in hypotheses
            if (text := masked.restore(hypothesis.text)) is not None
        ]
        full = [item for item in whole if item[0].target.strip()] or whole
        if full:
            sides, hypothesis = max(full, key=lambda item: item[1].score - cost(item[0]))
            self._take(job, sides, hypothesis, rung)

    def _take(self, job: _Job, sides: Sides, hypothesis: Hypothesis, rung: str) -> None:
        found = judge(sides, self._guards)
        weighed = hypothesis.score - sum(finding.weight for finding in found)
        job.rungs += [rung] if rung else []
        if not job.text or (not found and job.findings) or (weighed > job.score and bool(found) <= bool(job.findings)):
            job.text, job.score, job.findings = sides.target, weighed, found
            job.sides, job.composed = sides, rung in _IN_PARTS
            job.engine_score = 0.0 if job.composed else hypothesis.score

    def _sides(self, source: str, target: str) -> Sides:
        """The sentence, and a translation as it would be shown."""
        edged = restored(source, match_edges(source, target), self.pair)
        shown = localize(source, edged, self.pair) if self.options.locale else edged
        return Sides(source, shown, self.pair, self.options.locale, self._wanted)


def _slots(findings: Sequence[Finding]) -> list[Slot]:
    """What was lost and can be put in. The last guards are the caller's, so their spans come first."""
    return [
        Slot(span.start, span.end, span.text)
        for finding in reversed(findings)
        if finding.remedy == "placeholder"
        for span in finding.lost
        if span.text is not None
    ]
