# Det som läsarna ser av själva webbplatsen, på svenska.

## Att hitta rätt

site-title = Hjälpcenter
language-menu = Språk
skip-to-content = Hoppa till innehållet
home = Startsida
breadcrumbs = Du är här
all-articles = Alla artiklar
topics = Ämnen
toc = Innehåll
toc-more = Visa allt: { $title }
digits-and-symbols = 0–9 och symboler
article-count = { $count ->
    [one] { $count } artikel
   *[other] { $count } artiklar
}

home-search = Hur kan vi hjälpa dig?
important = Viktiga artiklar
recent = Nyligen uppdaterat
feed = Flöde med ändringar
on-this-page = På den här sidan
previous = Föregående
next = Nästa
related = Relaterade artiklar

## Ljust eller mörkt

appearance = Utseende
appearance-auto = Som på enheten
appearance-light = Ljust
appearance-dark = Mörkt

## Att läsa en översättning bredvid originalet, mening för mening

source-text = Originaltext
source-off = Endast översättning
source-both = Översättning och original
source-ask = Original vid behov
source-show = Visa originalmeningen
source-label = Originaltext:
source-failed = Originaltexten kunde inte läsas in.
report = Rapportera den här meningen

## Under en artikel

last-updated = Senast uppdaterad: { $date }
article-number = Artikel { $id }

helpful = Var den här artikeln till hjälp?
helpful-yes = Ja
helpful-no = Nej
helpful-thanks = Tack för ditt svar.
contact = Kontakta supporten
copy-link = Kopiera länken till det här stället
link-copied = Länken har kopierats

## Språkmenyn

kind-human = översatt av människor
kind-machine = maskinöversatt
kind-edited = maskinöversatt och granskad
kind-rebuilt = återskapad från översättningar
kind-source = originaltext
state-behind = äldre version
state-missing = ännu inte översatt

language-offer = Du har tidigare valt ett annat språk:
language-keep = Stanna här

## Upplysningar ovanför en artikel

notice-machine = Den här artikeln är maskinöversatt och ingen har granskat den. Den kan innehålla fel.
notice-edited = Den här artikeln är maskinöversatt och har sedan granskats av en människa.
notice-behind = Det finns en nyare version av artikeln på { $language }.
notice-rebuilt = Originalartikeln finns inte här. Texten är hopfogad av de meningar som översättningarna citerar, och delar av den kan saknas.
notice-fallback = Den här artikeln finns ännu inte på ditt språk. Den visas på { $language }.
notice-source-language = Den här artikeln är skriven på { $language }.
read-in = Läs den på { $language }

## I artiklarna

missing-image = Bild saknas
alert-note = Obs!
alert-tip = Tips
alert-important = Viktigt
alert-warning = Varning
alert-caution = Var försiktig
missing-part = En del av artikeln saknas.
missing-code = Koden till det här exemplet saknas.
applies-to = Gäller för
watch-video = Se videon
image-description = Beskrivning av bilden
footnotes = Fotnoter
task-done = Klar
task-open = Inte klar
copy = Kopiera koden
copied = Kopierat
close = Stäng

words-symptom = Symptom | Symtom | Problem
words-cause = Orsak | Orsaker | Anledning
words-resolution = Lösning | Lösningar | Åtgärd | Åtgärder
words-workaround = Tillfällig lösning | Temporär lösning | Provisorisk lösning | Alternativ lösning

## Felkoder

errors = Felkoder och felmeddelanden
errors-text = Leta efter koden eller orden som du ser på skärmen.
errors-kinds = Typer av koder
errors-hexadecimal = Koder som börjar med 0x
errors-mail = E-postleverans
errors-product = Koder för produkter och tjänster
errors-number = Nummer
errors-name = Namn på fel
errors-event = Händelse-ID
errors-update = Uppdateringar
errors-other = Andra koder
errors-messages = Meddelanden
error-title = Fel { $code }
error-event = Händelse { $id }
error-also = Skrivs även:

## Att söka

search = Sök
search-results = Träffar
search-count = Träffar: { $count }
search-all = Alla träffar: { $count }
search-in-source = Finns i originaltexten ({ $language })
search-suggestion = Menade du { $query }?
search-nothing = Inga träffar för ”{ $query }”
search-check-spelling = Kontrollera stavningen.
search-fewer-words = Använd färre ord, eller andra.
search-without-filters = Sök utan filter
search-more = Visa fler träffar
search-browse = Bläddra bland artiklarna
search-error-codes = Felkoder
search-product = Produkt
search-kind = Översättning
search-loading = Söker …
search-failed = Sökningen kunde inte läsas in. Kontrollera din anslutning och försök igen.
search-script = Sökningen behöver JavaScript, som din webbläsare inte kör. De här listorna leder till alla artiklar.

## Andra sidor

not-found-title = Sidan hittades inte
not-found-text = Det finns ingen sida på den här adressen. Den kan ha flyttats eller tagits bort, eller så är adressen felskriven.
not-found-home = Gå till startsidan
root-title = Välj språk
redirect-title = Sidan har flyttats
redirect-text = Gå till den nya adressen
