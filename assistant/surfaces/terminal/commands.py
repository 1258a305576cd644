"""The commands: their names, arguments and help, and nothing of what they do."""

from pathlib import Path
from typing import Annotated

import typer

from assistant.accounts import Audience
from assistant.settings import DEMO, LOOPBACK
from assistant.surfaces.office import Keeper
from assistant.surfaces.terminal import asking, deciding, housekeeping
from assistant.surfaces.terminal.output import Output
from assistant.surfaces.terminal.running import Work, finish, run

Context = typer.Context
Tenant = Annotated[str, typer.Option("--tenant", metavar="NAME", help="The business.")]
As = Annotated[
    str,
    typer.Option(
        "--as", metavar="USER", help="Who acts; on this machine its own user is trusted."
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print objects for programs.")]
Draft = Annotated[str, typer.Argument(metavar="ID", help="The draft, as D-12 or 12.")]
User = Annotated[str, typer.Argument(metavar="USER", help="The user's name.")]
File = Annotated[Path, typer.Argument(metavar="FILE", help="Where the copy lies.")]

countersign = typer.Typer(
    name="countersign",
    help="A conversational back office. Nothing happens until somebody signs.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
draft = typer.Typer(no_args_is_help=True, help="Read a draft and decide on it.")
database = typer.Typer(no_args_is_help=True, help="Copies and care of the database.")
user = typer.Typer(no_args_is_help=True, help="Who works here, and how they sign in.")
countersign.add_typer(draft, name="draft")
countersign.add_typer(database, name="db")
countersign.add_typer(user, name="user")


def terminal(keeper: Keeper) -> None:
    """Read the command line and end the process with its exit code."""
    countersign(obj=keeper)


def go(context: Context, as_json: bool, tenant: str, who: str, work: Work) -> None:
    raise typer.Exit(run(context.obj, Output(as_json), tenant, who, work))


@countersign.command()
def up(
    context: Context,
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="Instead of PORT.")] = None,
    host: Annotated[str, typer.Option(help="Where to listen.")] = LOOPBACK,
    origin: Annotated[
        list[str] | None, typer.Option(help="An address people reach it by, as a proxy's.")
    ] = None,
) -> None:
    """Serve everything in one process: chat, JSON API and MCP."""

    async def work() -> bool:
        await context.obj.up(host, port, origin or ())
        return True

    raise typer.Exit(finish(context.obj, Output(), work()))


@countersign.command()
def ask(
    context: Context,
    text: Annotated[str, typer.Argument(metavar="TEXT|-", help="A sentence; - reads lines.")],
    who: As,
    tenant: Tenant = DEMO,
    as_json: Json = False,
    model: Annotated[str, typer.Option(metavar="auto|off", help="Whether to use one.")] = "auto",
    as_of: Annotated[str, typer.Option(metavar="DATE", help="As it stood then.")] = "",
    conversation: Annotated[str, typer.Option(help="Go on with an earlier one.")] = "",
) -> None:
    """Ask a question, or say what happened; - answers every line with one JSON object."""
    if model not in ("auto", "off"):
        raise typer.BadParameter("--model is auto or off.")
    go(context, as_json, tenant, who, lambda e: asking.ask(e, text, conversation, as_of))


@countersign.command()
def queue(context: Context, who: As, tenant: Tenant = DEMO, as_json: Json = False) -> None:
    """What waits for somebody."""
    go(context, as_json, tenant, who, asking.queue)


@draft.command("show")
def show(
    context: Context, draft_id: Draft, who: As, tenant: Tenant = DEMO, as_json: Json = False
) -> None:
    """The draft as it would come out today."""
    go(context, as_json, tenant, who, lambda e: deciding.shown(e, draft_id))


@draft.command("approve")
def approve(
    context: Context,
    draft_ids: Annotated[list[str], typer.Argument(metavar="ID...", help="One draft or several.")],
    who: As,
    tenant: Tenant = DEMO,
    as_json: Json = False,
    digest: Annotated[str, typer.Option(help="Sign only if it still reads as this.")] = "",
) -> None:
    """Sign what stands on the card."""
    go(context, as_json, tenant, who, lambda e: deciding.approve(e, draft_ids, digest))


@draft.command("reject")
def reject(
    context: Context,
    draft_id: Draft,
    who: As,
    reason: Annotated[str, typer.Option(help="Why; it is kept with the draft.")] = "",
    tenant: Tenant = DEMO,
    as_json: Json = False,
) -> None:
    """Say no to a draft."""
    go(context, as_json, tenant, who, lambda e: deciding.reject(e, draft_id, reason))


@draft.command("edit")
def edit(
    context: Context,
    draft_id: Draft,
    who: As,
    settings: Annotated[
        list[str] | None, typer.Option("--set", metavar="FIELD=VALUE", help="What to change.")
    ] = None,
    tenant: Tenant = DEMO,
    as_json: Json = False,
) -> None:
    """Change a draft; its new version is signed anew."""
    go(context, as_json, tenant, who, lambda e: deciding.edit(e, draft_id, settings or ()))


@draft.command("undo")
def undo(
    context: Context, draft_id: Draft, who: As, tenant: Tenant = DEMO, as_json: Json = False
) -> None:
    """Draft the reversal of a signed draft."""
    go(context, as_json, tenant, who, lambda e: deciding.undo(e, draft_id))


@countersign.command()
def trace(
    context: Context,
    trace_id: Annotated[str, typer.Argument(metavar="ID", help="The trace of an answer.")],
    who: As = "admin",
    tenant: Tenant = DEMO,
    as_json: Json = False,
) -> None:
    """What happened, why, and on what evidence."""
    go(context, as_json, tenant, who, lambda e: asking.trace(e, trace_id))


@countersign.command()
def history(
    context: Context,
    stream: Annotated[str, typer.Argument(help="The record, as order-PO-7.")],
    who: As = "owner",
    tenant: Tenant = DEMO,
    as_json: Json = False,
) -> None:
    """The events behind a record."""
    go(context, as_json, tenant, who, lambda e: asking.history(e, stream))


@countersign.command()
def verify(context: Context, tenant: Tenant = DEMO, as_json: Json = False) -> None:
    """Compare chain, positions and rows with a fresh fold of the events."""
    go(context, as_json, tenant, "", housekeeping.verify)


@countersign.command()
def tools(
    context: Context, who: As = "owner", tenant: Tenant = DEMO, as_json: Json = False
) -> None:
    """The whole menu."""
    go(context, as_json, tenant, who, asking.tools)


@countersign.command()
def phrases(
    context: Context, who: As = "admin", tenant: Tenant = DEMO, as_json: Json = False
) -> None:
    """The sentences that were not understood, the most frequent first."""
    go(context, as_json, tenant, who, asking.phrases)
