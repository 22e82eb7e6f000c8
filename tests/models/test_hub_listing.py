"""Which files of a repository are needed."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from briefsmith.errors import ModelUnavailableError
from briefsmith.models.hashes import hub_hash
from briefsmith.models.hub_listing import Listing, RemoteFile

CONFIG = ["config.json", "tokenizer.json"]
SHARDS = ["model.safetensors.index.json", "model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors"]
PICKLES = ["pytorch_model.bin.index.json", "pytorch_model-00001-of-00002.bin", "pytorch_model-00002-of-00002.bin"]


def listing(*names: str, hash: str = "a" * 40, revision: str = "c" * 40) -> Listing:
    return Listing("org/tiny", revision, "mit", tuple(RemoteFile(name, 1, hash) for name in names))


def needed(*names: str, allow_pickle: bool = False) -> set[str]:
    return {file.path for file in listing(*names).needed(allow_pickle=allow_pickle).files}


@pytest.mark.parametrize(
    ("there", "weights"),
    [
        (["model.safetensors", "pytorch_model.bin", "tf_model.h5", "flax_model.msgpack"], ["model.safetensors"]),
        (["model.safetensors", *SHARDS], ["model.safetensors"]),
        (["model.fp16.safetensors", *SHARDS, *PICKLES], SHARDS),
        (["onnx/model.safetensors", "model.safetensors"], ["model.safetensors"]),
    ],
)
def test_safetensors_alone(there: list[str], weights: list[str]) -> None:
    assert needed(*CONFIG, *there) == {*CONFIG, *weights}
    assert needed(*CONFIG, *there, allow_pickle=True) == {*CONFIG, *weights}


@pytest.mark.parametrize(
    ("there", "weights"), [(["pytorch_model.bin", *PICKLES], ["pytorch_model.bin"]), (PICKLES, PICKLES)]
)
def test_pickles_where_they_are_allowed(there: list[str], weights: list[str]) -> None:
    with pytest.raises(ModelUnavailableError, match="weights come only as a pickle"):
        needed(*CONFIG, *there)
    assert needed(*CONFIG, *there, allow_pickle=True) == {*CONFIG, *weights}


def test_tokenizers_of_every_kind_and_the_papers() -> None:
    papers = ["README.md", "LICENSE", "LICENSE.txt", "NOTICE"]
    pieces = ["vocab.json", "merges.txt", "source.spm", "spiece.model", "sentencepiece.bpe.model", "added_tokens.json"]
    others = [".gitattributes", "training_args.bin", "optimizer.pt", "run.py", "onnx/config.json", "rust_model.ot"]
    assert needed(*CONFIG, *papers, *pieces, *others, "model.safetensors") == {
        *CONFIG, *papers, *pieces, "model.safetensors",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (listing("model.safetensors"), "has no config.json"),
        (listing("config.json", "model.gguf"), "has no PyTorch weights"),
        (listing("config.json", "model.safetensors", hash=""), "gives no checksum for config.json, model.safetensors"),
        (listing("config.json", "model.safetensors", hash="../../x"), "answer does not describe a model"),
        (listing("config.json", "model.safetensors", revision="main"), "answer does not describe a model"),
    ],
)
def test_what_cannot_be_fetched(wrong: Listing, says: str) -> None:
    with pytest.raises(ModelUnavailableError, match=says):
        wrong.needed()


def test_the_hash_of_small_files_is_that_of_git(tmp_path: Path) -> None:
    file = tmp_path / "config.json"
    file.write_bytes(b'{"a": 1}\n')
    git = subprocess.run(["git", "hash-object", str(file)], capture_output=True, text=True, check=True).stdout.strip()
    assert hub_hash(file, "0" * 40) == git
