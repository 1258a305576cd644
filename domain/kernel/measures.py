"""Money carries its currency and a quantity carries its unit, so that neither is ever mixed up."""

from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

LARGEST = Decimal(10) ** 15  # Above this, a figure is a slip of the finger or an attack.
PLACES = 6
CENTS = Decimal("0.01")
YEN = frozenset({"JPY", "KRW", "VND", "CLP", "ISK"})  # ISO 4217 currencies without minor unit.

Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
Unit = Annotated[str, StringConstraints(min_length=1, max_length=12, strip_whitespace=True)]


def plain(amount: Decimal) -> Decimal:
    """The shortest form of a number, so that 500 and 500.0 are one value with one digest."""
    if not amount.is_finite() or abs(amount) > LARGEST:
        raise ValueError(f"must be a number no larger than {LARGEST:,}")
    rounded = round(amount, PLACES).normalize()
    return rounded.quantize(Decimal(1)) if rounded == rounded.to_integral() else rounded


Amount = Annotated[Decimal, AfterValidator(plain)]


class Measure(BaseModel):
    """A number together with what it is a number of."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    amount: Amount

    def like(self, amount: Decimal) -> Any:
        """The same kind of measure with another amount."""
        return type(self).model_validate({**dict(self), "amount": amount})


class Money(Measure):
    """An amount in one ISO 4217 currency."""

    currency: Currency

    def __str__(self) -> str:
        return f"{self.amount:,.2f} {self.currency}" if self.cents else self.exact

    @property
    def cents(self) -> bool:
        """Whether two decimals show the whole amount."""
        return self.currency not in YEN and self.amount == self.amount.quantize(CENTS)

    @property
    def exact(self) -> str:
        return f"{self.amount:,f} {self.currency}"

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
        return Quantity(amount=amount, unit=self.unit)
