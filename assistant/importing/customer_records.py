"""Customer records: rows of customers become registrations."""

from collections.abc import Iterable, Iterator

from assistant.importing.books import Known
from assistant.importing.checking import Checker
from assistant.importing.entry import Entry, Record
from assistant.importing.master_records import named
from assistant.importing.sales_kinds import CUSTOMERS
from domain.customers.customer import customer
from domain.customers.customer_events import RegisterCustomer


def customers(checker: Checker, entries: Iterable[Entry]) -> Iterator[Record]:
    for entry in entries:
        values = checker.read(CUSTOMERS, entry)
        if values is None:
            continue
        code, name = values["customer"], values["name"]
        if not checker.first(CUSTOMERS, entry, code, f"{name} ({code})"):
            continue
        fields = {**values, "currency": values["currency"] or checker.currency}
        command = checker.made(entry, RegisterCustomer, fields)
        if command and checker.decided(entry, customer, customer.initial, command) is not None:
            known = Known(code, name, days=command.payment_days)
            named(checker, checker.books.customers, entry, known)
            yield Record(CUSTOMERS, code, name, command, entry.file, entry.line)
