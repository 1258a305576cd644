"""What people say for a tool is worked out once, however many menus it is in."""

from assistant.phrasebook.book import told_of
from assistant.phrasebooks import declared, made, phrasebook_of
from mcp_servers.client import whole_menu


def test_a_second_menu_takes_over_what_the_first_worked_out() -> None:
    for worked_out in (made, declared, told_of):
        worked_out.cache_clear()  # Of what other tests asked for, only a part may be left.
    tools = whole_menu()
    whole, half = phrasebook_of(tools), phrasebook_of(tools[::2])
    assert half.book.told
    assert all(told is whole.book.told[name] for name, told in half.book.told.items())


def test_whoever_has_the_same_menu_has_the_same_phrasebook() -> None:
    assert phrasebook_of(whole_menu()) is phrasebook_of(whole_menu())
