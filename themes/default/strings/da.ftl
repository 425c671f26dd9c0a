# Det, læserne ser af selve webstedet, på dansk.

## At finde rundt

site-title = Hjælpecenter
language-menu = Sprog
skip-to-content = Gå til indholdet
home = Forside
breadcrumbs = Du er her
all-articles = Alle artikler
topics = Emner
toc = Indhold
toc-more = Vis alle: { $title }
digits-and-symbols = 0–9 og symboler
article-count = { $count ->
    [one] { $count } artikel
   *[other] { $count } artikler
}

home-search = Hvad kan vi hjælpe dig med?
important = Vigtige artikler
recent = Opdateret for nylig
feed = Feed med ændringer
on-this-page = På denne side
previous = Forrige
next = Næste
related = Relaterede artikler

## Lyst eller mørkt

appearance = Udseende
appearance-auto = Som på enheden
appearance-light = Lyst
appearance-dark = Mørkt

## At læse en oversættelse ved siden af originalen, sætning for sætning

source-text = Originaltekst
source-off = Kun oversættelse
source-both = Oversættelse og original
source-ask = Original efter behov
source-show = Vis originalsætningen
source-label = Originaltekst:
source-failed = Originalteksten kunne ikke indlæses.
report = Rapportér denne sætning

## Under en artikel

last-updated = Sidst opdateret: { $date }
article-number = Artikel { $id }

helpful = Var denne artikel nyttig?
helpful-yes = Ja
helpful-no = Nej
helpful-thanks = Tak for dit svar.
contact = Kontakt support
copy-link = Kopiér linket til dette sted
link-copied = Linket er kopieret

## Sprogmenuen

kind-human = oversat af mennesker
kind-machine = maskinoversat
kind-edited = maskinoversat og gennemgået
kind-rebuilt = gendannet ud fra oversættelser
kind-source = originaltekst
state-behind = ældre version
state-missing = endnu ikke oversat

language-offer = Du har tidligere valgt et andet sprog:
language-keep = Bliv her

## Meddelelser over en artikel

notice-machine = Denne artikel er maskinoversat, og ingen har gennemgået den. Den kan indeholde fejl.
notice-edited = Denne artikel er maskinoversat og derefter gennemgået af et menneske.
notice-behind = Der findes en nyere version af denne artikel på { $language }.
notice-rebuilt = Originalartiklen findes ikke her. Teksten er sat sammen af de sætninger, som oversættelserne citerer, så nogle dele kan mangle.
notice-fallback = Denne artikel findes endnu ikke på dit sprog. Den vises på { $language }.
notice-source-language = Denne artikel er skrevet på { $language }.
read-in = Læs den på { $language }

## I artiklerne

missing-image = Billede mangler
alert-note = Bemærk
alert-tip = Tip
alert-important = Vigtigt
alert-warning = Advarsel
alert-caution = Forsigtig
missing-part = En del af denne artikel mangler.
missing-code = Koden til dette eksempel mangler.
applies-to = Gælder for
watch-video = Se videoen
image-description = Beskrivelse af billedet
footnotes = Fodnoter
task-done = Udført
task-open = Ikke udført
copy = Kopiér koden
copied = Kopieret
close = Luk

words-symptom = Symptom | Symptomer | Problem | Problemer
words-cause = Årsag | Årsager | Grund
words-resolution = Løsning | Løsninger | Afhjælpning | Rettelse
words-workaround = Midlertidig løsning | Midlertidige løsninger | Alternativ løsning

## Fejlkoder

errors = Fejlkoder og fejlmeddelelser
errors-text = Find den kode eller de ord, du ser på skærmen.
errors-kinds = Typer af koder
errors-hexadecimal = Koder, der begynder med 0x
errors-mail = Levering af mail
errors-product = Koder for produkter og tjenester
errors-number = Numre
errors-name = Navne på fejl
errors-event = Hændelses-id’er
errors-update = Opdateringer
errors-other = Andre koder
errors-messages = Meddelelser
error-title = Fejl { $code }
error-event = Hændelse { $id }
error-also = Skrives også:

## Søgning

search = Søg
search-results = Resultater
search-count = Resultater: { $count }
search-all = Alle resultater: { $count }
search-in-source = Fundet i originalteksten ({ $language })
search-suggestion = Mente du { $query }?
search-nothing = Ingen resultater for ”{ $query }”
search-check-spelling = Kontrollér stavningen.
search-fewer-words = Brug færre ord eller andre ord.
search-without-filters = Søg uden filtre
search-more = Vis flere resultater
search-browse = Gennemse artiklerne
search-error-codes = Fejlkoder
search-product = Produkt
search-kind = Oversættelse
search-loading = Søger …
search-failed = Søgningen kunne ikke indlæses. Kontrollér din forbindelse, og prøv igen.
search-script = Søgningen kræver JavaScript, som din browser ikke kører. Disse lister fører til alle artikler.

## Andre sider

not-found-title = Siden blev ikke fundet
not-found-text = Der er ingen side på denne adresse. Den kan være flyttet eller fjernet, eller adressen kan være skrevet forkert.
not-found-home = Gå til forsiden
root-title = Vælg sprog
redirect-title = Denne side er flyttet
redirect-text = Gå til den nye adresse
