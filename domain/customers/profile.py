"""A customer's profile: who they are, where they live or trade, on what terms they buy."""

from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from domain.kernel import Currency, Internal, Message, Personal
from domain.kernel.subjects import CUSTOMER
from domain.kernel.words import Code, Email, Label, Name

Kind = Literal["consumer", "dealer"]
Days = Annotated[int, Field(ge=0, le=365)]
CALLED: dict[Kind, str] = {"consumer": "customer", "dealer": "dealer"}


class Terms(Message):
    """Within how many days they pay, and from which price list they buy; none is base prices."""

    payment_days: Internal[Days] = 0
    price_list: Internal[Label] = ""


class Profile(Terms):
    """All that a change may change; an empty text means not known."""

    data_subject: ClassVar[str] = CUSTOMER

    name: Personal[Name]
    kind: Kind = "consumer"
    contact: Personal[Label] = ""
    email: Personal[Email] = ""
    phone: Personal[Label] = ""
    street: Personal[Label] = ""
    city: Label = ""
    postcode: Personal[Label] = ""
    country: Label = ""
    vat_number: Internal[Label] = ""
    currency: Currency
    segment: Internal[Label] = ""
    territory: Internal[Label] = ""
    since: date


class Identified(Message):
    """What every fact about a customer repeats."""

    data_subject: ClassVar[str] = CUSTOMER

    customer: Code
    name: Personal[Name]


class Registration(Profile):
    customer: Code

    @property
    def introduced(self) -> str:
        """Who it is and where, as sentences begin: Velo Nord of Kiel, Germany."""
        place = ", ".join(filter(None, (self.city, self.country)))
        return f"{self.name} of {place}" if place else self.name
