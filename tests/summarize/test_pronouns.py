import pytest

from briefsmith.summarize.extractive import ExtractiveSummarizer
from briefsmith.summarize.pronouns import named
from briefsmith.text.length import Length

from .texts import ENGLISH, document

CERTAIN = [
    (
        "en",
        ["Mayor Anna Berg said that the pier would close.", "She added that buses would run."],
        "Mayor Anna Berg added",
    ),
    ("en", ['"It is old," said Owen Price, a baker.', "He also warned of the costs."], "Owen Price also warned"),
    ("en", ["The pier will close, Owen Price said.", "He denied that buses would run."], "Owen Price denied"),
    (
        "en",
        ["Mr Price, 58, said that it was old.", "He added that it leaked.", "He said it would close."],
        "Mr Price said",
    ),
    (
        "fr",
        ["Claire Morel a annoncé la fermeture du quai.", "Elle a ajouté que des bus rouleront."],
        "Claire Morel a ajouté",
    ),
    (
        "de",
        ["Bürgermeister Jan Vogel sagte, das Bad sei alt.", "Er ergänzte, es fehle Geld."],
        "Bürgermeister Jan Vogel ergänzte",
    ),
    (
        "es",
        ["La alcaldesa Inés Robledo dijo que hace calor.", "Ella añadió que faltan árboles."],
        "La alcaldesa Inés Robledo añadió",
    ),
]

DOUBTFUL = [
    ["Anna Berg said that Maria Hill had resigned.", "She added that nobody was told."],
    ["Anna Berg won the race.", "She said it was hard."],
    ["Mr Price said that it was old.", "She added that it leaked."],
    ["Owen Price told Tom Hill that it was old.", "He said it leaked."],
    ["Owen Price said that a man fell.", "He was taken to hospital."],
    ["The council said that it was old.", "He added that it leaked."],
    ["Owen Price said that it was old.", "They added that it leaked."],
    ["Owen Price said that it was old.", "It closed in March.", "He added that it leaked."],
]


@pytest.mark.parametrize(("language", "texts", "opening"), CERTAIN)
def test_a_speaker_who_goes_on_is_named(language: str, texts: list[str], opening: str) -> None:
    found = named(texts, language)[len(texts) - 1]
    assert found.text.startswith(opening)
    assert found.antecedent == 0


@pytest.mark.parametrize("texts", DOUBTFUL)
def test_whoever_is_not_certain_stays_a_pronoun(texts: list[str]) -> None:
    assert named(texts, "en") == {}


def test_the_name_has_a_source_and_a_step() -> None:
    made = ExtractiveSummarizer([Length.parse("4p")])([document(ENGLISH)])[0].briefs[0]
    (sentence,) = (s for s in made.sentences if s.text.startswith("Maria Lindqvist added"))
    assert sentence.sources == (3, 4)
    assert ("name", "sentence 4") in [(step.model, step.route) for step in made.provenance]
