from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch

from briefsmith.errors import UsageError
from briefsmith.training.card import Card
from briefsmith.training.decode import greedy, matrix
from briefsmith.training.export import (
    export_checkpoint,
    export_network,
    exported_pieces,
    load_checkpoint,
    load_exported,
    write_ct2,
)
from briefsmith.training.network import EOS, PAD, NetworkShape, TranslationNetwork, initial_parameters
from briefsmith.training.recipe import Run, TrainingOutcome
from briefsmith.training.vocabulary import load_vocabulary

from .conftest import sentences

SACREMOSES = pytest.mark.filterwarnings("ignore:Recommended. pip install sacremoses")


@pytest.fixture(scope="session")
def random_model(spm: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[TranslationNetwork, Path]:
    """A network with every parameter off its starting value, and its export."""
    shape = NetworkShape(128, 96, 3, 2, load_vocabulary(spm).get_piece_size())
    torch.manual_seed(0)
    parameters = {n: t + 0.1 * torch.randn_like(t) for n, t in initial_parameters(shape, 1).items()}
    network = TranslationNetwork(shape, parameters)
    out = tmp_path_factory.mktemp("export") / "model"
    export_network(network, spm, out, Card("en", "de"))
    return network, out


def test_transformers_computes_the_same_logits(random_model: tuple[TranslationNetwork, Path]) -> None:
    from transformers import PegasusForConditionalGeneration

    network, out = random_model
    model = PegasusForConditionalGeneration.from_pretrained(out / "hf")
    order = [*range(1, network.shape.vocab), PAD]
    to_theirs = torch.argsort(torch.tensor(order))
    source, target = matrix([[5, 200, 31, 8], [7]]), matrix([[40, 41, 42], [9, 10]])
    shifted = torch.nn.functional.pad(target[:, :-1], (1, 0), value=PAD)
    with torch.no_grad():
        ours = network.logits(network.states(source, target))[..., order]
        theirs = model.eval()(
            input_ids=to_theirs[source], attention_mask=source != PAD, decoder_input_ids=to_theirs[shifted]
        ).logits
    torch.testing.assert_close(ours, theirs, atol=1e-4, rtol=1e-4)
    assert ours.std() > 0.1


@SACREMOSES
def test_marian_tokenizer_encodes_as_we_do(random_model: tuple[TranslationNetwork, Path], spm: Path) -> None:
    from transformers import MarianTokenizer

    _, out = random_model
    tokenizer = MarianTokenizer.from_pretrained(out / "hf")
    vocabulary = load_vocabulary(spm)
    text = "ba du 27 ki"
    assert [i + 1 for i in tokenizer(text).input_ids] == [*vocabulary.encode(text), EOS]
    assert tokenizer.decode(tokenizer(text).input_ids, skip_special_tokens=True) == text
    assert tokenizer.pad_token_id == vocabulary.get_piece_size() - 1


def test_an_exported_folder_comes_back_as_the_network(random_model: tuple[TranslationNetwork, Path]) -> None:
    network, out = random_model
    for folder in (out, out / "hf"):
        back = load_exported(folder)
        assert back.shape == network.shape
        assert back.parameters.keys() == network.parameters.keys()
        assert all(torch.equal(back.parameters[n], t) for n, t in network.parameters.items())


@SACREMOSES
def test_greedy_tokens_are_those_of_ctranslate2_and_transformers(
    trained: tuple[Run, TrainingOutcome], tmp_path: Path
) -> None:
    import ctranslate2
    from transformers import MarianTokenizer, PegasusForConditionalGeneration

    run, outcome = trained
    assert outcome.exported is not None
    network, _ = load_checkpoint(run.checkpoint)
    vocabulary = load_vocabulary(run.vocabulary)
    sources = sentences(12, seed=9)
    ours = [vocabulary.id_to_piece(ids) for ids in greedy(network, vocabulary.encode(sources))]
    write_ct2(outcome.exported.hf, exported_pieces(run.vocabulary, 300), tmp_path / "ct2", quantization="float32")
    pieces = [[*p, "</s>"] for p in vocabulary.encode(sources, out_type=str)]
    results = ctranslate2.Translator(str(tmp_path / "ct2")).translate_batch(pieces, beam_size=1)
    assert [r.hypotheses[0] for r in results] == ours
    tokenizer = MarianTokenizer.from_pretrained(outcome.exported.hf)
    model = PegasusForConditionalGeneration.from_pretrained(outcome.exported.hf)
    ids = model.generate(**tokenizer(sources, return_tensors="pt", padding=True), num_beams=1)
    assert tokenizer.batch_decode(ids, skip_special_tokens=True) == [vocabulary.decode(p) for p in ours]


def test_the_card_says_what_is_known(trained: tuple[Run, TrainingOutcome]) -> None:
    _, outcome = trained
    assert outcome.exported is not None
    for folder in (outcome.exported.hf, outcome.exported.ct2):
        facts = json.loads((folder / "briefsmith.json").read_text("utf-8"))
        assert facts["pair"] == "en-de"
        assert facts["steps"] == outcome.steps
        assert facts["target_tokens_seen"] == outcome.tokens
        assert facts["max_input_tokens"] == 73
        assert facts["origins"] == [{"name": "toy", "pairs": facts["origins"][0]["pairs"], "licence": "CC0-1.0"}]
        assert facts["scores"][0]["dataset"] == "toy-dev"
        assert "version:" in facts["scores"][0]["bleu_signature"]
        card = (folder / "README.md").read_text("utf-8")
        assert card.startswith("---\nlanguage: [en, de]\nlicense: cc-by-sa-4.0\n")
        assert "| toy |" in card
        assert "The weights are released under CC-BY-SA-4.0. The toy language is nobody's." in card
        assert facts["revision"][:16] in card


def test_a_checkpoint_in_half_precision_with_other_keys_is_exported(
    trained: tuple[Run, TrainingOutcome], tmp_path: Path
) -> None:
    run, _ = trained
    network, content = load_checkpoint(run.checkpoint)
    halves = {name: tensor.half() for name, tensor in network.parameters.items()}
    config = {**content["config"], "dropout": 0.0, "pre": True}
    torch.save({"ema": halves, "config": config, "step": 3}, tmp_path / "other.pt")
    exported = export_checkpoint(tmp_path / "other.pt", run.vocabulary, tmp_path / "out", Card("en", "de"))
    back = load_exported(exported.hf).parameters["e.weight"]
    torch.testing.assert_close(back, network.parameters["e.weight"], atol=1e-2, rtol=1e-2)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["other.pt", "out"]


def test_what_is_no_checkpoint_is_refused(trained: tuple[Run, TrainingOutcome], tmp_path: Path) -> None:
    run, _ = trained
    with pytest.raises(UsageError, match="There is no checkpoint at"):
        load_checkpoint(tmp_path / "none.pt")
    torch.save({"weights": torch.zeros(1)}, tmp_path / "foreign.pt")
    with pytest.raises(UsageError, match="has no `ema` and `config`"):
        load_checkpoint(tmp_path / "foreign.pt")
    network, content = load_checkpoint(run.checkpoint)
    torch.save({"ema": network.parameters, "config": {**content["config"], "enc": 2}}, tmp_path / "wrong.pt")
    with pytest.raises(UsageError, match="do not fit its configuration"):
        load_checkpoint(tmp_path / "wrong.pt")
    shape = NetworkShape(64, 64, 1, 1, 299)
    with pytest.raises(UsageError, match="is not the one that the checkpoint was trained with"):
        export_network(
            TranslationNetwork(shape, initial_parameters(shape, 1)), run.vocabulary, tmp_path / "o", Card("en", "de")
        )
