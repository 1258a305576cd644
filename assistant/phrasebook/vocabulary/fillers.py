"""Words that carry no request of their own, so that both sentences and examples lose them."""

from assistant.phrasebook.vocabulary.word_list import word_set

# Articles, pronouns, auxiliaries, prepositions and sounds. No word that changes what is asked:
# those are operators, and a word in both lists would be a hole in the wall.
FILLERS = word_set(
    """
    a an the i me my mine we us our ours you your it its they them their he she his her this
    that these those there here am is are was were be been being do does did doing have has had
    having will shall of in on at from to into onto out off with by for over as up down per via
    through within and also too then please kindly just simply really actually so well okay ok
    um uh er erm hmm ah oh hey another somebody someone
    """
)

# What never changes a question: how it is shown, and that it is about now.
READ_FILLERS = word_set(
    """
    all any already again currently now only still yet ever exactly overall altogether right show
    list see view display check tell know find look get got
    """
)
