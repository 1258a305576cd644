"""Names, keys and contrast: whoever cannot see well or holds no mouse signs as well."""

import pytest
from playwright.sync_api import expect

from tests.assistant.surfaces.chat.plain_front import PlainFront
from tests.browser import Sit

pytestmark = pytest.mark.xdist_group("browser")

NAMELESS = """() => [...document.querySelectorAll('button, a, input, textarea')].filter(one =>
  one.checkVisibility() && !one.textContent.trim() && !one.ariaLabel && !one.labels?.length
).map(one => one.outerHTML)"""
DIM = """() => { const value = name => { const probe = document.body.appendChild(
    document.createElement('i')); probe.style.color = `var(${name})`
    return getComputedStyle(probe).color.match(/[\\d.]+/g).slice(0, 3).map(Number) }
  const light = name => value(name).map(part => part / 255).map(part => part <= .04045
    ? part / 12.92 : ((part + .055) / 1.055) ** 2.4)
    .reduce((sum, part, i) => sum + part * [.2126, .7152, .0722][i], 0)
  const contrast = pair => { const [dim, bright] = pair.map(light).sort((a, b) => a - b)
    return (bright + .05) / (dim + .05) }
  const pairs = ['--ink', '--ink-2', '--ink-3', '--sign', '--stop', '--care', '--good'].flatMap(
    ink => ['--paper', '--desk'].map(ground => [ink, ground]))
  return [...pairs, ['--on-sign', '--sign']].filter(pair => contrast(pair) < 4.5) }"""


@pytest.mark.parametrize("light", ["light", "dark"])
def test_whatever_can_be_used_has_a_name_and_can_be_read(sit: Sit, draft: str, light: str) -> None:
    owner = sit("owner", color_scheme=light)
    owner.say("order 500")
    owner.sees(draft, "waiting")
    expect(owner.page.get_by_role("button", name="Send")).to_be_visible()
    for name in ("Copy this answer", "This helped", "This did not help"):  # They come last.
        expect(owner.page.get_by_role("button", name=name).last).to_be_visible()
    assert owner.page.evaluate(NAMELESS) == []
    assert owner.page.evaluate(DIM) == []


def test_the_keys_lead_through_a_card_and_press_its_buttons(
    sit: Sit, draft: str, house: PlainFront
) -> None:
    owner = sit("owner")
    owner.say("order 500")
    owner.button("Sign order", draft).focus()
    for name in ("Edit", "Reject"):
        owner.page.keyboard.press("Tab")
        expect(owner.button(name, draft)).to_be_focused()
        expect(owner.button(name, draft)).to_have_css("outline-width", "2px")
    owner.page.keyboard.press("Space")
    expect(owner.card(draft).get_by_label("Why is it rejected?")).to_be_focused()
    owner.button("Back", draft).focus()
    owner.page.keyboard.press("Enter")
    owner.button("Sign order", draft).focus()
    owner.page.keyboard.press("Enter")
    expect(owner.card(draft).get_by_test_id("draft-status")).to_be_focused()
    assert house.signatures[-1].startswith(f"owner signed {draft}")
