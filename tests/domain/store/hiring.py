"""An event about a person, for the tests of what does not leave."""

from domain.kernel import Event, Message, Personal, Secret


class Contact(Message):
    role: str
    telephone: Personal[str] = ""


class Hired(Event):
    team: str
    name: Personal[str] = ""
    contacts: tuple[Contact, ...] = ()
    by_kind: dict[str, Contact] = {}  # noqa: RUF012
    pin: Secret[int] | None = None

    def __str__(self) -> str:
        return f"{self.name or 'Somebody'} joins {self.team}."
