"""Objections: why a letter that was signed must not leave now."""

from assistant.records import Records
from domain.customers.consent import SPOKEN
from domain.customers.consents import ConsentRow, consents
from domain.customers.customers import CustomerRow, customers
from domain.customers.letter import PURPOSES, Letter
from domain.kernel import FORGOTTEN


async def objection(records: Records, letter: Letter) -> str:
    """What has changed since it was drafted, in one sentence; nothing when it may leave.

    The sentence names nobody: it stays when the person is forgotten.
    """
    known = customers.where(CustomerRow.customer == letter.customer, limit=1)
    no = consents.where(
        ConsentRow.customer == letter.customer,
        ConsentRow.channel == "email",
        ConsentRow.purpose == PURPOSES[letter.kind],
        ConsentRow.status == "withdrawn",
        limit=1,
    )
    who, said = await records.many([known, no])
    if FORGOTTEN in (letter.email, letter.body):
        return "The customer was forgotten since it was signed"
    if not who.rows:
        return "The customer is no longer on record"
    if who.rows[0].email != letter.email:
        return "The address has changed since it was drafted"
    if said.rows:
        purpose = SPOKEN[PURPOSES[letter.kind]]
        return f"The customer wants no {purpose} by e-mail any more"
    return ""
