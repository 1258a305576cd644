"""A hint names one of the given records or none, once for each occasion, and decides nothing."""

from domain.governance.hint import HintGiven, hint
from domain.governance.hints import HintRow, hints
from tests.domain.talk_lives import HINT
from tests.spec import Spec, facts_of

given = Spec(hint)
GIVEN = HintGiven(**dict(HINT))
NONE = {"choice": "", "begins": 0, "ends": 0}


def test_a_hint_is_one_of_the_records_that_fit():
    given.when(HINT).then(GIVEN)
    given.when(HINT.model_copy(update={"choice": "INV-9"})).refused("not_offered")
    given.when(HINT.model_copy(update=NONE)).then(GIVEN.model_copy(update=NONE))


def test_one_occasion_has_one_hint_and_other_candidates_have_another():
    given.given(GIVEN).when(HINT.model_copy(update=NONE)).then()
    other = {"occasion": "receivables-agent/which CP-2 #INV-1.INV-4", "options": ("INV-1", "INV-3")}
    given.given(GIVEN).when(HINT.model_copy(update=other)).then(GIVEN.model_copy(update=other))


def test_it_says_in_a_sentence_which_it_is_and_between_which():
    assert str(GIVEN) == "CP-2 is likely for INV-3, of INV-1 and INV-3."
    assert str(GIVEN.model_copy(update=NONE)) == (
        "Nothing tells which of INV-1 and INV-3 CP-2 is for."
    )


def test_the_newest_hint_about_a_record_counts():
    later = GIVEN.model_copy(update={"occasion": "later", "choice": "INV-1"})
    rows: dict[str, HintRow] = {}
    for fact in facts_of("hint-CP-2", GIVEN, later):
        [row] = hints.touches(fact)
        found = hints.project(rows.get(row.about, row), fact)
        rows[row.about] = found or row
    assert [(row.choice, row.occasion) for row in rows.values()] == [("INV-1", "later")]
