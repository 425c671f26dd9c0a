# Wat lezers van de site zelf zien, in het Nederlands.

## De weg vinden

site-title = Helpcentrum
language-menu = Taal
skip-to-content = Naar de inhoud
home = Startpagina
breadcrumbs = U bent hier
all-articles = Alle artikelen
topics = Onderwerpen
toc = Inhoud
toc-more = Alles weergeven: { $title }
digits-and-symbols = 0–9 en symbolen
article-count = { $count ->
    [one] { $count } artikel
   *[other] { $count } artikelen
}

home-search = Waarmee kunnen we u helpen?
important = Belangrijke artikelen
recent = Onlangs bijgewerkt
feed = Feed met wijzigingen
on-this-page = Op deze pagina
previous = Vorige
next = Volgende
related = Verwante artikelen

## Licht of donker

appearance = Weergave
appearance-auto = Zoals op dit apparaat
appearance-light = Licht
appearance-dark = Donker

## Een vertaling naast het origineel lezen

source-text = Oorspronkelijke tekst
source-off = Alleen vertaling
source-both = Vertaling en origineel
source-ask = Origineel op verzoek
source-show = Oorspronkelijke zin weergeven
source-label = Origineel:
source-failed = De oorspronkelijke tekst kan niet worden geladen.
report = Deze zin melden

## Onder een artikel

last-updated = Laatst bijgewerkt: { $date }
article-number = Artikel { $id }

helpful = Was dit artikel nuttig?
helpful-yes = Ja
helpful-no = Nee
helpful-thanks = Bedankt voor uw antwoord.
contact = Contact opnemen met ondersteuning
copy-link = Koppeling naar deze plaats kopiëren
link-copied = Koppeling gekopieerd

## Het taalmenu

kind-human = vertaald door mensen
kind-machine = machinevertaling
kind-edited = machinevertaling, gecontroleerd
kind-rebuilt = hersteld uit vertalingen
kind-source = origineel
state-behind = oudere versie
state-missing = nog niet vertaald

language-offer = U hebt eerder een andere taal gekozen:
language-keep = Hier blijven

## Meldingen boven een artikel

notice-machine = Dit artikel is automatisch vertaald en door niemand gecontroleerd. Het kan fouten bevatten.
notice-edited = Dit artikel is automatisch vertaald en daarna door een persoon gecontroleerd.
notice-behind = Er is een nieuwere versie van dit artikel in het { $language }.
notice-rebuilt = Het oorspronkelijke artikel is hier niet beschikbaar. Deze tekst is samengesteld uit de zinnen die in de vertalingen worden aangehaald, dus er kunnen delen ontbreken.
notice-fallback = Dit artikel is nog niet beschikbaar in uw taal. Het wordt weergegeven in het { $language }.
notice-source-language = Dit artikel is geschreven in het { $language }.
read-in = Lees het in het { $language }

## In artikelen

missing-image = Afbeelding ontbreekt
alert-note = Opmerking
alert-tip = Tip
alert-important = Belangrijk
alert-warning = Waarschuwing
alert-caution = Let op
missing-part = Een deel van dit artikel ontbreekt.
missing-code = De code van dit voorbeeld ontbreekt.
applies-to = Van toepassing op
watch-video = Video bekijken
image-description = Beschrijving van de afbeelding
footnotes = Voetnoten
task-done = Gereed
task-open = Te doen
copy = Code kopiëren
copied = Gekopieerd
close = Sluiten

words-symptom = Symptomen | Symptoom | Probleem
words-cause = Oorzaak | Oorzaken | Reden
words-resolution = Oplossing | Oplossingen | Resolutie
words-workaround = Tijdelijke oplossing | Alternatieve oplossing | Workaround | Omzeiling

## Foutcodes

errors = Foutcodes en foutmeldingen
errors-text = Zoek de code of de woorden die u op het scherm ziet.
errors-kinds = Soorten codes
errors-hexadecimal = Codes die beginnen met 0x
errors-mail = E-mailbezorging
errors-product = Codes van producten en services
errors-number = Getallen
errors-name = Namen van fouten
errors-event = Gebeurtenis-id’s
errors-update = Updates
errors-other = Andere codes
errors-messages = Meldingen
error-title = Fout { $code }
error-event = Gebeurtenis { $id }
error-also = Wordt ook geschreven als:

## Zoeken

search = Zoeken
search-results = Resultaten
search-count = Resultaten: { $count }
search-all = Alle resultaten: { $count }
search-in-source = Gevonden in het origineel ({ $language })
search-suggestion = Bedoelde u { $query }?
search-nothing = Geen resultaten voor ‘{ $query }’
search-check-spelling = Controleer de spelling.
search-fewer-words = Gebruik minder of andere woorden.
search-without-filters = Zoeken zonder filters
search-more = Meer resultaten weergeven
search-browse = Door de artikelen bladeren
search-error-codes = Foutcodes
search-product = Product
search-kind = Vertaling
search-loading = Zoeken…
search-failed = De zoekfunctie kan niet worden geladen. Controleer uw verbinding en probeer het opnieuw.
search-script = Voor zoeken is JavaScript nodig, maar uw browser voert dit niet uit. Via deze lijsten vindt u alle artikelen.

## Andere pagina’s

not-found-title = Pagina niet gevonden
not-found-text = Op dit adres staat geen pagina. De pagina is misschien verplaatst of verwijderd, of het adres is verkeerd getypt.
not-found-home = Naar de startpagina
root-title = Kies een taal
redirect-title = Deze pagina is verplaatst
redirect-text = Naar het nieuwe adres
