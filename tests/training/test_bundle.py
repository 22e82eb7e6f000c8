"""What a bundle holds, and what is refused when one is made."""

from __future__ import annotations

import json
import lzma
from pathlib import Path

import numpy as np
import pytest
import yaml

from briefsmith.errors import UsageError
from briefsmith.training.bundle.settings import load_bundle_settings
from briefsmith.training.gpu.load import load
from briefsmith.training.gpu.recipe import BACK_TAG
from briefsmith.training.gpu.sections import open_bundle

from .conftest import sentences
from .toy_bundle import finish, into, make_bundle, run_sh


def test_a_bundle_holds_the_pairs_that_were_packed(bundle: Path, toy_xx: Path) -> None:
    opened = open_bundle([bundle])
    loaded = load(opened, "cpu")
    assert [(s.kind, s.name, s.language) for s in opened.sections] == [
        (kind, name, language)
        for language in ("de", "es")
        for kind, name in (
            ("pairs", f"{language}.tsv"),
            ("pairs", f"{language}.extra.tsv"),
            ("text", f"{language}.txt"),
        )
    ]
    found = set()
    ids, vocabulary = loaded.store.ids.tolist(), loaded.vocabulary
    for start, length, target, target_length, end, lead in loaded.examples.rows.tolist():
        sides = (vocabulary.decode(ids[a : a + n]) for a, n in ((start, length), (target, target_length)))
        found.add((*sides, vocabulary.id_to_piece(end), lead))
    expected = set()
    for language in ("de", "es"):
        for name in (f"{language}.tsv", f"{language}.extra.tsv"):
            for line in (toy_xx.parent / name).read_text("utf-8").splitlines():
                _, source, other = line.split("\t")
                expected |= {(source, other, f"<2{language}>", 0), (other, source, "<2en>", 0)}
    assert found == expected
    text = loaded.texts[0]
    lines = {
        vocabulary.decode(ids[a : a + n]) for a, n in zip(text.starts.tolist(), text.lengths.tolist(), strict=True)
    }
    assert lines == set((toy_xx.parent / "de.txt").read_text("utf-8").splitlines())
    pieces = [vocabulary.piece_to_id(tag) for tag in (BACK_TAG, "<2en>", "<2de>", "<2es>")]
    assert vocabulary.unk_id() not in pieces


def test_the_least_useful_is_left_out_first(toy_xx: Path, bundle: Path, tmp_path: Path) -> None:
    whole = open_bundle([bundle])
    sizes = {(s.language, s.name): s.size for s in whole.sections}
    least = sizes["de", "de.extra.tsv"] + sizes["es", "es.extra.tsv"]
    total = sum(sizes.values())
    made = make_bundle(toy_xx, tmp_path / "some", total - least // 4)
    cut = {(s.language, s.name): s.size for s in open_bundle([made]).sections}
    assert sum(cut.values()) <= total - least // 4
    assert {key: size for key, size in cut.items() if "extra" not in key[1]} == {
        key: size for key, size in sizes.items() if "extra" not in key[1]
    }
    assert sum(1 for key in cut if "extra" in key[1]) >= 1
    smaller = make_bundle(toy_xx, tmp_path / "less", total - least - 100)
    assert {s.name for s in open_bundle([smaller]).sections} == {"de.tsv", "es.tsv", "de.txt", "es.txt"}
    with pytest.raises(UsageError, match=r"5e-05 MB is too small for any sentence pairs"):
        make_bundle(toy_xx, tmp_path / "none", 50)


def test_parts_are_joined_from_two_folders_and_damage_is_found(
    bundle: Path, toy_xx: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefsmith.training.bundle.build.PART_BYTES", 9000)
    made = make_bundle(toy_xx, tmp_path / "gpu")
    parts = sorted(made.glob("data.*"))
    assert len(parts) > 2
    assert all(path.stat().st_size <= 9000 for path in parts)
    expected = open_bundle([bundle]).read()
    first = tmp_path / "first"
    first.mkdir()
    parts[0].rename(first / "data.00")
    with pytest.raises(UsageError, match=f"data.00 of {len(parts)} parts cannot be found in {made}"):
        open_bundle([made]).read()
    for found, wanted in zip(open_bundle([made, first]).read(), expected, strict=True):
        assert all(np.array_equal(found[name], wanted[name]) for name in wanted)
    data = bytearray(parts[1].read_bytes())
    data[100] ^= 1
    parts[1].write_bytes(data)
    _, errors = finish(run_sh(made, "--smoke", "--data", str(first), "--out", str(tmp_path / "out")), 2)
    assert errors == f"{parts[1]} is damaged: it is not what was written. Copy this part again.\n"


def test_a_folder_that_is_no_bundle_is_not_replaced(toy_xx: Path, tmp_path: Path) -> None:
    (tmp_path / "precious.txt").write_text("mine", "utf-8")
    with pytest.raises(UsageError, match="is not a bundle; use another --out"):
        make_bundle(toy_xx, tmp_path)
    assert (tmp_path / "precious.txt").read_text("utf-8") == "mine"


def test_unlisted_origins_of_text_are_refused(toy_xx: Path, tmp_path: Path) -> None:
    settings = yaml.safe_load(toy_xx.read_text("utf-8"))
    del settings["origins"]["back_*"]
    (tmp_path / "other.yaml").write_text(yaml.safe_dump(settings), "utf-8")
    with pytest.raises(UsageError, match="Origins that are neither in `origins` nor in `exclude`: back_de"):
        make_bundle(tmp_path / "other.yaml", tmp_path / "gpu")


def test_the_packaged_recipe_lists_every_origin() -> None:
    settings = load_bundle_settings("en-xx-large")
    assert settings.unlisted == "error"
    assert [pair.target for pair in settings.pairs] == ["de", "fr", "es"]
    recipe = settings.recipe()
    assert (recipe.sizes.width, recipe.sizes.encoder_layers, recipe.sizes.decoder_layers) == (512, 6, 3)
    assert recipe.schedule.decay_from == recipe.phases.mixed.until == settings.schedule.stages[-2].until
    assert all(known.licence != "not stated" for known in settings.origins.values())
    listed = set(settings.origins)
    assert {file.origin for pair in settings.pairs for file in pair.mono} <= listed
    assert len(recipe.directions()) == 6
    assert type(recipe).from_json(json.loads(json.dumps(recipe.to_json()))) == recipe


def test_the_dev_sets_travel(bundle: Path) -> None:
    dev = json.loads(lzma.decompress((bundle / "dev.json.xz").read_bytes()))
    sources, targets = dev["es"]["toy-dev"]
    assert targets == [into("es", source) for source in sources]
    assert sources == sentences(20, seed=2)
