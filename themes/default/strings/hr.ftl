# Što čitatelji vide od samog web-mjesta, na hrvatskom.

## Snalaženje

site-title = Centar za pomoć
language-menu = Jezik
skip-to-content = Prijeđi na sadržaj
home = Početna
breadcrumbs = Nalazite se ovdje
all-articles = Svi članci
topics = Teme
toc = Sadržaj
toc-more = Prikaži sve: { $title }
digits-and-symbols = 0–9 i simboli
article-count = { $count ->
    [one] { $count } članak
    [few] { $count } članka
   *[other] { $count } članaka
}

home-search = Kako vam možemo pomoći?
important = Važni članci
recent = Nedavno ažurirano
feed = Kanal s promjenama
on-this-page = Na ovoj stranici
previous = Prethodno
next = Sljedeće
related = Povezani članci

## Svijetlo ili tamno

appearance = Izgled
appearance-auto = Kao na uređaju
appearance-light = Svijetlo
appearance-dark = Tamno

## Čitanje prijevoda uz izvornik

source-text = Izvorni tekst
source-off = Samo prijevod
source-both = Prijevod i izvornik
source-ask = Izvornik na zahtjev
source-show = Prikaži izvornu rečenicu
source-label = Izvornik:
source-failed = Izvorni tekst nije moguće učitati.
report = Prijavi ovu rečenicu

## Ispod članka

last-updated = Zadnje ažuriranje: { $date }
article-number = Članak { $id }

helpful = Je li vam ovaj članak pomogao?
helpful-yes = Da
helpful-no = Ne
helpful-thanks = Hvala na odgovoru.
contact = Obratite se podršci
copy-link = Kopiraj vezu na ovo mjesto
link-copied = Veza je kopirana

## Izbornik jezika

kind-human = ljudski prijevod
kind-machine = strojni prijevod
kind-edited = pregledani strojni prijevod
kind-rebuilt = obnovljeno iz prijevoda
kind-source = izvornik
state-behind = starija verzija
state-missing = još nije prevedeno

language-offer = Prije ste odabrali drugi jezik:
language-keep = Ostani ovdje

## Obavijesti iznad članka

notice-machine = Ovaj je članak strojno preveden i nitko ga nije pregledao. Može sadržavati pogreške.
notice-edited = Ovaj je članak strojno preveden, a zatim ga je pregledao čovjek.
notice-behind = Postoji novija verzija ovog članka na jeziku: { $language }.
notice-rebuilt = Izvorni članak ovdje nije dostupan. Ovaj je tekst sastavljen od rečenica navedenih u njegovim prijevodima pa neki dijelovi možda nedostaju.
notice-fallback = Ovaj članak još nije dostupan na vašem jeziku. Prikazan je na jeziku: { $language }.
notice-source-language = Ovaj je članak napisan na jeziku: { $language }.
read-in = Čitaj na jeziku: { $language }

## U člancima

missing-image = Slika nedostaje
alert-note = Napomena
alert-tip = Savjet
alert-important = Važno
alert-warning = Upozorenje
alert-caution = Oprez
missing-part = Dio ovog članka nedostaje.
missing-code = Kod ovog primjera nedostaje.
applies-to = Odnosi se na
watch-video = Pogledajte videozapis
image-description = Opis slike
footnotes = Fusnote
task-done = Gotovo
task-open = Nije gotovo
copy = Kopiraj kod
copied = Kopirano
close = Zatvori

words-symptom = Simptomi | Simptom | Problem
words-cause = Uzrok | Uzroci | Razlog
words-resolution = Rješenje | Rješenja | Razrješenje | Rješavanje problema
words-workaround = Zaobilazno rješenje | Zaobilazna rješenja | Privremeno rješenje | Zaobilaženje problema

## Kodovi pogrešaka

errors = Kodovi pogrešaka i poruke
errors-text = Potražite kod ili riječi koje vidite na zaslonu.
errors-kinds = Vrste kodova
errors-hexadecimal = Kodovi koji počinju s 0x
errors-mail = Isporuka e-pošte
errors-product = Kodovi proizvoda i usluga
errors-number = Brojevi
errors-name = Nazivi pogrešaka
errors-event = ID-ovi događaja
errors-update = Ažuriranja
errors-other = Ostali kodovi
errors-messages = Poruke
error-title = Pogreška { $code }
error-event = Događaj { $id }
error-also = Piše se i ovako:

## Pretraživanje

search = Pretraživanje
search-results = Rezultati
search-count = Rezultati: { $count }
search-all = Svi rezultati: { $count }
search-in-source = Pronađeno u izvorniku ({ $language })
search-suggestion = Jeste li mislili { $query }?
search-nothing = Nema rezultata za „{ $query }”
search-check-spelling = Provjerite pravopis.
search-fewer-words = Upotrijebite manje riječi ili druge riječi.
search-without-filters = Traži bez filtara
search-more = Prikaži više rezultata
search-browse = Pregledajte članke
search-error-codes = Kodovi pogrešaka
search-product = Proizvod
search-kind = Prijevod
search-loading = Pretraživanje…
search-failed = Pretraživanje nije moguće učitati. Provjerite vezu i pokušajte ponovno.
search-script = Za pretraživanje je potreban JavaScript, a vaš ga preglednik ne izvodi. Ovi popisi vode do svih članaka.

## Ostale stranice

not-found-title = Stranica nije pronađena
not-found-text = Na ovoj adresi nema stranice. Možda je premještena ili uklonjena ili je adresa pogrešno upisana.
not-found-home = Idi na početnu stranicu
root-title = Odaberite jezik
redirect-title = Ova je stranica premještena
redirect-text = Idi na novu adresu
