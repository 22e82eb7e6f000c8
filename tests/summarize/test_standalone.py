from briefsmith.summarize.features import analyse
from briefsmith.summarize.standalone import antecedents, opening_anaphor, unfit, unnamed_speaker
from briefsmith.text.quotations import balanced

from .texts import of_sentences


def leaning(texts: list[str]) -> list[int | None]:
    return antecedents(texts, "en", analyse(of_sentences(texts)).first_mentions)


def test_pronouns_and_links_are_found() -> None:
    assert opening_anaphor("She added that it rained.", "en") == "she"
    assert opening_anaphor("“This is new.”", "en") == "this"
    assert opening_anaphor("This week the pier closes.", "en") is None
    assert opening_anaphor("Theft is rare.", "en") is None
    assert opening_anaphor("Therefore it closed.", "en") == "therefore"
    assert opening_anaphor("Il a plu.", "fr") == "il"
    assert opening_anaphor("C'est fini.", "fr") == "c'"
    assert opening_anaphor("Dafür fehlt Geld.", "de") == "dafür"
    assert opening_anaphor("他说不。", "zh") == "他"
    assert opening_anaphor("これは新しい。", "ja") == "これ"
    assert opening_anaphor("وأضاف أنه سيعود.", "ar") == "وأضاف"


def test_quotations_need_a_named_speaker() -> None:
    assert unnamed_speaker('"We will close it," he said.', "en")
    assert unnamed_speaker('"We will close it."', "en")
    assert not unnamed_speaker('"We will close it," said Maria Lindqvist.', "en")


def test_a_run_of_one_pronoun_leans_on_what_stands_before_it() -> None:
    texts = ["Anna Berg won.", "She ran.", "She smiled.", "It rained all day.", "The search for boats began."]
    assert leaning(texts) == [None, 0, 0, 2, None]


def test_a_definite_noun_leans_on_its_first_mention() -> None:
    texts = ["A ferry sank near the pier.", "Nobody was hurt there.", "The ferry was new."]
    assert leaning(texts)[2] == 0


def test_halves_of_quotations_and_noise_are_unfit() -> None:
    texts = [
        'The mayor of the town said: "It is over.',
        "Nobody here wanted it to end this way.",
        'Nobody at all wanted any of this."',
        "The council will meet again on Friday evening.",
        "window.play({'id': 1}); more of this code here.",
        "Read the whole story and comment on it",
        "It is so.",
    ]
    assert unfit(texts, "en") == [True, True, True, False, True, True, True]


def test_balanced_knows_german_and_french_marks() -> None:
    assert balanced("Er sagte „so“ und ging.")
    assert balanced("Il a dit « oui ».")
    assert not balanced("Er sagte „so und ging.")


def test_a_sentence_with_data_in_it_is_unfit() -> None:
    texts = [
        f"The council published the key {'a-' * 200} on its site on Friday.",
        "The Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz was repealed in the year 2013.",
    ]
    assert unfit(texts, "en") == [True, False]
