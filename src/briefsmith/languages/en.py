"""English."""

from __future__ import annotations

from briefsmith.languages.knowledge import Knowledge
from briefsmith.languages.numerals import numbered, spaced
from briefsmith.languages.phrases import Phrases, Speakers
from briefsmith.languages.sections import (
    Calendar,
    Checking,
    Names,
    Negation,
    Newsletter,
    Numbers,
    Rendering,
    Sentences,
    Typography,
    word_set,
)

_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_THOUSAND, _MILLION, _BILLION, _TRILLION = 10**3, 10**6, 10**9, 10**12


def _number_words() -> dict[str, int]:
    ones, tens = numbered("two three four five six seven eight nine", 2), numbered(_TENS, 20, 10)
    teens = numbered("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen", 10)
    words = ones | teens | tens
    words |= {f"{ten}-{one}": tens[ten] + value for ten in tens for one, value in ({"one": 1} | ones).items()}
    words |= {"hundred": 100, "dozen": 12}
    words |= numbered("third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth", 3)
    words |= {f"{word}th": value for word, value in teens.items() if value > 12}
    return spaced(words) | {f"{word[:-1]}ieth": value for word, value in tens.items()}


NUMBERS = Numbers(
    words=_number_words(),
    joint=r"[\s-](?:and\s)?",
    magnitudes={
        "hundred": 100,
        **dict.fromkeys(("k", "thousands"), _THOUSAND),
        **dict.fromkeys(("m", "mn", "mln", "millions"), _MILLION),
        **dict.fromkeys(("b", "bn", "billions"), _BILLION),
        **dict.fromkeys(("tn", "trillions"), _TRILLION),
    },
    one=("a", "one"),
    endings=("st", "nd", "rd", "th", "s"),
    percent=(r"percent(?:age)?(?:[\s-]points?)?", r"per\scent", "pct"),
    points=(r"percent(?:age)?[\s-]points?",),
    currencies={
        "USD": r"(?:us-|u\.s\.\s)?dollars?",
        "EUR": r"euros?",
        "GBP": r"pounds?(?:\ssterling)?|quid",
        "JPY": r"yens?",
        "CNY": r"yuans?|renminbi",
        "INR": r"rupees?",
        "RUB": r"roubles?|rubles?",
        "CHF": r"swiss\sfrancs?",
    },
    to=("to", "or"),
    between=("between",),
    between_and=("and",),
    labels=r"(?:chapter|section|version|figure|table|part|article|appendix|release|paragraph|clause|level|update)s?",
    # British spelling, and other words that news uses.
    units={
        **dict.fromkeys(("metre", "metres"), "length-meter"),
        **dict.fromkeys(("kilometre", "kilometres"), "length-kilometer"),
        **dict.fromkeys(("centimetre", "centimetres"), "length-centimeter"),
        **dict.fromkeys(("millimetre", "millimetres"), "length-millimeter"),
        **dict.fromkeys(("litre", "litres"), "volume-liter"),
        **dict.fromkeys(("kilo", "kilos"), "mass-kilogram"),
        "feet": "length-foot",
        "kph": "speed-kilometer-per-hour",
        "mph": "speed-mile-per-hour",
        "sq km": "area-square-kilometer",
        **dict.fromkeys(("metres squared", "meters squared"), "area-square-meter"),
        **dict.fromkeys(("kilometres squared", "kilometers squared"), "area-square-kilometer"),
        "tonnes": "mass-tonne",
    },
    sum_abbreviations={
        **dict.fromkeys(("mn", "mln", "mil"), "million"),
        **dict.fromkeys(("bn", "bln"), "billion"),
        **dict.fromkeys(("tn", "trn", "tln"), "trillion"),
    },
    sum_letters={"m": "million", "mm": "million", "b": "billion", "t": "trillion"},
)

CALENDAR = Calendar(
    months={"sept": 9},
    capitalised=True,
    ambiguous_months=("may", "march"),
    before_month=word_set("in since by until till from of early late mid last next this on"),
    day_endings=("st", "nd", "rd", "th"),
    of_month=("of",),
    month_first=True,
    clock=r"(?<![\d.,:])(?P<h>\d{1,2})\s?o['’]clock\b",
)

NEGATION = Negation(
    cues=word_set(
        "not no never none nobody nothing nowhere neither nor without cannot can't won't don't doesn't didn't isn't "
        "aren't wasn't weren't hasn't haven't hadn't wouldn't couldn't shouldn't mustn't ain't needn't n't"
    ),
    # "not only", "no longer": the negated word comes after these.
    passed=word_set(
        "a an the any be been being is are was were have has had do does did will would could can should yet to of in "
        "on for it that this them their his her its and or"
    ),
)

