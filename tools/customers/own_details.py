"""Own details: where a customer's own people want to be reached, and what their goods go to."""

import re
from typing import Annotated

from domain.customers.customer import customer as decider
from domain.customers.customer_events import ChangeOwnDetails
from domain.customers.customers import CustomerRow, customers
from domain.kernel import Personal, Refused, Step
from domain.kernel.words import Email
from domain.preview import DraftCard
from tools import readings
from tools.drafting import must_say
from tools.slots import Line, reading, text
from tools.toolkit import Edit, Plan, ToolContext, draft

CODE = r"[A-Z]{0,2}-?\d[A-Z\d]{1,5}(?:[ -][A-Z\d]{2,4})?"
FIRST = re.compile(rf"({CODE})\s+(\D.*)", re.IGNORECASE)
LAST = re.compile(r"(\D*?)\s+([A-Z]{0,2}\d[A-Z\d]{0,4}(?:[ -][A-Z\d]{2,4})?)", re.IGNORECASE)
ALONE = re.compile(CODE, re.IGNORECASE)
AND_STAYS = re.compile(
    r"[\s,]*(?:from now on|as of now|now|please|thanks|thank you)[.!]?$", re.IGNORECASE
)
Address = Personal[
    Annotated[
        str,
        Line,
        text(
            "What is the new address?",
            "Street, postcode and city in one line: 12 rue des Lices, 69002 Lyon.",
            before=("address is", "address is now", "address to", "moved to", "deliver to"),
        ),
    ]
]
Mail = Personal[
    Annotated[
        Email,
        reading(readings.email),
        text(
            "Which e-mail address?",
            "An e-mail address.",
            before=("email is", "email is now", "email address is now", "email to", "mail is now"),
        ),
    ]
]
Phone = Personal[
    Annotated[
        str,
        Line,
        text(
            "Which telephone number?",
            "A telephone number.",
            before=("number is", "number is now", "number to", "phone is now"),
        ),
    ]
]


@draft(
    title="Your details",
    audience="customers",
    edits=(Edit("address", "Address", "text"), Edit("email", "E-mail", "text")),
    says=(
        "my address is now {address}",
        "my new address is {address}",
        "our new address is {address}",
        "our address is now {address}",
        "i moved to {address}",
        "i have moved to {address}",
        "we moved to {address}",
        "change my address to {address}",
        "please deliver to {address}",
        "from now on deliver to {address}",
        "my new email is {email}",
        "my email is now {email}",
        "my email address is now {email}",
        "change my email to {email}",
        "my new phone number is {phone}",
        "my phone number is now {phone}",
        "change my phone number to {phone}",
    ),
)
async def draft_own_details(
    ctx: ToolContext,
    address: Address | None = None,
    email: Mail | None = None,
    phone: Phone | None = None,
) -> DraftCard:
    """Draft another address, e-mail address or telephone number of the caller's own account."""
    who = await own_account(ctx)
    reason = "Not drafted. Say what is different: the address, the e-mail or the telephone."
    must_say("What is the new address?", reason, address=address, email=email, phone=phone)
    lives = parts(address, who) if address else {}
    said = {"customer": who.customer, "email": email, "phone": phone, **lives}
    step = Step(decider.stream(who.customer), ChangeOwnDetails.model_validate(said))
    plan = Plan(steps=(step,), title=f"Change the details of {who.name}", kind="Change of details")
    return await ctx.propose(plan)


async def own_account(ctx: ToolContext) -> CustomerRow:
    """The one account that the caller belongs to: no other can be read here."""
    row = (await ctx.rows(customers.where(limit=1))).first
    if row is None:
        raise Refused("Not drafted. No customer account is named for you yet.", "no_account")
    return row


def parts(address: str, known: CustomerRow) -> dict[str, str]:
    """The street, the postcode and the city of an address in one line.

    An old postcode must not stay beside a new city; another country changes taxes and duties.
    """
    address = AND_STAYS.sub("", address)
    said = [each for part in address.split(",") if (each := part.strip(" ."))]
    if len(said) > 2 and not re.search(r"\d", said[-1]) and not ALONE.fullmatch(said[-2]):
        same_country(said.pop(), known)
    if len(said) > 2 and ALONE.fullmatch(said[-2]):
        said[-2:] = [f"{said[-2]} {said[-1]}"]
    place = said[-1] if len(said) > 1 else ""
    if found := FIRST.fullmatch(place):
        postcode, city = found[1], found[2]
    elif found := LAST.fullmatch(place):
        city, postcode = found[1], found[2]
    elif place and not known.postcode:
        postcode, city = "", place
    else:
        reason = (
            "Not drafted. Say street, postcode and city with commas, as in "
            "12 rue des Lices, 69002 Lyon."
        )
        raise Refused(reason, "half_an_address")
    return {"street": ", ".join(said[:-1]), "postcode": postcode, "city": city}


def same_country(said: str, known: CustomerRow) -> None:
    if said.casefold() != known.country.casefold():
        reason = (
            f"Not drafted. Another country than {known.country or 'the one we know'} changes taxes "
            "and duties: open a ticket, and the business enters it."
        )
        raise Refused(reason, "another_country")
