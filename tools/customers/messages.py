"""Messages: what was sent to whom, what waits to leave, what a person has to decide on."""

from datetime import datetime
from typing import Annotated, Literal

from domain.customers.letter import CALLED, LEAVING, STUCK
from domain.customers.message import SPOKEN
from domain.customers.message import message as decider
from domain.customers.message_events import ResumeMessage, WithdrawMessage
from domain.customers.messages import MessageRow, messages
from domain.kernel import Internal, Message, Personal, Public, Refused, Step, among, falling
from domain.kernel.words import counted, ended
from domain.preview import DraftCard
from tools.customers.arguments import Message as Number
from tools.drafting import REASON, reason_of
from tools.reply import Reply, asked, columns, counting, table
from tools.resolve import CUSTOMERS, SHOWN, Candidate, Candidates, named
from tools.slots import Customer, Reason, choice
from tools.toolkit import Plan, ToolContext, draft, read

MOST = 100
STANDS = dict[str, str](SPOKEN.items())
KINDS = dict[str, str](CALLED.items())
STATUSES = {
    "waiting": (*LEAVING, "sending"),
    "sent": ("sent",),
    "stuck": STUCK,
    "withdrawn": ("withdrawn",),
}
Which = Annotated[
    Literal["waiting", "sent", "stuck", "withdrawn"],
    choice(
        "Those that wait, were sent, are stuck or were withdrawn?",
        "Which messages: waiting, sent, stuck (held, bounced or not known) or withdrawn.",
        waiting=("waiting", "unsent"),
        sent=("sent",),
        stuck=("stuck", "held", "bounced"),
        withdrawn=("withdrawn",),
    ),
]


class ListedMessage(Message):
    """A message with its recipient, what it is about, and whether it left."""

    message: Public[str]
    customer: Public[str]
    customer_name: Personal[str]
    email: Personal[str]
    kind: Public[str]
    about: Public[str]
    subject: Internal[str]
    file: Internal[str]
    status: Internal[str]
    reason: Internal[str]
    at: Internal[datetime | None]


class WholeMessage(ListedMessage):
    """The message word for word."""

    body: Personal[str]
    digest: Internal[str]


COLUMNS = columns(
    ("message", "Message"),
    ("customer_name", "Customer"),
    ("email", "To"),
    ("subject", "Subject"),
    ("file", "File"),
    ("status", "Status", "status"),
    ("at", "Last step", "date"),
    ("reason", "Why"),
)
WHOLE = (*COLUMNS, *columns(("body", "Words"), ("digest", "SHA-256 of the file")))


@read(
    title="Messages to customers",
    says=(
        "what was sent to {customer} @ which=sent",
        "what did we send {customer} by email @ which=sent",
        "messages to {customer}",
        "what did we write to {customer}",
        "letters to {customer}",
        "list [{which}] messages [to {customer}]",
        "show all messages to customers",
        "which messages are {which}",
        "which letters {which}",
        "what waits to be sent @ which=waiting",
        "which letters wait to leave @ which=waiting",
        "outbox @ which=waiting",
        "which messages did not arrive @ which=stuck",
        "messages that need a decision @ which=stuck",
        "how many messages are {which}",
    ),
)
async def list_messages(
    ctx: ToolContext, customer: Customer | None = None, which: Which | None = None
) -> Reply[ListedMessage]:
    """List messages to customers, the newest first: all, those that wait, were sent, are stuck."""
    who = await named(ctx, CUSTOMERS, customer)
    page = await ctx.rows(
        messages.where(
            who is None or MessageRow.customer == who.customer,
            which is None or among(MessageRow.status, STATUSES[which]),
            order_by=(falling(MessageRow.at), falling(MessageRow.message)),
            limit=MOST,
        )
    )
    noun = f"{which} message" if which else "message"
    there = "is" if page.total == 1 else "are"
    to = f" to {who.customer}" if who else ""
    told = "; they leave as soon as a mail server is set up and takes them"
    return table(
        ctx,
        f"There {there} {counted(page.total, noun)}{to}{told if which == 'waiting' else ''}.",
        page,
        [
            ListedMessage(**row.model_dump(include=set(ListedMessage.model_fields)))
            for row in page.rows
        ],
        COLUMNS,
        noun="message",
        query=asked("messages", customer=who and who.customer, which=which),
        streams=[decider.stream(row.customer) for row in page.rows],
    )


