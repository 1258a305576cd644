"""What must hold for every menu holds for the workshop's, and is found out where it does not."""

from assistant.phrasebook import Phrasebook, declaration, proofs


def test_every_example_finds_its_own_tool(phrasebook, world):
    assert proofs.lost_expansions(phrasebook, world) == []


def test_no_two_tools_claim_the_same_sentence(phrasebook):
    assert proofs.shared_expansions(phrasebook) == []


def test_no_draft_acts_with_an_operator_in_front(phrasebook, world):
    assert proofs.heedless_drafts(phrasebook, world) == []


def test_a_forgotten_example_is_never_taken_for_another_tool(tools, world):
    assert proofs.mistaken(tools, world) == []


def test_two_tools_with_one_sentence_are_found_out():
    first = declaration("list_stock", "read", {}, ["what is there"])
    second = declaration("list_orders", "read", {}, ["what is there"])
    assert len(proofs.shared_expansions(Phrasebook([first, second]))) == 1


def test_an_example_that_says_nothing_of_its_own_is_found_out(world):
    schema = {"properties": {"item": {"x-slot": {"kind": "item"}}}}
    one = declaration("list_stock", "read", schema, ["stock of {item}"])
    other = declaration("stock_value", "read", schema, ["of {item} stock"])
    assert len(proofs.lost_expansions(Phrasebook([one, other]), world)) == 2
