"""Short forms and what they stand for, spelt out before anything is understood."""

from assistant.phrasebook.vocabulary.word_list import word_set

# The negated ones matter most: "dont" without its apostrophe must still say not.
CONTRACTIONS: dict[str, tuple[str, ...]] = {
    "can't": ("can", "not"),
    "cannot": ("can", "not"),
    "cant": ("can", "not"),
    "won't": ("will", "not"),
    "wont": ("will", "not"),
    "shan't": ("shall", "not"),
    "ain't": ("is", "not"),
    "aint": ("is", "not"),
    "i'm": ("i", "am"),
    "im": ("i", "am"),
    "let's": ("let", "us"),
    "lets": ("let", "us"),
    "whats": ("what", "is"),
    "wheres": ("where", "is"),
    "whos": ("who", "is"),
    "hows": ("how", "is"),
    "thats": ("that", "is"),
    "theres": ("there", "is"),
}
NEGATED = word_set("are could did do does had has have is must need should was were would")
# "what's" is "what is", but "Hill's" is a possessive.
BEFORE_IS = word_set("what where who how when why that there here it he she")
ENDINGS: dict[str, str] = {
    "'ve": "have",
    "'re": "are",
    "'ll": "will",
    "'d": "would",
}

# Abbreviations of business words. SO counts only in capitals: "so" is a word.
ABBREVIATIONS: dict[str, tuple[str, ...]] = {
    "po": ("purchase", "order"),
    "pos": ("purchase", "order"),
    "po's": ("purchase", "order"),
    "ytd": ("year", "to", "date"),
    "qty": ("quantity",),
    "mgmt": ("management",),
    "approx": ("approximately",),
    "anymore": ("any", "more"),
}
CAPITALS: dict[str, tuple[str, ...]] = {
    "SO": ("sales", "order"),
    "SOs": ("sales", "order"),
}

# How people write quickly; each stands for exactly one word.
INFORMAL: dict[str, tuple[str, ...]] = {
    "wich": ("which",),
    "whch": ("which",),
    "wht": ("what",),
    "wat": ("what",),
    "teh": ("the",),
    "adn": ("and",),
    "enuf": ("enough",),
    "pls": ("please",),
    "plz": ("please",),
    "thx": ("thanks",),
    "tx": ("thanks",),
    "ty": ("thanks",),
    "u": ("you",),
    "ur": ("your",),
    "ya": ("you",),
    "gonna": ("going", "to"),
    "wanna": ("want", "to"),
    "gimme": ("give", "me"),
    "lemme": ("let", "me"),
    "dunno": ("do", "not", "know"),
    "tmrw": ("tomorrow",),
    "yday": ("yesterday",),
    "payed": ("paid",),
    "bills": ("invoices",),
}
