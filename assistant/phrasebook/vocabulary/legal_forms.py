"""Legal forms, dropped from the end of a name to make its short form."""

from assistant.phrasebook.vocabulary.word_list import word_set

LEGAL_FORMS = word_set(
    """
    inc incorporated corp corporation co company ltd limited llc llp lp plc gmbh ag kg ug ohg
    mbh sarl sas sa srl spa bv nv ab as oy aps sro kft zoo pty pte kk
    """
)
