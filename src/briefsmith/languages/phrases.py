"""The section of phrases: words by which sentences are chosen and shortened, and speakers are found."""

from __future__ import annotations

from dataclasses import dataclass

from briefsmith.languages.sections import NEVER


@dataclass(frozen=True, slots=True)
class Speakers:
    """How a text names who says something, and where it was said.

    `speech` matches "he said" after a quotation, `reporting` verbs of saying, `that` the word before what was said,
    `occasions` where it was said ("in a statement on Friday"). `agencies` are news sources whose mention is not part of
    the fact, `agency_verbs` their verbs, `agency_day` follows the verb, `by` precedes them ("according to"); `marks`
    are those in brackets before a text. `persons` are pronouns for one person, `he` and `she` those that show the
    gender; `titles` precede a person's name, `his` and `her` the name of a man or a woman. `also` precedes the verb of
    a speaker who continues, `adding` begins such a verb. `elsewhere` precedes the name of a place, a day or an
    institution.
    """

    speech: str = NEVER
    reporting: str = NEVER
    that: str = NEVER
    occasions: str = NEVER
    agencies: str = NEVER
    agency_verbs: str = NEVER
    agency_day: str = ""
    by: str = NEVER
    attributing: str = NEVER
    sources: str = NEVER
    marks: tuple[str, ...] = ()
    datelines: tuple[str, ...] = ()
    persons: str = NEVER
    he: str = ""
    she: str = ""
    titles: str = NEVER
    his: str = NEVER
    her: str = NEVER
    also: str = NEVER
    adding: str = NEVER
    elsewhere: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Phrases:
    """What the rules for choosing and shortening sentences need to know.

    Words are separated by `|` as in regular expressions, matched at the start of a sentence or clause; those separated
    by spaces are words of a set. Tuples have regular expressions that are looked for in texts of any language. A
    language without these gets only the rules of punctuation.

    `anaphors` open a sentence that refers to something named before; `deictic` cancels that ("this week").
    `links` tie a sentence to the one before and cannot be dropped; `connectives` can be, with the comma after them.
    `subordinators` open a trailing clause that can be dropped without changing the main clause (never a condition or an
    exception); `openers` begin an adverbial, and `continuing` words after its comma do not begin the main clause.
    `articles` begin an apposition, and after its second comma `coordinating` words show that it was a list.
    `definite` matches a definite article with its `noun`; `function` are words on which a headline must not end;
    `breaks` are words before which it may, `weak` ones those that the word before often needs.
    `verbs` matches words that are usually finite verbs; `days` an adverbial that gives only the day.
    `conditions` are words without whose clause a sentence may be untrue ("if the vote fails").
    `first_person` are the words by which a speaker says that it is about him or her ("I", "our").
    `notices` are in lines about copyright, in lower case. `ranker` is the file with the weights of the learned ranker,
    by default those trained on English and French together; `lead_bonus` says whether a first sentence is worth more.
    """

    anaphors: str = NEVER
    deictic: str = NEVER
    links: str = NEVER
    connectives: str = NEVER
    subordinators: str = NEVER
    openers: str = NEVER
    continuing: tuple[str, ...] = ()
    articles: str = NEVER
    coordinating: tuple[str, ...] = ()
    definite: str = NEVER
    function: str = ""
    breaks: str = ""
    weak: str = ""
    verbs: str = ""
    days: str = NEVER
    conditions: str = NEVER
    first_person: str = NEVER
    notices: tuple[str, ...] = ()
    speakers: Speakers = Speakers()
    ranker: str = "ranker.json"
    lead_bonus: bool = True
