from __future__ import annotations

import math

import pytest
import torch
from torch.nn import functional

from briefsmith.training.network import EOS, PAD, NetworkShape, TranslationNetwork, attention, initial_parameters

SMALL = NetworkShape(d=128, ffn=96, enc=2, dec=2, vocab=50)


def test_compact_shape_has_ten_million_parameters() -> None:
    count = sum(math.prod(size) for size in NetworkShape(256, 1024, 6, 2, 12_000).parameters().values())
    assert 9.5e6 < count < 10.5e6


@pytest.mark.parametrize("causal", [False, True])
def test_written_out_attention_is_torch_s(causal: bool) -> None:
    q, k, v = torch.randn(3, 2, 2, 7, 64).unbind()
    mask = None if causal else torch.arange(7)[None, None, None, :] < torch.tensor([7, 4])[:, None, None, None]
    expected = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask, is_causal=causal)
    torch.testing.assert_close(attention(q, k, v, mask, causal), expected, atol=1e-5, rtol=1e-5)


def test_padding_changes_nothing() -> None:
    network = TranslationNetwork(SMALL, initial_parameters(SMALL, seed=1))
    source, target = torch.tensor([[5, 6, 7, EOS]]), torch.tensor([[8, 9, EOS]])
    wide = functional.pad(source, (0, 4), value=PAD), functional.pad(target, (0, 5), value=PAD)
    torch.testing.assert_close(network.states(*wide)[:, :3], network.states(source, target), atol=1e-5, rtol=1e-5)


def test_a_token_does_not_see_what_follows_it() -> None:
    network = TranslationNetwork(SMALL, initial_parameters(SMALL, seed=1))
    source = torch.tensor([[5, 6, EOS]])
    one, other = (network.states(source, torch.tensor([[8, 9, last, EOS]])) for last in (10, 11))
    assert torch.equal(one[:, :3], other[:, :3])
    assert not torch.equal(one[:, 3], other[:, 3])


def test_dropout_acts_only_in_training() -> None:
    network = TranslationNetwork(SMALL, initial_parameters(SMALL, seed=1), dropout=0.5)
    pair = torch.tensor([[5, EOS]]), torch.tensor([[8, EOS]])
    assert torch.equal(network.states(*pair), network.states(*pair))
    network.training = True
    assert not torch.equal(network.states(*pair), network.states(*pair))


def test_initial_parameters_hang_on_the_seed() -> None:
    one, again, other = (initial_parameters(SMALL, seed)["e.weight"] for seed in (1, 1, 2))
    assert torch.equal(one, again)
    assert not torch.equal(one, other)
