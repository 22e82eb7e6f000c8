"""Model files: what is read, and what is refused with a sentence."""

from __future__ import annotations

import random
import struct
import tracemalloc
from pathlib import Path

import numpy as np
import pytest

from briefsmith.engines.firefox.binary import Tensor, parse_tensors, read_tensors
from briefsmith.engines.firefox.shortlist import Shortlist
from briefsmith.engines.firefox.weights import build_weights
from briefsmith.errors import ModelUnavailableError
from engines.firefox.student_writer import (
    StudentShape,
    Written,
    config,
    floats,
    model_file,
    random_weights,
    shortlist_file,
    student_items,
)

SHAPE = StudentShape(dim=16, ffn=32, heads=2, encoder=1, decoder=1, vocabulary=24)
TOY = Path(__file__).parent / "toy"


def items(shape: StudentShape = SHAPE) -> list[Written]:
    return student_items(shape, random_weights(shape), dict.fromkeys([*shape.matrices(), "none"], 20.0))


def load(data: bytes) -> dict[str, Tensor]:
    tensors = parse_tensors(data, "a model")
    build_weights(tensors, "a model")
    return tensors


def refused(data: bytes, reason: str) -> None:
    with pytest.raises(ModelUnavailableError, match=reason):
        load(data)


def test_what_was_written_is_read() -> None:
    weights = random_weights(SHAPE)
    found = build_weights(parse_tensors(model_file(items(), config(SHAPE)), "a model"), "a model")
    assert (found.architecture.encoder_depth, found.architecture.heads, found.architecture.shared) == (1, 2, True)
    embeddings = weights["Wemb"]
    step = np.abs(embeddings).max() / 127
    assert np.abs(found.source[np.arange(SHAPE.vocabulary)] - embeddings).max() <= step / 2 + 1e-6
    inner = weights["encoder_l1_ffn_W1"]
    assert np.abs(found.encoder[0].feed_forward.inner.weight.T - inner).max() <= np.abs(inner).max() / 254 + 1e-6


def test_float32_weights_are_the_same_network() -> None:
    weights = random_weights(SHAPE)
    plain = [floats(name, weights[name]) for name in [*SHAPE.matrices(), "Wemb"]]
    rest = [item for item in items() if item.name not in {*SHAPE.matrices(), "Wemb"}]
    found = build_weights(parse_tensors(model_file([*plain, *rest], config(SHAPE)), "a model"), "a model")
    assert np.array_equal(found.source[np.arange(3)], weights["Wemb"][:3])
    assert np.array_equal(found.decoder[0].output.weight.T, weights["decoder_l1_context_Wo"])


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"dec_cell": "gru"}, "dec-cell is 'gru'; the engine firefox runs models with 'ssru'"),
        ({"type": "s2s"}, "type is 's2s'"),
        ({"transformer_decoder_autoreg": "self-attention"}, "transformer-decoder-autoreg is 'self-attention'"),
        ({"transformer_preprocess": "n"}, "transformer-preprocess is 'n'"),
        ({"transformer_ffn_activation": "swish"}, "transformer-ffn-activation is 'swish'"),
        ({"transformer_tied_layers": "[1, 1]"}, "transformer-tied-layers is"),
        ({"transformer_train_position_embeddings": "true"}, "transformer-train-position-embeddings is True"),
        ({"transformer_of_next_year": "true"}, "transformer-of-next-year is True; the engine firefox runs"),
        ({"transformer_postprocess_emb": "n"}, "transformer-postprocess-emb is 'n'"),
        ({"right_left": "true"}, "right-left is True"),
        ({"transformer_heads": 3}, "3 heads do not share 16 dimensions"),
        ({"transformer_heads": "many"}, "transformer-heads is 'many', not a size"),
        ({"dim_emb": -16}, "dim-emb is -16, not a size"),
        ({"dim_vocabs": "[24]"}, r"dim-vocabs is \[24\], not two sizes"),
        ({"dim_vocabs": "[24, 32]"}, "one matrix for vocabularies of 24 and 32"),
        ({"tied_embeddings_all": "false"}, "the output has no embeddings in common"),
        ({"enc_depth": 2}, "it has no encoder_l2_self_Wq"),
        ({"transformer_dim_ffn": 64}, r"encoder_l1_ffn_W1 has the shape \(16, 32\), not \(16, 64\)"),
        ({"version": "&a b"}, "anchors or aliases"),
        ({"version": "[" * 9000}, "nested too deep|not valid YAML"),
        ({"version": "x" * 20000}, "bytes, more than 16,384"),
        ({"version": "[1"}, "not valid YAML"),
    ],
)
def test_other_networks_are_named(changes: dict[str, object], reason: str) -> None:
    refused(model_file(items(), config(SHAPE, **changes)), reason)


