"""A bank account: where our money would go, so it is checked before it is believed."""

import re

from domain.kernel import Message, Refused, Secret
from domain.kernel.words import Label, Name

IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{8,30}")
SHOWN = 4


class BankAccount(Message):
    """An IBAN or any other account number, as the supplier gives it, and the name of the bank."""

    account: Secret[Name]
    bank: Label = ""

    def __str__(self) -> str:
        """Enough to compare with a letter, too little to pay to."""
        return f"ending in {self.ending}" + (f" at {self.bank}" if self.bank else "")

    def __repr__(self) -> str:
        return f"BankAccount({self})"

    @property
    def compact(self) -> str:
        return re.sub(r"[\s-]", "", self.account).upper()

    @property
    def ending(self) -> str:
        """The last four characters, but never more than half of a short number."""
        return self.compact[-min(SHOWN, len(self.compact) // 2) :] if self.compact[1:] else "?"

    @property
    def plausible(self) -> bool:
        """False only for what looks like an IBAN and fails its check digits (ISO 13616)."""
        if not IBAN.fullmatch(self.compact):
            return True
        turned = self.compact[4:] + self.compact[:4]
        return int("".join(str(int(letter, 36)) for letter in turned)) % 97 == 1


def believed(account: BankAccount, owner: str) -> BankAccount:
    """The account, unless it cannot exist."""
    if account.plausible:
        return account
    raise Refused(
        f"Not changed. The IBAN ending in {account.ending} fails its check digits, so it does "
        f"not exist. Compare every group with the letter of {owner}.",
        "iban_wrong",
    )
