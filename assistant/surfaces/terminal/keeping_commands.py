"""The commands for whoever keeps an installation: users and the database."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from assistant.settings import DEMO
from assistant.surfaces.terminal import housekeeping
from assistant.surfaces.terminal.options import Context, Json, Tenant, go
from assistant.surfaces.terminal.output import Output
from assistant.surfaces.terminal.running import finish

database = typer.Typer(no_args_is_help=True, help="Copies and care of the database.")
user = typer.Typer(no_args_is_help=True, help="Who works here, and how they sign in.")

User = Annotated[str, typer.Argument(metavar="USER", help="The user's name.")]
File = Annotated[Path, typer.Argument(metavar="FILE", help="Where the copy lies.")]
Phase = Annotated[
    Literal["pre", "post", "all"],
    typer.Option(help="pre before this version starts, post when no other one runs any more."),
]
OfCustomer = Annotated[
    str, typer.Option("--customer", help="The account that a dealer or a consumer belongs to.")
]
By = Annotated[str, typer.Option("--as", metavar="USER", help="Who stands in the record for it.")]


@user.command()
def add(
    context: Context,
    name: User,
    role: Annotated[list[str], typer.Option(help="One or several; owner, buyer, …")],
    full_name: Annotated[str, typer.Option("--name", help="As others read it.")] = "",
    customer: OfCustomer = "",
    by: By = "",
    tenant: Tenant = DEMO,
    as_json: Json = False,
) -> None:
    """Let somebody in; then give them a password or a token."""
    how = (name, full_name, role, customer)
    go(context, as_json, tenant, by, lambda e: housekeeping.add_user(e, *how))


@user.command("role")
def change_role(
    context: Context,
    name: User,
    role: Annotated[str, typer.Argument(help="owner, buyer, …; dealer or consumer.")],
    take: Annotated[bool, typer.Option("--take", help="Take it instead of giving it.")] = False,
    customer: OfCustomer = "",
    by: By = "",
    tenant: Tenant = DEMO,
    as_json: Json = False,
) -> None:
    """Give a role, or take it."""
    go(
        context,
        as_json,
        tenant,
        by,
        lambda e: housekeeping.change_role(e, name, role, take, customer),
    )


@user.command()
def password(context: Context, name: User, tenant: Tenant = DEMO, as_json: Json = False) -> None:
    """Set a password: typed, or one line on standard input."""
    go(context, as_json, tenant, "", lambda e: housekeeping.password(e, name))


@user.command()
def disable(
    context: Context, name: User, by: By = "", tenant: Tenant = DEMO, as_json: Json = False
) -> None:
    """Shut somebody out at once, tokens included."""
    go(context, as_json, tenant, by, lambda e: housekeeping.disable(e, name))


@user.command()
def enable(
    context: Context, name: User, by: By = "", tenant: Tenant = DEMO, as_json: Json = False
) -> None:
    """Let somebody in again."""
    go(context, as_json, tenant, by, lambda e: housekeeping.enable(e, name))


@user.command("list")
def everybody(context: Context, tenant: Tenant = DEMO, as_json: Json = False) -> None:
    """Everybody, with their roles."""
    go(context, as_json, tenant, "", housekeeping.users)


@user.command()
def token(
    context: Context,
    name: User,
    audience: Annotated[str, typer.Option(metavar="api|mcp", help="What it opens.")] = "api",
    tenant: Tenant = DEMO,
    as_json: Json = False,
) -> None:
    """Make a bearer token, which is shown this once."""
    go(context, as_json, tenant, "", lambda e: housekeeping.issue(e, name, audience))


@user.command()
def tokens(context: Context, tenant: Tenant = DEMO, as_json: Json = False) -> None:
    """The bearer tokens that open something, by their ids."""
    go(context, as_json, tenant, "", housekeeping.tokens)


@user.command()
def revoke(
    context: Context,
    token_id: Annotated[str, typer.Argument(metavar="ID", help="The token's id.")],
    tenant: Tenant = DEMO,
    as_json: Json = False,
) -> None:
    """Make a token worthless."""
    go(context, as_json, tenant, "", lambda e: housekeeping.revoke(e, token_id))


@user.command()
def unlink(
    context: Context,
    name: Annotated[str, typer.Argument(metavar="USER", help="Whose accounts in Slack.")],
    tenant: Tenant = DEMO,
    as_json: Json = False,
) -> None:
    """End the link of a member to Slack."""
    go(context, as_json, tenant, "", lambda e: housekeeping.unlink(e, name))


@database.command()
def backup(context: Context, file: File, as_json: Json = False) -> None:
    """Copy everything to one file."""
    out = Output(as_json)
    raise typer.Exit(finish(context.obj, out, housekeeping.backup(context.obj, out, file)))


@database.command()
def restore(
    context: Context,
    file: File,
    instead: Annotated[bool, typer.Option("--replace", help="Lose what is there now.")] = False,
    as_json: Json = False,
) -> None:
    """Put a copy into an empty database, or in the place of what is there."""
    out = Output(as_json)
    work = housekeeping.restore(context.obj, out, file, instead)
    raise typer.Exit(finish(context.obj, out, work))


@database.command()
def migrate(context: Context, phase: Phase = "pre", as_json: Json = False) -> None:
    """Bring the schema up to date."""
    out = Output(as_json)
    raise typer.Exit(finish(context.obj, out, housekeeping.migrate(context.obj, out, phase)))


@database.command()
def rebuild(context: Context, tenant: Tenant = DEMO, as_json: Json = False) -> None:
    """Fold every row again from the events."""
    go(context, as_json, tenant, "", housekeeping.rebuild)