def test_other_weights_are_named() -> None:
    good = items()
    text = config(SHAPE)
    refused(model_file(good[1:], text), f"it has no {good[0].name}")
    refused(model_file([*good, floats("decoder_l1_extra_W", np.ones((2, 2), np.float32))], text), "decoder_l1_extra_W")
    refused(model_file([*good, good[0]], text), "is in it twice")
    refused(model_file([*good, Written("a_text", 0x101, (4,), b"text")], text), "does not know: a_text")
    nothing = floats("none_QuantMultA", np.array([[np.nan]], np.float32))
    refused(model_file([*(item for item in good if item.name != nothing.name), nothing], text), "not numbers")


def test_other_files_are_named(tmp_path: Path) -> None:
    data = model_file(items(), config(SHAPE))
    refused(b"", "it ends after 0 bytes")
    refused(b"PK\3\4" + bytes(100), "its version is")
    refused(struct.pack("<QQ", 1, 1 << 60) + bytes(64), "announces 1,152,921,504,606,846,976 items in 64 bytes")
    refused(data[:-1], "it ends after")
    refused(data + b"\0", "1 bytes follow its last item")
    with pytest.raises(ModelUnavailableError, match="cannot be read: No such file"):
        read_tensors(tmp_path / "none.bin")


def damaged(data: bytes, chance: random.Random, header: int) -> bytes:
    """A file cut short, or with some bytes changed, mostly where the header is."""
    if chance.random() < 0.2:
        return data[: chance.randrange(len(data))]
    broken = bytearray(data)
    for _ in range(chance.choice([1, 1, 2, 8])):
        place = chance.randrange(header if chance.random() < 0.8 else len(data))
        if chance.random() < 0.3:
            huge = chance.choice([0, 1, 255, 1 << 31, (1 << 63) - 1, (1 << 64) - 1, len(data)])
            broken[place : place + 8] = struct.pack("<Q", huge)
        else:
            broken[place] = chance.randrange(256)
    return bytes(broken[: len(data)])


def test_damaged_files_are_refused_or_have_the_same_parts() -> None:
    data = model_file(items(), config(SHAPE))
    whole = {name: (t.type, t.shape) for name, t in load(data).items()}
    # Header, names and shapes; after them only the weights' own values can change unseen, which a hash must find.
    header = 16 + 60 * len(whole)
    chance, loaded, reasons = random.Random(7), 0, []
    tracemalloc.start()
    for _ in range(2000):
        try:
            found = load(damaged(data, chance, header))
        except ModelUnavailableError as error:
            reasons.append(str(error))
        else:
            loaded += 1
            # The scales of activations are not used, so that their names may be anything that ends so.
            used = {name: known for name, known in whole.items() if not name.endswith("_QuantMultA")}
            assert used.items() <= {name: (t.type, t.shape) for name, t in found.items()}.items()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert 0 < loaded < 1000
    assert all(reason.startswith("a model: ") for reason in reasons)
    assert len({reason.split(":")[2] for reason in reasons if reason.count(":") > 1}) > 3
    assert peak < 8 * len(data) + (4 << 20)  # Python's own objects


def test_shortlists_are_read_and_refused() -> None:
    data = shortlist_file([[2, 5], [], [7]], 2)
    found = Shortlist.parse(data, "a list", (3, 8), shared=False)
    assert found.allowed([0, 1, 1], 0).tolist() == [0, 1, 2, 5]
    assert found.allowed([2], 0).tolist() == [0, 1, 7]
    assert Shortlist.parse(data, "a list", (3, 8), shared=True).allowed([2], 0).tolist() == [0, 1, 2, 7]
    for broken, reason in [
        (b"", "not a binary shortlist"),
        (data[:-4], "do not agree with its header"),
        (shortlist_file([[2]], 2), "for 1 source pieces, the model has 3"),
        (shortlist_file([[2], [8], [3]], 2), "names a piece 8, the model has 8"),
        (shortlist_file([[2], [3], [3]], 9), "of the 9 first pieces, the model has 8"),
        (data[:56] + struct.pack("<Q", 9) + data[64:], "offsets of this shortlist are not in order"),
    ]:
        with pytest.raises(ModelUnavailableError, match=reason):
            Shortlist.parse(broken, "a list", (3, 8), shared=False)


def test_damaged_shortlists_are_refused_or_stay_within_the_vocabulary() -> None:
    data = (TOY / "lex.50.50.ende.s2t.bin").read_bytes()
    chance, reasons = random.Random(3), []
    for _ in range(500):
        try:
            found = Shortlist.parse(damaged(data, chance, 400), "a list", (336, 336), shared=True)
        except ModelUnavailableError as error:
            reasons.append(str(error))
        else:
            ids = found.allowed(range(336), 0)
            assert 0 <= ids.min() <= ids.max() < 336
    assert 100 < len(reasons) < 500
    assert all(reason.startswith("a list: ") for reason in reasons)
