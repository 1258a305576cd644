"""Where the syntaxes of electronic invoices keep their values: CII, UBL and FatturaPA."""

from collections.abc import Mapping
from dataclasses import dataclass

Paths = Mapping[str, tuple[str, ...]]
"""For each field the paths to try, best first; `a+b` joins two, `a#b` takes the attribute b."""


@dataclass(frozen=True)
class Syntax:
    """One way to write an invoice in XML; the head is read from the document's own element."""

    name: str
    head: Paths
    kinds: tuple[str, ...]
    """Where the code stands that tells an invoice from a credit note."""
    lines: str
    line: Paths
    taxes: str
    tax: Paths


DEAL = "SupplyChainTradeTransaction|SpecifiedSupplyChainTradeTransaction"
AGREED = f"{DEAL}/ApplicableHeaderTradeAgreement|ApplicableSupplyChainTradeAgreement"
DELIVERED = f"{DEAL}/ApplicableHeaderTradeDelivery|ApplicableSupplyChainTradeDelivery"
SETTLED = f"{DEAL}/ApplicableHeaderTradeSettlement|ApplicableSupplyChainTradeSettlement"
SUMS = (
    f"{SETTLED}/SpecifiedTradeSettlementHeaderMonetarySummation"
    "|SpecifiedTradeSettlementMonetarySummation"
)
ITEM = "SpecifiedLineTradeSettlement|SpecifiedSupplyChainTradeSettlement"
PRICED = "SpecifiedLineTradeAgreement|SpecifiedSupplyChainTradeAgreement"
SENT = "SpecifiedLineTradeDelivery|SpecifiedSupplyChainTradeDelivery"
RATE = "RateApplicablePercent|ApplicablePercent"

CII = Syntax(
    name="CII",
    kinds=("ExchangedDocument|HeaderExchangedDocument/TypeCode",),
    head={
        "number": ("ExchangedDocument|HeaderExchangedDocument/ID",),
        "issued": ("ExchangedDocument|HeaderExchangedDocument/IssueDateTime/DateTimeString",),
        "due": (f"{SETTLED}/SpecifiedTradePaymentTerms/DueDateDateTime/DateTimeString",),
        "delivered": (
            f"{DELIVERED}/ActualDeliverySupplyChainEvent/OccurrenceDateTime/DateTimeString",
        ),
        "order": (f"{AGREED}/BuyerOrderReferencedDocument/IssuerAssignedID|ID",),
        "seller": (f"{AGREED}/SellerTradeParty/Name",),
        "seller_tax_id": (
            f"{AGREED}/SellerTradeParty/SpecifiedTaxRegistration/ID[@schemeID=VA]",
            f"{AGREED}/SellerTradeParty/SpecifiedTaxRegistration/ID",
        ),
        "buyer": (f"{AGREED}/BuyerTradeParty/Name",),
        "iban": (
            f"{SETTLED}/SpecifiedTradeSettlementPaymentMeans"
            "/PayeePartyCreditorFinancialAccount/IBANID",
        ),
        "currency": (f"{SETTLED}/InvoiceCurrencyCode",),
        "net": (f"{SUMS}/TaxBasisTotalAmount",),
        "tax": (f"{SUMS}/TaxTotalAmount",),
        "gross": (f"{SUMS}/GrandTotalAmount",),
        "payable": (f"{SUMS}/DuePayableAmount",),
    },
    lines=f"{DEAL}/IncludedSupplyChainTradeLineItem",
    line={
        "position": ("AssociatedDocumentLineDocument/LineID",),
        "item": (
            "SpecifiedTradeProduct/SellerAssignedID",
            "SpecifiedTradeProduct/BuyerAssignedID",
            "SpecifiedTradeProduct/GlobalID",
        ),
        "description": (
            "SpecifiedTradeProduct/Name",
            "AssociatedDocumentLineDocument/IncludedNote/Content",
        ),
        "quantity": (f"{SENT}/BilledQuantity",),
        "unit": (f"{SENT}/BilledQuantity#unitCode",),
        "price": (f"{PRICED}/NetPriceProductTradePrice/ChargeAmount",),
        "net": (
            f"{ITEM}/SpecifiedTradeSettlementLineMonetarySummation"
            "|SpecifiedTradeSettlementMonetarySummation/LineTotalAmount",
        ),
        "tax_rate": (f"{ITEM}/ApplicableTradeTax/{RATE}",),
    },
    taxes=f"{SETTLED}/ApplicableTradeTax",
    tax={"rate": (RATE,), "base": ("BasisAmount",), "amount": ("CalculatedAmount",)},
)

