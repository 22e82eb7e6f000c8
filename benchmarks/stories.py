"""Are reports of one story found? `python benchmarks/stories.py [--seeds 5 6 7 8 9] [--sweep]`.

Each seed makes 40 events in eight kinds of news, five of a kind, and of each event 3 to 6 reports in different words: the
reports of one kind share their phrases, those of one event its names and figures, of which a report leaves some out. Shown:
pairwise precision, recall and F1 of our clusters, and of plain TF-IDF (scikit-learn) with the threshold that is best for
these very seeds, which is more than a user could have. `--sweep` shows our F1 by threshold.
"""

from __future__ import annotations

import argparse
import random
from itertools import combinations
from statistics import mean

from briefsmith.model import CleanDocument, Document, Result, Sentence
from briefsmith.newsletter import clusters as method

EVENTS = 40
PLACES = ["Harlow Bay", "Nordstrand", "Vellmar", "Quillbeach", "Ostrava Heights", "Tamworth", "Lindenau", "Port Ellery"]
PLACES += ["Saltmarsh", "Brindle"]
PEOPLE = ["Ada Quill", "Tomas Reuter", "Helena Okafor", "Jonas Brandt", "Mira Castellanos", "Oskar Lindqvist"]
PEOPLE += ["Priya Raman", "Walter Hoyle", "Irene Duarte", "Samir Haddad", "Greta Nyman", "Paul Etxeberria"]
FIRMS = ["Calder Rail", "Northwind Energy", "Orbis Foods", "Halden Steel", "Pictor Games", "Luma Bank", "Terra Seeds"]
FIRMS += ["Vantage Air"]
# For each kind of news what may be said; a report takes some of it in some order.
KINDS = {
    "fire": [
        "A fire destroyed {n} homes in {place} overnight.",
        "Flames swept through a street of {place}, and {n} houses burned down.",
        "{person}, who leads the fire service, said {m} people were brought to safety.",
        "Some {m} residents spent the night in a school, according to {person}.",
        "The cause is not known; police are investigating.",
        "Neighbours spoke of a loud bang before the roof caught fire.",
        "The damage is put at {k} million euros.",
    ],
    "strike": [
        "Workers at {firm} will walk out for {n} days from Monday.",
        "{firm} faces a strike of {n} days after talks broke down.",
        "The union's leader {person} asks for {m} euros more a month.",
        "{person} said the offer on the table was an insult.",
        "The company called the walkout irresponsible.",
        "Commuters and customers must expect delays.",
        "About {k} thousand employees may take part.",
    ],
    "election": [
        "{person} has been elected mayor of {place} with {n} percent of the vote.",
        "Voters in {place} chose {person} as their new mayor on Sunday.",
        "Turnout was {m} percent, the lowest in a decade.",
        "The winner promised cheaper buses and more trees.",
        "The loser conceded defeat before midnight.",
        "Counting took until the early morning.",
        "The new council meets for the first time next month.",
    ],
    "merger": [
        "{firm} is to buy a rival for {n} million euros.",
        "A takeover worth {n} million euros was announced by {firm} on Tuesday.",
        "Chief executive {person} expects savings of {m} million a year.",
        "{person} told investors that no plant would close.",
        "Regulators still have to agree.",
        "Shares rose sharply after the news.",
        "Analysts had expected a higher price.",
    ],
    "flood": [
        "Heavy rain flooded {n} streets in {place} on Friday.",
        "The river at {place} rose to {k} metres, its highest level since records began.",
        "Rescuers took {m} people from their homes by boat.",
        "{person} of the water board said the dam had held.",
        "Schools stay closed until the middle of the week.",
        "More rain is forecast for the weekend.",
        "Farmers fear for the harvest.",
    ],
    "trial": [
        "{person} was sentenced to {n} years in prison by a court in {place}.",
        "A judge in {place} found {person} guilty of fraud on Wednesday.",
        "The defendant had taken {m} thousand euros from a charity.",
        "The defence said it would appeal.",
        "Prosecutors had asked for a longer sentence.",
        "The trial lasted {k} weeks.",
        "Victims wept when the verdict was read.",
    ],
    "science": [
        "Researchers in {place} have bred a wheat that needs {n} percent less water.",
        "A new wheat from a laboratory in {place} survives long droughts.",
        "The team around {person} tested {m} varieties over {k} years.",
        "{person} said fields would be planted next spring.",
        "Independent experts called the result promising.",
        "Seeds will be sold by {firm}.",
        "The study appeared in a journal this week.",
    ],
    "sport": [
        "{place} won the cup final after extra time, {person} scoring twice.",
        "Two goals by {person} gave {place} the trophy.",
        "A crowd of {m} thousand watched the final.",
        "The coach said it was the proudest day of his life.",
        "It is the club's first title in {n} years.",
        "Fans celebrated until dawn.",
        "The losing side hit the post {k} times.",
    ],
}


