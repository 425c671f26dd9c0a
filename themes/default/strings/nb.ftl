# Det leserne ser av selve nettstedet, på norsk bokmål.

## Å finne fram

site-title = Hjelpesenter
language-menu = Språk
skip-to-content = Hopp til innholdet
home = Hjem
breadcrumbs = Du er her
all-articles = Alle artikler
topics = Emner
toc = Innhold
toc-more = Vis alle: { $title }
digits-and-symbols = 0–9 og symboler
article-count = { $count ->
    [one] { $count } artikkel
   *[other] { $count } artikler
}

home-search = Hva kan vi hjelpe deg med?
important = Viktige artikler
recent = Nylig oppdatert
feed = Nyhetsstrøm med endringer
on-this-page = På denne siden
previous = Forrige
next = Neste
related = Relaterte artikler

## Lyst eller mørkt

appearance = Utseende
appearance-auto = Som på enheten
appearance-light = Lyst
appearance-dark = Mørkt

## Å lese oversettelsen sammen med originalen

source-text = Originaltekst
source-off = Bare oversettelse
source-both = Oversettelse og original
source-ask = Original ved behov
source-show = Vis originalsetningen
source-label = Original:
source-failed = Originalen kunne ikke lastes inn.
report = Rapporter denne setningen

## Under en artikkel

last-updated = Sist oppdatert: { $date }
article-number = Artikkel { $id }

helpful = Var denne artikkelen nyttig?
helpful-yes = Ja
helpful-no = Nei
helpful-thanks = Takk for svaret.
contact = Kontakt kundestøtte
copy-link = Kopier lenken til dette stedet
link-copied = Lenken er kopiert

## Språkmenyen

kind-human = oversatt av mennesker
kind-machine = maskinoversatt
kind-edited = maskinoversatt og gjennomgått
kind-rebuilt = gjenskapt fra oversettelser
kind-source = original
state-behind = eldre versjon
state-missing = ikke oversatt ennå

language-offer = Du har valgt et annet språk tidligere:
language-keep = Bli her

## Meldinger over en artikkel

notice-machine = Denne artikkelen er maskinoversatt, og ingen har kontrollert den. Den kan inneholde feil.
notice-edited = Denne artikkelen er maskinoversatt og deretter gjennomgått av et menneske.
notice-behind = Det finnes en nyere versjon av denne artikkelen på { $language }.
notice-rebuilt = Originalartikkelen er ikke tilgjengelig her. Teksten er satt sammen av setningene som oversettelsene siterer, så deler av den kan mangle.
notice-fallback = Denne artikkelen er ikke tilgjengelig på språket ditt ennå. Den vises på { $language }.
notice-source-language = Denne artikkelen er skrevet på { $language }.
read-in = Les den på { $language }

## I artiklene

missing-image = Bildet mangler
alert-note = Merk
alert-tip = Tips
alert-important = Viktig
alert-warning = Advarsel
alert-caution = Forsiktig
missing-part = En del av denne artikkelen mangler.
missing-code = Koden til dette eksemplet mangler.
applies-to = Gjelder for
watch-video = Se videoen
image-description = Beskrivelse av bildet
footnotes = Fotnoter
task-done = Ferdig
task-open = Ikke ferdig
copy = Kopier koden
copied = Kopiert
close = Lukk

words-symptom = Symptomer | Symptom | Problem
words-cause = Årsak | Årsaker | Grunn
words-resolution = Løsning | Løsninger | Oppløsning | Problemløsning
words-workaround = Midlertidig løsning | Alternativ løsning | Omgåelse | Workaround

## Feilkoder

errors = Feilkoder og feilmeldinger
errors-text = Se etter koden eller ordene du ser på skjermen.
errors-kinds = Typer koder
errors-hexadecimal = Koder som begynner med 0x
errors-mail = E-postlevering
errors-product = Koder for produkter og tjenester
errors-number = Numre
errors-name = Navn på feil
errors-event = Hendelses-ID-er
errors-update = Oppdateringer
errors-other = Andre koder
errors-messages = Meldinger
error-title = Feil { $code }
error-event = Hendelse { $id }
error-also = Skrives også:

## Søk

search = Søk
search-results = Resultater
search-count = Resultater: { $count }
search-all = Alle resultater: { $count }
search-in-source = Funnet i originalen ({ $language })
search-suggestion = Mente du { $query }?
search-nothing = Ingen treff på «{ $query }»
search-check-spelling = Kontroller stavemåten.
search-fewer-words = Bruk færre ord, eller andre.
search-without-filters = Søk uten filtre
search-more = Vis flere resultater
search-browse = Bla gjennom artiklene
search-error-codes = Feilkoder
search-product = Produkt
search-kind = Oversettelse
search-loading = Søker …
search-failed = Søket kunne ikke lastes inn. Kontroller tilkoblingen og prøv på nytt.
search-script = Søket krever JavaScript, som nettleseren din ikke kjører. Disse listene fører til alle artiklene.

## Andre sider

not-found-title = Fant ikke siden
not-found-text = Det finnes ingen side på denne adressen. Den kan være flyttet eller fjernet, eller adressen kan være feilskrevet.
not-found-home = Gå til startsiden
root-title = Velg språk
redirect-title = Siden er flyttet
redirect-text = Gå til den nye adressen
