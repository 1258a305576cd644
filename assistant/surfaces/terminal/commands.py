"""The commands: their names, arguments and help, and nothing of what they do."""

from pathlib import Path
from typing import Annotated

import typer

from assistant.settings import DEMO, LOOPBACK
from assistant.surfaces.office import Keeper
from assistant.surfaces.terminal import (
    asking,
    capturing,
    followers,
    housekeeping,
    speaking,
    taking_over,
)
from assistant.surfaces.terminal.agent_commands import agent, agents
from assistant.surfaces.terminal.connector_commands import connectors
from assistant.surfaces.terminal.draft_commands import draft
from assistant.surfaces.terminal.feedback_commands import feedback
from assistant.surfaces.terminal.keeping_commands import database, user
from assistant.surfaces.terminal.options import Context, Json, Tenant, Who, go
from assistant.surfaces.terminal.output import Output
from assistant.surfaces.terminal.privacy_commands import personal
from assistant.surfaces.terminal.running import Errand, finish
from assistant.surfaces.terminal.switch_commands import switches

countersign = typer.Typer(
    name="countersign",
    help="A conversational back office. Nothing happens until somebody signs.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
countersign.add_typer(draft, name="draft")
countersign.add_typer(database, name="db")
countersign.add_typer(user, name="user")
countersign.add_typer(agent, name="agent")
countersign.add_typer(agents, name="agents")
countersign.add_typer(feedback, name="feedback")
countersign.add_typer(personal)
countersign.add_typer(switches)
countersign.add_typer(connectors)


def terminal(keeper: Keeper) -> None:
    """Read the command line and end the process with its exit code."""
    countersign(obj=keeper)


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
    who: Who,
    tenant: Tenant = DEMO,
    as_json: Json = False,
    model: Annotated[str, typer.Option(metavar="auto|off", help="Whether to use one.")] = "auto",
    as_of: Annotated[str, typer.Option(metavar="DATE", help="As it stood then.")] = "",
    conversation: Annotated[str, typer.Option(help="Go on with an earlier one.")] = "",
) -> None:
    """Ask a question, or say what happened; - answers every line with one JSON object."""
    if model not in ("auto", "off"):
        raise typer.BadParameter("--model is auto or off.")
    go(context, as_json, tenant, who, lambda e: asking.ask(e, text, conversation, as_of, model))


@countersign.command()
def capture(
    context: Context,
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="As it came.")],
    who: Who,
    tenant: Tenant = DEMO,
    as_json: Json = False,
    say: Annotated[str, typer.Option(help="What you would write beside it.")] = "",
    conversation: Annotated[str, typer.Option(help="Go on with an earlier one.")] = "",
) -> None:
    """Draft what an invoice, a delivery note or a code on a picture says; nothing is recorded."""
    go(context, as_json, tenant, who, lambda e: capturing.capture(e, file, say, conversation))


@countersign.command()
def queue(
    context: Context,
    who: Who,
    tenant: Tenant = DEMO,
    function: Annotated[str, typer.Option(help="Only in this one, as receivables.")] = "",
    everything: Annotated[
        bool, typer.Option("--all", help="With --json also what nobody has drafted.")
    ] = False,
    as_json: Json = False,
) -> None:
    """What waits for somebody, dearest first."""
    go(context, as_json, tenant, who, lambda e: asking.queue(e, function, everything))


@countersign.command("import")
def take_over(
    context: Context,
    path: Annotated[Path, typer.Argument(metavar="PATH", help="A CSV file or a folder of them.")],
    who: Who,
    tenant: Tenant = DEMO,
    profile: Annotated[str, typer.Option(metavar="NAME", help="As adventureworks.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Look, and draft nothing.")] = False,
    accept: Annotated[bool, typer.Option("--accept", help="Sign every batch at once.")] = False,
    as_json: Json = False,
) -> None:
    """Take over the files of another system, in batches that a person accepts."""

    async def work(errand: Errand) -> bool:
        mode = taking_over.mode_of(dry_run, accept)
        return await taking_over.take_over(errand, path, profile, mode)

    go(context, as_json, tenant, who, work, founding=True)


@countersign.command()
def trace(
    context: Context,
    trace_id: Annotated[
        str, typer.Argument(metavar="ID", help="Of an answer, of a draft as D-12, or: last.")
    ],
    who: Who = "admin",
    tenant: Tenant = DEMO,
    as_json: Json = False,
) -> None:
    """What happened, why, and on what evidence."""
    go(context, as_json, tenant, who, lambda e: asking.trace(e, trace_id))


@countersign.command()
def history(
    context: Context,
    stream: Annotated[str, typer.Argument(help="The record, as PO-7 or purchase_order-PO-7.")],
    who: Who = "owner",
    tenant: Tenant = DEMO,
    as_json: Json = False,
) -> None:
    """The events behind a record."""
    go(context, as_json, tenant, who, lambda e: asking.history(e, stream))


@countersign.command()
def verify(
    context: Context,
    anchors: Annotated[Path | None, typer.Option(help="Anchors to compare with.")] = None,
    tenant: Tenant = DEMO,
    as_json: Json = False,
) -> None:
    """Compare chain, positions and rows with a fresh fold of the events."""
    go(context, as_json, tenant, "", lambda e: housekeeping.verify(e, anchors))


@countersign.command()
def anchor(
    context: Context,
    to: Annotated[Path | None, typer.Option(help="Another file than the usual one.")] = None,
    as_json: Json = False,
) -> None:
    """Sign outside the database how far every business has come."""
    go(context, as_json, DEMO, "", lambda e: housekeeping.anchor(e, to), founding=True)


@countersign.command()
def subscriptions(
    context: Context,
    tenant: Tenant = DEMO,
    retry: Annotated[
        str, typer.Option(metavar="NAME", help="Try again what this subscriber has parked:")
    ] = "",
    position: Annotated[
        int | None, typer.Option(min=1, help="this event only, instead of all of them.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Who follows the events, how far they are behind, and what they had to put aside."""

    async def work(errand: Errand) -> bool:
        if retry:
            return await followers.retry(errand, retry, position)
        return await followers.show(errand)

    go(context, as_json, tenant, "", work)


@countersign.command()
def tools(
    context: Context, who: Who = "owner", tenant: Tenant = DEMO, as_json: Json = False
) -> None:
    """The whole menu."""
    go(context, as_json, tenant, who, asking.tools)


@countersign.command()
def phrases(
    context: Context, who: Who = "admin", tenant: Tenant = DEMO, as_json: Json = False
) -> None:
    """The sentences that were not understood, the most frequent first."""
    go(context, as_json, tenant, who, asking.phrases)


@countersign.command()
def mcp(
    context: Context,
    function: Annotated[str, typer.Argument(metavar="FUNCTION", help="As procurement.")],
    who: Who = "owner",
    tenant: Tenant = DEMO,
) -> None:
    """That function's MCP server on standard input and output."""
    go(context, False, tenant, who, lambda e: speaking.talk(e, function))
