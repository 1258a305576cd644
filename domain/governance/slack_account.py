"""A Slack account: which member acts through it, by a link that the member made signed in."""

from dataclasses import dataclass

from domain.kernel import (
    Command,
    Decider,
    Event,
    Fact,
    Personal,
    Projection,
    Public,
    Refused,
    Row,
)


class LinkSlackAccount(Command):
    account: str
    """Enterprise or -, workspace and user, as Slack signs them: `-/T0123/U0456`."""
    user: str


class UnlinkSlackAccount(Command):
    account: str


class OnSlackAccount(Event):
    account: str
    user: str


class SlackAccountLinked(OnSlackAccount):
    def __str__(self) -> str:
        return f"{self.user} acts in Slack through the account {self.account}."

    def undo(self) -> Command:
        return UnlinkSlackAccount(account=self.account)


class SlackAccountUnlinked(OnSlackAccount):
    """Taken back by a new link, which only the member can make: a code of theirs is needed."""

    def __str__(self) -> str:
        return f"{self.user} no longer acts in Slack through the account {self.account}."

    def undo(self) -> Command:
        return LinkSlackAccount(account=self.account, user=self.user)


SlackCommand = LinkSlackAccount | UnlinkSlackAccount
SlackEvent = SlackAccountLinked | SlackAccountUnlinked


@dataclass(frozen=True)
class SlackAccount:
    user: str = ""


def decide(state: SlackAccount, command: SlackCommand) -> list[SlackEvent]:
    match command:
        case LinkSlackAccount(user=user) if state.user == user:
            return []
        case LinkSlackAccount() if state.user:
            reason = "This Slack account is linked to somebody else: unlink it there first."
            raise Refused(reason, "linked_elsewhere")
        case LinkSlackAccount(account=account, user=user):
            return [SlackAccountLinked(account=account, user=user)]
        case UnlinkSlackAccount() if not state.user:
            raise Refused("This Slack account is not linked to anybody.", "not_linked")
        case UnlinkSlackAccount(account=account):
            return [SlackAccountUnlinked(account=account, user=state.user)]


def evolve(state: SlackAccount, event: SlackEvent) -> SlackAccount:
    match event:
        case SlackAccountLinked(user=user):
            return SlackAccount(user)
        case SlackAccountUnlinked():
            return SlackAccount()


slack_account = Decider(
    name="slack_account",
    commands=SlackCommand,
    events=SlackEvent,
    initial=SlackAccount(),
    decide=decide,
    evolve=evolve,
)


class SlackAccountRow(Row):
    account: Personal[str]
    user: Personal[str]
    since: Public[int] = 0
    """The position of the link: a person's newest account is where messages go."""


def touches(fact: Fact) -> list[SlackAccountRow]:
    match fact.event:
        case (
            SlackAccountLinked(account=account, user=user)
            | SlackAccountUnlinked(account=account, user=user)
        ):
            return [SlackAccountRow(account=account, user=user)]
        case _:
            return []


def project(row: SlackAccountRow, fact: Fact) -> SlackAccountRow | None:
    match fact.event:
        case SlackAccountLinked(user=user):
            return row.model_copy(update={"user": user, "since": fact.position})
        case _:
            return None


slack_accounts = Projection(
    name="slack_accounts",
    row=SlackAccountRow,
    key=(SlackAccountRow.account,),
    indexes=((SlackAccountRow.user, SlackAccountRow.since),),
    of=(SlackEvent,),
    touches=touches,
    project=project,
)
