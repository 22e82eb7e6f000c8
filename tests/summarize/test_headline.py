import pytest

from briefsmith.summarize.extractive import ExtractiveSummarizer
from briefsmith.summarize.features import analyse
from briefsmith.summarize.headline import fitting_title, shorten

from .texts import ALL, ENGLISH, document


def made(text: str, language: str = "en", **metadata: str) -> str:
    from briefsmith.text.length import Length

    return (
        ExtractiveSummarizer([Length.parse("headline")])([document(text, language, **metadata)])[0].briefs[0].headline
    )


def test_the_own_title_wins_without_the_site() -> None:
    assert made(ENGLISH, title="Port Ellery to close its old ferry terminal | Ellery Echo") == (
        "Port Ellery to close its old ferry terminal"
    )


def test_a_title_of_another_story_is_not_taken() -> None:
    assert fitting_title(analyse(document(ENGLISH)), "Ten recipes for autumn soups") == ""


@pytest.mark.parametrize(
    "title",
    [
        "The harbour council of Port Ellery voted on Thursday to close the old ferry terminal",  # more than 12 words
        "Farewell to an old friend: the ferry that carried three generations",  # words that the text does not have
    ],
)
def test_a_stated_title_wins(title: str) -> None:
    assert made(ENGLISH, title=title) == title


def test_a_chinese_title_wins() -> None:
    title = "老渡轮告别：承载三代人记忆的码头明年关闭"
    assert made(ALL["zh"], "zh", title=title) != title  # of another story
    own = f"告别：{ALL['zh'].split('。')[0][:40]}"
    assert made(ALL["zh"], "zh", title=own) == own


def test_a_title_that_is_none_is_not_taken() -> None:
    assert fitting_title(analyse(document(ENGLISH)), "Ellery harbour ferry news " * 10) == ""
    assert fitting_title(analyse(document(ENGLISH)), "Port Ellery", "port ellery") == ""


def test_headlines_end_at_a_boundary() -> None:
    text = "The dollar rose to a new high against the euro after the bank of issue raised its rates again."
    assert shorten(text, "en") == "The dollar rose to a new high against the euro"
    assert shorten("After the long vote, the mayor resigned from all of her offices.", "en") == (
        "The mayor resigned from all of her offices"
    )


def test_what_has_no_boundary_is_marked_as_cut() -> None:
    assert shorten("word " * 30, "xx") == "Word" + " word" * 11 + "…"


def test_a_headline_of_ours_ends_as_a_clause() -> None:
    text = "Northbridge's oldest surgeons celebrated another remarkable unexpected success yesterday evening treating a rare bone disease"
    assert shorten(f"{text}, which took six years.", "en") == text


@pytest.mark.parametrize("language", ALL)
def test_every_language_has_a_headline(language: str) -> None:
    found = made(ALL[language], language)
    assert found
    assert len(found.split()) <= 24
    assert not found.endswith("…")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The council will close the old harbour next spring for good if the vote on Thursday fails.", "en"),
        ("If the vote on Thursday fails, the council will close the old harbour for good next spring.", "en"),
        ("Der Rat schließt den alten Hafen im Frühjahr endgültig, falls die Abstimmung am Donnerstag scheitert.", "de"),
    ],
)
def test_a_condition_is_kept_or_the_headline_is_marked_as_cut(text: str, language: str) -> None:
    found = shorten(text, language)
    assert found.endswith("…") or "if" in found.lower().split() or "falls" in found


@pytest.mark.parametrize(
    ("text", "language", "headline"),
    [
        (
            "Two men broke into the old harbour office and set fire to its records, police said on Friday.",
            "en",
            "Two men broke into the old harbour office, police said",
        ),
        (
            "According to the minister, the old harbour office was set on fire by two men in masks.",
            "en",
            "The old harbour office was set on fire, according to the minister",
        ),
        (
            "The mayor, prosecutors said, has taken money from the builders of the new terminal.",
            "en",
            "The mayor has taken money from the builders, prosecutors said",
        ),
        (
            "Deux hommes ont mis le feu au bureau du vieux port, selon la police.",
            "fr",
            "Deux hommes ont mis le feu, selon la police",
        ),
        (
            "Zwei Männer haben das alte Büro angezündet, teilte die Polizei am Montag mit.",
            "de",
            "Zwei Männer haben das alte Büro angezündet, teilte die Polizei mit",
        ),
        (
            "Dos hombres incendiaron la oficina del puerto, según la policía.",
            "es",
            "Dos hombres incendiaron la oficina del puerto, según la policía",
        ),
    ],
)
def test_who_says_it_stays(text: str, language: str, headline: str) -> None:
    assert shorten(text, language) == headline


@pytest.mark.parametrize(
    "text",
    [
        "A medical helicopter with at least three people on board crashed late in the evening, the National Aviation Safety "
        "and Transport Authority of the northern islands said.",
        "The mayor of the town took money from the builders of the terminal, a former member of his office told the court, "
        "and two clerks said the same.",
    ],
)
def test_where_there_is_no_room_for_it_the_headline_is_marked_as_cut(text: str) -> None:
    assert shorten(text, "en").endswith("…")


def test_who_says_it_does_not_make_a_short_clause_long() -> None:
    text = (
        "The council of the old town voted against the new pier, although the residents of the harbour wanted it badly, "
        "officials at the city ministry said."
    )
    assert len(shorten(text, "en").split()) <= 15
    assert shorten(text, "en").endswith(", officials at the city ministry said")


def test_a_quotation_at_the_end_keeps_its_mark() -> None:
    text = 'The council has to raise taxes or break its own "golden rule", although the mayor promised the opposite in May.'
    assert shorten(text, "en") == 'The council has to raise taxes or break its own "golden rule"'


def test_a_clause_with_something_to_say_is_no_attribution() -> None:
    text = "The council closed the pier in March, and the mayor said that it will never open again for boats or people."
    assert (
        shorten(text, "en") == "The council closed the pier in March, and the mayor said that it will never open again"
    )


def test_a_verb_is_not_left_without_its_clause() -> None:
    text = "Parmalat, the Italian food group at the centre of one of the most painful scandals, has reported a doubling in profit."
    assert shorten(text, "en") == "Parmalat has reported a doubling in profit"


def test_words_in_a_quotation_attribute_nothing() -> None:
    text = 'The mayor called it "what people said in the harbour" on the first day of the trial in the old town hall.'
    assert not shorten(text, "en").endswith("…")


@pytest.mark.parametrize(
    ("title", "site", "expected"),
    [
        ("Port Ellery closes terminal – traders go to court", "", "Port Ellery closes terminal – traders go to court"),
        ("Port Ellery closes terminal – NZZ am Sonntag", "", "Port Ellery closes terminal"),
        ("Port Ellery closes terminal - ellery.example", "", "Port Ellery closes terminal"),
        ("Port Ellery closes terminal - heise online", "heise online", "Port Ellery closes terminal"),
        ("Port Ellery closes terminal | all the news", "", "Port Ellery closes terminal"),
    ],
)
def test_what_follows_a_dash_is_the_site_or_a_part_of_the_title(title: str, site: str, expected: str) -> None:
    assert fitting_title(analyse(document(ENGLISH)), title, site) == expected


def test_a_headline_is_not_made_of_data() -> None:
    first = f"The council of Port Ellery published the key {'a-' * 50_000} on Friday."
    assert made(
        f"{first} The council will close the old terminal in spring. Work begins there in the summer of 2027."
    ) == ("The council will close the old terminal in spring")
