"""The detector's model beside the library that it comes from."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from briefsmith.text.detect import told_apart
from briefsmith.text.language_model import FOLDER, language_model
from briefsmith.training.detector import Automaton, hashed, states, write_detector
from text.test_detect import PROSE

ODD = [
    "",
    "1234",
    "ABER DAS IST GROSS",
    "e\u0301tait-ce l'e\u0301te\u0301 ?",
    "\ud800 a",
    "a\0b the\0 und",
    "x",
    "œuvre",
]


@cache
def library() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(told_apart())
    return identifier


def test_probabilities_are_those_of_the_library() -> None:
    pieces = [*PROSE.values(), *ODD, *(text[7:27] for text in PROSE.values())]
    model = language_model()
    ours = model.probabilities(pieces)
    for piece, row in zip(pieces, ours, strict=True):
        expected = dict(library().rank(piece))
        found: dict[str, float] = dict.fromkeys(expected, 0.0)
        for label, probability in zip(model.labels, row.tolist(), strict=True):
            found[label] += probability
        # The weights have 8 bits in place of 16.
        assert max(abs(found[label] - expected[label]) for label in expected) < 0.02, piece


def test_pieces_do_not_touch_each_other() -> None:
    pieces = [text[:60] for text in PROSE.values()]
    together = language_model().probabilities(pieces)
    apart = np.concatenate([language_model().probabilities([piece]) for piece in pieces])
    assert np.allclose(together, apart, atol=1e-6)


def test_the_files_are_what_the_library_gives(tmp_path: Path) -> None:
    write_detector(tmp_path, told_apart())
    for path in tmp_path.iterdir():
        assert path.read_bytes() == (FOLDER / path.name).read_bytes(), "run python -m briefsmith.training.detector"


def test_every_ngram_is_found_in_one_of_its_two_places() -> None:
    features = {number.to_bytes(3, "big").replace(b"\0", b"\1"): number for number in range(1, 20_000)}
    grams, rows = hashed(features)
    assert dict(zip(grams.tolist(), rows.tolist(), strict=True)) | {0: -1} == {
        0: -1, **{int.from_bytes(gram, "big"): number for gram, number in features.items()}
    }  # fmt: skip
    assert len(grams) & (len(grams) - 1) == 0


@pytest.mark.parametrize("gram", [b"\0a", b"abcdefg"])
def test_an_automaton_that_the_table_cannot_hold_is_refused(gram: bytes) -> None:
    successors = np.zeros((len(gram) + 1, 256), dtype=np.uint32)
    for state, byte in enumerate(gram):
        successors[state, byte] = state + 1
    with pytest.raises(ValueError, match="zero byte"):
        states(Automaton(successors, range(len(gram) + 1), [-1] * len(gram) + [0]))
