"""The word lists agree with each other."""

from assistant.phrasebook.vocabulary.english import ENGLISH
from assistant.phrasebook.vocabulary.fillers import FILLERS, READ_FILLERS
from assistant.phrasebook.vocabulary.languages import FOREIGN, REPLIES
from assistant.phrasebook.vocabulary.operators import OPERATORS, QUESTION_WORDS


def test_no_operator_is_filler():
    assert not OPERATORS & (FILLERS | READ_FILLERS)


def test_no_question_word_is_filler():
    assert not QUESTION_WORDS & (FILLERS | READ_FILLERS)


def test_every_language_told_has_an_answer():
    assert FOREIGN.keys() == REPLIES.keys()


def test_english_is_not_told_to_be_foreign():
    common = FILLERS | OPERATORS | QUESTION_WORDS | ENGLISH
    assert not {word for words in FOREIGN.values() for word in words} & common


def test_the_words_that_misled_a_spelling_check_once_are_known():
    assert {"see", "spending", "told", "bent"} <= ENGLISH
