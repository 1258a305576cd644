"""An order behind a word that takes it back or repeats it drafts nothing."""

import pytest

from assistant.phrasebook import Act, Pass
from bench import _product as product


@pytest.mark.parametrize(
    "said",
    [
        "stop switch the ai on",
        "stop turn on the ai",
        "daily set the model budget to €30 each month",
        "daily limit the model to €30 each month",
        "monthly change the model budget to €30",
        "weekly set the model budget to €30",
        "each set the model budget to €30 each month",
        "Daily model budget of €30 each month from now on",
    ],
)
def test_an_order_with_such_a_word_in_front_is_not_drafted(said: str) -> None:
    found = product.phrasebook().understand(said, product.names(), product.SETTINGS, product.exists)
    assert isinstance(found, Pass), found


@pytest.mark.parametrize("said", ["stop the ai", "set the model budget to €30 each month"])
def test_the_same_words_where_they_belong_are_understood(said: str) -> None:
    found = product.phrasebook().understand(said, product.names(), product.SETTINGS, product.exists)
    assert isinstance(found, Act), found
