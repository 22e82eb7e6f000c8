"""`briefsmith train import`: the result of a bundle's run, made into folders that briefsmith loads.

TO/en-de/hf, TO/en-de/ct2-int8, …    each direction, as `briefsmith train export` makes them
TO/checkpoint.pt, spm.model          the weights in single precision, for `init_from`
TO/log.txt                           how it went
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefsmith.engines.folder import EXPORTED, ModelFolder
from briefsmith.training.calibrate import calibrate
from briefsmith.training.card import Card, DataOrigin
from briefsmith.training.decode import DevPairs
from briefsmith.training.export import Exported, export_network, exported_pieces, name_end, rewrite_card
from briefsmith.training.gpu.dev import DevSets
from briefsmith.training.gpu.recipe import language_tag
from briefsmith.training.gpu.result import LOG, Facts, brought_bundle, read_facts, read_weights
from briefsmith.training.gpu.sections import DEV, VOCABULARY, Bundle, read_dev
from briefsmith.training.network import TranslationNetwork
from briefsmith.training.score import Translator, score_model

if TYPE_CHECKING:
    from rich.console import Console

# The files whose content is the same in every direction: the weights.
SAME = ("model.safetensors", "model.bin")


@dataclass(frozen=True, slots=True)
class Brought:
    """One direction: where it lies, and its card with the scores of its dev sets."""

    exported: Exported
    card: Card


def bring_home(out: Path, to: Path, console: Console, lines: int | None = None) -> list[Brought]:
    """Join and export the result in `out`, and score it on all, or the first, `lines` of each dev set.

    Raises UsageError for parts that are missing or damaged.
    """
    import torch

    facts = read_facts(out)
    network = TranslationNetwork(*read_weights(out, facts))
    to.mkdir(parents=True, exist_ok=True)
    spm = to / VOCABULARY
    with brought_bundle(out) as bundle:
        sets = read_dev(bundle.file(DEV))
        shutil.copyfile(bundle.file(VOCABULARY), spm)
    if (out / LOG).is_file():
        shutil.copyfile(out / LOG, to / LOG)
    content = {
        "ema": network.parameters,
        "config": network.shape.config(),
        "progress": {"step": facts.progress.step, "tokens": facts.progress.tokens},
        "lineage": make_card(bundle, facts, *bundle.recipe.directions()[0]).lineage(),
    }
    torch.save(content, to / "checkpoint.pt")
    pieces = exported_pieces(spm, network.shape.vocab)
    found: list[Brought] = []
    for source, target in bundle.recipe.directions():
        console.print(f"Exporting and scoring {source}-{target}.", highlight=False)
        card = make_card(bundle, facts, source, target)
        folder = to / f"{source}-{target}"
        end = language_tag(target)
        if found:
            exported = _other_direction(found[0].exported, pieces, folder, card, end)
            rewrite_card(exported, card, ())  # what is checked below depends on the pair
        else:
            exported = export_network(network, spm, folder, card, end)
        pairs = _dev_pairs(sets, bundle, (source, target), lines)
        scores, curve = score_model(Translator(exported.ct2), pairs), calibrate(ModelFolder.open(exported.ct2), pairs)
        found.append(Brought(exported, rewrite_card(exported, card, scores, curve)))
    return found


def make_card(bundle: Bundle, facts: Facts, source: str, target: str) -> Card:
    """The card of one direction, not yet scored."""
    known: dict[str, Any] = bundle.index["card"]
    origins = [DataOrigin(o["name"], o["pairs"], o["licence"]) for o in known["origins"]]
    pairs = facts.progress.pairs
    origins += [
        DataOrigin(o["name"], pairs[o["language"]], o["licence"]) for o in known["text"] if o["language"] in pairs
    ]
    return Card(
        source,
        target,
        facts.progress.tokens,
        facts.progress.step,
        max_input_tokens=known["max_input_tokens"],
        origins=tuple(sorted(origins, key=lambda origin: -origin.pairs)),
        licence=known["licence"],
        notices=tuple(known["notices"]),
        directions=tuple(f"{a}-{b}" for a, b in bundle.recipe.directions()),
    )


def _other_direction(first: Exported, pieces: list[str], folder: Path, card: Card, end: str) -> Exported:
    """A copy of the first direction that translates into another language; the weights are the same file on disk."""
    building = folder.with_name(folder.name + ".tmp")
    shutil.rmtree(building, ignore_errors=True)
    exported = Exported(building / "hf", building / EXPORTED, first.revision)
    for there, here in ((first.hf, exported.hf), (first.ct2, exported.ct2)):
        shutil.copytree(there, here, copy_function=_link_or_copy)
    name_end(exported, pieces, card, end)
    shutil.rmtree(folder, ignore_errors=True)
    building.rename(folder)
    return Exported(folder / "hf", folder / EXPORTED, first.revision)


def _link_or_copy(source: str, target: str) -> None:
    if Path(source).name in SAME:
        try:
            os.link(source, target)
        except OSError:  # a file system without links
            shutil.copyfile(source, target)
    else:
        shutil.copyfile(source, target)


def _dev_pairs(sets: DevSets, bundle: Bundle, pair: tuple[str, str], lines: int | None) -> list[DevPairs]:
    forward = pair[0] == bundle.recipe.source
    found = sets.get(pair[1] if forward else pair[0], {})
    return [DevPairs(name, *(side[:lines] for side in sides[:: 1 if forward else -1])) for name, sides in found.items()]
