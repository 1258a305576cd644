"""Settings: everything that the environment may say, read once and handed on."""

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from assistant.outbound.server import WrongServer, mail_server
from domain.governance.disclosure import REGION
from guardrails.places import Place, places
from guardrails.prices import SHIPPED, read

DEMO = "bellavier"
"""The invented business that a fresh installation shows; `--tenant` stands on it by default."""

LOOPBACK = "127.0.0.1"
HOME = "~/.countersign"
PORT = 8000
MODEL_SECONDS = 60.0
CAPTURE = "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT"
CAPTURED = ("true", "span_only", "span_and_event")
PLAIN = (
    "database_url",
    "anchor_database_url",
    "anthropic_api_key",
    "anthropic_base_url",
    "countersign_model",
    "countersign_cheap_model",
    "countersign_cheap_url",
    "slack_bot_token",
    "slack_signing_secret",
    "slack_app_token",
    "slack_api_url",
    "slack_tenant",
    "nats_url",
    "metrics_token",
    "model_prices",
    "otel_exporter_otlp_endpoint",
    "countersign_link_hosts",
    "smtp_url",
    "smtp_from",
    "carrier_url",
    "carrier_key",
)
HOST_NAME = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*")


class WrongSetting(ValueError):
    """A setting cannot be read; the text names it and says what fits."""


