"""A3 · Budget: the model stops where its money or its tokens end, and everything else goes on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from domain.governance.budget import ALL, NEARLY
from domain.governance.ceiling import Ceiling, of_whom
from domain.kernel.measures import money
from domain.kernel.words import day
from guardrails.call import Allowed, Call, Denied, Verdict

NOTHING = 0
GOES_ON = "Plain sentences and forms still work."


@dataclass(frozen=True)
class Account:
    """One budget in one period: what it may be, and what was used and is reserved of it."""

    whose: str
    period: str
    most: Decimal | None = None
    most_tokens: int | None = None
    spent: Decimal = Decimal(0)
    reserved: Decimal = Decimal(0)
    tokens: int = 0
    tokens_reserved: int = 0
    currency: str = ""

    @property
    def monthly(self) -> bool:
        return len(self.period) == len("2026-11")

    @property
    def share(self) -> int:
        """How many hundredths of it are used: of the money or the tokens, whichever is more."""
        money_used = hundredths(self.spent, self.most)
        return max(money_used, hundredths(Decimal(self.tokens), self.most_tokens))

    @property
    def nearing(self) -> bool:
        """Whether it reaches the first alert if all that is reserved is used."""
        money_held = hundredths(self.spent + self.reserved, self.most)
        held = Decimal(self.tokens + self.tokens_reserved)
        return max(money_held, hundredths(held, self.most_tokens)) >= NEARLY

    @property
    def limited(self) -> bool:
        return self.most is not None or self.most_tokens is not None

    def room(self, cost: Decimal, tokens: int) -> bool:
        """Whether so much more fits beside what was used and what others have reserved."""
        fits = self.most is None or self.spent + self.reserved + cost <= self.most
        held = self.tokens + self.tokens_reserved + tokens
        return fits and (self.most_tokens is None or held <= self.most_tokens)


@dataclass(frozen=True)
class Enough:
    """The call fits."""


@dataclass(frozen=True)
class NearlyUsed:
    """The call fits, and people are told once that little is left."""

    sentence: str
    key: str


@dataclass(frozen=True)
class UsedUp:
    """The call does not fit: the program goes on without the model, and says so once."""

    sentence: str
    key: str
    account: Account


Standing = Enough | NearlyUsed | UsedUp


def standing(accounts: Sequence[Account], cost: Decimal, tokens: int) -> Standing:
    """Whether a call of this estimate may be made, by the account that has the least room."""
    full = [account for account in accounts if not account.room(cost, tokens)]
    if full:
        [first, *_] = full
        return UsedUp(exhausted(first), f"{first.whose} {first.period} {ALL}", first)
    near = [account for account in accounts if account.limited and account.share >= NEARLY]
    if near:
        fullest = max(near, key=lambda account: account.share)
        return NearlyUsed(nearly(fullest), f"{fullest.whose} {fullest.period} {NEARLY}")
    return Enough()


def hundredths(used: Decimal, most: Decimal | int | None) -> int:
    if most is None:
        return 0
    return int(used * 100 / most) if most else ALL


def limited(whose: str, ceiling: Ceiling, on: date) -> tuple[Account, ...]:
    """The accounts of one budget on a day: its month and its day."""
    month = Account(whose, f"{on:%Y-%m}", ceiling.month, ceiling.tokens_month)
    today = Account(whose, on.isoformat(), ceiling.day, ceiling.tokens_day)
    return tuple(replace(each, currency=ceiling.currency) for each in (month, today))


def exhausted(account: Account) -> str:
    """What a person is told: whose budget it is, how much, what still works, when it ends."""
    span = "this month" if account.monthly else "today"
    if NOTHING in (account.most, account.most_tokens):
        return (
            f"The model budget of {of_whom(account.whose)} for {span} is {limits(account)}, so no "
            f"language model is asked. {GOES_ON} An admin can draft a larger one."
        )
    return (
        f"The model budget of {of_whom(account.whose)} for {span} has no room for this: "
        f"{used(account)}. {GOES_ON} It begins anew on {day(renewal(account))}; "
        "an admin can draft a larger one."
    )


def nearly(account: Account) -> str:
    span = "this month" if account.monthly else "today"
    share = min(account.share, ALL)
    whose = of_whom(account.whose)
    return f"{share} % of the model budget of {whose} for {span} is used: {used(account)}."


def used(account: Account) -> str:
    """What is used of what: money first, since that is what a bill says; a reserve is used too."""
    parts = []
    if account.most is not None:
        gone = (account.spent + account.reserved).quantize(Decimal("0.01"))
        most = money(account.most, account.currency or "EUR")
        parts.append(f"{money(gone, account.currency or 'EUR')} of {most}")
    if account.most_tokens is not None:
        gone_tokens = account.tokens + account.tokens_reserved
        parts.append(f"{gone_tokens:,} of {account.most_tokens:,} tokens")
    return " and ".join(parts) or "no limit"


def limits(account: Account) -> str:
    """The limit that leaves nothing."""
    if account.most == NOTHING:
        return money(Decimal(NOTHING), account.currency or "EUR")
    return "no tokens"


def renewal(account: Account) -> date:
    """The first day on which the account is empty again."""
    if not account.monthly:
        return date.fromisoformat(account.period) + timedelta(days=1)
    first = date.fromisoformat(f"{account.period}-01")
    return (first + timedelta(days=31)).replace(day=1)


def alerts(accounts: Iterable[Account]) -> list[tuple[str, str, int]]:
    """Whose budget of which period has reached which share: 80, then 100 hundredths."""
    return [
        (account.whose, account.period, share)
        for account in accounts
        if account.limited
        for share in (NEARLY, ALL)
        if account.share >= share
    ]


def check(call: Call) -> Verdict:
    """Deny a draft that a model makes beyond its budget; a person's signature is never held up."""
    if call.model and call.kind == "draft" and call.out_of_budget:
        return Denied("A3", call.out_of_budget)
    return Allowed()
