"""What of the chat can be reached, from where, and how often."""

from typing import Any

import pytest

from assistant.surfaces.chat.gate import VISITOR, Gate, Message, Scope, Throttle

ORIGIN = "https://chat.example.com"


class Inside:
    """The application behind the gate: it remembers who came in, and sets a cookie."""

    def __init__(self) -> None:
        self.status = 200
        self.entered: list[str] = []
        self.visitor: Any = None

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        self.entered.append(scope["path"])
        self.visitor = VISITOR.get()
        cookie = (b"set-cookie", b"access_token=x; HttpOnly; SameSite=lax")
        await send({"type": "http.response.start", "status": self.status, "headers": [cookie]})


@pytest.fixture
def inside() -> Inside:
    return Inside()


async def knock(
    inside: Inside, method: str, path: str, gate: Gate | None = None, **given: Any
) -> list[Message]:
    gate = gate or Gate(inside, {ORIGIN}, lambda jar: jar.get("access_token"))
    scope: dict[str, Any] = {
        "type": given.get("type", "http"),
        "method": method,
        "path": path,
        "scheme": given.get("scheme", "https"),
        "client": (given.get("address", "10.0.0.7"), 5000),
        "headers": [
            (name.encode(), value.encode()) for name, value in given.get("headers", {}).items()
        ],
    }
    answers: list[Message] = []

    async def send(message: Message) -> None:
        answers.append(message)

    async def receive() -> Message:
        return {"type": "http.request"}

    await gate(scope, receive, send)
    return answers


def headers(answer: Message) -> dict[str, str]:
    return {name.decode(): value.decode() for name, value in answer["headers"]}


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/chat/"),
        ("GET", "/chat/thread/0f0e-1"),
        ("GET", "/chat/public/elements/DraftCard.jsx"),
        ("POST", "/chat/project/action"),
        ("GET", "/chat/ws/socket.io/"),
        ("DELETE", "/chat/project/thread"),
    ],
)
async def test_what_the_chat_needs_is_open(inside: Inside, method: str, path: str) -> None:
    await knock(inside, method, path)
    assert inside.entered == [path]


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("PUT", "/chat/project/element"),
        ("DELETE", "/chat/project/element"),
        ("POST", "/chat/mcp"),
        ("PUT", "/chat/project/thread/share"),
        ("GET", "/chat/project/share/0f0e-1"),
        ("POST", "/chat/slack/events"),
        ("POST", "/chat/auth/jwt"),
        ("POST", "/chat/auth/header"),
        ("GET", "/chat/copilot/index.js"),
        ("GET", "/chat/anything"),
        ("PATCH", "/chat/"),
    ],
)
async def test_what_is_not_on_the_list_does_not_exist(
    inside: Inside, method: str, path: str
) -> None:
    answers = await knock(inside, method, path)
    assert answers[0]["status"] == 404
    assert inside.entered == []


async def test_another_site_gets_nothing_by_http(inside: Inside) -> None:
    evil = {"origin": "https://evil.example"}
    answers = await knock(inside, "POST", "/chat/project/action", headers=evil)
    assert answers[0]["status"] == 404
    assert inside.entered == []


async def test_another_site_gets_no_websocket(inside: Inside) -> None:
    evil = {"origin": "https://evil.example"}
    answers = await knock(inside, "GET", "/chat/ws/socket.io/", type="websocket", headers=evil)
    assert answers == [{"type": "websocket.close", "code": 1008}]
    assert inside.entered == []


async def test_our_own_page_opens_a_websocket(inside: Inside) -> None:
    ours = {"origin": ORIGIN}
    await knock(inside, "GET", "/chat/ws/socket.io/", type="websocket", headers=ours)
    assert inside.entered == ["/chat/ws/socket.io/"]


async def test_who_calls_is_read_from_the_cookie(inside: Inside) -> None:
    await knock(inside, "GET", "/chat/user", headers={"cookie": "a=b; access_token=owner"})
    assert (inside.visitor.identifier, inside.visitor.address) == ("owner", "10.0.0.7")


