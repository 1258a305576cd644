"""Receivables tools: see what customers owe, bill them, and record what they pay."""

from tools.asking import free_tools
from tools.toolkit import Tool

TOOLS: tuple[Tool, ...] = (*free_tools("receivables"),)
