"""What the reading and shortening rules must know of each language; other languages get the rules of punctuation only.

Words are separated by `|` as in regular expressions; all patterns are matched at the start of a sentence or clause.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from briefsmith.languages import primary


@dataclass(frozen=True, slots=True)
class Phrases:
    """Word lists of one language.

    `anaphors` open a sentence that speaks of something named before; `deictic` undoes that ("this week").
    `links` tie a sentence to the one before and cannot be dropped; `connectives` can be, with the comma after them.
    `speech` matches "he said" after a quotation. `subordinators` open a trailing clause that can go without changing
    what the main clause says (never a condition or an exception); `openers` are words that begin an adverbial.
    `articles` begin an apposition; `agencies` are news sources whose mention is no part of the fact.
    `definite` matches a definite article with its `noun`; `function` are words on which a headline must not end;
    `breaks` are words before which it may, of which `weak` ones often begin what the word before cannot do without.
    `verbs` matches words that are, as a rule, finite verbs; `days` an adverbial that says no more than the day.
    `occasions` name where something was said ("in a statement on Friday"), `reporting` are verbs of saying.
    `persons` are pronouns that stand for one person; `titles` stand before the name of one.
    """

    anaphors: str = r"(?!)"
    deictic: str = r"(?!)"
    links: str = r"(?!)"
    connectives: str = r"(?!)"
    speech: str = r"(?!)"
    subordinators: str = r"(?!)"
    openers: str = r"(?!)"
    articles: str = r"(?!)"
    agencies: str = r"(?!)"
    definite: str = r"(?!)"
    function: str = ""
    breaks: str = ""
    weak: str = ""
    verbs: str = ""
    days: str = r"(?!)"
    occasions: str = r"(?!)"
    reporting: str = r"(?!)"
    persons: str = r"(?!)"
    titles: str = r"(?!)"


_EN = Phrases(
    anaphors=r"he|she|they|it|his|her|hers|their|theirs|its|him|them|this|these|that|those|such|both|neither|either|"
    r"(?:the )?(?:latter|former)|another|others|there(?:fore)?\b(?! (?:is|are|was|were|has|have|will))|"
    r"the (?:two|three|four|pair|duo|couple|move|decision|incident|news)|"
    r"(?:of|among|with|for|to|after|beside|like|unlike) (?:him|her|them|it|these|those)",
    deictic=r"this (?:week|weekend|year|month|morning|summer|winter|spring|autumn|season)|"
    r"it(?:'s|’s| is| was| remains| is not| was not) (?:un)?(?:clear|likely|known|possible|the first|not clear)",
    links=r"so|thus|hence|instead|otherwise|then|as a result|for this reason|likewise|similarly|nor|or|because of th\w+|"
    r"after that|before that|even so|that is why|in turn|by contrast|in contrast|rather",
    connectives=r"(?:but|and|yet)(?: (?!for\b|then\b|so\b)|, )|"
    r"(?:however|meanwhile|moreover|furthermore|nevertheless|nonetheless|also|still|additionally|in addition|"
    r"on the other hand|at the same time|of course|indeed|in fact|for example|for instance|besides|overall|"
    r"as usual|in other words|incidentally|finally|in the meantime|perhaps unsurprisingly|after all), ",
    speech=r"(?:he|she|they|it) (?:\w+ )?(?:said|says|added|adds|told|explained|wrote|continued|noted|tweeted|"
    r"recalled|joked|insisted|warned|asked|admitted|argued|replied)|"
    r"(?:said|says|added|adds|wrote|continued) (?:he|she|they)\b",
    subordinators=r"which|who|whose|where|while|as|after|amid|following|according to|including|leaving|making|bringing|"
    r"saying|adding|citing|noting|and|with",
    openers=r"\w+ing|in|on|at|after|before|when|while|as|if|by|for|from|with|without|since|during|despite|although|though|"
    r"because|until|unless|under|over|following|according|among|once|like|unlike|to|about|into|through",
    articles=r"an?|the|who|whose",
    agencies=r"Reuters|AP|AFP|CNN|(?:the )?(?:BBC|Associated Press|Xinhua(?: news agency)?)|Xinhua|Bloomberg",
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
    occasions=r"(?:in|at) an? (?:(?:short|brief|joint|written|prepared|televised|radio) )?(?:statement|news conference|"
    r"press conference|news briefing|press briefing|press release|speech|interview|blog post|tweet)"
    r"(?: (?:released|issued|published|posted|held))?(?: (?:on|late|early) \w+day)?(?: (?:morning|afternoon|evening|night))?",
    reporting=r"said|says|added|adds|told|stressed|noted|warned|explained|argued|highlighted|emphasi[sz]ed|underscored|"
    r"announced|recalled|insisted|admitted|claimed|promised|suggested|pointed out|called for|confirmed|denied",
    persons=r"He|She",
    titles=r"Mr\.?|Mrs\.?|Ms\.?|Miss|Dr\.?|Sir|Dame|Lord|Lady|President|Prime Minister|Foreign Minister|Minister|Chancellor|"
    r"Senator|Governor|Mayor|Councillor|Judge|Justice|Captain|Professor|Detective|Sergeant|Officer|Chief|Bishop|Pope",
)

_FR = Phrases(
    anaphors=r"ils?|elles?|celui|celle|ceux|celles|cela|ça|c['’]|ce|cet|cette|ces|son|sa|ses|leurs?|ce dernier|"
    r"cette dernière|ces derniers|(?:face à|avec|pour|selon|chez|contre|sans|parmi|d['’]après) (?:lui|elles?|eux)|"
    r"les deux|tous deux|lui|eux|l['’]un|l['’]autre|d['’]autres|une autre|un autre",
    deictic=r"c['’]est la première fois|ce (?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|matin|soir|week-end)|"
    r"cette (?:semaine|année|nuit|saison)|il y a|il est (?:possible|probable|interdit)|il faut|cet (?:été|hiver|automne)",
    links=r"ainsi|donc|alors|puis|ensuite|du coup|dès lors|c['’]est pourquoi|en revanche|au contraire|sinon|ni|ou|"
    r"d['’]où|pour cela|à cet égard|en conséquence|à l['’]inverse|car|même chose|idem|résultat",
    connectives=r"(?:mais|et)(?: (?!alors\b|puis\b|si\b)|, )|"
    r"(?:or|cependant|toutefois|néanmoins|pourtant|par ailleurs|en outre|de plus|en effet|enfin|d['’]ailleurs|"
    r"pour autant|de même|également|en fait|par exemple|bref|dans le même temps|pendant ce temps|malgré tout|"
    r"bien sûr|certes|du reste), ",
    speech=r"(?:a-t-|avait-|ont-|dit-|affirme-t-|explique-t-|ajoute-t-|estime-t-|assure-t-|a-)"
    r"(?:il|elle|on|ils|elles)\b|s['’](?:est|était)-(?:il|elle)\b",
    subordinators=r"qui|dont|où|tandis que|alors que|après|selon|notamment|ainsi que|avec|soit|et",
    openers=r"\w+é(?:e|s|es)?|\w+ant|en|dans|à|au|aux|après|avant|lors|lorsque|quand|si|pour|par|avec|sans|depuis|pendant|malgré|selon|d['’]après|"
    r"dès|sur|sous|chez|entre|contre|face|alors|tandis|comme|afin|interrogé\w*|invité\w*|parmi|outre|jamais|passionné\w*",
    articles=r"une?|les?|la|l['’]|qui|dont|des",
    agencies=r"(?:l['’])?(?:AFP|Reuters)|l['’]agence (?:Reuters|AFP|Xinhua)",
    definite=r"(?:Le|La|Les|L['’]) ?(?P<noun>[a-zà-ÿ]{3,})\b(?! d[eu'’])",
    function="le la les un une des de du d l à au aux en dans sur sous par pour avec sans et ou mais que qui dont où ce "
    "cette ces son sa ses leur leurs est sont a ont été était sera se s ne n pas plus très il elle ils elles on nous "
    "vous y si comme entre contre chez vers après avant lors selon a-t-il c'est qu",
    breaks="de du des à au aux en dans sur sous par pour avec sans et ou mais que qui dont où après avant lors selon "
    "entre contre chez vers si comme afin lorsque alors depuis pendant face malgré",
    weak="de du des à que qui dont",
    verbs=r"est|sont|a|ont|était|étaient|avait|avaient|va|vont|sera|seront|aura|auront|fait|font|peut|peuvent|doit|doivent|"
    r"veulent|dit|devient|reste|prévoit|annonce|dénonce|demande|appelle|affirme|estime|lance|présente|"
    r"faut|veut|permet|risque|se|ne|[ns]['’]\w+|c['’]est|\w+-t-(?:il|elle|on)|\w{2,}(?:ait|aient|era|eront|èrent|ira|iront)|\w{3,}(?<!m)ent",
    days=r" (?:ce )?(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)(?: (?:matin|soir|après-midi))?"
    r"(?: \d{1,2}(?:er)? (?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre))?\b",
    occasions=r"(?:dans un communiqué(?: publié)?|lors d['’]une conférence de presse|en conférence de presse|sur Twitter)"
    r"(?: (?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche))?",
    reporting=r"a (?:déclaré|ajouté|expliqué|affirmé|annoncé|indiqué|précisé|assuré|estimé|souligné|rappelé)|déclare|ajoute|"
    r"explique|affirme|indique|précise|assure|estime|souligne|rappelle",
    persons=r"Elle",
    titles=r"Mme|Mlle|Docteure?|Dr|Professeure?",
)

_DE = Phrases(
    anaphors=r"er|sie|es|sein|seine[rnms]?|ihr|ihre[rnms]?|ihm|ihn|ihnen|diese[rnms]?|dies|jene[rnms]?|solche[rnms]?|"
    r"beide[rnms]?|letztere[rnms]?|erstere[rnms]?|das (?:ist|war|sei|hat|wird|soll|sagte)|die beiden|"
    r"da(?:bei|für|gegen|mit|nach|ran|rauf|rin|rüber|rum|runter|von|vor|zu|durch)|dort|hier|deren|dessen",
    deictic=r"diese (?:Woche)|dieses (?:Jahr|Wochenende)|diesen (?:Monat|Sommer|Winter|Herbst|Montag|Freitag)|"
    r"es gibt|es ist (?:das erste Mal|unklar)",
    links=r"so|somit|also|dann|danach|daher|deshalb|deswegen|darum|stattdessen|trotzdem|dennoch|doch|denn|zudem|außerdem|"
    r"jedoch|allerdings|auch|oder|folglich|ebenso|ferner|gleichzeitig|inzwischen|unterdessen|demnach|hingegen|dagegen|"
    r"im Gegenteil|zuvor|hinzu kommt|schließlich",
    connectives=r"(?:aber|und)(?: (?!das\b|zwar\b)|, )",
    speech=r"(?:sagte?|erklärte?|betonte?|so|meinte?|schrieb|ergänzte|fügte) (?:er|sie)\b",
    subordinators=r"wobei|während|nachdem|nachdem|sowie|darunter|und zwar|die|der|das|wo",
    openers=r"in|im|am|an|auf|bei|beim|nach|vor|seit|während|wenn|als|ob|da|weil|obwohl|mit|ohne|für|gegen|durch|um|von|"
    r"vom|zu|zum|zur|laut|trotz|wegen|unter|über|zwischen|bis|nachdem|bevor",
    articles=r"ein|eine|der|die|das",
    definite=r"(?:Der|Die|Das) (?P<noun>[A-ZÄÖÜ][a-zäöüß]{2,})\b(?! de[rs])",
    function="der die das den dem des ein eine einen einem einer eines und oder aber in im an am auf aus bei mit nach vor "
    "zu zum zur von vom für gegen über unter durch um als wie dass ob wenn weil ist sind war waren hat haben hatte "
    "hatten wird werden wurde wurden nicht kein keine sich sie er es auch noch mehr sehr sein seine ihr ihre bis",
    breaks="und oder aber in im an am auf aus bei mit nach vor zu zum zur von vom für gegen über unter durch um als wie "
    "dass ob wenn weil während seit bis",
    weak="von dass als wie zu",
    verbs=r"ist|sind|war|waren|hat|haben|hatte|hatten|wird|werden|wurde|wurden|will|wollen|soll|sollen|kann|können|muss|"
    r"müssen|darf|gibt|steht|liegt|bleibt|fordert|warnt|plant|kommt|geht|[a-zäöüß]{3,}te[n]?",
    reporting=r"sagte|erklärte|betonte|warnte|ergänzte|kündigte|forderte|sagt|erklärt|betont|warnt|fordert",
    persons=r"Er",
    titles=r"Herr|Bürgermeister|Oberbürgermeister|Präsident|Bundespräsident|Kanzler|Bundeskanzler|Minister|Dr\.|Professor",
    days=r" am (?:Mon|Diens|Donners|Frei|Sams|Sonn)tag\b| am Mittwoch\b",
)

_ES = Phrases(
    anaphors=r"él|ella|ellos|ellas|ello|este|esta|estos|estas|esto|ese|esa|esos|esas|eso|aquel\w*|su|sus|ambos|ambas|"
    r"dich[oa]s?|los dos|las dos|otr[oa]s?|tal|tales",
    deictic=r"est[ae] (?:semana|año|mes|mañana|tarde|noche|verano|invierno|lunes|martes|miércoles|jueves|viernes|sábado|"
    r"domingo)",
    links=r"así|entonces|por eso|por ello|por tanto|por lo tanto|luego|después|en cambio|de lo contrario|ni|o|pues|"
    r"en consecuencia|de ahí",
    connectives=r"(?:pero|y)(?: (?!así\b)|, )|"
    r"(?:sin embargo|además|no obstante|por otra parte|por otro lado|asimismo|en efecto|por ejemplo|de hecho|"
    r"mientras tanto|finalmente|por último|también|aun así|en realidad|por cierto|a su vez), ",
    speech=r"(?:dijo|añadió|explicó|señaló|afirmó|aseguró|agregó|indicó) (?:él|ella|ellos)\b",
    subordinators=r"que|quien|quienes|cuyo|cuya|donde|mientras|según|incluyendo|tras|y|con",
    openers=r"en|el día|a|al|tras|antes|después|cuando|si|para|por|con|sin|desde|durante|pese|según|entre|contra|mientras|"
    r"como|aunque|hasta|ante|bajo|sobre",
    articles=r"una?|el|la|los|las|quien",
    agencies=r"(?:la agencia )?(?:EFE|Efe|Reuters|AFP|Xinhua)",
    definite=r"(?:El|La|Los|Las) (?P<noun>[a-zà-ÿ]{3,})\b(?! del?)",
    function="el la los las un una unos unas de del a al en por para con sin y o e u pero que quien cuyo cuya se su sus es "
    "son fue fueron ha han había será no más muy lo le les como entre contra sobre tras desde hasta si este esta",
    breaks="de del a al en por para con sin y o pero que quien donde cuando mientras según tras desde hasta entre contra "
    "sobre ante como si",
    weak="de del que a",
    verbs=r"es|son|era|fue|fueron|ha|han|había|será|serán|está|están|va|van|tiene|puede|debe|quiere|pide|anuncia|"
    r"\w{2,}(?:ó|aron|ieron|ará|erá|irá|aba|aban)",
    occasions=r"en (?:un comunicado|rueda de prensa|una rueda de prensa)",
    reporting=r"dijo|añadió|explicó|señaló|afirmó|aseguró|agregó|indicó|anunció|subrayó|advirtió",
    persons=r"Él|Ella",
    titles=r"(?:El|La) (?:presidente|presidenta|alcalde|alcaldesa|ministro|ministra|concejal|concejala)",
    days=r" (?:este |el )(?:lunes|martes|miércoles|jueves|viernes|sábado|domingo)\b",
)

_ZH = Phrases(
    anaphors=r"[他她它](?:们|們)?|[这這]|那|该|該|此|其|双方|雙方|两者|前者|后者",
    links=r"因此|所以|于是|於是|不过|不過|但|然而|而且|此外|同时|同時|另外|随后|隨後|接着|并且|反之",
    deictic=r"(?:今年|本周|目前|这个周末)",
)
_JA = Phrases(
    anaphors=r"彼(?:女|ら)?|これ|それ|あれ|この|その|あの|ここ|そこ|両者|同[氏社国]|こう(?:した|いった)|そう(?:した|いった)",
    links=r"しかし|だが|また|さらに|そして|そのため|このため|したがって|なお|一方|ただ|ところが|その後|つまり|例えば",
)
_AR = Phrases(
    anaphors=r"هو|هي|هم|هذا|هذه|ذلك|تلك|هؤلاء|وهو|وهي|وهذا|وهذه|وذلك",
    links=r"لكن|ولكن|كما|لذلك|ثم|أما|غير أن|إلا أن|وقال|وأضاف|وأضافت|وقالت|وتابع|وأوضح|وأشار|بينما",
)
_BY_LANGUAGE = {"en": _EN, "fr": _FR, "de": _DE, "es": _ES, "zh": _ZH, "ja": _JA, "ar": _AR}


@cache
def phrases(language: str) -> Phrases:
    """The word lists of a language; empty ones if it has none."""
    return _BY_LANGUAGE.get(primary(language), Phrases())


@cache
def opening(words: str, language: str) -> re.Pattern[str]:
    """A pattern that finds one of `words` at the start, after an opening quotation mark or none."""
    boundary = "" if primary(language) in {"zh", "ja"} else r"(?!\w)"
    apostrophe = r"(?<=['’])|" if primary(language) == "fr" else ""
    end = f"(?:{apostrophe}{boundary})" if boundary else ""
    return re.compile(rf"(?:{words}){end}", re.IGNORECASE)
