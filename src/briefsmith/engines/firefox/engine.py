"""The engine `firefox`: Mozilla's translation models in numpy, on the CPU, in float32."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from briefsmith.cores import usable_cores
from briefsmith.engines.base import EngineInfo, GenerationParams, Hypothesis
from briefsmith.engines.batching import batches, refuse_longer
from briefsmith.engines.decoding import Decoding, output_limit
from briefsmith.engines.firefox.folder import MAX_INPUT_TOKENS, StudentFiles, student_files, student_folder
from briefsmith.engines.loaded import loaded
from briefsmith.engines.options import EngineOptions
from briefsmith.errors import EngineError, ModelUnavailableError

if TYPE_CHECKING:
    from briefsmith.engines.firefox.network import Student
    from briefsmith.engines.firefox.search import Choice, Ended
    from briefsmith.engines.firefox.shortlist import Shortlist
    from briefsmith.engines.firefox.vocabulary import PieceVocabularies

# Hypotheses of a batch. More are hardly faster, and the logits of so many take 16 MB with 32,000 pieces.
_MOST_ROWS = 128


@dataclass(frozen=True, slots=True)
class _Loaded:
    """A model in memory."""

    student: Student
    vocabularies: PieceVocabularies
    shortlist: Shortlist | None


class FirefoxEngine:
    """Batches of similar length, one for each thread; weights load at the first use."""

    def __init__(self, files: StudentFiles, info: EngineInfo, max_input_tokens: int, threads: int = 0) -> None:
        self.info = info
        self.max_input_tokens = max_input_tokens
        self._files = files
        self._threads = threads or usable_cores()

    @loaded
    def _vocabularies(self) -> PieceVocabularies:
        from briefsmith.engines.firefox.vocabulary import PieceVocabularies

        return PieceVocabularies(self._files.source, self._files.target)

    @loaded
    def _loaded(self) -> _Loaded:
        from briefsmith.engines.firefox.network import Student
        from briefsmith.engines.firefox.shortlist import Shortlist
        from briefsmith.engines.firefox.weights import load_weights

        files, vocabularies = self._files, self._vocabularies
        try:
            weights = load_weights(files.model)
            shape = weights.architecture
            vocabularies.check(shape.vocabularies, str(files.model))
            shortlist = None
            if files.shortlist is not None:
                shortlist = Shortlist.open(files.shortlist, shape.vocabularies, shared=files.source == files.target)
        except MemoryError as error:
            raise ModelUnavailableError(f"{files.model}: too large for the memory that is left") from error
        student = Student(weights, vocabularies.forbidden(shape.vocabularies[1]))
        if shortlist is None:
            _ = student.whole_output  # before the threads begin, which would each build it
        return _Loaded(student, vocabularies, shortlist)

    def load(self) -> None:
        """Load weights and vocabulary now rather than at the first call. Raises ModelUnavailableError."""
        _ = self._loaded

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(ids) for ids in self._vocabularies.encode(texts)]

    def generate(self, texts: Sequence[str], params: GenerationParams) -> list[list[Hypothesis]]:
        """All texts, sorted by length into batches of at most `params.batch_tokens` source tokens. Raises EngineError."""
        from briefsmith.engines.firefox.blas import one_thread

        sources = self._vocabularies.encode(texts)
        lengths = [len(source) for source in sources]
        refuse_longer(lengths, self.max_input_tokens, self.info.model)
        found: list[list[Hypothesis]] = [[] for _ in texts]
        _ = self._loaded  # before the threads begin, which would each load it
        decoding = Decoding.of(params)
        parts = list(_parts(lengths, params.batch_tokens, max(1, _MOST_ROWS // decoding.beam_size)))

        def translate(part: Sequence[int]) -> list[list[Ended]]:
            return self._search([sources[i] for i in part], decoding, params)

        try:
            with one_thread(), ThreadPoolExecutor(min(self._threads, len(parts)) or 1) as pool:
                for part, outputs in zip(parts, pool.map(translate, parts), strict=True):
                    for i, ended in zip(part, outputs, strict=True):
                        found[i] = [Hypothesis(self._vocabularies.decode(e.tokens), e.score) for e in ended]
        except (RuntimeError, ValueError, MemoryError) as error:
            raise EngineError(f"{self.info.model}: decoding failed: {error}") from error
        return found

    def _search(self, sources: list[list[int]], decoding: Decoding, params: GenerationParams) -> list[list[Ended]]:
        from briefsmith.engines.firefox.search import SearchRules, search

        limits = [output_limit(params, len(source)) for source in sources]
        rules = SearchRules(decoding, params.min_new_tokens, self._vocabularies.end)
        return search(self._loaded.student, sources, limits, self._choice(sources), rules)

    def _choice(self, sources: list[list[int]]) -> Choice:
        """What these sources may write.

        Each has its own columns, so that its translation is the same in any batch; their union is multiplied.
        """
        import numpy as np

        from briefsmith.engines.firefox.search import Choice

        student, shortlist = self._loaded.student, self._loaded.shortlist
        if shortlist is None:
            return Choice(student.whole_output)
        allowed = [shortlist.allowed(source, self._vocabularies.end) for source in sources]
        output = student.output(np.unique(np.concatenate(allowed)))
        mask = np.full((len(sources), 1, len(output.ids)), -np.inf, np.float32)
        for row, ids in zip(mask, allowed, strict=True):
            row[0, np.isin(output.ids, ids)] = 0
        return Choice(output, mask)

    def close(self) -> None:
        self.__dict__.pop("_loaded", None)
        self.__dict__.pop("_vocabularies", None)


def _parts(lengths: Sequence[int], tokens: int, sentences: int) -> Sequence[list[int]]:
    """Batches of so many tokens and sentences at most."""
    found = batches(lengths, tokens)
    return [batch[i : i + sentences] for batch in found for i in range(0, len(batch), sentences)]


def open_folder(path: Path, name: str, revision: str, options: EngineOptions) -> FirefoxEngine:
    """The engine of a folder with Mozilla's files, on the CPU whatever the options say. Raises ModelUnavailableError."""
    folder = student_folder(path)
    info = EngineInfo("firefox", name or folder.name, revision or folder.revision)
    limit = min(folder.max_input_tokens, MAX_INPUT_TOKENS)
    return FirefoxEngine(student_files(path), info, limit, options.threads)
