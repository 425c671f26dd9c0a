# Ono što čitaoci vide od samog sajta, na srpskom (latinica).

## Navigacija

site-title = Centar za pomoć
language-menu = Jezik
skip-to-content = Pređi na sadržaj
home = Početna
breadcrumbs = Nalazite se ovde
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

home-search = Kako možemo da vam pomognemo?
important = Važni članci
recent = Nedavno ažurirano
feed = Feed sa izmenama
on-this-page = Na ovoj stranici
previous = Prethodni
next = Sledeći
related = Srodni članci

## Svetli ili tamni izgled

appearance = Izgled
appearance-auto = Kao na uređaju
appearance-light = Svetli
appearance-dark = Tamni

## Čitanje prevoda uz original

source-text = Originalni tekst
source-off = Samo prevod
source-both = Prevod i original
source-ask = Original na zahtev
source-show = Prikaži originalnu rečenicu
source-label = Original:
source-failed = Učitavanje originala nije uspelo.
report = Prijavi grešku u ovoj rečenici

## Ispod članka

last-updated = Poslednje ažuriranje: { $date }
article-number = Članak { $id }

helpful = Da li vam je ovaj članak pomogao?
helpful-yes = Da
helpful-no = Ne
helpful-thanks = Hvala na odgovoru.
contact = Obratite se podršci
copy-link = Kopiraj vezu do ovog mesta
link-copied = Veza je kopirana

## Meni jezika

kind-human = preveli ljudi
kind-machine = mašinski prevod
kind-edited = pregledan mašinski prevod
kind-rebuilt = sastavljeno na osnovu prevoda
kind-source = originalni tekst
state-behind = starija verzija
state-missing = još nije prevedeno

language-offer = Ranije ste izabrali drugi jezik:
language-keep = Ostani ovde

## Obaveštenja iznad članka

notice-machine = Ovaj članak je mašinski preveden i niko ga nije pregledao. Može da sadrži greške.
notice-edited = Ovaj članak je mašinski preveden, a zatim ga je pregledao čovek.
notice-behind = Postoji novija verzija ovog članka na jeziku: { $language }.
notice-rebuilt = Originalni članak ovde nije dostupan. Ovaj tekst je sastavljen od rečenica koje su navedene u njegovim prevodima, pa neki delovi možda nedostaju.
notice-fallback = Ovaj članak još nije dostupan na vašem jeziku. Prikazan je na jeziku: { $language }.
notice-source-language = Ovaj članak je napisan na jeziku: { $language }.
read-in = Pročitajte na jeziku: { $language }

## U člancima

missing-image = Slika nedostaje
alert-note = Napomena
alert-tip = Savet
alert-important = Važno
alert-warning = Upozorenje
alert-caution = Oprez
missing-part = Deo ovog članka nedostaje.
missing-code = Kôd ovog primera nedostaje.
applies-to = Odnosi se na
watch-video = Pogledajte video
image-description = Opis slike
footnotes = Fusnote
task-done = Završeno
task-open = Nije završeno
copy = Kopiraj kôd
copied = Kopirano
close = Zatvori

words-symptom = Simptomi | Simptom | Problem
words-cause = Uzrok | Uzroci | Razlog
words-resolution = Rešenje | Rešavanje | Ispravka
words-workaround = Zaobilazno rešenje | Privremeno rešenje | Alternativno rešenje

## Kodovi grešaka

errors = Kodovi grešaka i poruke
errors-text = Potražite kôd ili reči koje vidite na ekranu.
errors-kinds = Vrste kodova
errors-hexadecimal = Kodovi koji počinju sa 0x
errors-mail = Isporuka pošte
errors-product = Kodovi proizvoda i usluga
errors-number = Brojevi
errors-name = Nazivi grešaka
errors-event = ID-ovi događaja
errors-update = Ažuriranja
errors-other = Drugi kodovi
errors-messages = Poruke
error-title = Greška { $code }
error-event = Događaj { $id }
error-also = Piše se i kao:

## Pretraga

search = Pretraga
search-results = Rezultati
search-count = Rezultati: { $count }
search-all = Svi rezultati: { $count }
search-in-source = Pronađeno u originalu ({ $language })
search-suggestion = Da li ste mislili { $query }?
search-nothing = Nema rezultata za „{ $query }“
search-check-spelling = Proverite pravopis.
search-fewer-words = Koristite manje reči ili druge reči.
search-without-filters = Pretraži bez filtera
search-more = Prikaži još rezultata
search-browse = Pregledajte članke
search-error-codes = Kodovi grešaka
search-product = Proizvod
search-kind = Prevod
search-loading = Pretraživanje…
search-failed = Učitavanje pretrage nije uspelo. Proverite vezu i pokušajte ponovo.
search-script = Za pretragu je potreban JavaScript, koji vaš pregledač ne izvršava. Ove liste vode do svih članaka.

## Druge stranice

not-found-title = Stranica nije pronađena
not-found-text = Na ovoj adresi nema stranice. Možda je premeštena ili uklonjena ili je adresa pogrešno otkucana.
not-found-home = Idi na početnu stranicu
root-title = Izaberite jezik
redirect-title = Ova stranica je premeštena
redirect-text = Idi na novu adresu