SELLER, BUYER = "AccountingSupplierParty/Party", "AccountingCustomerParty/Party"
UBL = Syntax(
    name="UBL",
    kinds=("InvoiceTypeCode|CreditNoteTypeCode",),
    head={
        "number": ("ID",),
        "issued": ("IssueDate",),
        "due": ("DueDate", "PaymentMeans/PaymentDueDate"),
        "delivered": ("Delivery/ActualDeliveryDate",),
        "order": ("OrderReference/ID",),
        "seller": (f"{SELLER}/PartyLegalEntity/RegistrationName", f"{SELLER}/PartyName/Name"),
        "seller_tax_id": (
            f"{SELLER}/PartyTaxScheme[TaxScheme.ID=VAT]/CompanyID",
            f"{SELLER}/PartyTaxScheme/CompanyID",
        ),
        "buyer": (f"{BUYER}/PartyLegalEntity/RegistrationName", f"{BUYER}/PartyName/Name"),
        "iban": ("PaymentMeans/PayeeFinancialAccount/ID",),
        "currency": ("DocumentCurrencyCode",),
        "net": ("LegalMonetaryTotal/TaxExclusiveAmount",),
        "tax": ("TaxTotal/TaxAmount",),
        "gross": ("LegalMonetaryTotal/TaxInclusiveAmount",),
        "payable": ("LegalMonetaryTotal/PayableAmount",),
    },
    lines="InvoiceLine|CreditNoteLine",
    line={
        "position": ("ID",),
        "item": (
            "Item/SellersItemIdentification/ID",
            "Item/BuyersItemIdentification/ID",
            "Item/StandardItemIdentification/ID",
        ),
        "description": ("Item/Name", "Item/Description"),
        "quantity": ("InvoicedQuantity|CreditedQuantity",),
        "unit": ("InvoicedQuantity|CreditedQuantity#unitCode",),
        "price": ("Price/PriceAmount",),
        "net": ("LineExtensionAmount",),
        "tax_rate": ("Item/ClassifiedTaxCategory/Percent",),
    },
    taxes="TaxTotal/TaxSubtotal",
    tax={"rate": ("TaxCategory/Percent",), "base": ("TaxableAmount",), "amount": ("TaxAmount",)},
)

GENERAL = "DatiGenerali/DatiGeneraliDocumento"
GOODS = "DatiBeniServizi/DettaglioLinee"
FATTURA = Syntax(
    name="FatturaPA",
    kinds=(f"{GENERAL}/TipoDocumento",),
    head={
        "number": (f"{GENERAL}/Numero",),
        "issued": (f"{GENERAL}/Data",),
        "due": ("DatiPagamento/DettaglioPagamento/DataScadenzaPagamento",),
        "order": ("DatiGenerali/DatiOrdineAcquisto/IdDocumento",),
        "iban": ("DatiPagamento/DettaglioPagamento/IBAN",),
        "currency": (f"{GENERAL}/Divisa",),
        "gross": (f"{GENERAL}/ImportoTotaleDocumento",),
    },
    lines=GOODS,
    line={
        "position": ("NumeroLinea",),
        "item": ("CodiceArticolo/CodiceValore",),
        "description": ("Descrizione",),
        "quantity": ("Quantita",),
        "unit": ("UnitaMisura",),
        "price": ("PrezzoUnitario",),
        "net": ("PrezzoTotale",),
        "tax_rate": ("AliquotaIVA",),
    },
    taxes="DatiBeniServizi/DatiRiepilogo",
    tax={"rate": ("AliquotaIVA",), "base": ("ImponibileImporto",), "amount": ("Imposta",)},
)
PARTY = "FatturaElettronicaHeader/{}/DatiAnagrafici"
FATTURA_PARTIES: Paths = {
    "seller": tuple(
        f"{PARTY.format('CedentePrestatore')}/Anagrafica/{name}"
        for name in ("Denominazione", "Nome+Cognome")
    ),
    "seller_tax_id": (f"{PARTY.format('CedentePrestatore')}/IdFiscaleIVA/IdPaese+IdCodice",),
    "buyer": tuple(
        f"{PARTY.format('CessionarioCommittente')}/Anagrafica/{name}"
        for name in ("Denominazione", "Nome+Cognome")
    ),
}
"""Both stand once in a file, before the documents that it holds."""

ROOTS = {
    "CrossIndustryInvoice": CII,
    "CrossIndustryDocument": CII,
    "Invoice": UBL,
    "CreditNote": UBL,
    "FatturaElettronica": FATTURA,
}
CREDITS = frozenset(
    {"81", "83", "261", "262", "296", "308", "381", "396", "420", "458", "532", "TD04", "TD08"}
)
"""The codes of a credit note; a corrected invoice (384) and self-billing (389) are invoices."""
