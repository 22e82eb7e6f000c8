"""Greek."""

from __future__ import annotations

from briefsmith.languages.knowledge import Knowledge
from briefsmith.languages.phrases import Phrases
from briefsmith.languages.sections import Newsletter, Numbers, Sentences, word_set

NUMBERS = Numbers(percent=(r"τοις\sεκατό",))

SENTENCES = Sentences(
    abbreviations=word_set("κ κα κος δρ Δρ καθ αρ οδ λεωφ αγ Αγ στρ"),
    whole_words=word_set("μ.μ π.μ"),
    initials=True,
)

PHRASES = Phrases(
    anaphors=r"αυτ(?:ός|ή|ό|οί|ές|ά|ού|ής|ών|όν|ήν|ούς|άς)|εκείν\w+|(?:ο ίδιος|η ίδια|το ίδιο|οι ίδιοι)|τέτοι\w+|"
    r"(?:και )?οι δύο|αμφότερ\w+|εκεί|(?:με|για|από|κατά|χωρίς|σε) (?:αυτ\w+|εκείν\w+)",
    deictic="αυτήν? την (?:εβδομάδα|χρονιά)|αυτόν τον (?:μήνα|χρόνο)",
    links="έτσι|λοιπόν|τότε|έπειτα|στη συνέχεια|επίσης|αντίθετα|αλλιώς|ούτε|γι['’] αυτό|συνεπώς|επομένως",
    connectives="(?:αλλά|όμως|ωστόσο|και) |(?:ωστόσο|όμως|επιπλέον|μάλιστα), ",
)

NEWSLETTER = Newsletter(
    issue="Ειδήσεις εν συντομία",
    contents="Σε αυτό το τεύχος",
    facts="Αριθμοί και ημερομηνίες",
    read="Διαβάστε το άρθρο",
    unsubscribe="Διαγραφή από τη λίστα",
    translated="Μηχανική μετάφραση",
    also="Άλλες γλώσσες",
    reading="χρόνος ανάγνωσης: {}",
    left_out="Ειδήσεις που δεν χώρεσαν σε αυτό το μήνυμα: {}",
    made="Περιλήψεις των αναφερόμενων άρθρων από πρόγραμμα υπολογιστή.",
    source="Πηγή",
)

KNOWLEDGE = Knowledge(code="el", numbers=NUMBERS, sentences=SENTENCES, phrases=PHRASES, newsletter=NEWSLETTER)
