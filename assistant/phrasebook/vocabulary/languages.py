"""Small words that tell another language, and what to say to who writes it."""

from assistant.phrasebook.vocabulary.word_list import word_set

# Only words that are no English word and unlikely in a name; two of them decide.
FOREIGN: dict[str, frozenset[str]] = {
    "German": word_set(
        """
        bitte bei und der das dem ich wir sie ihr nicht kein keine ein eine einen einem
        mit von für auf zu zum zur ist sind haben wie viel viele wieviel bestellen
        bestelle lieferung lieferant rechnung zeige zeig offen offene offenen bestellung
        bestellungen uns auch noch schon danke guten gibt wird werden kann können warum
        wann woher
        """
    ),
    "French": word_set(
        """
        le les des du une un je nous vous ils elle est sont avec dans sur chez combien
        quel quelle quels quelles commander commande commandes facture fournisseur merci
        bonjour ne pas s'il vous plaît plait où quand pourquoi notre nos votre mes cette
        ces aux
        """
    ),
    "Spanish": word_set(
        """
        el los las del una uno yo nosotros usted ustedes es está con para por 
        desde hasta cuánto cuanto cuántos cuantos qué cuál pedido pedidos factura proveedor
        gracias hola muéstrame muestra nuestro nuestra dónde cuándo y porque también
        """
    ),
    "Italian": word_set(
        """
        il lo gli della delle dei degli uno una io noi voi sono con quanto quanti quale
        quali ordina ordine ordini fattura fornitore grazie ciao buongiorno dove quando
        perché perche mostra nostro nostra questo questa anche più non
        """
    ),
    "Dutch": word_set(
        """
        het een wij jij niet geen voor naar zijn heeft hebben hoeveel welke bestel
        bestellen bestelling factuur leverancier dank alstublieft graag waar wanneer waarom
        onze dit deze ook
        """
    ),
    "Portuguese": word_set(
        """
        os uma nós você vocês são com para por quanto quantos qual quais pedido
        pedidos fatura fornecedor obrigado obrigada olá mostre nosso nossa onde quando
        também não
        """
    ),
}
REPLIES: dict[str, str] = {
    "German": "Ich verstehe bisher nur Englisch.",
    "French": "Je ne comprends l'instant que l'anglais.",
    "Spanish": "Por ahora solo entiendo inglés.",
    "Italian": "Per ora capisco solo l'inglese.",
    "Dutch": "Ik begrijp voorlopig alleen Engels.",
    "Portuguese": "Por enquanto só entendo inglês.",
}
