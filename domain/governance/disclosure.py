"""Disclosure: what of a business may leave for a language model, and where that may run (A8)."""

import re
from typing import Literal, get_args

from domain.kernel import Command, Decider, Event, Message, Refused
from domain.kernel.words import listed

Handling = Literal["open", "masked", "never"]
"""As it is, under a pseudonym that comes back in the answer, or not at all."""
HANDLINGS: tuple[Handling, ...] = get_args(Handling)
LEAVES: dict[str, str] = {
    "open": "leave as they are",
    "masked": "leave as pseudonyms",
    "never": "never leave",
}
SHOWN: dict[str, str] = {
    "open": "as they are",
    "masked": "as pseudonyms",
    "never": "not at all",
}
REGION = re.compile(r"[a-z][a-z0-9-]{0,19}")
REGIONS_AT_MOST = 20


class Disclosure(Message):
    """What is public may go wherever a model may be asked; a bank account never leaves."""

    outside: bool = True
    """Whether a model may be asked at all that does not run on this machine."""
    regions: tuple[str, ...] = ()
    """Where such a model may run: eu, us. Without one it may run anywhere."""
    business: Handling = "masked"
    """Prices, costs and terms, and the names of suppliers and customers."""
    personal: Handling = "never"
    """The fields that are about a person."""
    alike: bool = False
    """Whether a model on this machine is shown no more than one elsewhere would be."""

    @property
    def places(self) -> str:
        if not self.outside:
            return "Only a model on this machine may be asked"
        where = f"in {listed([each.upper() for each in self.regions])} only"
        return f"A model may run {where if self.regions else 'anywhere'}"

    @property
    def sentence(self) -> str:
        words = LEAVES if self.outside else SHOWN
        business, personal = words[self.business], words[self.personal]
        told = f"prices and names {business}, data about people {personal}"
        if self.outside:
            alike = "; one on this machine is shown no more" if self.alike else ""
            return f"{self.places}; {told}{alike}."
        return f"{self.places}; nothing leaves it{f', and it is shown {told}' * self.alike}."


class SetDisclosure(Disclosure, Command):
    """Another hand signs it: what has left does not come back."""

    separated = "always"


class DisclosureSet(Disclosure, Event):
    earlier: Disclosure

    def __str__(self) -> str:
        return self.sentence

    def undo(self) -> Command:
        return SetDisclosure(**dict(self.earlier))


def decide(disclosure: Disclosure, command: SetDisclosure) -> list[DisclosureSet]:
    if wrong := next((each for each in command.regions if not REGION.fullmatch(each)), None):
        raise Refused(f"“{wrong}” is no region: write it as eu or us-east.", "no_region")
    if len(command.regions) > REGIONS_AT_MOST:
        raise Refused(f"Give at most {REGIONS_AT_MOST} regions.", "too_many")
    if command.personal == "open":
        reason = "Personal data leaves as pseudonyms or never, whoever wants it otherwise."
        raise Refused(reason, "personal_stays")
    wanted = of(command)
    return [] if wanted == disclosure else [DisclosureSet(**dict(wanted), earlier=disclosure)]


def of(message: Disclosure) -> Disclosure:
    """The policy alone, without what else a command or an event may hold; regions in order."""
    fields = {name: getattr(message, name) for name in Disclosure.model_fields}
    return Disclosure(**fields | {"regions": tuple(sorted(set(message.regions)))})


def evolve(disclosure: Disclosure, event: DisclosureSet) -> Disclosure:
    return of(event)


disclosure = Decider(
    name="disclosure",
    commands=SetDisclosure,
    events=DisclosureSet,
    initial=Disclosure(),
    decide=decide,
    evolve=evolve,
)
STREAM = disclosure.stream("tenant")
