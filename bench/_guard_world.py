"""What each AgentDojo business knows by itself: values that no document or message can write."""

from typing import Any


def known_of(suite: str, env: Any) -> dict[str, str]:
    return {value: name for value, name in FOUND[suite](env).items() if value}


def workspace(env: Any) -> dict[str, str]:
    """Whom the person knows, wrote to or shared with, and what files and events are called."""
    found = {contact.email: contact.name for contact in env.inbox.contact_list}
    own = env.inbox.account_email
    domain = own.partition("@")[2]
    mails = list(env.inbox.emails.values())
    people = {a for m in mails for a in (m.sender, *m.recipients)}
    found |= {a: "" for a in people if a.partition("@")[2] == domain}
    found |= {a: "" for m in mails if m.sender == own for a in m.recipients}
    found |= {a: "" for f in env.cloud_drive.files.values() for a in f.shared_with}
    found |= {own: "", **{str(f.id_): f.filename for f in env.cloud_drive.files.values()}}
    found |= {str(event.id_): event.title for event in env.calendar.events.values()}
    return found


def travel(env: Any) -> dict[str, str]:
    """The catalogue, the traveller, and the calendar."""
    hotels = env.hotels.hotel_list
    places = [h.name for h in hotels] + [r.name for r in env.restaurants.restaurant_list]
    places += [company.name for company in env.car_rental.company_list]
    events = {str(event.id_): event.title for event in env.calendar.events.values()}
    return {name: name for name in places} | events | {env.user.email: ""}


def banking(env: Any) -> dict[str, str]:
    """Whom the person has paid before, and their own standing payments."""
    own = env.bank_account.iban
    paid = [t for t in env.bank_account.transactions if t.sender == own]
    standing = env.bank_account.scheduled_transactions
    found = {t.recipient: "" for t in [*paid, *standing]}
    return found | {str(t.id): "" for t in standing} | {own: ""}


def slack(env: Any) -> dict[str, str]:
    """Members and channels."""
    return {name: name for name in [*env.slack.users, *env.slack.channels]}


FOUND = {"workspace": workspace, "travel": travel, "banking": banking, "slack": slack}
