"""Options that several commands share, and how a command ends."""

from typing import Annotated

import typer

from assistant.surfaces.terminal.output import Output
from assistant.surfaces.terminal.running import Work, run

Context = typer.Context
Tenant = Annotated[str, typer.Option("--tenant", metavar="NAME", help="The business.")]
Who = Annotated[
    str,
    typer.Option("--as", metavar="USER", help="Who acts: whoever owns this machine is trusted."),
]
Json = Annotated[bool, typer.Option("--json", help="Print objects for programs.")]
Draft = Annotated[str, typer.Argument(metavar="ID", help="The draft, as D-12 or 12.")]


def go(
    context: Context, as_json: bool, tenant: str, who: str, work: Work, founding: bool = False
) -> None:
    """Do the work in the open house, and end the process with its exit code."""
    raise typer.Exit(run(context.obj, Output(as_json), tenant, who, work, founding))
