"""Words that end in s and are no plural, so that folding leaves them whole."""

from assistant.phrasebook.vocabulary.word_list import word_set

# Everything ending in -ss, -us or -is is left whole by rule; these are the rest that people type.
IRREGULAR = {"feet": "foot", "knives": "knife", "shelves": "shelf", "teeth": "tooth"}
KEPT = word_set(
    """
    afterwards always as besides does gas goes has its lens news nowadays overseas perhaps
    series sometimes species towards ups upwards was whereas yes
    """
)