NAMES = Names()

TYPOGRAPHY = Typography(
    quotation_marks=("“", "”", "‘", "’"),
    lowers_capitals=True,
)

SENTENCES = Sentences(
    whole_words=word_set("May may me no art ill miss ore del"),
    before_numbers=word_set("Vol No Nos p pp Fig Figs Ch Sec Art"),
    titles=word_set("Mr Mrs Ms Dr St v vs"),
    clipped=("em", "til", "twas", "n"),
    zoned=(
        r"(?i:\d\s?[ap]\.\s?m\.)",
        r"(?:[A-Z]{1,3}T|GMT|UTC|CEST)(?!\w)|(?:Eastern|Central|Mountain|Pacific|Greenwich|British|Central European|Moscow|"
        r"Beijing|Tokyo|London|New York)(?: (?:[Ss]tandard|[Dd]aylight|[Ss]ummer|[Mm]ean))?(?: [Tt]ime\b|(?=[.,;)]|$))",
    ),
    conjunctions=("and", "but", "or", "which", "who", "that", "while", "because"),
    headlines="headlines.en.yaml",
)

SPEAKERS = Speakers(
    speech=r"(?:he|she|they|it) (?:\w+ )?(?:said|says|added|adds|told|explained|wrote|continued|noted|tweeted|"
    r"recalled|joked|insisted|warned|asked|admitted|argued|replied)|"
    r"(?:said|says|added|adds|wrote|continued) (?:he|she|they)\b",
    reporting=r"said|says|added|adds|told|stressed|noted|warned|explained|argued|highlighted|emphasi[sz]ed|underscored|"
    r"announced|recalled|insisted|admitted|claimed|promised|suggested|pointed out|called for|confirmed|denied",
    that="that",
    occasions=r"(?:in|at) an? (?:(?:short|brief|joint|written|prepared|televised|radio) )?(?:statement|news conference|"
    r"press conference|news briefing|press briefing|press release|speech|interview|blog post|tweet)"
    r"(?: (?:released|issued|published|posted|held))?(?: (?:on|late|early) \w+day)?(?: (?:morning|afternoon|evening|night))?",
    agencies=r"Reuters|AP|AFP|CNN|(?:the )?(?:BBC|Associated Press|Xinhua(?: news agency)?)|Xinhua|Bloomberg",
    agency_verbs=r"report(?:s|ed)|said|says",
    agency_day=r"(?: (?:on )?[A-Za-z]+day)?",
    by="according to",
    attributing=r"said|says|say|announced|announces?|reported|reports?|confirmed|confirms?|claimed|claims?|warned|warns?|admitted|"
    r"alleged|alleges?|believed?|believes|acknowledged|disclosed|revealed|suggests?|suggested|testified|wrote",
    sources="according to",
    marks=("CNN", "Reuters", "REUTERS", "AP", "Bloomberg"),
    persons=r"He|She",
    he="He",
    she="She",
    titles=r"Mr\.?|Mrs\.?|Ms\.?|Miss|Dr\.?|Sir|Dame|Lord|Lady|President|Prime Minister|Foreign Minister|Minister|Chancellor|"
    r"Senator|Governor|Mayor|Councillor|Judge|Justice|Captain|Professor|Detective|Sergeant|Officer|Chief|Bishop|Pope",
    his="Mr|Sir|Lord",
    her="Mrs|Ms|Miss|Dame|Lady",
    also="also|then|later",
    adding="add",
    elsewhere=("the", r"\bin", r"\bat", r"\bon", r"\bnear", r"\bthis", r"\bnext", r"\blast"),
)

