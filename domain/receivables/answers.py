"""Receivables's answers to the fifteen questions: what is built, and what it is careful about."""

from domain.kernel.answers import Answers

ANSWERS = Answers(
    function="receivables",
    capture_targets=("A customer invoice, its new name, its removal.",),
    routing_rules=("A customer invoice is a row of customer_invoices until it is removed.",),
    maintenance=("Names rot; a new name is a draft that shows the old one beside it.",),
    error_prevention=("Refused: a code that is taken, a name that is the same, an unknown code.",),
    negative_space=("None: nothing is expected of a customer invoice so far.",),
    decision_support=("None: customer invoices carry no figures so far.",),
    autonomy_boundary=("Everything may be drafted; nothing is recorded before a person signs.",),
    evidence_sources=("What people type, and nothing else.",),
    reconciliation_pairs=("None: no other record repeats what is known of a customer invoice.",),
    failure_and_rollback=(
        "A registration is taken back by a removal, a removal by a registration, a new name by "
        "the old one.",
    ),
    abuse_surface=("Instructions in names are text; they are kept, shown and never followed.",),
    offline_behaviour=("Every rule works without a model and without a network.",),
    channel_sync=("None: nothing outside is kept in step.",),
    lifecycle=("A customer invoice is there until it is removed.",),
    capture_modality=("First the sentence, then the card with its fields, which a person signs.",),
)