def reports(seed: int) -> tuple[list[Result], list[int]]:
    """The articles of all events, shuffled, and the event of each."""
    rng = random.Random(seed)
    made: list[tuple[Result, int]] = []
    for event in range(EVENTS):
        kind = list(KINDS)[event % len(KINDS)]
        facts = {
            "place": rng.choice(PLACES),
            "person": rng.choice(PEOPLE),
            "firm": rng.choice(FIRMS),
            "n": rng.randint(13, 99),
            "m": rng.randint(100, 999),
            "k": rng.randint(3, 60),
        }
        for number in range(rng.randint(3, 6)):
            said = rng.sample(KINDS[kind][2:], rng.randint(3, 5))
            texts = [rng.choice(KINDS[kind][:2]), *said]
            # A surname alone, as reports have it after the first time.
            filled = [text.format(**facts) for text in texts]
            short = [text.replace(str(facts["person"]), str(facts["person"]).split()[-1]) for text in filled[2:]]
            made.append((article(f"{kind}-{event}-{number}", [*filled[:2], *short]), event))
    rng.shuffle(made)
    return [result for result, _ in made], [event for _, event in made]


def article(name: str, texts: list[str]) -> Result:
    document = Document.create(name, " ".join(texts), language="en")
    sentences, start = [], 0
    for text in texts:
        sentences.append(Sentence(text, start, start + len(text), 0))
        start += len(text) + 1
    return Result(name, CleanDocument(document, tuple(sentences)))


def scores(found: list[list[int]], events: list[int]) -> tuple[float, float, float]:
    """Precision, recall and F1 over pairs of articles."""
    ours = {pair for members in found for pair in combinations(sorted(members), 2)}
    true = {(a, b) for a, b in combinations(range(len(events)), 2) if events[a] == events[b]}
    precision = len(ours & true) / max(len(ours), 1)
    recall = len(ours & true) / len(true)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def plain(results: list[Result], threshold: float, linkage: str) -> list[list[int]]:
    """Plain TF-IDF: clusters of articles whose cosine is at least `threshold` (single linkage) or is so on average."""
    from sklearn.cluster import AgglomerativeClustering
    from sklearn.feature_extraction.text import TfidfVectorizer

    texts = [result.clean.document.text for result in results if result.clean]
    matrix = TfidfVectorizer(stop_words="english", sublinear_tf=True).fit_transform(texts)
    far = (1 - (matrix @ matrix.T).toarray()).clip(0)
    found = AgglomerativeClustering(None, metric="precomputed", linkage=linkage, distance_threshold=1 - threshold)
    labels = found.fit_predict(far)
    return [[i for i, label in enumerate(labels) if label == name] for name in set(labels)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", nargs="+", type=int, default=[5, 6, 7, 8, 9])
    parser.add_argument("--sweep", action="store_true")
    arguments = parser.parse_args()
    data = [reports(seed) for seed in arguments.seeds]
    if arguments.sweep:
        for step in range(8, 60, 4):
            method.SAME = step / 100
            print(method.SAME, *(f"{x:.3f}" for x in average([scores(method.clusters(r), e) for r, e in data])))
        return
    print("| method | precision | recall | F1 |\n|---|---|---|---|")
    print(row("ours", average([scores(method.clusters(r), e) for r, e in data])))
    for linkage in ("single", "average"):
        tried = {t: average([scores(plain(r, t / 100, linkage), e) for r, e in data]) for t in range(8, 80, 4)}
        best = max(tried, key=lambda t: tried[t][2])
        print(row(f"TF-IDF, {linkage} linkage, cosine {best / 100} (best of {len(tried)} on these seeds)", tried[best]))


def average(values: list[tuple[float, float, float]]) -> tuple[float, ...]:
    return tuple(mean(column) for column in zip(*values, strict=True))


def row(name: str, values: tuple[float, ...]) -> str:
    return f"| {name} | {' | '.join(f'{value:.3f}' for value in values)} |"


if __name__ == "__main__":
    main()
