"""Phrases of politeness, removed whole because their words alone would mean something."""

from assistant.phrasebook.vocabulary.word_list import phrases

# Asking somebody to act: the sentence behind them is an order, not a question.
REQUESTS = phrases(
    """
    could you please, can you please, would you please, will you please, could you, can you,
    would you, will you, would you mind, could somebody, can somebody, could someone,
    can someone, could we please, can we please, i would like you to, i need you to,
    i want you to, i want to, i would like to, we want to, we would like to, please, kindly,
    go ahead and, be so kind and, be so kind as to
    """
)

# Asking to be shown something.
ASKS = phrases(
    """
    show me, give me, tell me, let me know, let me see, let us see, find me,
    i would like to see, i would like to know, i want to see, i want to know,
    i need to know, i need to see, i was curious, i am curious, i was wondering, i wonder,
    do you know, any idea, can i see, may i see, could i see, can we see, can you tell me,
    could you tell me, could you check, can you check, please check, please tell me,
    have a look, take a look, look up, pull up, would you know, if you can, if you could
    """
)

# Said around a request, in front or behind.
COURTESIES = phrases(
    """
    by the way, if i may ask, if you do not mind, if possible, when you have a minute,
    when you get a chance, as soon as you can, for me, for us, thank you, thanks,
    thanks a lot, many thanks, thank you very much, cheers, good news, quick question,
    one more thing, a question, right now, at the moment, these days, just now, at present,
    as of now, so far, as well, of course, lying around, at all, draft that, draft it,
    draft this, book it, book that, do that, do it, asap, as soon as possible, excuse me, sorry,
    let me think, you know, i mean
    """
)

GREETINGS = phrases(
    """
    hello, hi, hey, hello there, hi there, good morning, good afternoon, good evening,
    good day, morning, greetings, thanks, thank you, ok, okay, thanks a lot,
    thank you very much, many thanks, cheers, bye, goodbye, good bye, see you, good night,
    great, perfect, nice, cool, well done, good job, how are you, how are you doing,
    hope you are well, i hope you are well, hope you had a nice weekend, have a nice day,
    have a good day, have a good weekend
    """
)
