"""The commands about agents: see them, and stop one."""

from typing import Annotated

import typer

from assistant.settings import DEMO
from assistant.surfaces.terminal import agents_at_work, governing
from assistant.surfaces.terminal.options import Context, Json, Tenant, Who, go

agent = typer.Typer(no_args_is_help=True, help="See which agents act, and stop one.")


@agent.command("list")
def everyone(
    context: Context, who: Who = "admin", tenant: Tenant = DEMO, as_json: Json = False
) -> None:
    """Every agent: how far it may go, and what became of its drafts."""
    go(context, as_json, tenant, who, governing.agents)


@agent.command()
def stop(
    context: Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="The agent, as assistant.")],
    who: Who,
    reason: Annotated[str, typer.Option(help="Why; it is kept with the stop.")] = "",
    tenant: Tenant = DEMO,
    as_json: Json = False,
) -> None:
    """Stop an agent at once; only a second person can let it work again."""
    go(context, as_json, tenant, who, lambda e: governing.stop(e, name, reason))


agents = typer.Typer(no_args_is_help=True, help="Let the functions' own agents work.")


@agents.callback()
def at_work() -> None:
    """Let the functions' own agents work."""


@agents.command()
def run(
    context: Context,
    tenant: Tenant = DEMO,
    once: Annotated[
        bool, typer.Option("--once", help="One look at everything, and no more.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Every agent looks at everything once, asks its peers, and drafts; people sign.

    The server does this by itself whenever something is recorded.
    """
    if not once:
        raise typer.BadParameter("Say --once: whenever the server runs, they work by themselves.")
    go(context, as_json, tenant, "", agents_at_work.once)
