"""A ticket: what a customer asked or complained about, until it is resolved."""

from dataclasses import dataclass, replace
from datetime import date

from domain.customers.ticket_events import (
    AnswerTicket,
    Asked,
    Called,
    OpenTicket,
    RateTicket,
    ReopenTicket,
    ResolveTicket,
    ReturnTicket,
    Standing,
    Status,
    TicketAnswered,
    TicketCommand,
    TicketEvent,
    TicketOpened,
    TicketRated,
    TicketReopened,
    TicketResolved,
    TicketReturned,
    TicketWithdrawn,
    WithdrawTicket,
)
from domain.kernel import Decider, Refused
from domain.kernel.part import part
from domain.kernel.words import day


@dataclass(frozen=True)
class Ticket:
    asked: Asked | None = None
    standing: Standing | None = None


def decide(state: Ticket, command: TicketCommand) -> list[TicketEvent]:
    match command:
        case OpenTicket() if state.asked:
            raise Refused(f"Not opened. {command.ticket} is a ticket already.", "known")
        case OpenTicket():
            return [TicketOpened(**dict(command))]
        case _ if state.asked is None or state.standing is None:
            raise Refused("There is no such ticket: open it first.", "unknown_ticket")
        case WithdrawTicket() if state.standing != at_first(state.asked):
            reason = f"Not taken back. {state.asked.ticket} was worked on already: resolve it."
            raise Refused(reason, "ticket_in_work")
        case WithdrawTicket():
            return [TicketWithdrawn(**dict(state.asked))]
        case _:
            return [moved(state.asked, state.standing, command)]


def moved(
    asked: Asked,
    now: Standing,
    command: AnswerTicket | ResolveTicket | ReopenTicket | RateTicket | ReturnTicket,
) -> TicketEvent:
    who = dict(part(Called, asked))
    match command:
        case AnswerTicket(note=note, on=on):
            only(asked, now, "answered", "open", "answered")
            after = following(asked, now, "answered", note, on)
            return TicketAnswered(**who, before=now, after=after)
        case ResolveTicket(note=note, on=on):
            only(asked, now, "resolved", "open", "answered")
            after = following(asked, now, "resolved", note, on)
            return TicketResolved(**who, before=now, after=after)
        case ReopenTicket(note=note, on=on):
            only(asked, now, "reopened", "answered", "resolved")
            after = following(asked, now, "open", note, on)
            return TicketReopened(**who, before=now, after=after)
        case RateTicket(severity=severity):
            only(asked, now, "rated", "open", "answered")
            after = now.model_copy(update={"severity": severity})
            return TicketRated(**who, before=now, after=different(asked, now, after))
        case ReturnTicket():
            after = different(asked, now, part(Standing, command))
            return TicketReturned(**who, before=now, after=after)


def only(asked: Asked, now: Standing, done: str, *possible: Status) -> None:
    if now.status not in possible:
        reason = (
            f"Not {done}. {asked.ticket} is {now.status}; only one that is "
            f"{' or '.join(possible)} can be {done}."
        )
        raise Refused(reason, f"ticket_{now.status}")


def following(asked: Asked, now: Standing, status: Status, note: str, on: date) -> Standing:
    """The next standing, which lies on no earlier day than the last."""
    if on < now.on:
        reason = f"Not recorded. {asked.ticket} was worked on until {day(now.on)}: no earlier day."
        raise Refused(reason, "before_last_step")
    after = now.model_copy(update={"status": status, "note": note, "on": on})
    return different(asked, now, after)


def different(asked: Asked, now: Standing, after: Standing) -> Standing:
    if after == now:
        raise Refused(f"Not changed. {asked.ticket} stands so already.", "no_change")
    return after


def at_first(asked: Asked) -> Standing:
    return Standing(severity=asked.severity, on=asked.opened_on)


def evolve(state: Ticket, event: TicketEvent) -> Ticket:
    match event:
        case TicketOpened():
            asked = part(Asked, event)
            return Ticket(asked, at_first(asked))
        case TicketWithdrawn():
            return Ticket()
        case _:
            return replace(state, standing=event.after)


ticket = Decider(
    name="ticket",
    commands=TicketCommand,
    events=TicketEvent,
    initial=Ticket(),
    decide=decide,
    evolve=evolve,
)
