"""Foreign values: sensitive ones that others wrote or libraries made, in letters of others."""

import csv
import importlib
import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import phonenumbers
import presidio_analyzer.predefined_recognizers as recognisers
import pypdfium2
from stdnum import iban as ibans
from stdnum import luhn, numdb
from stdnum.us import rtn, ssn

DATA = Path(__file__).resolve().parents[1].parent / "shared" / "data"
SEED = 7_441_903  # Another one than that whose misses the rules were repaired for.
EACH = 150
TAXES = """
    at.uid be.vat ch.uid de.vat de.stnr dk.cvr es.nif fi.alv fr.tva fr.siren fr.siret gb.vat ie.vat
    in_.gstin it.iva lu.tva nl.btw pl.nip pt.nif se.vat us.ein cz.dic ee.kmkr gr.vat hr.oib hu.anum
    lt.pvm lv.pvn mt.vat ro.cf sk.dph si.ddv no.mva au.abn br.cnpj mx.rfc ca.bn cy.vat bg.vat
"""
EXAMPLE = re.compile(r">>> validate\('([^']+)'\)\s*\n\s*u?'")
"""What the examples of the library say is valid."""


@dataclass(frozen=True)
class Planted:
    """A sensitive value in a letter, and where it stands."""

    group: str
    text: str
    start: int
    end: int


def letters() -> list[str]:
    """Business e-mails that OpenAI's evaluations hold, by way of BIPIA."""
    lines = (DATA / "injection/bipia/emails_benign.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line)["context"] for line in lines]


def cues(name: str) -> list[str]:
    """The words that Presidio's authors expect before such a value."""
    found = getattr(recognisers, name, None)
    return list(found.CONTEXT) if found else []


def planted() -> list[Planted]:
    dice = random.Random(SEED)
    texts, found = letters(), []
    for group, (before, values) in groups(dice).items():
        for value in dice.sample(values, min(EACH, len(values))):
            cue = f"{dice.choice(before)} " if before else ""
            found.append(plant(dice, dice.choice(texts), group, cue, value))
    return found


def plant(dice: random.Random, text: str, group: str, cue: str, value: str) -> Planted:
    gaps = [match.start() for match in re.finditer(r" ", text)]
    at = dice.choice(gaps)
    start = at + 1 + len(cue)
    whole = f"{text[:at]} {cue}{value}{text[at:]}"
    return Planted(group, whole, start, start + len(value))


def groups(dice: random.Random) -> dict[str, tuple[list[str], list[str]]]:
    """For each group the words before its values, none for many, and the values."""
    return {
        "e-mail": ([], column("EmailAddress", "EmailAddress")),
        "phone, international": ([], list(phones(phonenumbers.PhoneNumberFormat.INTERNATIONAL))),
        "phone, national, announced": (
            cues("PhoneRecognizer"),
            list(phones(phonenumbers.PhoneNumberFormat.NATIONAL)),
        ),
        "phone, national, bare": ([], list(phones(phonenumbers.PhoneNumberFormat.NATIONAL))),
        "phone, AdventureWorks, bare": ([], column("PersonPhone", "PhoneNumber")),
        "IBAN": ([], list(accounts(dice))),
        "card": (cues("CreditCardRecognizer"), list(cards(dice))),
        "social security": (cues("UsSsnRecognizer"), list(securities(dice))),
        "routing number": (cues("AbaRoutingRecognizer"), list(routings(dice))),
        "bank account": (cues("UsBankRecognizer"), list(bank_numbers(dice))),
        "tax number": (["VAT", "tax id", "vat number", "TIN"], list(tax_numbers())),
        "IP address": (
            [],
            [".".join(str(dice.randint(1, 254)) for _ in range(4)) for _ in range(EACH)],
        ),
    }


def column(table: str, name: str) -> list[str]:
    with (DATA / f"adventureworks/{table}.csv").open(encoding="utf-8", newline="") as file:
        return [row[name] for row in csv.DictReader(file)]


def phones(form: int) -> Iterator[str]:
    for region in sorted(phonenumbers.SUPPORTED_REGIONS):
        for kind in (phonenumbers.PhoneNumberType.FIXED_LINE, phonenumbers.PhoneNumberType.MOBILE):
            if number := phonenumbers.example_number_for_type(region, kind):
                yield phonenumbers.format_number(number, form)


def accounts(dice: random.Random) -> Iterator[str]:
    """Numbers by the structure of every country in the library's list."""
    for country, structure in structures():
        body = "".join(
            "".join(
                dice.choice("0123456789" if kind == "n" else "ABCDEFGHKLMNP") for _ in range(int(n))
            )
            for n, kind in re.findall(r"(\d+)!?([nac])", structure)
        )
        number = country + ibans.calc_check_digits(f"{country}00{body}") + body
        yield from (number, ibans.format(number))


def structures() -> Iterator[tuple[str, str]]:
    for _, country, _, properties, _ in numdb.get("iban").prefixes:
        yield country, properties["bban"]


def cards(dice: random.Random) -> Iterator[str]:
    for prefix, size in (("4", 16), ("51", 16), ("55", 16), ("37", 15), ("6011", 16), ("36", 14)):
        for _ in range(30):
            body = prefix + "".join(
                dice.choice("0123456789") for _ in range(size - len(prefix) - 1)
            )
            number = body + luhn.calc_check_digit(body)
            yield number
            yield " ".join(re.findall(".{1,4}", number))


def securities(dice: random.Random) -> Iterator[str]:
    for _ in range(2 * EACH):
        found = f"{dice.randint(1, 899):03}{dice.randint(1, 99):02}{dice.randint(1, 9999):04}"
        if ssn.is_valid(found):
            yield ssn.format(found)


def routings(dice: random.Random) -> Iterator[str]:
    for _ in range(EACH):
        body = f"{dice.randint(1, 12):02}{dice.randint(0, 999999):06}"
        yield body + rtn.calc_check_digit(body)


def bank_numbers(dice: random.Random) -> Iterator[str]:
    for _ in range(EACH):
        yield "".join(dice.choice("0123456789") for _ in range(dice.randint(8, 17)))


def tax_numbers() -> Iterator[str]:
    for name in TAXES.split():
        module = importlib.import_module(f"stdnum.{name}")
        yield from map(str.strip, EXAMPLE.findall(module.__doc__ or ""))


def invoices() -> Iterator[tuple[str, Sequence[str]]]:
    """The text of each PDF invoice, and the account and tax number that its XML tells."""
    folder = DATA / "invoices"
    with (folder / "manifest.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["type"] == "pdf"]
    for row in rows:
        pages = pypdfium2.PdfDocument(folder / row["path"])
        text = "\n".join(page.get_textpage().get_text_bounded() for page in pages)
        yield text, [each for each in (row["seller_vat_id"], row["iban"]) if len(each) > 7]