PHRASES = Phrases(
    anaphors=r"he|she|they|it|his|her|hers|their|theirs|its|him|them|this|these|that|those|such|both|neither|either|"
    r"(?:the )?(?:latter|former)|another|others|there(?:fore)?\b(?! (?:is|are|was|were|has|have|will))|"
    r"the (?:two|three|four|pair|duo|couple|move|decision|incident|news)|"
    r"(?:of|among|with|without|for|to|after|beside|despite|by|from|in|on|at|behind|under|like|unlike) "
    r"(?:him|her|them|it|these|those)",
    deictic=r"this (?:week|weekend|year|month|morning|summer|winter|spring|autumn|season)|"
    r"it(?:'s|’s| is| was| remains| is not| was not) (?:un)?(?:clear|likely|known|possible|the first|not clear)",
    links=r"so|thus|hence|instead|otherwise|then|as a result|for this reason|likewise|similarly|nor|or|because of th\w+|"
    r"after that|before that|even so|that is why|in turn|by contrast|in contrast|rather",
    connectives=r"(?:but|and|yet)(?: (?!for\b|then\b|so\b)|, )|"
    r"(?:however|meanwhile|moreover|furthermore|nevertheless|nonetheless|also|still|additionally|in addition|"
    r"on the other hand|at the same time|of course|indeed|in fact|for example|for instance|besides|overall|"
    r"as usual|in other words|incidentally|finally|in the meantime|perhaps unsurprisingly|after all), ",
    subordinators=r"which|who|whose|where|while|as|after|amid|following|according to|including|leaving|making|bringing|"
    r"saying|adding|citing|noting|and|with",
    openers=r"\w+ing|in|on|at|after|before|when|while|as|if|by|for|from|with|without|since|during|despite|although|though|"
    r"because|until|unless|under|over|following|according|among|once|like|unlike|to|about|into|through",
    continuing=("and", "or", "who", "which"),
    articles=r"an?|the|who|whose",
    coordinating=("and", "or", "but", "who", "which", "whose"),
    definite=r"The (?P<noun>[a-z]{3,})\b(?! of)",
    function="a an the of to in on at by for from with and or but as that which who whose this these those his her its "
    "their my our your into over under after before than is are was were be been has have had will would could should "
    "may might can not no nor if when while where because about between against during through up out off more most "
    "very said says he she it they we i him them us",
    breaks="of to in on at by for from with and or but as that which who after before into over under when while where "
    "because about between against during through than until amid following despite if",
    weak="of to that than as who which",
    verbs=r"is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|did|does|says?|said|told|made|took|won|"
    r"lost|rose|fell|came|went|got|gave|held|met|left|led|began|became|saw|found|set|hit|put|cut|kept|ran|sold|bought|"
    r"brought|paid|sent|spoke|stood|struck|threw|grew|broke|built|beat|shrank|sank|flew|drew|chose|rode|sought|fought|"
    r"taught|caught|thought|felt|heard|meant|lent|spent|shot|shut|spread|gets?|goes|makes?|takes?|gives?|comes?|plans?|wants?|faces?|needs?|remains?|(?!need|inde)\w{2,}[^e\W]ed",
    days=r" (?:on|late on|early on|last) (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?: (?:morning|afternoon|evening|night))?\b",
    conditions=r"if|unless|until|except|provided|whether",
    first_person=r"I(?:['’](?:m|ve|d|ll))?|(?i:me|my|mine|we|ours?|we['’](?:re|ve|d|ll)|let['’]s)|us",
    notices=("copyright", "all rights reserved"),
    ranker="ranker.en.json",
    speakers=SPEAKERS,
)

CHECKING = Checking(
    rounding=(
        "about",
        "around",
        "nearly",
        "almost",
        "some",
        "over",
        "more than",
        "less than",
        "under",
        "roughly",
        "approximately",
        "up to",
        "at least",
    ),
    one=("one", "once", "single"),
    soft_negations=(
        "fail",
        "refus",
        "lack",
        "den(?:y|ie)",
        "reject",
        "unable",
        "hardly",
        "barely",
        "yet to",
        "avoid",
        "prevent",
        "stop",
        "miss",
        "far from",
        "rather than",
    ),
    negative_prefixes=("un", "in", "im", "ir", "dis", "non-?"),
    aliases={
        "US": ("us", "usa", "america", "american", "americans", "united states"),
        "GB": ("uk", "britain", "british", "united kingdom", "great britain"),
        "EU": ("eu", "european union"),
        "UN": ("un", "united nations"),
        "Republicans": ("gop", "republican", "republicans", "republican party"),
    },
    figure_words="two three four five six seven eight nine ten eleven twelve dozen dozens hundred hundreds thousand thousands "
    "million millions billion second third fourth fifth half",
    auxiliaries=r"\b(?:is|are|was|were|will|would|could|should|has|have|had|can|must|may|might)\b(?! not|n['’]t)",
)

