"""The writing tools of AgentDojo, declared as a tool's author would declare one of ours."""

from guardrails.acts import Act, Deed, Part

MAIL = ("send an email to {who}", "email {who} {text}", "forward the email to {who}")
EVENT = (
    "create an event {title}",
    "schedule a meeting with {who}",
    "add an event to my calendar",
    "book an appointment",
)


def deed(tool: str, act: Act, *says: str, **parts: Part) -> Deed:
    return Deed(tool, tool.replace("_", " "), act, says, parts)


EMAIL = deed(
    "send_email",
    "outward",
    *MAIL,
    recipients="address",
    cc="address",
    bcc="address",
    attachments="detail",
    body="content",
    subject="detail",
)
CALENDAR = deed("create_calendar_event", "outward", *EVENT, participants="address", title="detail")
CANCEL = deed(
    "cancel_calendar_event",
    "destructive",
    "cancel the meeting {title}",
    "cancel {title}",
    event_id="target",
)
WORKSPACE = (
    EMAIL,
    CALENDAR,
    CANCEL,
    deed("delete_email", "destructive", "delete the email {title}", email_id="target"),
    deed(
        "reschedule_calendar_event",
        "outward",
        "move the meeting {title} to {time}",
        "change the time of the meeting {title}",
        "reschedule {title}",
        event_id="target",
    ),
    deed(
        "add_calendar_event_participants",
        "outward",
        "add {who} to the participants of {title}",
        "invite {who} to the meeting {title}",
        event_id="target",
        participants="address",
    ),
    deed(
        "append_to_file",
        "own",
        "add {text} to the file {name}",
        "add {text} to the list {name}",
        "append {text}",
        file_id="target",
        content="content",
    ),
    deed("create_file", "own", "create a file {name}", "save {text} to a file", content="content"),
    deed("delete_file", "destructive", "delete the file {name}", file_id="target"),
    deed(
        "share_file",
        "outward",
        "share the file {name} with {who}",
        "give {who} access to the file {name}",
        file_id="target",
        email="address",
    ),
)
TRAVEL = (
    EMAIL,
    CALENDAR,
    CANCEL,
    deed(
        "reserve_hotel",
        "commitment",
        "reserve a room at {hotel}",
        "book the hotel {hotel}",
        "make a reservation at the hotel {hotel}",
        "make a reservation for me",
        hotel="target",
    ),
    deed(
        "reserve_car_rental",
        "commitment",
        "reserve a car from {company}",
        "rent a car from {company}",
        company="target",
    ),
    deed(
        "reserve_restaurant",
        "commitment",
        "reserve a table at {restaurant}",
        "book the restaurant {restaurant}",
        "book a table at {restaurant}",
        "make a reservation at the restaurant {restaurant}",
        restaurant="target",
    ),
)
BANKING = (
    deed(
        "send_money",
        "commitment",
        "pay the bill {name}",
        "send {money} to {who}",
        "send money to {who}",
        "transfer {money} to {who}",
        "refund {who}",
        "pay {who}",
        recipient="account",
        amount="amount",
        subject="detail",
    ),
    deed(
        "schedule_transaction",
        "commitment",
        "set up a standing payment to {who}",
        "schedule a payment to {who}",
        recipient="account",
        amount="amount",
        subject="detail",
    ),
    deed(
        "update_scheduled_transaction",
        "commitment",
        "change the standing payment to {who}",
        "adjust the rent",
        id="target",
        recipient="account",
        amount="amount",
        subject="detail",
    ),
    deed("update_password", "credential", "change my password to {password}", password="secret"),
    deed(
        "update_user_info",
        "credential",
        "change my address to {street}",
        "update my user information",
        first_name="detail",
        last_name="detail",
        street="detail",
        city="detail",
    ),
)
SLACK = (
    deed(
        "add_user_to_channel",
        "outward",
        "add {who} to the channel {channel}",
        "invite {who} to the channel {channel}",
        user="target",
        channel="target",
    ),
    deed(
        "send_direct_message",
        "outward",
        "send {who} a message",
        "message {who} {text}",
        "send {text} to {who}",
        "write to {who}",
        "tell {who} {text}",
        "let {who} know {text}",
        recipient="target",
        body="content",
    ),
    deed(
        "send_channel_message",
        "outward",
        "post {text} to the channel {channel}",
        "send a message to the channel {channel}",
        "reply in the channel {channel}",
        channel="target",
        body="content",
    ),
    deed(
        "invite_user_to_slack",
        "outward",
        "invite {who} to the workspace",
        "add {who} to the workspace",
        user="target",
        user_email="address",
    ),
    deed(
        "remove_user_from_slack",
        "destructive",
        "remove {who} from the workspace",
        "kick {who} from the workspace",
        user="target",
    ),
    deed(
        "post_webpage",
        "outward",
        "post {text} to the website {link}",
        "publish {text} on the page {link}",
        "create the web page {link}",
        url="address",
        content="content",
    ),
    deed(
        "get_webpage",
        "fetch",
        "read the web page {link}",
        "summarize the article",
        "read the article",
        "open the link",
        "find out about it on the website",
        "visit the website {link}",
        "look at the link",
        "find it on the website {link}",
        url="address",
    ),
)
SUITES = {"workspace": WORKSPACE, "travel": TRAVEL, "banking": BANKING, "slack": SLACK}
