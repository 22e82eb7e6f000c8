"""Conversion: once, completely or not at all, and never for what CTranslate2 would run wrongly."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import toys
from briefsmith.engines.base import GenerationParams
from briefsmith.engines.cache import cache_folder, checkpoint_hash
from briefsmith.engines.checkpoint import Checkpoint
from briefsmith.engines.convert import converted
from briefsmith.engines.options import EngineOptions
from briefsmith.engines.registry import open_engine
from briefsmith.errors import EngineError, ModelUnavailableError


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BRIEFSMITH_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def made(cache: Path) -> list[str]:
    return sorted(path.name for path in (cache / "converted").iterdir() if path.is_dir())


def test_a_model_is_converted_once_for_each_precision(toy: Callable[[str], Path], cache: Path) -> None:
    checkpoint = Checkpoint.open(toy("bart"))
    folder = converted(checkpoint, "int8")
    before = (folder / "model.bin").stat().st_mtime_ns
    assert converted(checkpoint, "int8") == folder
    assert (folder / "model.bin").stat().st_mtime_ns == before
    whole = converted(checkpoint, "float32")
    assert whole != folder
    assert (whole / "model.bin").stat().st_size > (folder / "model.bin").stat().st_size
    assert len(made(cache)) == 2


def test_other_weights_are_another_model(toy: Callable[[str], Path], tmp_path: Path, cache: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(toy("bart"), copy)
    assert checkpoint_hash(copy) == checkpoint_hash(toy("bart"))
    with (copy / "model.safetensors").open("r+b") as file:
        file.seek(-4, 2)
        file.write(b"\1\2\3\4")
    assert checkpoint_hash(copy) != checkpoint_hash(toy("bart"))


def test_the_cache_has_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFSMITH_CACHE", "~/mine")
    assert cache_folder() == Path("~/mine").expanduser()
    monkeypatch.delenv("BRIEFSMITH_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", "/var/xdg")
    assert cache_folder() == Path("/var/xdg/briefsmith")
    monkeypatch.delenv("XDG_CACHE_HOME")
    assert cache_folder() == Path("~/.cache/briefsmith").expanduser()


def test_two_processes_at_once(toy: Callable[[str], Path], cache: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from briefsmith.engines.checkpoint import Checkpoint; "
        "from briefsmith.engines.convert import converted; print(converted(Checkpoint.open(Path(sys.argv[1])), 'int8'))"
    )
    both = [
        subprocess.Popen([sys.executable, "-c", code, toy("t5")], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    outputs = [process.communicate() for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert outputs[0][0] == outputs[1][0]
    assert [error for _, error in outputs] == [b"", b""]  # no output if stderr is not a terminal
    assert len(made(cache)) == 1


def test_a_conversion_that_fails_leaves_nothing(toy: Callable[[str], Path], tmp_path: Path, cache: Path) -> None:
    broken = tmp_path / "broken"
    shutil.copytree(toy("bart"), broken)
    (broken / "model.safetensors").write_bytes(b"not weights")
    with pytest.raises(ModelUnavailableError, match="broken: cannot be converted for CTranslate2"):
        converted(Checkpoint.open(broken), "int8")
    assert made(cache) == []


def test_a_cache_that_cannot_be_written(
    toy: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("BRIEFSMITH_CACHE", str(tmp_path / "file"))
    with pytest.raises(ModelUnavailableError, match="bart: cannot be converted for CTranslate2"):
        converted(Checkpoint.open(toy("bart")), "int8")


def test_led_is_refused_by_ctranslate2_and_auto_takes_transformers(toy: Callable[[str], Path]) -> None:
    folder = toy("led")
    with pytest.raises(EngineError, match="CTranslate2 does not run led models; use engine transformers"):
        open_engine(folder, name="led", revision="1", options=EngineOptions("ctranslate2"))
    assert open_engine(folder, name="led", revision="1").info.engine == "transformers"
    assert open_engine(toy("bart"), name="bart", revision="1").info.engine == "ctranslate2"


def test_a_precision_that_the_processor_has_not(toy: Callable[[str], Path]) -> None:
    with pytest.raises(
        EngineError, match=r"CTranslate2 does not compute in float16 on this cpu; choose one of: .*int8"
    ):
        open_engine(toy("bart"), name="b", revision="1", options=EngineOptions(device="cpu", precision="float16"))


def test_input_beyond_1024_tokens_is_read_to_its_end(toy: Callable[[str], Path], tmp_path: Path) -> None:
    """By default CTranslate2 would cut it there silently: T5 has no positions that could run out."""
    folder = tmp_path / "t5"
    shutil.copytree(toy("t5"), folder)
    config = json.loads((folder / "config.json").read_text()) | {"n_positions": 4096}
    (folder / "config.json").write_text(json.dumps(config))
    filler = " ".join(toys.SENTENCES[:180])
    params = GenerationParams(beam_size=1, max_new_tokens=8)
    engine = open_engine(folder, name="t5", revision="1", options=EngineOptions(precision="float32", threads=1))
    assert engine.count_tokens([filler])[0] > 1024
    # Ends of many sentences: a few words among a thousand can leave every score the same in float32.
    ends = [" ".join(toys.SENTENCES[start : start + 40]) for start in (0, 176)]
    one, other = engine.generate([f"{filler} {end}" for end in ends], params)
    assert one[0].score != other[0].score  # both were read to the end
    with pytest.raises(EngineError, match="tokens, the model takes at most 4096"):
        engine.generate([filler * 4], params)


def test_generation_settings_of_the_checkpoint_are_applied(toy: Callable[[str], Path], tmp_path: Path) -> None:
    """CTranslate2 does not read generation_config.json; `None` in the parameters means its values."""
    folder = tmp_path / "bart"
    shutil.copytree(toy("bart"), folder)
    text = toys.article(9001)
    answer = toys.first_sentence(text)
    words = open_engine(folder, name="b", revision="1", options=EngineOptions("transformers"))._tokenizer.hf  # type: ignore[attr-defined]
    forbidden = words(" " + answer.split()[1], add_special_tokens=False)["input_ids"]
    config = json.loads((folder / "generation_config.json").read_text())
    (folder / "generation_config.json").write_text(json.dumps(config | {"bad_words_ids": [forbidden]}))
    for engine in ("transformers", "ctranslate2"):
        model = open_engine(folder, name="b", revision="1", options=EngineOptions(engine, precision="float32"))
        ((best, *_),) = model.generate([text], GenerationParams())
        assert answer.split()[1] not in best.text.split()
        assert best.text != answer
