"""Whose words a brief would repeat without saying so: an interview's, a question's; and lists of names."""

from __future__ import annotations

import pytest

from briefsmith.summarize.voices import lists_names, speakerless

INTERVIEW = [
    (0, "Amara Diallo is professor of hydrology in Lausanne."),
    (1, "Professor Diallo, you say that the dams are in the wrong place."),
    (1, "Is that not harsh?"),
    (2, "It is what the numbers say."),
    (2, "We looked at 412 dams."),
    (3, "And where should they be?"),
    (4, "The study of the US agency says that they should be small."),
    (5, "Would you do it again?"),
    (6, "I would."),
    (6, 'A farmer said: "I will not move."'),
]


def test_in_an_interview_questions_and_first_persons_have_no_name() -> None:
    paragraphs, texts = zip(*INTERVIEW, strict=True)
    mute = speakerless(texts, paragraphs, "en")
    assert [text for text, bad in zip(texts, mute, strict=True) if not bad] == [
        "Amara Diallo is professor of hydrology in Lausanne.",
        "It is what the numbers say.",
        "The study of the US agency says that they should be small.",
        'A farmer said: "I will not move."',
    ]


def test_an_essay_may_say_we_and_a_question_is_never_quoted() -> None:
    texts = ["We have waited for years.", "What is to be done?", "The council decides.", '"Who knows?"', "It rains."]
    assert speakerless(texts, range(5), "en") == [False, True, False, True, False]


@pytest.mark.parametrize(
    ("language", "answer"),
    [
        ("de", "Das habe ich nie gesagt."),
        ("fr", "C'est ma faute."),
        ("es", "Nosotros lo vimos."),
        ("fr", "J'ai dit non."),
    ],
)
def test_first_persons_of_other_languages(language: str, answer: str) -> None:
    texts = ["A?", "B.", "C?", "D.", "E?", answer]
    assert speakerless(texts, range(6), language) == [True, False, True, False, True, True]
    assert speakerless(texts, range(6), "fi") == [True, False, True, False, True, False]


def test_a_line_up_is_a_list_of_names_and_a_sentence_of_names_is_not() -> None:
    assert lists_names("Westport: Moreau; Hale, Dunne, Sorensen, Pike; Okafor, Lind; Falk, Adeyemi; Brandt.")
    assert not lists_names(
        "Ana Silva, Jo Berg, Ida Moen, Lou Ek and Tom Ashdown will speak at the opening in Oslo on Monday."
    )
    assert not lists_names("Die Präsidentin, der Kanzler, die Minister, der Rat, die Kammer und das Gericht streiten.")
