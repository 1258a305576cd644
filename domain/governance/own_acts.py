"""Own acts: what everybody who works here may do about their own days, queue and messages."""

READ = ("list_absences", "list_put_off", "show_own_wishes", "list_channel_routes")
"""Tools that tell them."""
DRAFTED = (
    *("draft_absence", "draft_absence_end", "draft_put_off", "draft_taking_up"),
    *("draft_looking_after", "draft_letting_go"),
    *("draft_quiet_hours", "draft_quiet_hours_end", "draft_quiet_day", "draft_quiet_day_end"),
    *("draft_digest", "draft_digest_day", "draft_digest_end"),
    *("draft_single_messages", "draft_single_messages_end"),
)
"""Tools by which they draft it."""
SIGNED = (
    *("RecordAbsence", "EndAbsence", "PutOff", "TakeUp", "LookAfter", "LetGo"),
    *("WishQuiet", "WishDigest", "WishSingles"),
)
"""Commands that they sign."""
