"""Slack: the same desk where the work happens, in Slack's own blocks."""
