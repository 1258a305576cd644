"""What invoices call their values, in English, German, French, Italian, Dutch and Spanish."""

import re
import unicodedata
from collections.abc import Iterable

WORDS = 7
"""No label has more words than this, kerning that tears one apart included."""


def key(text: str) -> str:
    """A label without case, accents, blanks, marks, brackets, rates and currencies."""
    plain = re.sub(r"\([^)]*\)|\d+(?:[.,]\d+)?\s?%|€|£", " ", text)
    plain = re.sub(r"\b(?:in |en )?(?:EUR|USD|GBP|CHF)\b", " ", plain)
    spread = unicodedata.normalize("NFKD", plain.replace("ß", "ss").replace("°", "o"))
    return "".join(c for c in spread.casefold() if c.isascii() and (c.isalnum() or c == "#"))


def keys(*labels: str) -> frozenset[str]:
    return frozenset(key(label) for text in labels for label in text.split(","))


HEAD: dict[str, frozenset[str]] = {
    "issued": keys(
        "invoice date, date of invoice, date of issue, issue date, issued, issued at, issued on",
        "Rechnungsdatum, Belegdatum, Ausstellungsdatum, Datum der Rechnung, Rechnungs-Datum",
        "date de facture, date facture, date de la facture, date d'émission, date de facturation",
        "data fattura, data della fattura, data documento, data emissione, data di emissione",
        "factuurdatum, datum factuur, fecha de factura, fecha factura, fecha de emisión",
        "fecha de expedición, date of credit note, Gutschriftsdatum",
    ),
    "due": keys(
        "due date, payment due, due, due by, due on, pay by, payable by, payment due date",
        "please remit until, please pay until, please pay by, payment due by, net due",
        "Fälligkeit, fällig am, fällig, Fälligkeitsdatum, zahlbar bis, zu zahlen bis, Zahlungsziel",
        "Bitte überweisen Sie bis zum, Bitte überweisen Sie bis, Bitte zahlen Sie bis zum",
        "zahlbar bis zum, zahlbar bis spätestens, Zahlung bis, netto bis, Zahlungstermin",
        "date d'échéance, échéance, à payer avant le, à régler avant le, date limite de paiement",
        "scadenza, data scadenza, data di scadenza, scadenza pagamento, da pagare entro",
        "vervaldatum, vervaldag, te betalen voor, betalen voor, uiterste betaaldatum",
        "fecha de vencimiento, vencimiento, fecha vencimiento, pagar antes del",
    ),
    "delivered": keys(
        "delivery date, date of delivery, delivered on, date of supply, supply date, tax point",
        "Lieferdatum, Leistungsdatum, Liefer- und Leistungsdatum, Liefer-/Leistungsdatum",
        "Lieferdatum/Leistungsdatum, Datum der Lieferung, Datum der Leistung, Leistungszeitpunkt",
        "date de livraison, data consegna, data di consegna, leverdatum, leveringsdatum",
        "fecha de entrega",
    ),
    "order": keys(
        "order number, order no, order no., order #, purchase order, purchase order number, PO",
        "PO number, PO no, your order, your order no, customer order, PO #",
        "Bestellnummer, Bestell-Nr, Bestellnr, Ihre Bestellung, Bestellung Nr, Ihre Bestellnummer",
        "Bestellung, Ihre Bestell-Nr, Ihre Bestellung Nr, Auftragsnummer des Kunden",
        "n° de commande, numéro de commande, votre commande, bon de commande, commande n°",
        "n° commande, votre commande n°, ordine, ordine n, numero ordine, rif ordine",
        "vostro ordine, ordine n., n. ordine",
        " vs ordine, bestelnummer, uw bestelnummer, uw order, uw bestelling",
        "número de pedido, n° de pedido, pedido, su pedido, n° pedido, pedido n°",
    ),
    "currency": keys(
        "currency, invoice currency, Währung, Rechnungswährung, Beträge in, devise, monnaie",
        "valuta, divisa, moneda, amounts in, all amounts in, montants en",
    ),
}
NUMBERS = keys(
    "invoice number, invoice no, invoice no., invoice #, invoice nr, invoice, invoice id",
    "tax invoice no, tax invoice number, bill number, bill no, credit note, credit note no",
    "credit note number, credit memo, credit note #, number of invoice",
    "Rechnungsnummer, Rechnungs-Nr, Rechnungsnr, Rechnung Nr, Rechnung Nummer, Rechnung",
    "Rechnung #, Rg-Nr, Re-Nr, Rechnungs Nr, Belegnummer, Beleg-Nr, Gutschrift, Gutschrift Nr",
    "Gutschriftsnummer, Gutschrift-Nr, Rechnungskorrektur, Rechnungskorrektur Nr, Stornorechnung",
    "Korrekturrechnung, Korrekturrechnung Nr, Handelsrechnung Nr, Stornorechnung Nr",
    "facture, facture n°, facture no, n° de facture, n° facture, numéro de facture, facture numéro",
    "avoir, avoir n°, numéro d'avoir, n° d'avoir, facture d'avoir",
    "fattura, fattura n, fattura n°, fattura numero, numero fattura, n. fattura, fattura nr",
    "nota di credito, nota di credito n, numero documento",
    "factuur, factuurnummer, factuur nr, factuurnr, factuur nummer, creditnota, creditnota nr",
    "creditfactuur, factura, factura n°, factura nº, número de factura, n° de factura, n° factura",
    "factura número, nº factura, nº de factura, nota de crédito, factura rectificativa",
)
TOTALS: dict[str, frozenset[str]] = {
    "net": keys(
        "net total, total net, net amount, net, total excl VAT, total excluding VAT, total ex VAT",
        "total before tax, taxable amount, amount excl VAT, total net amount, net invoice amount",
        "Nettobetrag, Nettosumme, Summe netto, Gesamt netto, Netto, Gesamtnetto, Netto gesamt",
        "Rechnungssumme netto, Rechnungssumme ohne USt, Gesamtbetrag netto, Warenwert netto",
        "Rechnungsbetrag netto, Netto-Rechnungsbetrag, Rechnungsnettobetrag, Netto-Summe",
        "Summe Nettobetrag, Gesamtnettobetrag, Nettogesamtbetrag, Nettorechnungsbetrag",
        "total HT, montant HT, total hors taxes, total net HT, montant total HT, total hors taxe",
        "net HT, base HT, imponibile, totale imponibile, totale netto, netto, imponibile totale",
        "totaal excl btw, totaal exclusief btw, bedrag excl btw, totaal netto, subtotaal excl btw",
        "base imponible, total sin IVA, importe neto, total neto, total base imponible",
    ),
    "tax": keys(
        "VAT, VAT total, total VAT, VAT amount, tax, total tax, tax amount, sales tax, tax total",
        "GST, plus VAT, total taxes",
        "USt, MwSt, Umsatzsteuer, Mehrwertsteuer, Steuerbetrag, USt Gesamt, MwSt Gesamt",
        "zzgl USt, zzgl MwSt, zzgl Umsatzsteuer, zzgl Mehrwertsteuer, Summe USt, Summe MwSt",
        "Steuer, Steuern, Gesamtsteuer, USt-Betrag, MwSt-Betrag, Summe Umsatzsteuer",
        "zuzüglich Umsatzsteuer, zuzüglich MwSt, Umsatzsteuerbetrag, Mehrwertsteuerbetrag",
        "enthaltene MwSt, enthaltene Umsatzsteuer, Umsatzsteuer gesamt, Gesamtbetrag USt",
        "TVA, total TVA, montant TVA, montant de la TVA, dont TVA",
        "IVA, totale IVA, importo IVA, imposta, totale imposta, imposte",
        "btw, totaal btw, btw-bedrag, btw bedrag, total IVA, cuota IVA, importe IVA, cuota",
    ),
    "gross": keys(
        "grand total, total incl VAT, total including VAT, gross total, total gross, gross amount",
        "invoice total, total invoice amount, total amount, total invoice, amount incl VAT",
        "Gesamtbetrag, Bruttosumme, Bruttobetrag, Gesamt brutto, Endbetrag, Endsumme, Brutto",
        "Rechnungsbetrag, Rechnungssumme, Rechnungssumme brutto, Gesamtsumme, Summe brutto",
        "Gesamtbetrag brutto, Gesamtbruttobetrag, Bruttogesamtbetrag, Rechnungsbetrag brutto",
        "Rechnungssumme inkl USt, Gesamtbetrag inkl MwSt, Gesamtbetrag inkl USt",
        "Rechnungsendbetrag",
        "Rechnungsgesamtbetrag, Brutto-Rechnungsbetrag, Bruttorechnungsbetrag",
        "total TTC, montant TTC, montant total TTC, total toutes taxes comprises",
        "totale fattura, totale documento, totale lordo, totale IVA inclusa, importo totale",
        "totaal incl btw, totaal inclusief btw, factuurbedrag, totaalbedrag, totaalbedrag incl btw",
        "total factura, importe total, total con IVA, total IVA incluido",
    ),
    "payable": keys(
        "amount due, balance due, total due, due payable, amount payable, total payable, to pay",
        "please pay, balance, amount to pay, total amount due, payable amount",
        "Zahlbetrag, zu zahlen, zu zahlender Betrag, zu zahlender Gesamtbetrag, offener Betrag",
        "Zahlungsbetrag, noch zu zahlen, fälliger Betrag, Restbetrag, noch zu zahlender Betrag",
        "solde à payer, net à payer, reste à payer, montant à payer, total à payer, solde dû",
        "da pagare, totale da pagare, netto a pagare, importo da pagare, saldo da pagare",
        "te betalen, totaal te betalen, te betalen bedrag, a pagar, total a pagar, importe a pagar",
    ),
}
WEAK: dict[str, frozenset[str]] = {
    "net": keys(
        "subtotal, sub total, sub-total, Zwischensumme, Summe, Summe Positionen, Positionssumme",
        "sous-total, subtotale, subtotaal, Warenwert",
    ),
    "gross": keys("total, totale, totaal, Gesamt, Summe, total general, Total EUR"),
}
"""Labels that mean one thing here and another there: they count where the sum is right."""
SELLERS = keys(
    "seller, supplier, vendor, from, invoice from, issued by, sold by",
    "Verkäufer, Rechnungsersteller, Rechnungssteller, Lieferant, Rechnungsaussteller, Absender",
    "vendeur, fournisseur, émetteur, prestataire",
    "fornitore, cedente, cedente/prestatore, mittente, venditore",
    "verkoper, leverancier, afzender, vendedor, proveedor, emisor",
)
BUYERS = keys(
    "buyer, customer, bill to, billed to, invoice to, sold to, client, invoice address",
    "billing address",
    "Käufer, Käufer/Leistungsempfänger, Rechnungsempfänger, Leistungsempfänger, Kunde",
    "Rechnungsadresse, Rechnungsanschrift, Empfänger, Rechnung an, Auftraggeber",
    "acheteur, facturé à, client, adresse de facturation, destinataire",
    "cliente, cessionario, cessionario/committente, destinatario, spett.le, intestatario",
    "koper, klant, factuuradres, factuur aan, comprador, cliente, facturar a",
)
NAMES = keys("name, Name, nom, nome, naam, nombre, company, Firma, raison sociale, denominazione")
THEIRS = keys(
    "customer, client, Käufer, Kunde, Kunden, cliente, klant, your, Ihre, votre, buyer, Ihrem",
    "destinataire, acheteur, vostra, uw, su, bill to, Empfänger, Rechnungsempfänger",
    "Leistungsempfänger",
)
"""Words before a number that make it the buyer's own."""


def starts_with(words: Iterable[str], labels: frozenset[str]) -> int:
    """How many of these words are a label; the longest one counts."""
    joined, found = "", 0
    for count, word in enumerate(list(words)[:WORDS], 1):
        joined += key(word)
        if joined in labels:
            found = count
    return found
