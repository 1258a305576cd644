"""Asking freely: a tool for each projection, made of what its columns tell."""

from tools.asking.free_tool import free_tools

__all__ = ["free_tools"]
