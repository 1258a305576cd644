"""Escaping: what somebody wrote is shown as it was written, and neither links nor calls anybody."""


def escaped(text: str) -> str:
    """For mrkdwn; in plain_text and in cells nothing has a meaning, and nothing is escaped."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
