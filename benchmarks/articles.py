"""Synthetic news articles: distinct, in any number, made of our own sentences. They measure speed and memory, not quality."""

from __future__ import annotations

import random
from collections.abc import Iterator

PLACES = [
    "Marlow Bay",
    "Brannock",
    "Sorrel",
    "Unterau",
    "Vestfold",
    "Kesselheim",
    "Dunmore",
    "Alder Creek",
    "Port Lissa",
    "Grantham Hill",
]
PEOPLE = [
    "Helena Okafor",
    "Peter Lindqvist",
    "Samira Holt",
    "Tomasz Wrona",
    "Nadia Ferrante",
    "Jonas Brandl",
    "Edwin Marsh",
    "Ines Kato",
]
BODIES = [
    "city council",
    "water authority",
    "regional court",
    "school board",
    "harbour company",
    "farmers' union",
    "power company",
]
THINGS = [
    "bridge",
    "reservoir",
    "hospital",
    "railway line",
    "ferry terminal",
    "wind farm",
    "school",
    "museum",
    "market hall",
    "data centre",
]
SENTENCES = (
    "The {body} of {place} decided on {day} to build a new {thing} by {year}.",
    "The work will cost {n} million dollars, {m} percent more than planned.",
    '"We have waited for this {thing} for {k} years," {person} said after the vote.',
    "{person}, who leads the {body}, warned that the {thing} would not be ready before {year}.",
    "According to a study from {year}, {n},{nnn} people in {place} depend on the old {thing}.",
    "In {place}, where {n} families live close to the site, the plan has met with doubt.",
    "The {body} expects costs to fall by {m} percent once the {thing} is in service.",
    "Critics such as {person} say that {k} smaller projects would have helped more people.",
    "A first part of the {thing} is to open in the spring of {year}, and the rest {k} months later.",
    "The national government pays {m} percent, while {place} and its neighbours share the remaining {n} million dollars.",
    "Engineers found in {year} that the ground below the {thing} moves by {k} millimetres a year.",
    "Nobody was hurt, but {n} travellers had to wait in {place} for more than {k} hours.",
    "It was the {k}th time since {year} that the {body} put off its decision.",
    "{person} asked the {body} to publish its figures before the end of {month}.",
)
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def article(seed: int, words: int = 700) -> str:
    """An article of about this many words: a headline and paragraphs of two to four sentences."""
    rng = random.Random(seed)
    paragraphs = [f"{rng.choice(PLACES)} plans new {rng.choice(THINGS)}"]
    count = 0
    while count < words:
        sentences = [_sentence(rng) for _ in range(rng.randint(2, 4))]
        count += sum(len(sentence.split()) for sentence in sentences)
        paragraphs.append(" ".join(sentences))
    return "\n\n".join(paragraphs) + "\n"


def _sentence(rng: random.Random) -> str:
    return rng.choice(SENTENCES).format(
        body=rng.choice(BODIES), place=rng.choice(PLACES), thing=rng.choice(THINGS), person=rng.choice(PEOPLE),
        day=rng.choice(DAYS), month=rng.choice(MONTHS), year=rng.randint(1990, 2034), n=rng.randint(20, 900),
        nnn=rng.randint(100, 999), m=rng.randint(3, 60), k=rng.randint(4, 19),
    )  # fmt: skip


def articles(count: int, words: int = 700) -> Iterator[str]:
    """This many different articles."""
    return (article(seed, words) for seed in range(count))
