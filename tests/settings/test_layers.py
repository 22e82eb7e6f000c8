from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefsmith import settings as s
from briefsmith.errors import SettingsError
from briefsmith.settings import Settings
from briefsmith.settings.layers import PROJECT_FILE, Layers, validate
from briefsmith.yaml12 import parse_yaml


def load(**kwargs: object) -> Settings:
    return s.load(**{"environment": {}, **kwargs})  # type: ignore[arg-type]


def problems(**kwargs: object) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        load(**kwargs)
    return caught.value.problems


def test_the_stronger_source_wins(tmp_path: Path) -> None:
    file = tmp_path / "my.yaml"
    file.write_text("languages: [fr]\nlengths: [long]\ntranslator: {beam_size: 1, batch_tokens: 64}\n")
    environment = {"BRIEFSMITH_TRANSLATOR__BEAM_SIZE": "2", "BRIEFSMITH_LANGUAGES": "es", "BRIEFSMITH_DEBUG": "1"}
    settings = load(
        config=str(file), environment=environment, assignments=["translator.threads=3"], flags={"languages": "de"}
    )
    assert settings.languages == ("de",)
    assert settings.lengths == ("long",)
    assert settings.translator == s.TranslatorSettings(beam_size=2, batch_tokens=64, threads=3)


def test_the_project_file_is_read_unless_another_is_named(tmp_path: Path) -> None:
    Path(PROJECT_FILE).write_text("languages: [fr]\n")
    other = tmp_path / "other.yaml"
    other.write_text("lengths: [short]\n")
    assert load().languages == ("fr",)
    assert load(config=str(other)).languages == ()


def test_no_is_norwegian_and_booleans_still_work(tmp_path: Path) -> None:
    file = tmp_path / "n.yaml"
    file.write_text("languages: [no, de]\nclean:\n  boilerplate: false\n")
    settings = load(config=str(file))
    assert settings.languages == ("nb", "de")
    assert settings.clean.boilerplate is False


def test_languages_are_canonical_and_distinct() -> None:
    assert load(flags={"languages": "de, German,fr"}).languages == ("de", "fr")


def test_all_problems_are_shown_at_once_with_their_source(tmp_path: Path) -> None:
    file = tmp_path / "bad.yaml"
    file.write_text("langauges: [de]\ntranslator:\n  beam: 2\n")
    found = problems(
        config=str(file), assignments=["translator.beam_size=0"], flags={"lengths": "tiny", "languages": "xx"}
    )
    assert any(p.startswith(f"{file}: langauges: unknown key; known here: languages,") for p in found)
    assert any(p.startswith(f"{file}: translator.beam: unknown key; known here: models,") for p in found)
    assert any(p.startswith("--set: translator.beam_size: ") for p in found)
    assert any(p.startswith("--length: 'tiny' is not a length") for p in found)
    assert any(p.startswith("--lang: unknown language 'xx'") for p in found)
    assert len(found) == 5


def test_a_section_given_as_a_value_is_a_problem() -> None:
    assert problems(assignments=["translator=fast"])[0].startswith("--set: translator: ")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("languages: [de\n", "line 2: not valid YAML: "),
        ("- de\n", "expected 'key: value' lines, found a list"),
        ("a: !!python/object:os.system {}\n", "not valid YAML"),
        ("lengths: []\n", "lengths: give at least one length"),
        ("extends: [a]\n", "extends: expected the name of one profile or file"),
        ("extends: nowhere\n", "no profile 'nowhere'; choose one of embedded"),
    ],
)
def test_bad_files_name_the_file_and_the_fault(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "bad.yaml"
    file.write_text(text)
    (problem,) = problems(config=str(file))
    assert message in problem


def test_a_file_that_is_not_there_or_not_text(tmp_path: Path) -> None:
    assert problems(config="nowhere.yaml") == ["nowhere.yaml: no such configuration file"]
    (tmp_path / "latin.yaml").write_bytes(b"languages: [\xff]")
    assert "cannot be read" in problems(config="latin.yaml")[0]


@pytest.mark.parametrize("assignment", ["x", "=1", "translator.beam_size"])
def test_set_needs_key_and_value(assignment: str) -> None:
    assert "expected key=value" in problems(assignments=[assignment])[0]


def test_extends_takes_one_level(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text("languages: [fr]\ntranslator: {beam_size: 1, threads: 2}\n")
    (tmp_path / "top.yaml").write_text("extends: base.yaml\ntranslator: {threads: 4}\n")
    (tmp_path / "tower.yaml").write_text("extends: top.yaml\n")
    settings = load(config="top.yaml")
    assert settings.languages == ("fr",)
    assert (settings.translator.beam_size, settings.translator.threads) == (1, 4)
    assert "only one level is allowed" in problems(config="tower.yaml")[0]


@pytest.mark.parametrize("name", s.profiles())
def test_every_profile_validates(name: str) -> None:
    assert isinstance(load(config=name), Settings)


def test_the_commented_file_gives_the_defaults(tmp_path: Path) -> None:
    (tmp_path / "all.yaml").write_text(s.commented_yaml())
    assert load(config="all.yaml") == Settings()
    assert s.commented_yaml().count("# ") > 10


settings_values = st.builds(
    Settings,
    languages=st.lists(st.sampled_from(["de", "fr", "nb", "zh"]), unique=True).map(tuple),
    lengths=st.lists(st.sampled_from(["short", "3s", "280c", "60w"]), min_size=1, unique=True).map(tuple),
    source_language=st.none() | st.sampled_from(["en", "nb"]),
    translator=st.builds(s.TranslatorSettings, beam_size=st.integers(1, 32), models=st.just(("a", "b"))),
)


@given(settings_values)
def test_yaml_round_trip(value: Settings) -> None:
    layers = Layers()
    layers.add(parse_yaml(s.dump_yaml(value), "here"), "here")
    assert validate(layers) == value
