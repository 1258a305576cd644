"""The commands about what people said of answers."""

from pathlib import Path
from typing import Annotated

import typer

from assistant.settings import DEMO
from assistant.surfaces.terminal import judged
from assistant.surfaces.terminal.options import Context, Json, Tenant, Who, go

feedback = typer.Typer(help="What people said of answers.", no_args_is_help=True)


@feedback.command()
def export(
    context: Context,
    file: Annotated[Path, typer.Argument(dir_okay=False, help="One case a line, as JSON.")],
    who: Who = "admin",
    tenant: Tenant = DEMO,
    as_json: Json = False,
) -> None:
    """Write them as golden cases that a test can run; people stand in them under pseudonyms."""
    go(context, as_json, tenant, who, lambda e: judged.export(e, file))
