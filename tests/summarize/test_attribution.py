"""Who says it, found where somebody says it, and nowhere else."""

from __future__ import annotations

import pytest

from briefsmith.summarize.attribution import Attributed, attributed, mentions

FIRM = "Parmalat, the Italian food group at the centre of a scandal"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        # Nobody stands before the verb, or the verb has an object.
        (f"{FIRM}, has reported a doubling in profit.", "en"),
        ("On Tuesday the mill, the only one in the valley, confirmed earlier reports of a sale.", "en"),
        ("In May, after a long winter, the mill reported profits of 3 million.", "en"),
        ("Details of the sale, which includes the granary, were not disclosed.", "en"),
        ("The hall was full on Friday, when the plan was revealed.", "en"),
        ("Two clerks were seen in the hall, amid claims of fraud.", "en"),
        ("The mayor was back, this time as a guest, to make other claims about the pier.", "en"),
        ("Un mariage rare, dont Rosa Lind a révélé les secrets.", "fr"),
        ("Belle, puissante et chère, elle annonce toute une série de voitures.", "fr"),
    ],
)
def test_a_verb_without_somebody_who_says_it_is_no_attribution(text: str, language: str) -> None:
    assert attributed(text, language) == Attributed(text)


@pytest.mark.parametrize(
    ("text", "language", "by"),
    [
        ("The mill will open in May, the WHO has said.", "en", "the WHO has said"),
        ("The mill will open in May, leading economists have warned.", "en", "leading economists have warned"),
        (
            "The mill will open in May, Rosa Lind and two clerks wrote in a letter.",
            "en",
            "Rosa Lind and two clerks wrote",
        ),
        ("The mill will open in May, his family said early Thursday.", "en", "his family said"),
        ("The mill will open in May, a report suggests.", "en", "a report suggests"),
        ("The mill will open in May, said Rosa Lind.", "en", "said Rosa Lind"),
        ("Soon the granary too, said Rosa Lind.", "en", "said Rosa Lind"),
        ("« Le moulin ouvre », affirme la maire.", "fr", "affirme la maire"),
        ("Le moulin a ouvert, a précisé lundi un membre du conseil.", "fr", "a précisé un membre du conseil"),
        ("Die Mühle wird geöffnet, teilte die Stadt am Montag mit.", "de", "teilte die Stadt mit"),
    ],
)
def test_who_says_it_is_found(text: str, language: str, by: str) -> None:
    assert attributed(text, language).by == by


@pytest.mark.parametrize("quoted", ['"police said so"', "“police said so”", "„police said so“", "«police said so»"])
def test_signs_in_quotations_do_not_count(quoted: str) -> None:
    assert mentions(f"He wrote {quoted}, according to Rosa Lind.", "en") == mentions(
        "He wrote, according to Rosa Lind.", "en"
    )
