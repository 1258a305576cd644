"""Words that change what a sentence does, which an example must contain as often as they occur."""

from assistant.phrasebook.vocabulary.word_list import word_set

# A sentence with one of these means something else than the same sentence without it.
OPERATORS = word_set(
    """
    not never no nor neither none without stop avoid forget cease quit skip refuse ignore if
    unless until till when whenever while before after once provided should would could may
    might must ought maybe perhaps possibly probably suppose supposing imagine consider assume
    assuming pretend think thinking thought wonder wondering hypothetically why except instead
    rather otherwise but else nothing nobody anyway every each daily weekly monthly always
    remind reminder later half almost nearly about around or roughly approximately either both
    said says told heard asked claim claimed wrote
    """
)

# In a draft these ask about the act instead of ordering it; in a read they are plain words.
QUESTION_WORDS = word_set("who whom whose which what how when where why")
AUXILIARIES = word_set(
    """
    is are was were am do does did has have had can could will would shall should may might
    """
)

# A quantity without a value: it is understood that something is meant, and asked how much.
VAGUE = word_set("some few several couple bunch many lots plenty enough")

# Beside a value these make it a guess, and a guess is a question.
APPROXIMATE = word_set("about around roughly approximately almost nearly circa maybe")
