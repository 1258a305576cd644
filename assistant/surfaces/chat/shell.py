"""The shell: the folder, the secret and the environment that Chainlit reads when it is imported."""

import os
import secrets
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

PATH = "/chat"

# Chainlit would start its own Slack, Teams and tracing adapters if it saw these.
FOREIGN = (
    "LITERAL_API_KEY",
    "SLACK_BOT_TOKEN",
    "SLACK_SIGNING_SECRET",
    "SLACK_WEBSOCKET_TOKEN",
    "TEAMS_APP_ID",
    "TEAMS_APP_PASSWORD",
)
# Chainlit takes variables of these names, in capitals or not, for sections of its configuration.
MISREAD = ("CHAINLIT_SERVER", "CODE", "FEATURES", "PROJECT", "ROOT", "RUN", "UI")


@dataclass(frozen=True)
class Link:
    """A way from the chat to another page of the product."""

    label: str
    href: str


@dataclass(frozen=True)
class ChatSettings:
    home: Path
    database_url: str
    origins: Sequence[str]
    links: Sequence[Link] = ()
    sign_in_hint: str = ""

    @property
    def root(self) -> Path:
        return self.home / "chat"


def prepare(settings: ChatSettings) -> Path:
    """Set what must stand before the first import; the process keeps its first folder."""
    root = settings.root
    if "chainlit.config" in sys.modules:
        return Path(os.environ["CHAINLIT_APP_ROOT"])
    root.mkdir(parents=True, exist_ok=True)
    os.environ["CHAINLIT_APP_ROOT"] = str(root)
    os.environ["CHAINLIT_AUTH_SECRET"] = secret(root / "secret")
    os.environ["CHAINLIT_ROOT_PATH"] = PATH
    # A file that happens to lie in the working directory must not configure the chat.
    os.environ["CHAINLIT_ENV_FILE"] = str(root / "no.env")
    os.environ["TRACELOOP_TELEMETRY"] = "false"
    stand_in()
    return root


def secret(path: Path) -> str:
    """The key that signs the login cookies; made once, readable by its owner only."""
    if not path.exists():
        # Written beside and then linked, so that two starts at once agree on one key.
        handle, fresh = tempfile.mkstemp(dir=path.parent)  # mode 0600
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
        with suppress(FileExistsError):
            os.link(fresh, path)
        Path(fresh).unlink()
    return path.read_text(encoding="ascii")


def stand_in() -> None:
    """Put empty modules where Chainlit's tracing would be, so that it is neither needed nor run."""
    for name, word in (
        ("traceloop", ""),
        ("traceloop.sdk", "Traceloop"),
        ("literalai.exporter", "LoggingSpanExporter"),
    ):
        if name not in sys.modules:
            module = ModuleType(name)
            if word:
                setattr(module, word, type(word, (), {}))
            sys.modules[name] = module


@contextmanager
def alone() -> Iterator[None]:
    """While Chainlit is imported, it sees nothing that is meant for somebody else."""
    hidden = [name for name in os.environ if name.upper() in (*FOREIGN, *MISREAD)]
    kept = {name: os.environ.pop(name) for name in hidden}
    try:
        yield
    finally:
        os.environ.update(kept)
