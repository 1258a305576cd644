"""Irregular past forms, which ask for the same figures as the present does."""

# Only questions are read this way: "we bought 40" is no order to buy 40.
PRESENT = {
    "spent": "spend",
    "bought": "buy",
    "sold": "sell",
    "paid": "pay",
    "ran": "run",
    "went": "go",
    "gone": "go",
    "came": "come",
    "got": "get",
    "owed": "owe",
    "sent": "send",
}
