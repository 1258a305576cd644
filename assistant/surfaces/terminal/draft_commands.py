"""The commands about drafts: read one, and decide on it."""

from typing import Annotated

import typer

from assistant.settings import DEMO
from assistant.surfaces.terminal import deciding
from assistant.surfaces.terminal.options import Context, Draft, Json, Tenant, Who, go

draft = typer.Typer(no_args_is_help=True, help="Read a draft and decide on it.")


@draft.command()
def show(
    context: Context, draft_id: Draft, who: Who, tenant: Tenant = DEMO, as_json: Json = False
) -> None:
    """The draft as it would come out today."""
    go(context, as_json, tenant, who, lambda e: deciding.shown(e, draft_id))


@draft.command()
def approve(
    context: Context,
    draft_ids: Annotated[list[str], typer.Argument(metavar="ID...", help="One draft or several.")],
    who: Who,
    tenant: Tenant = DEMO,
    as_json: Json = False,
    digest: Annotated[str, typer.Option(help="Sign only if it still reads as this.")] = "",
) -> None:
    """Sign what stands on the card."""
    go(context, as_json, tenant, who, lambda e: deciding.approve(e, draft_ids, digest))


@draft.command()
def reject(
    context: Context,
    draft_id: Draft,
    who: Who,
    reason: Annotated[str, typer.Option(help="Why; it is kept with the draft.")] = "",
    tenant: Tenant = DEMO,
    as_json: Json = False,
) -> None:
    """Say no to a draft."""
    go(context, as_json, tenant, who, lambda e: deciding.reject(e, draft_id, reason))


@draft.command()
def edit(
    context: Context,
    draft_id: Draft,
    who: Who,
    settings: Annotated[
        list[str] | None, typer.Option("--set", metavar="FIELD=VALUE", help="What to change.")
    ] = None,
    tenant: Tenant = DEMO,
    as_json: Json = False,
) -> None:
    """Change a draft; its new version is signed anew."""
    go(context, as_json, tenant, who, lambda e: deciding.edit(e, draft_id, settings or ()))


@draft.command()
def undo(
    context: Context, draft_id: Draft, who: Who, tenant: Tenant = DEMO, as_json: Json = False
) -> None:
    """Draft the reversal of a signed draft."""
    go(context, as_json, tenant, who, lambda e: deciding.undo(e, draft_id))