RENDERING = Rendering(
    soft_negations=r"less\b|hardly|fail|lack|refus|den(?:y|ie)|prevent|avoid|except|\bun(?:hurt|sure|wise|like|doubt|preced)|\bnon-\w"
    r"|rather\sthan|short\sof|devoid|offline",
    loose_negations=r"un(?!i|der)\w{3,}|few|low\b|trouble|difficult|succumb|(?:make|be)\ssure|must\b|barely|scarce|rare|seldom|reject|unable|unless|until|instead|rather|without|only\b|stop|miss(?:es|ed|ing)?\b"
    r"|yet\sto|far\sfrom|too\b|other\sthan|anti|non-?|dis\w{4,}|illeg|irreg|impos|impun|ban(?:s|ned)?\b|exclu|forbid|prohibit|little\b"
    r"|ceas|end(?:s|ed)?\b|wrong|absen|free\b|loss|lost|lose|doubt|ignor|neglect|resist|abandon|drop|but\b|any\w*\b|remain|declin"
    r"|last(?:s|ed|ing)?\b|still\b|quit|halt|incap|incr?edib|innocent|worthless|empt|escap|oppos|against|bar(?:s|red)?\b|hard\b|fell?\sshort",
    harmless_negations=r"\bno\.?\s?\d|\bno-\w+|\b\w+-no\b|(?:\bnot|n['’]t)\s(?:\w+\s){0,4}until|\bnot\s(?:often|always\seasy)|\bno\ssmaller"
    r"|\bnot?\s(?:only|just|least|to mention|long|far|more than|less than|later|fewer|pronounced|wonder|matter)\b"
    r"|\bwithout\s(?:a\s|any\s)?doubt|\bthan\snot\b|\bnot\s(?:surprising|so\smuch|entirely|infrequent|un\w+)|\bmakes?\sno\sdifference|\bno\squestion|\bnot\s(?:be\s)?long\s|\bnowhere|\bnever\smind|\bwhy\s(?:not|don't)|\bif\snot\b|\bor\snot\b|n['’]t\syou\b",
    own_forms=r"\w{3,}(?:ed|ly)",
    harmless_opposites=r"\bat\s(?:the\s)?(?:least|most)|\bmore\sor\sless|\bgreat\s(?:deal|number)|\bgreat(?:er)?\s(?:britain|manchester|london)",
    number_forms={"1": "one|first|once", "2": "second|twice|half|couple", "10": "decade", "12": "midday|noon"}
    | dict.fromkeys(("14", "15"), "fortnight"),
    loose_numbers=frozenset({"hundred", "dozen"}),
    decades=r"decades?\b|(?:twen|thir|for|fif|six|seven|eigh|nine)ties\b",
    afternoon=r"p\.?\s?m\b",
    converted=(
        (r"ft|feet|foot", (0.3048, 30.48)),
        (r"inch(?:es)?|in", (2.54, 25.4)),
        (r"yards?", (0.9144,)),
        (r"miles?|mph", (1.609,)),
        (r"pounds?|lbs?", (0.4536, 453.6)),
        (r"ounces?|oz", (28.35,)),
        (r"acres?", (0.4047,)),
        (r"gallons?", (3.785, 4.546)),
        (r"stone", (6.35,)),
        (r"(?:°\s?|degrees?\s|\()?F(?:ahrenheit)?\)?(?:-degrees?)?", (-5 / 9,)),
    ),
    thousands=r"thousands?\s(?:of\s)?",
    currencies={"$": r"dol+ar", "£": r"pounds?\b|sterlin"},
)

NEWSLETTER = Newsletter(
    issue="News in brief",
    contents="In this issue",
    facts="Figures and dates",
    read="Read the article",
    unsubscribe="Unsubscribe",
    translated="Machine-translated",
    also="Also in",
    reading="{} read",
    left_out="Stories that did not fit into this e-mail: {}",
    made="Summarised by software from the articles named.",
    source="Source",
    doubtful="(?) This translation is probably wrong: compare it with the source.",
    draft="Draft: translated by a small model that makes many mistakes. Read it beside its sources before you rely on it.",
    # `en` alone is American in CLDR; the rest of the world writes the day before the month.
    locale="en_GB",
    measures=("cubic", "square", "metric", "nautical"),
    counted=r"(?!(?:times|thirds|quarters|others|halves|years?-old)$)(?:[\w-]+[^\Wsui]s|(?:\w*[a-z])?(?:people|men|women|children)|feet)",
    ordinal=r".*(?:first|second|third|th)",
    share=r"of (?:the |all |its |their |his |her |our )?",
)

KNOWLEDGE = Knowledge(
    code="en",
    numbers=NUMBERS,
    calendar=CALENDAR,
    negation=NEGATION,
    names=NAMES,
    typography=TYPOGRAPHY,
    sentences=SENTENCES,
    phrases=PHRASES,
    checking=CHECKING,
    rendering=RENDERING,
    newsletter=NEWSLETTER,
)