@dataclass(frozen=True)
class Settings:
    """Where the data lives, where to listen, and the optional things that were configured."""

    home: Path
    database_url: str = ""
    anchor_database_url: str = ""
    """Another Postgres, which whoever keeps this one cannot write to."""
    host: str = LOOPBACK
    port: int = PORT
    others: tuple[str, ...] = ()
    """Further addresses that lead here, such as a proxy's: `https://erp.example`."""
    anthropic_api_key: str = ""
    anthropic_base_url: str = ""
    countersign_model: str = ""
    """The generative model; a current one of Anthropic's where only a key is given."""
    countersign_cheap_model: str = ""
    """A smaller one that is asked first; with a URL of its own it may run on this machine."""
    countersign_cheap_url: str = ""
    model_seconds: float = MODEL_SECONDS
    """How long a turn may wait for a model before it goes on without one."""
    model_drafts: bool = True
    model_region: str = ""
    """Where the provider runs it, as its contract says: eu, us. A tenant may permit some only."""
    cheap_region: str = ""
    """The same of the smaller one, where that has a URL of its own."""
    model_finds_tools: bool = False
    """Whether the provider looks for tools by itself, as Anthropic's can."""
    slack_bot_token: str = ""
    slack_signing_secret: str = ""
    slack_app_token: str = ""
    slack_api_url: str = ""
    """Where Slack's Web API is, if not at Slack: `http://127.0.0.1:9000/api/`."""
    slack_tenant: str = DEMO
    """The business whose people the workspace has; no payload says it."""
    nats_url: str = ""
    agents: bool = True
    """Whether the server lets the functions' own agents work."""
    retention: bool = True
    """Whether the server deletes by itself what has been kept long enough."""
    metrics_token: str = ""
    """What a monitoring system sends to be told the measures."""
    otel_exporter_otlp_endpoint: str = ""
    """Where a collector of OpenTelemetry listens: `http://127.0.0.1:4318`."""
    otel_content: bool = False
    """Whether spans also say what was asked and answered."""
    connectors: tuple[Place, ...] = ()
    """Servers of others that may be connected: `acme=https://mcp.acme.example/mcp; …`."""
    model_prices: str = ""
    """Dollars for a million tokens in and out, by model: `claude-opus=5/25, local=0/0`."""

    countersign_link_hosts: str = ""
    """Where links in answers may lead, as names with commas between; without any, nowhere."""

    smtp_url: str = ""
    """The mail server that takes letters: `smtp://user:password@mail.example.com:587`."""
    smtp_from: str = ""
    """From whom letters come: `Bellavier <office@bellavier.example>`."""
    carrier_url: str = ""
    """The carrier's service that takes shipments: `https://api.carrier.example/v1`."""
    carrier_key: str = ""

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> "Settings":
        """Every name is the setting's own in capitals, but for the data directory."""
        plain: Any = {name: environment.get(name.upper(), "").strip() for name in PLAIN}
        home = environment.get("COUNTERSIGN_HOME", "").strip() or HOME
        port = environment.get("PORT", "").strip()
        retention = switch("RETENTION", environment.get("RETENTION", "").strip())
        agents = switch("COUNTERSIGN_AGENTS", environment.get("COUNTERSIGN_AGENTS", "").strip())
        number = port_of(port) if port else PORT
        must_be_prices(plain["model_prices"])
        must_be_address("OTEL_EXPORTER_OTLP_ENDPOINT", plain["otel_exporter_otlp_endpoint"])
        captured = environment.get(CAPTURE, "").strip().lower()
        must_be_hosts(plain["countersign_link_hosts"])
        must_be_post(plain["smtp_url"], plain["smtp_from"])
        plain["slack_tenant"] = plain["slack_tenant"] or DEMO
        plain["carrier_url"] = plain["carrier_url"].rstrip("/")
        must_be_carrier(plain["carrier_url"])
        if plain["countersign_cheap_url"] and not plain["countersign_cheap_model"]:
            raise WrongSetting("COUNTERSIGN_CHEAP_URL names no model: set COUNTERSIGN_CHEAP_MODEL.")
        plain |= modelled(environment) | regions(environment)
        plain |= {"otel_content": captured in CAPTURED, "connectors": connected(environment)}
        return cls(
            Path(home).expanduser(), port=number, agents=agents, retention=retention, **plain
        )

    @property
    def private(self) -> bool:
        """Whether only this machine can reach the server."""
        hosts = (urlsplit(address).hostname or "" for address in self.others)
        return all(map(is_loopback, (self.host, *hosts)))

    @property
    def address(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"

    @property
    def origins(self) -> tuple[str, ...]:
        """The pages that may send a browser's cookie here: our own, under each local name."""
        local = (f"http://{name}:{self.port}" for name in (LOOPBACK, "localhost"))
        return tuple(dict.fromkeys((self.address, *local, *self.others)))

    @property
    def hosts(self) -> tuple[str, ...]:
        """The names that a request may be addressed to."""
        return tuple(urlsplit(origin).netloc for origin in self.origins)

    @property
    def link_hosts(self) -> frozenset[str]:
        return hosts_of(self.countersign_link_hosts)

    @property
    def generative(self) -> bool:
        return bool(self.anthropic_api_key or self.anthropic_base_url)

    @property
    def slack(self) -> bool:
        """Slack needs the bot's token, and one way for events to come here."""
        return bool(self.slack_bot_token and (self.slack_signing_secret or self.slack_app_token))

    @property
    def cheap(self) -> bool:
        reached = self.countersign_cheap_url or self.generative
        return bool(self.countersign_cheap_model and reached)

    @property
    def optional(self) -> dict[str, bool]:
        """What makes the product better and is not needed, and whether it is configured."""
        return {
            "language model": self.generative or self.cheap,
            "Slack": self.slack,
            "NATS": bool(self.nats_url),
            "mail server": bool(self.smtp_url),
            "carrier": bool(self.carrier_url),
        }


def port_of(text: str) -> int:
    if text.isascii() and text.isdigit() and 0 < int(text) < 65536:
        return int(text)
    raise WrongSetting(f"PORT is {text!r}, which is no port: give a number from 1 to 65535.")


def modelled(environment: Mapping[str, str]) -> dict[str, Any]:
    """What a model may do, and how long it may take."""
    drafts, finds, seconds = (
        environment.get(f"COUNTERSIGN_MODEL_{name}", "").strip()
        for name in ("DRAFTS", "FINDS_TOOLS", "SECONDS")
    )
    return {
        "model_drafts": switch("COUNTERSIGN_MODEL_DRAFTS", drafts),
        "model_finds_tools": bool(finds) and switch("COUNTERSIGN_MODEL_FINDS_TOOLS", finds),
        "model_seconds": seconds_of(seconds) if seconds else MODEL_SECONDS,
    }


def regions(environment: Mapping[str, str]) -> dict[str, Any]:
    """Where the models run; whoever runs them says so, for nobody can look."""
    found = {}
    for setting, name in (("model_region", "MODEL_REGION"), ("cheap_region", "CHEAP_REGION")):
        text = environment.get(f"COUNTERSIGN_{name}", "").strip().lower()
        if text and not REGION.fullmatch(text):
            raise WrongSetting(f"COUNTERSIGN_{name} is {text!r}: write it as eu or us-east.")
        found[setting] = text
    return found


def seconds_of(text: str) -> float:
    if text.isascii() and text.isdigit() and 0 < int(text) <= 600:
        return float(text)
    name = "COUNTERSIGN_MODEL_SECONDS"
    raise WrongSetting(f"{name} is {text!r}: give whole seconds from 1 to 600.")


def switch(name: str, text: str) -> bool:
    if text.lower() in ("", "on", "off"):
        return text.lower() != "off"
    raise WrongSetting(f"{name} is {text!r}: say on or off.")


def connected(environment: Mapping[str, str]) -> tuple[Place, ...]:
    try:
        return places(environment.get("CONNECTORS", ""), environment)
    except ValueError as wrong:
        raise WrongSetting(f"CONNECTORS: {wrong}") from None


def hosts_of(text: str) -> frozenset[str]:
    return frozenset(filter(None, (host.strip().lower() for host in text.split(","))))


def must_be_hosts(text: str) -> None:
    for host in sorted(hosts_of(text)):
        if not HOST_NAME.fullmatch(host):
            told = f"COUNTERSIGN_LINK_HOSTS holds {host!r}, which is no host"
            raise WrongSetting(f"{told}: give names such as docs.example.com, with commas.")


def must_be_post(url: str, sender: str) -> None:
    try:
        mail_server(url, sender)
    except WrongServer as wrong:
        raise WrongSetting(str(wrong)) from None


def must_be_carrier(url: str) -> None:
    """Addresses of customers go there: in the open only on this machine."""
    try:
        parts = urlsplit(url)
        host, plain = parts.hostname or "", not (parts.query or parts.fragment or parts.username)
    except ValueError:
        host, plain = "", False
    guarded = plain and (parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host)))
    if url and not (host and guarded):
        raise WrongSetting(
            "CARRIER_URL cannot be read: write it as https://api.carrier.example/v1, with the key "
            "in CARRIER_KEY."
        )


def must_be_prices(text: str) -> None:
    try:
        read(text, SHIPPED, SHIPPED.as_of)
    except ValueError as wrong:
        raise WrongSetting(f"MODEL_PRICES: {wrong}") from None


def must_be_address(name: str, text: str) -> None:
    parts = urlsplit(text)
    if text and not (parts.scheme in ("http", "https") and parts.hostname):
        raise WrongSetting(f"{name} is {text!r}: write an address as http://127.0.0.1:4318.")


def is_loopback(address: str) -> bool:
    """Whether an address is this machine talking to itself; no address at all is not."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address == "localhost"
    mapped = getattr(found, "ipv4_mapped", None)
    return (mapped or found).is_loopback