@read(
    title="Message",
    says=(
        "show {message}",
        "show the message {message}",
        "what does {message} say",
        "has {message} left",
        "was {message} sent",
        "what became of {message}",
        "status of {message}",
        "read {message}",
        "{message}",
    ),
)
async def show_message(ctx: ToolContext, message: Number) -> Reply[WholeMessage]:
    """Show one message word for word, with what became of it."""
    row = await message_called(ctx, message)
    why = f": {ended(row.reason)}" if row.reason and row.status in STUCK else ""
    about = f" on {row.about}" if row.about else ""
    return Reply(
        headline=f"{row.message}, the {KINDS[row.kind]}{about}, {STANDS[row.status]}{why}.",
        rows=(WholeMessage(**row.model_dump(include=set(WholeMessage.model_fields))),),
        columns=WHOLE,
        total_rows=1,
        note=counting(ctx, 1, "message"),
        query=asked("messages", message=row.message),
        streams=(decider.stream(row.customer),),
    )


@draft(
    title="Message release",
    says=(
        "let {message} leave after all",
        "release {message}",
        "release the message {message}",
        "try {message} again",
        "try to deliver {message} again",
        "deliver {message} again",
        "take {message} to the post again",
        "resume {message}",
        "let {message} go out again",
    ),
)
async def draft_message_release(ctx: ToolContext, message: Number) -> DraftCard:
    """Draft that a message which is stuck leaves after all; it may then arrive twice."""
    row = await message_called(ctx, message)
    twice = "It may have arrived already, and would then arrive twice."
    plan = Plan(
        steps=(Step(decider.stream(row.customer), ResumeMessage(message=row.message)),),
        title=f"Let {row.message} to {row.customer_name} leave after all",
        kind="Message release",
        because=twice if row.status == "unknown" else row.reason,
    )
    return await ctx.propose(plan)


@draft(
    title="Message withdrawal",
    edits=(REASON,),
    says=(
        "withdraw {message} [because {reason}]",
        "withdraw the message {message} [because {reason}]",
        "do not deliver {message}",
        "keep {message} from leaving",
        "stop {message} [because {reason}]",
        "stop the message {message}",
        "cancel the message {message}",
        "take {message} out of the outbox",
        "leave {message} unsent",
    ),
)
async def draft_message_withdrawal(
    ctx: ToolContext, message: Number, reason: Reason | None = None
) -> DraftCard:
    """Draft that a message does not leave, or that nothing more is to be done about it."""
    row = await message_called(ctx, message)
    why, origins = reason_of(reason)
    command = WithdrawMessage(message=row.message, reason=why)
    plan = Plan(
        steps=(Step(decider.stream(row.customer), command),),
        title=f"Withdraw {row.message} to {row.customer_name}",
        kind="Message withdrawal",
        origins=origins,
    )
    return await ctx.propose(plan)


async def message_called(ctx: ToolContext, number: str) -> MessageRow:
    found = (await ctx.rows(messages.where(MessageRow.message == number, limit=1))).first
    if found is not None:
        return found
    newest = messages.where(order_by=(falling(MessageRow.message),), limit=SHOWN)
    options = tuple(
        Candidate(value=row.message, label=row.message, detail=row.subject)
        for row in (await ctx.rows(newest)).rows
    )
    evidence = Candidates(
        slot="message", asks="Which message?", options=options, total=len(options)
    )
    reason = f"There is no message {number}: check the number, or list the messages."
    raise Refused(reason, "unknown_message", evidence if options else None)
