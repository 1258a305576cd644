"""A scripted provider: the Messages API over HTTP on this machine, for the tour and journeys."""

import json
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from bench._scripted import Reply

Lines = Mapping[str, Sequence[Reply]]
"""For words that a question holds, what the model says first, after its tools, and so on."""


@dataclass
class Provider:
    """It knows its lines and nothing else: another question is an error, not an invention."""

    lines: Lines
    seen: list[dict[str, Any]] = field(default_factory=list)
    busy: bool = False
    """Whether it answers everything with 529."""

    def reply(self, request: Mapping[str, Any]) -> Reply | None:
        """Which line it is: the question that was asked last, and how often it has spoken since."""
        messages = request["messages"]
        asked = max(at for at, message in enumerate(messages) if is_question(message))
        text = words(messages[asked])
        spoken = sum(message["role"] == "assistant" for message in messages[asked:])
        for held, replies in self.lines.items():
            if held in text and spoken < len(replies):
                return replies[spoken]
        return None


def is_question(message: Mapping[str, Any]) -> bool:
    content = message["content"]
    told = isinstance(content, list) and any(part["type"] == "tool_result" for part in content)
    return message["role"] == "user" and not told


def words(message: Mapping[str, Any]) -> str:
    """The sentence alone: what was said before it stands in parts of its own."""
    content = message["content"]
    if isinstance(content, str):
        return content
    return str([part["text"] for part in content if part["type"] == "text"][-1])


@contextmanager
def speaking(provider: Provider) -> Iterator[str]:
    """Its address, for as long as it is needed."""
    handler = type("Speaking", (Speaking,), {"provider": provider})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()


class Speaking(BaseHTTPRequestHandler):
    provider: Provider

    def do_POST(self) -> None:
        size = int(self.headers.get("content-length", "0"))
        request = json.loads(self.rfile.read(size))
        if self.path.partition("?")[0] != "/v1/messages" or request.get("stream") is not True:
            return self.refused(404, "not_found_error", f"{self.path} is not served here.")
        self.provider.seen.append(request)
        if self.provider.busy:
            return self.refused(529, "overloaded_error", "Overloaded.")
        reply = self.provider.reply(request)
        if reply is None:
            return self.refused(400, "invalid_request_error", "No line for this question.")
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.end_headers()
        for chunk in reply.chunks():
            self.wfile.write(chunk)
            self.wfile.flush()
        return None

    def refused(self, status: int, kind: str, message: str) -> None:
        body = json.dumps({"type": "error", "error": {"type": kind, "message": message}}).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """What was asked is in `seen`; a terminal needs none of it."""
