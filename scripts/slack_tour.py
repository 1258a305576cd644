"""Takes the pictures of Slack: a workspace on this machine, and people who work in it."""

import os
import re
import sys
from typing import Any

import slack_drawing as drawing
from playwright.sync_api import Browser, Page
from screenshots import (
    DESK,
    IMAGES,
    ORDER,
    POCKET,
    ROOT,
    SERIES,
    chromium,
    picture,
    served,
    signed_in,
)

import tests

# A library brings a package of this name; ours has the strict fake of Slack.
tests.__path__.insert(0, str(ROOT / "tests"))

from tests.fake_slack import Said  # noqa: E402
from tests.slack_beside import Workspace, workspace  # noqa: E402

TALLEST = 1200
WINDOW: dict[str, Any] = {"viewport": {"width": 720, "height": 400}, "device_scale_factor": 1.5}
CODE = re.compile(r"link ([A-Z0-9]{4}-[A-Z0-9]{4})")


def main() -> int:
    IMAGES.mkdir(parents=True, exist_ok=True)
    with workspace() as slack, chromium() as browser:
        os.environ |= slack.settings
        with served() as address:
            slack.slack.app = f"{address}/slack/events"
            tour(slack, browser, address)
    return 0


def tour(slack: Workspace, browser: Browser, address: str) -> None:
    people = {role: joined(slack, browser, address, role) for role in ("owner", "buyer")}
    channel = slack.slack.channel("purchasing")
    look = Look(slack, browser, channel)
    slack.deliver(slack.slack.mention(channel, people["buyer"], SERIES))
    slack.shown(channel, "evidence")
    slack.until(lambda: slack.slack.files)
    look.at("slack-answer")
    slack.deliver(slack.slack.mention(channel, people["buyer"], ORDER))
    card = slack.shown(channel, "draft_sign")
    look.at("slack-card", since=card.ts)
    look.at("slack-phone", since=card.ts, **POCKET)
    slack.deliver(slack.slack.click(channel, card.ts, "draft_reject", user=people["owner"]))
    [form] = slack.until(lambda: slack.slack.modals(people["owner"]))
    look.draw("slack-reject", drawing.modal(form.view))
    slack.deliver(slack.slack.home_opened(people["owner"]))
    home: Any = slack.until(lambda: slack.slack.homes.get(people["owner"]))
    look.draw("slack-home", drawing.home(home.view))
    slack.deliver(slack.slack.click(channel, card.ts, "draft_sign", user=people["owner"]))
    slack.shown(channel, "draft_undo")
    look.at("slack-signed", since=card.ts)


def joined(slack: Workspace, browser: Browser, address: str, role: str) -> str:
    """Somebody reads their code on the web, then writes it in Slack."""
    page = signed_in(browser, address, role, color_scheme="light", **DESK)
    page.goto(f"{address}/pages/slack")
    if role == "owner":
        picture(page, "slack-link")
    found = CODE.search(page.content())
    user = slack.slack.person(role)
    channel = slack.slack.channel("general")
    slack.deliver(
        slack.slack.command(f"link {found[1] if found else ''}", user=user, channel=channel)
    )
    slack.until(lambda: slack.slack.told(user))
    return user


class Look:
    """What stands in a channel, as a page in a browser."""

    def __init__(self, slack: Workspace, browser: Browser, channel: str) -> None:
        self.slack, self.browser, self.channel = slack.slack, browser, channel

    def at(self, name: str, since: str = "", **look: Any) -> None:
        drawn = [self.drawn(said) for said in self.slack.messages(self.channel) if said.ts >= since]
        self.draw(name, "".join(drawn), **look)

    def drawn(self, said: Said) -> str:
        if not said.own:
            return drawing.said("Buyer", said.text.partition("> ")[2])
        files = "".join(self.file(each) for each in said.files)
        return drawing.message("Countersign", said.blocks, bool(said.thread_ts)) + files

    def file(self, known: Any) -> str:
        kept = self.slack.files[known["id"]]
        return drawing.picture(kept.content, known.get("title", ""))

    def draw(self, name: str, body: str, **look: Any) -> None:
        page: Page = self.browser.new_context(**(look or WINDOW)).new_page()
        page.set_content(drawing.page(body))
        path = IMAGES / f"{name}.png"
        tall = page.evaluate("document.documentElement.scrollHeight")
        size = page.viewport_size or WINDOW["viewport"]
        page.set_viewport_size({"width": size["width"], "height": min(tall, TALLEST)})
        page.screenshot(path=str(path))
        print(f"docs/images/{path.name}: {path.stat().st_size // 1024} kB", flush=True)


if __name__ == "__main__":
    sys.exit(main())
