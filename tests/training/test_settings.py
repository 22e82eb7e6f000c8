from __future__ import annotations

import lzma
from itertools import islice
from pathlib import Path

import pytest

from briefsmith.errors import SettingsError
from briefsmith.settings.layers import configs_folder
from briefsmith.training.files import described
from briefsmith.training.settings import load_training_settings

REPO = Path(__file__).parents[2]
RECIPES = sorted(
    p.stem for p in (configs_folder() / "training").glob("*.yaml") if p.stem[0] != "_" and "-xx-" not in p.stem
)


@pytest.mark.parametrize("name", RECIPES)
def test_every_recipe_validates_and_names_its_licences(name: str) -> None:
    settings = load_training_settings(name)
    assert settings.unlisted == "error"
    assert settings.data_dir == Path("data")
    assert settings.dev
    assert all(known.licence != "not stated" for known in settings.origins.values())


def test_the_recipes_are_there() -> None:
    assert RECIPES == ["de-en", "en-de", "en-de-large", "en-es", "en-fr", "es-en", "fr-en"]


@pytest.mark.parametrize("name", ["en-de", "en-es", "en-fr"])
def test_origins_of_the_shared_data_are_listed(name: str, shared: Path) -> None:
    settings = load_training_settings(name, [f"data_dir={shared}"])
    for file in settings.data:
        with lzma.open(settings.located(file.path), "rt", encoding="utf-8") as lines:
            origins = {line.split("\t")[0] for line in islice(lines, 20_000)}
        assert {origin for origin in origins if described(origin, settings) is None} == set()


def test_assignments_and_flags_win() -> None:
    settings = load_training_settings("en-de", ["model.width=512", "data_dir=/corpora"], {"schedule.minutes": 2.5})
    assert settings.model.width == 512
    assert settings.located(Path("x.tsv")) == Path("/corpora/x.tsv")
    assert settings.schedule.minutes == 2.5


def test_all_problems_are_shown_at_once(tmp_path: Path) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text("source: en\ndata: []\nmodel: {width: 100, depth: 3}\nschedule: {minutes: 1}\n", "utf-8")
    with pytest.raises(SettingsError) as caught:
        load_training_settings(str(path), ["optimizer.name=sgd"])
    assert sorted(caught.value.problems) == sorted(
        [
            f"{path}: target: Field required",
            f"{path}: data: Tuple should have at least 1 item after validation, not 0",
            f"{path}: model.width: Input should be a multiple of 64",
            f"{path}: model.depth: unknown key; known here: width, feed_forward, encoder_layers, decoder_layers, dropout",
            "--set: optimizer.name: Input should be 'muon' or 'adamw'",
        ]
    )


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("data: [{file: a.tsv}]", "data.0.file: unknown key; known here: path, origin, limit, share, weight, tag"),
        ("origins: {mine: {license: MIT}}", "origins.mine.license: unknown key; known here: weight, licence"),
        ("network: {width: 64}", "network: unknown key; known here: source, target, reverse,"),
    ],
)
def test_an_unknown_key_is_told_with_those_that_are_known(tmp_path: Path, line: str, said: str) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text(f"source: en\ntarget: de\nschedule: {{minutes: 1}}\n{line}\n", "utf-8")
    with pytest.raises(SettingsError) as caught:
        load_training_settings(str(path))
    assert any(problem.startswith(f"{path}: {said}") for problem in caught.value.problems), caught.value.problems


@pytest.mark.parametrize(
    ("assignment", "message"),
    [
        ("schedule.max_tokens=", "schedule: say how long: minutes, max_tokens or both"),
        (
            "schedule.stages=[{until: 0.5}]",
            "`until` must rise from stage to stage, and be 1 in the last",
        ),
        ("data=[{path: a, share: 0.6}, {path: b, share: 0.4}, {path: c}]", "the shares leave nothing"),
        ("dev=[{name: a, source: x, target: y}, {name: a, source: x, target: z}]", "dev: two sets have the same name"),
        ("target=klingon", "target: "),
    ],
)
def test_what_does_not_fit_together_is_refused(tmp_path: Path, assignment: str, message: str) -> None:
    path = tmp_path / "toy.yaml"
    path.write_text("source: en\ntarget: de\ndata: [{path: a.tsv}]\n", "utf-8")
    with pytest.raises(SettingsError) as caught:
        load_training_settings(str(path), ["schedule.max_tokens=1", assignment])
    assert message in str(caught.value)
