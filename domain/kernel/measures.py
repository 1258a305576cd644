"""Money carries its currency and a quantity carries its unit, so that neither is ever mixed up."""

from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

LARGEST = Decimal(10) ** 15  # Above this, a figure is a slip of the finger or an attack.
PLACES = 6
CENTS = Decimal("0.01")
MINUS = "−"
SIGNS = {"CNY": "CN¥", "EUR": "€", "GBP": "£", "INR": "₹", "JPY": "¥", "KRW": "₩", "USD": "$"}
YEN = frozenset({"JPY", "KRW", "VND", "CLP", "ISK"})  # ISO 4217 currencies without minor unit.

Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
Unit = Annotated[str, StringConstraints(min_length=1, max_length=12, strip_whitespace=True)]


def plain(amount: Decimal) -> Decimal:
    """The shortest form of a number, so that 500 and 500.0 are one value with one digest."""
    if not amount.is_finite() or abs(amount) > LARGEST:
        raise ValueError(f"must be a number no larger than {LARGEST:,}")
    return shortest(amount)


@lru_cache(maxsize=50_000)
def shortest(amount: Decimal) -> Decimal:
    """The same for all that are equal, so that it can be remembered: figures come again."""
    rounded = round(amount, PLACES).normalize() or Decimal(0)  # Zero has no sign.
    return rounded.quantize(Decimal(1)) if rounded == rounded.to_integral() else rounded


Amount = Annotated[Decimal, AfterValidator(plain)]


class Measure(BaseModel):
    """A number together with what it is a number of."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    amount: Amount

    def like(self, amount: Decimal) -> Any:
        """The same kind of measure with another amount."""
        return type(self).model_validate({**dict(self), "amount": amount})


def money(amount: Decimal, currency: str) -> str:
    """An amount under its currency's sign, with at least the currency's decimals: −$15,630.00."""
    whole = Decimal(1) if currency in YEN else CENTS
    exact = amount.normalize()
    shown = amount.quantize(whole) if exact == exact.quantize(whole) else exact
    sign = SIGNS.get(currency, f"{currency} ")
    return f"{MINUS if shown < 0 else ''}{sign}{abs(shown):,f}"


class Money(Measure):
    """An amount in one ISO 4217 currency."""

    currency: Currency

    def __str__(self) -> str:
        return money(self.amount, self.currency)

    def __add__(self, other: "Money") -> "Money":
        if other.currency != self.currency:
            raise ValueError(f"{self} and {other} are in different currencies.")
        return Money(amount=self.amount + other.amount, currency=self.currency)

    def __neg__(self) -> "Money":
        return Money(amount=-self.amount, currency=self.currency)

    def times(self, factor: Decimal) -> "Money":
        """The amount so many times, rounded to the currency's minor unit."""
        digits = Decimal(1) if self.currency in YEN else CENTS
        return Money(amount=(self.amount * factor).quantize(digits), currency=self.currency)


class Quantity(Measure):
    """So many of a unit; the unit is a code of the tenant's unit table."""

    unit: Unit = Field(default="EA")

    def __str__(self) -> str:
        return f"{self.amount:,f} {self.unit}"

    def same(self, amount: Decimal) -> "Quantity":
        """Another amount in the same unit."""
        if amount == self.amount:
            return self
        return Quantity(amount=amount, unit=self.unit)
