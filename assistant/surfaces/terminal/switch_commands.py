"""The commands that switch a capability off and on."""

from typing import Annotated

import typer

from assistant.settings import DEMO
from assistant.surfaces.terminal import switching
from assistant.surfaces.terminal.options import Context, Json, Tenant, Who, go

switches = typer.Typer()
Capability = Annotated[
    str,
    typer.Argument(metavar="CAPABILITY", help="model, documents, connectors or drafting."),
]


@switches.command()
def off(
    context: Context,
    capability: Capability,
    who: Who = "admin",
    reason: Annotated[str, typer.Option(help="Why; it is kept, and told to whoever asks.")] = "",
    tenant: Tenant = DEMO,
    as_json: Json = False,
) -> None:
    """Switch a capability off at once; only a second person can switch it on again."""
    go(context, as_json, tenant, who, lambda e: switching.off(e, capability, reason))


@switches.command()
def on(
    context: Context,
    capability: Capability,
    who: Who = "admin",
    tenant: Tenant = DEMO,
    as_json: Json = False,
) -> None:
    """Draft that a capability works again; somebody else signs."""
    go(context, as_json, tenant, who, lambda e: switching.on(e, capability))
