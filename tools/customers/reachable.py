"""Reachable: who of many customers can be written to by e-mail, and why the others cannot."""

from collections.abc import Iterable

from domain.customers.consent import SPOKEN, Purpose
from domain.customers.consents import ConsentRow, consents
from domain.customers.customers import CustomerRow, customers
from domain.kernel import among
from tools.toolkit import ToolContext

PART = 500


async def unreachable(ctx: ToolContext, codes: Iterable[str], purpose: Purpose) -> dict[str, str]:
    """Why no letter of this purpose goes to some of these customers, by their codes."""
    who, word = CustomerRow, ConsentRow
    every, found = sorted(set(codes)), dict[str, str]()
    for some in (every[start : start + PART] for start in range(0, len(every), PART)):
        known, against = await ctx.many(
            [
                customers.where(among(who.customer, some), who.email != "", limit=len(some)),
                consents.where(
                    among(word.customer, some),
                    word.channel == "email",
                    word.purpose == purpose,
                    word.status == "withdrawn",
                    limit=len(some),
                ),
            ]
        )
        there = {row.customer for row in known.rows}
        found |= {code: "without an e-mail address" for code in some if code not in there}
        no = f"to somebody who wants no {SPOKEN[purpose]} by e-mail"
        found |= {row.customer: no for row in against.rows}
    return found
