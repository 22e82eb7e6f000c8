"""A bundle's sections as examples, and as text to translate back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from briefsmith.errors import UsageError
from briefsmith.training.gpu.back import Text
from briefsmith.training.gpu.examples import FORWARD, REVERSE, Examples, TokenStore, begins, table
from briefsmith.training.gpu.recipe import language_tag
from briefsmith.training.gpu.sections import PAIRS, VOCABULARY, Arrays, Bundle, Section
from briefsmith.training.vocabulary import load_vocabulary


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a run works with; `examples` are of the real pairs, in both directions."""

    store: TokenStore
    examples: Examples
    texts: list[Text]
    vocabulary: Any


def load(bundle: Bundle, device: str) -> Loaded:
    """Read all parts, and put their ids on the device. Raises UsageError for parts that are missing or damaged."""
    vocabulary = load_vocabulary(bundle.file(VOCABULARY))
    languages = [target.language for target in bundle.recipe.targets]
    store = TokenStore(device)
    contents = bundle.read()
    names = [(i, name) for i, arrays in enumerate(contents) for name in arrays if name.endswith(".ids")]
    starts = dict(zip(names, store.add([contents[i][name] for i, name in names]), strict=True))
    examples: list[Examples] = []
    texts: list[Text] = []
    for i, (section, arrays) in enumerate(zip(bundle.sections, contents, strict=True)):
        language = languages.index(section.language)
        lengths = {
            side: arrays[f"{side}.lengths"].astype(np.int64) for side in ("source", "target") if _has(arrays, side)
        }
        begin = {side: begins(starts[i, f"{side}.ids"], lengths[side]) for side in lengths}
        if section.kind == PAIRS:
            tags = [vocabulary.piece_to_id(language_tag(x)) for x in (section.language, bundle.recipe.source)]
            examples += _both_ways(section, arrays["group"], (begin, lengths), tags, language)
        else:
            texts.append(Text(language, begin["source"], lengths["source"]))
    if not examples:
        raise UsageError("The bundle holds no sentence pairs.")
    return Loaded(store, Examples.joined(examples), texts, vocabulary)


def _has(arrays: Arrays, side: str) -> bool:
    return f"{side}.lengths" in arrays


def _both_ways(
    section: Section, group: Any, spans: tuple[dict[str, Any], dict[str, Any]], tags: list[int], language: int
) -> list[Examples]:
    """Each pair as an example of either direction."""
    begin, lengths = spans
    weight, ending = (np.array([getattr(o, name) for o in section.origins])[group] for name in ("weight", "ending"))
    found = []
    for kind, sides, tag in ((FORWARD, ("source", "target"), tags[0]), (REVERSE, ("target", "source"), tags[1])):
        first, second = sides
        rows = table((begin[first], begin[second]), (lengths[first], lengths[second]), tag)
        count = len(rows)
        found.append(Examples(rows, np.full(count, language), np.full(count, kind), weight, ending))
    return found
