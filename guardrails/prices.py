"""Prices: what a call of a model costs, by model and kind of token, as they stood on a day."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType

MILLION = Decimal(1_000_000)
EXACT = Decimal("0.000001")
PRICE = re.compile(r"[0-9]{1,6}(\.[0-9]{1,6})?")


@dataclass(frozen=True)
class Usage:
    """Tokens of one call by kind, as the provider counts them, or an estimate before it."""

    input: int = 0
    output: int = 0
    cache_read: int = 0
    cache_write: int = 0

    @property
    def tokens(self) -> int:
        return self.input + self.output + self.cache_read + self.cache_write


@dataclass(frozen=True)
class Price:
    """For a million tokens of each kind."""

    input: Decimal
    output: Decimal
    cache_read: Decimal
    cache_write: Decimal

    def of(self, usage: Usage) -> Decimal:
        parts = (
            self.input * usage.input,
            self.output * usage.output,
            self.cache_read * usage.cache_read,
            self.cache_write * usage.cache_write,
        )
        return sum(parts, Decimal(0)) / MILLION


def usual(read: str, write: str) -> Price:
    """With the provider's usual relation of the price of a cache to that of input."""
    plain = Decimal(read)
    cached, kept = plain * Decimal("0.1"), plain * Decimal("1.25")
    return Price(plain, Decimal(write), cached, kept)


@dataclass(frozen=True)
class PriceList:
    """Prices by how a model's name begins, the longest beginning first, and rates of exchange.

    `per_dollar` is what a dollar costs at most: rates to bound a budget, not to keep books by.
    """

    as_of: date
    models: Mapping[str, Price]
    per_dollar: Mapping[str, Decimal] = field(default_factory=dict)

    def price(self, model: str) -> Price:
        """Of an unknown model the dearest price of each kind: a budget errs on that side."""
        known = [name for name in self.models if model.startswith(name)]
        if known:
            return self.models[max(known, key=len)]
        every = self.models.values()
        return Price(
            max(price.input for price in every),
            max(price.output for price in every),
            max(price.cache_read for price in every),
            max(price.cache_write for price in every),
        )

    def cost(self, model: str, usage: Usage, currency: str) -> Decimal | None:
        """In this currency, or None where no rate leads to it."""
        rate = self.per_dollar.get(currency)
        dollars = self.price(model).of(usage)
        if rate is None:
            return Decimal(0) if dollars == 0 else None
        return (dollars * rate).quantize(EXACT)


SHIPPED = PriceList(
    as_of=date(2025, 11, 24),
    models=MappingProxyType(
        {
            "claude-haiku": usual("1", "5"),
            "claude-sonnet": usual("3", "15"),
            "claude-opus": usual("15", "75"),
            "claude-opus-4-5": usual("5", "25"),
        }
    ),
    per_dollar=MappingProxyType(
        {
            "USD": Decimal(1),
            "EUR": Decimal(1),
            "CHF": Decimal(1),
            "GBP": Decimal("0.90"),
            "CAD": Decimal("1.50"),
            "AUD": Decimal("1.70"),
            "CNY": Decimal("7.50"),
            "JPY": Decimal(170),
            "INR": Decimal(100),
            "KRW": Decimal(1_600),
        }
    ),
)
"""The provider's public list prices in dollars of about that day, typed in by hand, and rates
rounded up: assumptions, to be set."""


def read(text: str, beneath: PriceList, as_of: date) -> PriceList:
    """Prices that somebody set, above the shipped ones: `local=0/0, claude-opus=5/25`."""
    models = dict(beneath.models)
    for part in filter(None, map(str.strip, text.split(","))):
        name, _, prices = map(str.strip, part.partition("="))
        plain, _, written = map(str.strip, prices.partition("/"))
        if not (name and PRICE.fullmatch(plain) and PRICE.fullmatch(written)):
            reason = f"{part!r} is no price: write a model as NAME=INPUT/OUTPUT, in dollars."
            raise ValueError(reason)
        models[name] = usual(plain, written)
    return PriceList(as_of, models, beneath.per_dollar)
