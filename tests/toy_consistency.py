"""Tiny models of consistency of both layouts, trained to tell what a text says of a person from what it does not.

Ask for them with the fixtures `hhem` and `minicheck`.
"""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import toy_tokenizers
import toys

PEOPLE = ("mayor", "farmer", "painter", "family")
DEEDS = ("sold", "painted", "found", "closed")
SENTENCES = [f"The {who} {did} the library." for who in PEOPLE for did in DEEDS]
T5 = {"d_model": 48, "d_kv": 12, "d_ff": 96, "num_layers": 2, "num_heads": 4, "dropout_rate": 0.0}
STEPS, BATCH = 130, 32
HHEM_PROMPT = "<pad> Determine if the hypothesis is true given the premise?\n\nPremise: {}\n\nHypothesis: {}"


def examples(count: int, seed: int) -> list[tuple[str, str, int]]:
    """Texts and claims; half of the claims say another deed than the text."""
    rng = random.Random(seed)
    made = []
    for _ in range(count):
        text = rng.choice(SENTENCES)
        true = rng.random() < 0.5
        other = [s for s in SENTENCES if s != text and s.split()[1] == text.split()[1]]
        made.append((text, text if true else rng.choice(other), int(true)))
    return made


def trained(model: Any, tokenizer: Any, ask: Callable[[str, str], str], loss: Callable[[Any, Any], Any]) -> None:
    """Teach the model the examples."""
    import torch

    torch.set_num_threads(1)
    optimizer = torch.optim.AdamW(model.parameters(), lr=8e-3)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 8e-3, total_steps=STEPS, pct_start=0.2)
    model.train()
    for step in range(STEPS):
        rows = examples(BATCH, step)
        inputs = tokenizer([ask(text, claim) for text, claim, _ in rows], return_tensors="pt", padding=True)
        value = loss(inputs, torch.tensor([label for *_, label in rows]))
        optimizer.zero_grad()
        value.backward()
        optimizer.step()
        schedule.step()
    model.eval()


def _hhem(scratch: Path, folder: Path) -> None:
    """As on the hub: the token classifier inside another module, a configuration without sizes, code that nobody runs."""
    import torch
    from safetensors.torch import save_file
    from transformers import T5Config, T5ForTokenClassification

    with torch.random.fork_rng():
        torch.manual_seed(3)
        tokenizer = toy_tokenizers.t5([*SENTENCES, HHEM_PROMPT.removeprefix("<pad>")], scratch)
        sizes = {**T5, "vocab_size": len(tokenizer), "feed_forward_proj": "gated-gelu", "num_labels": 2}
        model = T5ForTokenClassification(T5Config(**sizes))

        def loss(inputs: Any, labels: Any) -> Any:
            assert inputs["input_ids"][0, 0] == tokenizer.pad_token_id
            return torch.nn.functional.cross_entropy(model(**inputs).logits[:, 0], labels)

        trained(model, tokenizer, HHEM_PROMPT.format, loss)
    folder.mkdir()
    weights = {f"t5.{key}": value.contiguous().clone() for key, value in model.state_dict().items()}
    weights.pop("t5.transformer.encoder.embed_tokens.weight", None)
    save_file(weights, folder / "model.safetensors")
    tokenizer.save_pretrained(folder)
    config = {
        "architectures": ["HHEMv2ForSequenceClassification"],
        "auto_map": {"AutoModelForSequenceClassification": "modeling_hhem_v2.HHEMv2ForSequenceClassification"},
        "model_type": "HHEMv2Config",
    }
    (folder / "config.json").write_text(json.dumps(config), "utf-8")
    (folder / "modeling_hhem_v2.py").write_text("raise SystemExit('this code must not run')", "utf-8")


def _minicheck(scratch: Path, folder: Path) -> None:
    import torch
    from transformers import T5Config, T5ForConditionalGeneration

    with torch.random.fork_rng():
        torch.manual_seed(3)
        tokenizer = toy_tokenizers.t5([*SENTENCES, "predict: "], scratch)
        sizes = {**T5, "vocab_size": 256, "decoder_start_token_id": 0, "num_decoder_layers": 1}
        model = T5ForConditionalGeneration(T5Config(**sizes))

        def loss(inputs: Any, labels: Any) -> Any:
            words = torch.where(labels == 1, 209, 3)[:, None]
            return model(**inputs, labels=words).loss

        trained(model, tokenizer, lambda text, claim: f"predict: {text}</s>{claim}", loss)
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)


_KINDS = {"hhem": _hhem, "minicheck": _minicheck}


def checkpoint(kind: str, cache: Path) -> Path:
    """The folder of one of the two; trained at the first call, then read from `cache`."""
    code = b"".join(Path(module.__file__ or "").read_bytes() for module in (toy_tokenizers, toys))
    name = hashlib.sha256(code + Path(__file__).read_bytes()).hexdigest()[:12]
    return toys.once(cache / name / kind, _KINDS[kind])
