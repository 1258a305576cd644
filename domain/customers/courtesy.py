"""Courtesy: the words that a letter may have in each language beside those of its template."""

from collections.abc import Mapping

from domain.customers.letter import Language

# No number, no day, no condition, no negation, nothing of money, of law, or of a way to pay: what
# these words can be put together to say leaves a letter as true as it was.
ENGLISH = """
a an the this that these those it its and as at by for from in of on to with about as well also
here there we us our ours you your yours yourself they them their which who what
please kindly thank thanks thanking grateful gratefully appreciate appreciated appreciation
pleased pleasure pleasant glad gladly happy delighted delight enjoy enjoyed enjoyment joy
welcome hope hopes hoping wish wishes wishing trust trusted trusting look looking forward
hear hearing write writing written inform informing information let know tell telling note
kind kindest best warm warmest sincere sincerely yours faithfully truly cordial cordially
dear hello greetings regards respectfully friendly gentle gently good great
is are be been being am has have had having will would can could may might do does
help helping helpful assist assisting assistance support supporting serve serving service team
question questions query queries answer answering reply contact reach touch side
like liked love see view find finds found attached attachment attachments enclosed enclosing
below following follows above list listed listing lists detail details summary overview document
documents copy letter letters message reference regarding concerning concerns behalf
order orders ordered ordering goods item items article articles product products purchase choice
choosing choose chosen chose shipment ship shipped sent send sending way leave leaves left
parcel package packed packing prepare prepared preparing careful carefully care
arrive arrives arriving arrival track follow journey
confirm confirms confirming confirmed confirmation receive receives receiving receipt
invoice invoices account accounts statement balance stands standing stand
reminder remind reminding attention draw drawing bring bringing escaped escape notice slipped
overlooked oversight perhaps matter busy understand understanding convenience convenient
business customer customers confidence loyalty valued relationship partnership cooperation
collaboration working work together trade continued continuing support
check checking review reviewing record records ready placed placing made make making give gives
giving provide provides provided providing include includes included contain contains show shows
showing keep keeps keeping use used using share sharing
received course ask asks asking asked welcoming into up out through get getting simply directly
easily close closely possible possibly sure feel word words line lines page think thought brought
arranged safely shortly while hand greatly highly deeply future remain remains request kindness
patience response respond responding responses ahead ease pass passed passing mention mentioning
very much really always again so too both just currently recent recently soon quickly
everything any some opportunity moment
"""
GERMAN = """
der die das den dem des ein eine einen einem einer eines dieser diese dieses diesen diesem
und auch als am an auf aus bei beim bis mit nach von vom vor zu zum zur zu im in ins für über um
hier dort wie so sehr gern gerne herzlich herzlichen herzliche herzlichst freundlich freundliche
freundlichen freundlicher beste besten viele vielen vielmals liebe lieber guten gute gut guter
wir uns unser unsere unserem unseren unserer unseres sie ihnen ihr ihre ihrem ihren ihrer ihres es
ich mir mich er man sich dass denen deren welche welcher welches was
bitte bitten bittet danke danken dank dankbar bedanken freuen freut freude erfreut erfreulich
hoffen hoffe wünschen wünscht wunsch grüße grüßen gruß tag hallo sehr geehrte geehrter geehrten
damen herren kundin kunde kunden kundschaft
ist sind sein seien war waren sei wird werden wurde wurden worden hat haben hatten habe hatte
können kann könnten könnte dürfen darf möchten möchte mögen würde würden
hilfe helfen hilft unterstützen unterstützung verfügung stehen steht stehe jederzeit seite
frage fragen antwort antworten rückfragen anliegen melden meldung wenden kontakt nachricht
schreiben schreibt brief mitteilen informieren information informationen hinweis hinweisen wissen
lassen sehen siehe finden findet anbei anhang beigefügt beigefügte beiliegend angehängt
folgende folgenden folgender folgendes unten oben liste aufstellung übersicht einzelheiten
zusammenfassung dokument unterlagen kopie
auftrag auftrags bestellung bestellungen bestellt bestellten waren ware artikel produkt produkte
einkauf auswahl gewählt sendung paket packen gepackt verpackt sorgfalt sorgfältig unterwegs weg
versand versandt versendet verschickt geschickt schicken senden gesendet auf
ankunft ankommen verfolgen begleiten
bestätigen bestätigt bestätigung erhalten erhält aufgenommen
rechnung rechnungen konto kontos kontostand kontoauszug stand saldo
erinnern erinnerung erinnert aufmerksam aufmerksamkeit machen gemacht entgangen übersehen
vielleicht sicher sicherlich versehen alltag verständnis
geschäft geschäftlich vertrauen treue zusammenarbeit partnerschaft verbundenheit
prüfen prüfung durchsicht unterlagen nutzen verwenden geben gegeben gibt bieten enthält
zeigen zeigt weiterhin wieder erneut ebenfalls ebenso derzeit aktuell kürzlich bald
alles etwas gelegenheit moment viel bereiten bereitet vorbereiten vorbereitet vorbereitung geht
gehen untergegangen manches manchmal überblick rückmeldung geduld spaß schön schöne schönen schöner
zusammen zusammengestellt stellen gestellt entgegen künftig zukunft damit dafür daran darauf darüber
dabei dazu da nun nochmals ganz genau leicht selbstverständlich direkt einfach gerade kurz kurze
kurzen kurzer unter durch helfend entgegenkommen aufmerksames eben
wertvoll angenehm angenehmen zufrieden gespannt nachfrage mithilfe
"""
WORDS: Mapping[Language, tuple[str, ...]] = {
    "en": tuple(sorted({*ENGLISH.split()})),
    "de": tuple(sorted({*GERMAN.split()})),
}
VOCABULARY: Mapping[Language, frozenset[str]] = {
    language: frozenset(word.casefold() for word in words) for language, words in WORDS.items()
}
"""The same as they are compared."""
COURTESIES: Mapping[Language, tuple[str, ...]] = {
    "en": (
        "do not hesitate to",
        "if you have any questions",
        "if you have questions",
        "should you have any questions",
        "if we can help",
        "once more",
    ),
    "de": (
        "zögern sie nicht",
        "falls sie fragen haben",
        "wenn sie fragen haben",
        "sollten sie fragen haben",
        "noch einmal",
    ),
}
"""Whole phrases, of words that each alone could turn a sentence round."""
