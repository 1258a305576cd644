"""The commands for servers of others: list them, compare, connect, disconnect."""

from typing import Annotated

import typer

from assistant.settings import DEMO
from assistant.surfaces.terminal import connecting
from assistant.surfaces.terminal.options import Context, Json, Tenant, Who, go

connectors = typer.Typer()
Connector = Annotated[str, typer.Argument(metavar="NAME", help="As the operator listed it.")]


@connectors.command("connectors")
def listing(
    context: Context,
    who: Who = "admin",
    changed: Annotated[
        str, typer.Option(metavar="NAME", help="Ask this one what it offers today.")
    ] = "",
    tenant: Tenant = DEMO,
    as_json: Json = False,
) -> None:
    """Which servers of others are connected, and which of their tools may be asked."""
    work = (lambda e: connecting.compare(e, changed)) if changed else connecting.connectors
    go(context, as_json, tenant, who, work)


@connectors.command()
def connect(
    context: Context,
    name: Connector,
    tools: Annotated[str, typer.Option(help="Which of its tools may be asked: a, b.")] = "",
    who: Who = "admin",
    tenant: Tenant = DEMO,
    as_json: Json = False,
) -> None:
    """Draft that a listed server may be asked; somebody else signs."""
    go(context, as_json, tenant, who, lambda e: connecting.connect(e, name, tools))


@connectors.command()
def disconnect(
    context: Context,
    name: Connector,
    who: Who = "admin",
    tenant: Tenant = DEMO,
    as_json: Json = False,
) -> None:
    """Ask nothing of a server any more, at once."""
    go(context, as_json, tenant, who, lambda e: connecting.disconnect(e, name))
