"""The catalog is whole, its names are ours, and its profiles validate."""

from __future__ import annotations

import pytest
import yaml

from briefsmith.engines.codes import known_language
from briefsmith.errors import ModelUnavailableError
from briefsmith.languages import LANGUAGES
from briefsmith.models.catalog import CatalogModel, catalog, find
from briefsmith.models.licences import allows_commercial, require_commercial
from briefsmith.settings import load, profiles
from conftest import REPO


@pytest.mark.parametrize("entry", catalog(), ids=lambda entry: entry.name)
def test_every_entry(entry: CatalogModel) -> None:
    assert {*entry.languages, *entry.targets} <= set(LANGUAGES)
    assert bool(entry.targets) == (entry.task not in {"summarization", "consistency"}) or entry.name == "flan-t5-base"
    assert find(entry.name.upper()) == find(entry.hub_id) == entry
    # Single precision, four bytes per parameter, except for the tokenizer and rounding.
    assert entry.megabytes == pytest.approx(4 * entry.parameters, rel=0.02)


def test_names_are_there_once() -> None:
    names = [name.casefold() for entry in catalog() for name in (entry.name, entry.hub_id)]
    assert len(names) == len(set(names))


def test_languages_are_those_of_the_tokenizers() -> None:
    from transformers.models.m2m_100.tokenization_m2m_100 import FAIRSEQ_LANGUAGE_CODES as M2M100
    from transformers.models.mbart50.tokenization_mbart50 import FAIRSEQ_LANGUAGE_CODES as MBART50
    from transformers.models.nllb.tokenization_nllb import FAIRSEQ_LANGUAGE_CODES as NLLB

    expected = {
        "m2m100_418M": M2M100["m2m100"],
        "mbart-large-50-many-to-many-mmt": [code[:2] for code in MBART50],
        "nllb-200-distilled-600M": NLLB,
    }
    for name, codes in expected.items():
        entry = find(name)
        assert entry is not None
        assert set(entry.languages) == {known_language(code) for code in codes} - {None}


def test_licences() -> None:
    assert allows_commercial("apache-2.0, bsd-3-clause")
    assert not allows_commercial("apache-2.0, cc-by-nc-4.0")
    assert not allows_commercial(None)
    forbidden = [entry.name for entry in catalog() if entry.license and not allows_commercial(entry.license)]
    assert forbidden == ["mT5_multilingual_XLSum", "nllb-200-distilled-600M"]
    with pytest.raises(ModelUnavailableError, match=r"nllb: its licence, cc-by-nc-4\.0, is not known to allow"):
        require_commercial("nllb", "cc-by-nc-4.0")


@pytest.mark.parametrize(
    ("source", "targets", "serves"),
    [
        ("en", ("de",), True),
        (None, ("de", "fr"), True),
        ("en", (), True),
        ("de", ("de",), False),
        ("en", ("fr",), False),
    ],
)
def test_which_pairs_a_model_serves(source: str | None, targets: tuple[str, ...], serves: bool) -> None:
    entry = find("opus-mt-en-de")
    assert entry is not None
    assert entry.serves(source, targets) is serves


def test_profiles_validate_and_name_catalog_models() -> None:
    assert {"embedded", "long", "multilingual", "quality"} <= set(profiles())
    for profile in ("long", "multilingual", "quality"):
        settings = load(profile, environment={})
        assert settings.summarizer.model is not None
        for name in (settings.summarizer.model, *settings.translator.models):
            assert find(name) is not None


@pytest.mark.parametrize("profile", ["long", "multilingual", "quality"])
def test_the_commands_in_a_profile_fetch_its_models(profile: str) -> None:
    text = (REPO / f"configs/{profile}.yaml").read_text()
    data = yaml.safe_load(text)
    pulled = [line.split()[4:] for line in text.splitlines() if line.startswith("#   briefsmith models pull")]
    names = {name for line in pulled for name in line if name != "--allow-pickle"}
    assert names <= {data["summarizer"]["model"], *data["translator"]["models"]}
    for line in pulled:
        entries = [find(name) for name in line if name != "--allow-pickle"]
        assert ("--allow-pickle" in line) == any(entry.pickle for entry in entries if entry)
