"""The one sentence that comes first says why it does, and what it is about."""

from decimal import Decimal

from tests.assistant.test_queue import NOW, queue, row


def test_one_sentence_and_one_action_come_first() -> None:
    lead = queue([row("D-7", amount=Decimal(2316), cautions=1)])["lead"]
    assert lead["sentence"] == (
        "A purchase order waits for your signature: Order what D-7 says, €2,316.00."
    )
    assert lead["detail"] == "D-7. 1 caution · since today 10:12."
    assert lead["action_label"] == "Read the order · €2,316.00"


def test_the_first_sentence_says_why_it_is_first() -> None:
    flagged = row("D-1", kind="Bank account change", red_flags=3, amount=None)
    assert queue([flagged])["lead"]["sentence"] == (
        "A bank account change has three red flags: Order what D-1 says."
    )
    assert queue([flagged])["lead"]["action_label"] == "Read the bank change"
    ends = row("D-2", expires_at=NOW.replace(hour=18, minute=0))
    assert queue([ends])["lead"]["sentence"] == (
        "A purchase order has to be signed today, by 18:00: Order what D-2 says, €100.00."
    )
    second = row("D-3", signatures=2, signed=1, status="partly_signed")
    assert queue([second])["lead"]["sentence"].startswith(
        "A purchase order needs one more signature: Order what D-3 says"
    )


def test_the_sentence_names_an_amount_once_and_no_more_than_fits() -> None:
    named = row("D-1", title="Credit €100.00 of INV-4 to Anna Maier.")
    assert queue([named])["lead"]["sentence"].endswith(": Credit €100.00 of INV-4 to Anna Maier.")
    long = queue([row("D-2", title="Order locks, " * 30)])["lead"]["sentence"]
    assert long.endswith(" …, €100.00.") and len(long) < 190


def test_what_comes_first_can_be_put_off_and_not_by_whoever_buys_here() -> None:
    assert queue([row("D-7")])["lead"]["later"] == "Put D-7 off until tomorrow"
