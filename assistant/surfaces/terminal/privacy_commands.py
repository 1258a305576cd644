"""The commands about personal data: whose it is, how it is forgotten, and how long it is kept."""

from typing import Annotated

import typer

from assistant.settings import DEMO
from assistant.surfaces.terminal import privacy
from assistant.surfaces.terminal.options import Context, Json, Tenant, Who, go

personal = typer.Typer()


@personal.command()
def subjects(
    context: Context, who: Who = "admin", tenant: Tenant = DEMO, as_json: Json = False
) -> None:
    """Whose personal data is kept, by name."""
    go(context, as_json, tenant, who, privacy.subjects)


@personal.command()
def forget(
    context: Context,
    subject: Annotated[str, typer.Argument(metavar="SUBJECT", help="As member:anna.")],
    who: Who,
    reason: Annotated[str, typer.Option(help="Why; the ledger keeps it.")],
    tenant: Tenant = DEMO,
    as_json: Json = False,
) -> None:
    """Make somebody's personal data unreadable for ever; the record stays whole."""
    go(context, as_json, tenant, who, lambda e: privacy.forget(e, subject, reason))


@personal.command()
def retention(
    context: Context,
    apply: Annotated[bool, typer.Option("--apply", help="Delete what is due.")] = False,
    who: Who = "admin",
    tenant: Tenant = DEMO,
    as_json: Json = False,
) -> None:
    """How long each class of data is kept, and how much of it is due."""
    go(context, as_json, tenant, who, lambda e: privacy.retention(e, apply))
