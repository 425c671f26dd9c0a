# Kar bralci vidijo od samega spletnega mesta, v slovenščini.

## Krmarjenje

site-title = Središče za pomoč
language-menu = Jezik
skip-to-content = Preskoči na vsebino
home = Domov
breadcrumbs = Tukaj ste
all-articles = Vsi članki
topics = Teme
toc = Kazalo
toc-more = Pokaži vse: { $title }
digits-and-symbols = 0–9 in simboli
article-count = { $count ->
    [one] { $count } članek
    [two] { $count } članka
    [few] { $count } članki
   *[other] { $count } člankov
}

home-search = Kako vam lahko pomagamo?
important = Pomembni članki
recent = Nedavno posodobljeno
feed = Vir sprememb
on-this-page = Na tej strani
previous = Prejšnji
next = Naslednji
related = Sorodni članki

## Svetel ali temen videz

appearance = Videz
appearance-auto = Kot v napravi
appearance-light = Svetel
appearance-dark = Temen

## Branje prevoda ob izvirniku

source-text = Izvirno besedilo
source-off = Samo prevod
source-both = Prevod in izvirnik
source-ask = Izvirnik na zahtevo
source-show = Pokaži izvirni stavek
source-label = Izvirnik:
source-failed = Izvirnika ni bilo mogoče naložiti.
report = Prijavi napako v tem stavku

## Pod člankom

last-updated = Zadnja posodobitev: { $date }
article-number = Članek { $id }

helpful = Vam je bil ta članek v pomoč?
helpful-yes = Da
helpful-no = Ne
helpful-thanks = Hvala za vaš odgovor.
contact = Obrnite se na podporo
copy-link = Kopiraj povezavo do tega mesta
link-copied = Povezava je kopirana

## Meni z jeziki

kind-human = prevedli ljudje
kind-machine = strojni prevod
kind-edited = pregledan strojni prevod
kind-rebuilt = obnovljeno iz prevodov
kind-source = izvirnik
state-behind = starejša različica
state-missing = še ni prevedeno

language-offer = Prej ste izbrali drug jezik:
language-keep = Ostani tukaj

## Obvestila nad člankom

notice-machine = Ta članek je strojno preveden in ga ni nihče pregledal. Morda vsebuje napake.
notice-edited = Ta članek je strojno preveden, nato pa ga je pregledal človek.
notice-behind = Na voljo je novejša različica tega članka v jeziku: { $language }.
notice-rebuilt = Izvirni članek tukaj ni na voljo. To besedilo je sestavljeno iz stavkov, ki so navedeni v njegovih prevodih, zato lahko nekateri deli manjkajo.
notice-fallback = Ta članek v vašem jeziku še ni na voljo. Prikazan je v jeziku: { $language }.
notice-source-language = Izvirni jezik tega članka: { $language }.
read-in = Preberite v jeziku: { $language }

## V člankih

missing-image = Slika manjka
alert-note = Opomba
alert-tip = Namig
alert-important = Pomembno
alert-warning = Opozorilo
alert-caution = Pozor
missing-part = Del tega članka manjka.
missing-code = Koda tega primera manjka.
applies-to = Velja za
watch-video = Oglejte si videoposnetek
image-description = Opis slike
footnotes = Sprotne opombe
task-done = Opravljeno
task-open = Še ni opravljeno
copy = Kopiraj kodo
copied = Kopirano
close = Zapri

words-symptom = Simptomi | Simptom | Težava | Znaki
words-cause = Vzrok | Vzroki | Razlog
words-resolution = Rešitev | Odpravljanje | Popravek
words-workaround = Nadomestna rešitev | Začasna rešitev | Alternativna rešitev

## Kode napak

errors = Kode napak in sporočila
errors-text = Poiščite kodo ali besede, ki jih vidite na zaslonu.
errors-kinds = Vrste kod
errors-hexadecimal = Kode, ki se začnejo z 0x
errors-mail = Dostava pošte
errors-product = Kode izdelkov in storitev
errors-number = Številke
errors-name = Imena napak
errors-event = ID-ji dogodkov
errors-update = Posodobitve
errors-other = Druge kode
errors-messages = Sporočila
error-title = Napaka { $code }
error-event = Dogodek { $id }
error-also = Zapisano tudi kot:

## Iskanje

search = Iskanje
search-results = Rezultati
search-count = Rezultati: { $count }
search-all = Vsi rezultati: { $count }
search-in-source = Najdeno v izvirniku ({ $language })
search-suggestion = Ste mislili { $query }?
search-nothing = Za »{ $query }« ni rezultatov
search-check-spelling = Preverite črkovanje.
search-fewer-words = Uporabite manj besed ali druge besede.
search-without-filters = Išči brez filtrov
search-more = Pokaži več rezultatov
search-browse = Prebrskajte članke
search-error-codes = Kode napak
search-product = Izdelek
search-kind = Prevod
search-loading = Iskanje …
search-failed = Iskanja ni bilo mogoče naložiti. Preverite povezavo in poskusite znova.
search-script = Iskanje potrebuje JavaScript, ki ga vaš brskalnik ne izvaja. Do vseh člankov lahko pridete prek teh seznamov.

## Druge strani

not-found-title = Strani ni mogoče najti
not-found-text = Na tem naslovu ni strani. Morda je bila premaknjena ali odstranjena ali pa je naslov napačno vnesen.
not-found-home = Pojdi na domačo stran
root-title = Izberite jezik
redirect-title = Ta stran je bila premaknjena
redirect-text = Pojdi na novi naslov
