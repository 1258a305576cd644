"""Only the operator's list says which servers of others may be spoken to, and with what secret."""

import pytest

from guardrails.places import Place, places

SECRETS = {
    "CONNECTOR_ACME_TOKEN": "sk-acme",
    "CONNECTOR_FILES_ENV_ROOT": "/srv",
    "ANTHROPIC_API_KEY": "sk-ours",
}


def test_an_address_and_a_command_are_read_each_with_its_own_secrets() -> None:
    acme, files = places("acme=https://mcp.acme.example/mcp; files=/opt/files --all", SECRETS)
    assert acme == Place("acme", url="https://mcp.acme.example/mcp", token="sk-acme")
    assert (files.command, dict(files.variables)) == (("/opt/files", "--all"), {"ROOT": "/srv"})
    assert "sk-" not in f"{acme} {files} {acme.reached}"
    assert places("", {}) == ()


@pytest.mark.parametrize(
    "listed",
    [
        "acme=http://mcp.acme.example/mcp",
        "acme=https://me:secret@acme.example",
        "acme=https://acme.example/?key=1",
        "acme=files --root",
        "acme=",
        "Acme=https://acme.example",
        "a__b=https://acme.example",
        "acme=https://a.example; acme=https://b.example",
        "acme=/bin/x 'open",
    ],
)
def test_what_would_leak_or_cannot_be_meant_is_told_at_the_start(listed: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        places(listed, {})


def test_this_machine_may_be_spoken_to_in_the_clear() -> None:
    assert places("near=http://127.0.0.1:9000/mcp", {})[0].url == "http://127.0.0.1:9000/mcp"
