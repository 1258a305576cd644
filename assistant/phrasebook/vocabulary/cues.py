"""Words that continue a conversation, decide on a draft or answer a question."""

from assistant.phrasebook.vocabulary.word_list import word_set

# A follow-up consists of these, of values and of words of the last tool, and of nothing else.
FOLLOW_UP_CUES = word_set(
    """
    and what how about same for make it that this change set to the only just ones one instead
    rather than no also now wait in from with at of on by please them be as well then show me give
    ok okay actually sorry i meant mean again too out into those these
    """
)
# At least one of these makes it a change of a draft instead of a remark.
CHANGE_CUES = word_set("make wait change set instead rather no actually meant mean")
# With one of these a value is meant for a draft, whatever was asked last.
CHANGES = word_set("make change set")
# Behind these stands the old value.
INSTEAD_OF = (("rather", "than"), ("instead", "of"), ("not",))

# A value behind one of these may be added to a draft, as "by Friday" is.
ADDING = word_set("at by due from on to until with")

# Said before a decision, which it only confirms.
ASSENT = (
    ("yes",),
    ("yep",),
    ("fine",),
    ("great",),
    ("perfect",),
    ("look", "good"),
    ("that", "look", "good"),
    ("all", "good"),
    ("that", "is", "right"),
    ("that", "is", "fine"),
    ("correct",),
)
APPROVE = word_set("approve sign confirm accept")
REJECT = word_set("reject decline refuse discard")
UNDO = word_set("undo revert")
CONTROL_OBJECTS = word_set("it that this the one draft card please now last")
WHY = frozenset(
    {
        ("why",),
        ("why", "is", "that"),
        ("why", "that"),
        ("how", "come"),
        ("why", "so"),
        ("how", "do", "you", "know"),
        ("says", "who"),
        ("what", "is", "that", "based", "on"),
    }
)
# Of an answer and of nothing else, also where there was none: nobody is to make up a reason.
WHY_THAT_ANSWER = frozenset(
    {
        ("how", "do", "you", "know", "that"),
        ("why", "did", "you", "say", "that"),
        ("why", "did", "you", "say", "this"),
        ("why", "did", "you", "do", "that"),
        ("why", "do", "you", "say", "that"),
        ("why", "this", "answer"),
        ("why", "that", "answer"),
    }
)
# A yes to nothing in particular, which signs nothing.
YES = frozenset(
    {
        ("yes",),
        ("yes", "please"),
        ("yep",),
        ("yeah",),
        ("yes", "do", "it"),
        ("yes", "do", "that"),
        ("yes", "go", "ahead"),
        ("do", "it"),
        ("go", "ahead"),
        ("confirmed",),
        ("agreed",),
    }
)
FORGET = frozenset(
    {
        ("never", "mind"),
        ("nevermind",),
        ("forget", "it"),
        ("forget", "that"),
        ("forget", "about", "it"),
        ("no", "thanks"),
        ("none", "of", "these"),
        ("none",),
        ("drop", "it"),
        ("leave", "it"),
    }
)
HELP = frozenset(
    {
        ("help",),
        ("help", "me"),
        ("what", "can", "you", "do"),
        ("what", "do", "you", "do"),
        ("what", "can", "i", "ask"),
        ("what", "can", "i", "do"),
        ("what", "can", "i", "say"),
        ("what", "can", "you", "do", "for", "me"),
        ("how", "does", "this", "work"),
        ("what", "is", "this"),
        ("who", "are", "you"),
        ("what", "are", "you"),
        ("how", "do", "i", "use", "this"),
        ("examples",),
        ("menu",),
    }
)
HOW_TO = (
    ("how", "do", "i"),
    ("how", "do", "we"),
    ("how", "can", "i"),
    ("how", "can", "we"),
    ("how", "to"),
    ("how", "would", "i"),
    ("how", "should", "i"),
)
LAST = frozenset({"last"})
# Behind these stands a reason in the speaker's own words.
BECAUSE = (("because",), ("due", "to"), ("on", "account", "of"))
BEHIND_BECAUSE = frozenset({"of", "that"})
# With one of these it is no reason any more, but a condition.
CONDITIONS = word_set("if unless until till when whenever once provided but except")
