"""Disclosures: what may leave for a language model and where it may run, and changing it."""

from typing import Annotated, Literal

from domain.governance.disclosure import (
    STREAM,
    Disclosure,
    DisclosureSet,
    Handling,
    SetDisclosure,
    disclosure,
    of,
)
from domain.kernel import Internal, Message, Public, Refused, Step
from domain.preview import DraftCard
from tools.drafting import origin
from tools.governance.words import source
from tools.reply import Reply, columns, counting
from tools.slots import choice
from tools.toolkit import Plan, ToolContext, draft, read

SHIPPED = "shipped"
Data = Annotated[
    Literal["business", "personal"],
    choice(
        "Which data: prices and names, or personal data?",
        "business for prices, costs, terms and names; personal for data about people.",
        business=("prices and names", "prices", "costs", "business figures", "business data"),
        personal=("personal data", "data about people", "contact details"),
    ),
]
How = Annotated[
    Literal["open", "masked", "never"],
    choice(
        "As it is, as pseudonyms, or never?",
        "open as it is, masked as pseudonyms, never not at all.",
        open=("as it is", "as they are", "openly"),
        masked=("as pseudonyms", "under pseudonyms", "masked"),
        never=("withheld", "left out"),
    ),
]
Place = Annotated[
    Literal["here", "anywhere", "eu", "us", "uk", "ch"],
    choice(
        "Where may a model run: on this machine only, in a region, or anywhere?",
        "here for this machine only, a region as eu or us, or anywhere.",
        here=("on this machine", "on our own machine", "in the house"),
        anywhere=("anywhere", "in any region"),
        eu=("in the EU", "in Europe", "in the European Union"),
        us=("in the US", "in the USA", "in the United States"),
        uk=("in the UK", "in the United Kingdom"),
        ch=("in Switzerland",),
    ),
]

Sight = Annotated[
    Literal["whole", "alike"],
    choice(
        "Everything, or no more than a model elsewhere?",
        "whole for the records as they are, alike for no more than a model elsewhere.",
        whole=("everything", "all records", "the records as they are"),
        alike=(
            "no more than one elsewhere",
            "what one elsewhere sees",
            "the same as one elsewhere",
        ),
    ),
]


class ListedDisclosure(Message):
    """A class of data, and what becomes of it on the way to a model, here and elsewhere."""

    data: Public[str]
    here: Public[str]
    outside: Public[str]
    origin: Internal[str]


COLUMNS = columns(
    ("data", "Data"),
    ("here", "To a model on this machine"),
    ("outside", "To a model elsewhere"),
    ("origin", "From"),
)
SAID: dict[Handling, str] = {"open": "as it is", "masked": "as pseudonyms", "never": "never"}


@read(
    title="Data for models",
    says=(
        "what may leave for the model",
        "what may the model see",
        "which data may leave for the model",
        "what does the language model get to see",
        "where may the model run",
        "in which region may a model run",
        "show the data policy for models",
        "data policy of the model",
        "do prices leave for the model",
        "does personal data leave for the model",
    ),
)
async def list_model_data(ctx: ToolContext) -> Reply[ListedDisclosure]:
    """Tell what of the business may leave for a language model, in which form, and where it runs.

    What nobody decided is as shipped: amounts and names as pseudonyms, personal data never.
    """
    policy, came = await decided(ctx)
    rows = tuple(
        ListedDisclosure(data=data, here=here, outside=outside, origin=came)
        for data, here, outside in lines(policy)
    )
    return Reply(
        headline=policy.sentence,
        rows=rows,
        columns=COLUMNS,
        total_rows=len(rows),
        note=counting(ctx, len(rows), "class of data"),
        query="what may leave for a model",
        streams=() if came == SHIPPED else (STREAM,),
    )


def lines(policy: Disclosure) -> tuple[tuple[str, str, str], ...]:
    out, alike = policy.outside, policy.alike
    business, personal = SAID[policy.business], SAID[policy.personal]
    return (
        ("What anybody may know", "as it is", "as it is" if out else "never"),
        (
            "Prices, costs and names",
            business if alike else "as it is",
            business if out else "never",
        ),
        ("Data about people", personal if alike else "as it is", personal if out else "never"),
        ("Bank accounts", "never" if alike else "their endings", "never"),
    )


async def decided(ctx: ToolContext) -> tuple[Disclosure, str]:
    """What holds, and where it comes from."""
    facts = await ctx.history(STREAM)
    found: Disclosure = disclosure.fold(
        fact.event for fact in facts if isinstance(fact.event, DisclosureSet)
    )
    last = facts[-1] if facts else None
    return found, source(last.cause.draft, last.recorded_at) if last else SHIPPED


@draft(
    title="Data for models",
    says=(
        "let {data} leave for the model {handling}",
        "let {data} go to the model {handling}",
        "send {data} to the model {handling}",
        "show {data} to the model {handling}",
        "the model may see {data} {handling}",
        "give the model {data} {handling}",
        "keep {data} from the model",
        "withhold {data} from the model",
        "hide {data} from the model",
        "never send {data} to the model",
    ),
)
async def draft_model_data(ctx: ToolContext, data: Data, handling: How = "never") -> DraftCard:
    """Draft in which form a class of data may leave for a model elsewhere; unsaid, it never does.

    Somebody who did not draft it signs it; bank accounts never leave, whoever wants it otherwise.
    """
    policy, _ = await decided(ctx)
    return await changed(ctx, policy.model_copy(update={data: handling}))


@draft(
    title="Regions of models",
    says=(
        "models may run {place} only",
        "the model may run {place}",
        "let the model run {place}",
        "let models run {place} only",
        "ask only models {place}",
        "allow models {place}",
        "permit models {place} only",
        "keep the model {place}",
        "use models {place} only",
    ),
)
async def draft_model_region(ctx: ToolContext, place: Place) -> DraftCard:
    """Draft where a language model may run that is shown data of the business.

    Somebody who did not draft it signs it. On this machine only: then nothing leaves it.
    """
    policy, _ = await decided(ctx)
    regions = () if place in ("here", "anywhere") else (place,)
    return await changed(
        ctx, policy.model_copy(update={"outside": place != "here", "regions": regions})
    )


@draft(
    title="Data for a model on this machine",
    says=(
        "show the local model {sight}",
        "let the local model see {sight}",
        "the local model may see {sight}",
        "show the model on this machine {sight}",
        "show a model on this machine {sight}",
        "let the model on this machine see {sight}",
        "the model on this machine may see {sight}",
        "give the local model {sight}",
    ),
)
async def draft_model_sight(ctx: ToolContext, sight: Sight) -> DraftCard:
    """Draft whether a model on this machine sees the records as they are, or no more than another.

    Somebody who did not draft it signs it. As shipped it sees everything but whole bank accounts.
    """
    policy, _ = await decided(ctx)
    return await changed(ctx, policy.model_copy(update={"alike": sight == "alike"}))


async def changed(ctx: ToolContext, wanted: Disclosure) -> DraftCard:
    before, came = await decided(ctx)
    if wanted == before:
        raise Refused(f"Not drafted. That holds already: {before.sentence}", "same_already")
    plan = Plan(
        steps=(Step(STREAM, SetDisclosure(**dict(of(wanted)))),),
        title=wanted.sentence.rstrip("."),
        kind="Data for models",
        origins=(origin("previous", before.sentence, came),),
    )
    return await ctx.propose(plan)