async def test_a_broken_cookie_is_nobody(inside: Inside) -> None:
    await knock(inside, "GET", "/chat/user", headers={"cookie": "\x00; =;;"})
    assert inside.visitor.identifier is None


@pytest.mark.parametrize(("scheme", "secure"), [("https", True), ("http", False)])
async def test_over_https_a_cookie_is_secure(inside: Inside, scheme: str, secure: bool) -> None:
    answers = await knock(inside, "GET", "/chat/", scheme=scheme)
    assert headers(answers[0])["set-cookie"].endswith("; Secure") is secure


async def test_no_page_may_ask_anybody_else_for_anything(inside: Inside) -> None:
    said = headers((await knock(inside, "GET", "/chat/"))[0])
    assert "connect-src 'self'" in said["content-security-policy"]
    assert "img-src 'self' data: blob:;" in said["content-security-policy"]
    assert "frame-ancestors 'none'" in said["content-security-policy"]
    assert said["x-content-type-options"] == "nosniff"


async def test_only_what_never_changes_is_kept_by_the_browser(inside: Inside) -> None:
    kept = headers((await knock(inside, "GET", "/chat/assets/index-1a2b.js"))[0])
    asked = headers((await knock(inside, "GET", "/chat/public/elements/Queue.jsx"))[0])
    assert "immutable" in kept["cache-control"]
    assert asked["cache-control"] == "no-cache"


async def test_after_ten_wrong_passwords_an_address_waits_a_minute(inside: Inside) -> None:
    now = [0.0]
    inside.status = 401
    gate = Gate(inside, {ORIGIN}, lambda jar: None, Throttle(clock=lambda: now[0]))
    for _ in range(10):
        await knock(inside, "POST", "/chat/login", gate)
    assert (await knock(inside, "POST", "/chat/login", gate))[0]["status"] == 429
    other = await knock(inside, "POST", "/chat/login", gate, address="10.0.0.8")
    now[0] = 60.0
    later = await knock(inside, "POST", "/chat/login", gate)
    assert (other[0]["status"], later[0]["status"]) == (401, 401)


async def test_a_right_password_does_not_count(inside: Inside) -> None:
    gate = Gate(inside, {ORIGIN}, lambda jar: None)
    for _ in range(30):
        assert (await knock(inside, "POST", "/chat/login", gate))[0]["status"] == 200
    assert gate.throttle.tries == {}


def test_the_throttle_forgets_addresses_that_went_quiet() -> None:
    now = [0.0]
    throttle = Throttle(clock=lambda: now[0])
    for last in range(1000):
        throttle.allows(f"10.0.{last // 256}.{last % 256}")
    now[0] = 61.0
    throttle.allows("10.1.0.1")
    assert list(throttle.tries) == ["10.1.0.1"]


async def sent(inside: Inside, size: str = "1000", **who: str) -> list[Message]:
    told = {"content-length": size, **({"cookie": "access_token=owner"} | who)}
    return await knock(inside, "POST", "/chat/project/file", headers=told)


async def test_a_file_is_taken_from_somebody_who_is_signed_in(inside: Inside) -> None:
    await sent(inside)
    assert inside.entered == ["/chat/project/file"]


async def test_of_nobody_a_file_is_not_even_read(inside: Inside) -> None:
    answers = await sent(inside, cookie="")
    assert (answers[0]["status"], inside.entered) == (401, [])


@pytest.mark.parametrize("size", ["50000000", "", "0"])
async def test_a_file_beyond_the_bound_or_of_unknown_size_is_not_read(
    inside: Inside, size: str
) -> None:
    answers = await sent(inside, size)
    assert (answers[0]["status"], inside.entered) == (413, [])
    assert b"25 MB" in answers[1]["body"]


async def test_a_page_that_somebody_sent_does_not_run_in_our_name(inside: Inside) -> None:
    said = headers((await knock(inside, "GET", "/chat/project/file/0f0e-1"))[0])
    assert said["content-security-policy"].startswith("sandbox; default-src 'none'")
