"""The command handler: the one road from a command to recorded facts."""

from domain.command_handler.aggregates import Hot
from domain.command_handler.escalating import escalate
from domain.command_handler.handler import CommandHandler
from domain.command_handler.intent import Decision, Execution, Intent, Signed
from domain.command_handler.own_account import OwnAccount
from domain.command_handler.reading import Pending

__all__ = [
    "CommandHandler",
    "Decision",
    "Execution",
    "Hot",
    "Intent",
    "OwnAccount",
    "Pending",
    "Signed",
    "escalate",
]
