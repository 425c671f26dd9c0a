# Ce văd cititorii din site-ul propriu-zis, în română.

## Navigare

site-title = Centru de ajutor
language-menu = Limbă
skip-to-content = Salt la conținut
home = Pagina principală
breadcrumbs = Vă aflați aici
all-articles = Toate articolele
topics = Subiecte
toc = Cuprins
toc-more = Afișează tot: { $title }
digits-and-symbols = 0–9 și simboluri
article-count = { $count ->
    [one] { $count } articol
    [few] { $count } articole
   *[other] { $count } de articole
}

home-search = Cu ce vă putem ajuta?
important = Articole importante
recent = Actualizate recent
feed = Flux de modificări
on-this-page = Pe această pagină
previous = Anterior
next = Următor
related = Articole similare

## Luminos sau întunecat

appearance = Aspect
appearance-auto = Ca pe dispozitiv
appearance-light = Luminos
appearance-dark = Întunecat

## Citirea traducerii alături de original

source-text = Text original
source-off = Doar traducerea
source-both = Traducerea și originalul
source-ask = Originalul la cerere
source-show = Afișează propoziția originală
source-label = Original:
source-failed = Originalul nu a putut fi încărcat.
report = Semnalează o greșeală în această propoziție

## Sub articol

last-updated = Ultima actualizare: { $date }
article-number = Articolul { $id }

helpful = V-a fost util acest articol?
helpful-yes = Da
helpful-no = Nu
helpful-thanks = Vă mulțumim pentru răspuns.
contact = Contactați asistența
copy-link = Copiază linkul către acest loc
link-copied = Link copiat

## Meniul de limbi

kind-human = tradus de oameni
kind-machine = traducere automată
kind-edited = traducere automată revizuită
kind-rebuilt = reconstituit din traduceri
kind-source = text original
state-behind = versiune mai veche
state-missing = încă netradus

language-offer = Ați ales anterior altă limbă:
language-keep = Rămân aici

## Note deasupra articolului

notice-machine = Acest articol a fost tradus automat și nu a fost verificat de nimeni. Poate conține greșeli.
notice-edited = Acest articol a fost tradus automat și apoi revizuit de o persoană.
notice-behind = Există o versiune mai nouă a acestui articol în limba { $language }.
notice-rebuilt = Articolul original nu este disponibil aici. Acest text a fost reconstituit din propozițiile citate în traducerile sale, așa că unele părți pot lipsi.
notice-fallback = Acest articol nu este încă disponibil în limba dvs. Este afișat în limba { $language }.
notice-source-language = Acest articol a fost scris în limba { $language }.
read-in = Citiți în limba { $language }

## În articole

missing-image = Imagine lipsă
alert-note = Notă
alert-tip = Sfat
alert-important = Important
alert-warning = Avertisment
alert-caution = Atenție
missing-part = O parte din acest articol lipsește.
missing-code = Codul acestui exemplu lipsește.
applies-to = Se aplică la
watch-video = Urmăriți videoclipul
image-description = Descrierea imaginii
footnotes = Note de subsol
task-done = Finalizat
task-open = De făcut
copy = Copiază codul
copied = Copiat
close = Închide

words-symptom = Simptome | Simptom | Problemă
words-cause = Cauză | Cauze | Cauza | Motiv
words-resolution = Rezolvare | Soluție | Remediere
words-workaround = Soluție de evitare | Soluție alternativă | Soluții alternative | Soluție temporară

## Coduri de eroare

errors = Coduri și mesaje de eroare
errors-text = Căutați codul sau cuvintele pe care le vedeți pe ecran.
errors-kinds = Tipuri de coduri
errors-hexadecimal = Coduri care încep cu 0x
errors-mail = Livrarea e-mailurilor
errors-product = Coduri ale produselor și serviciilor
errors-number = Numere
errors-name = Nume de erori
errors-event = ID-uri de evenimente
errors-update = Actualizări
errors-other = Alte coduri
errors-messages = Mesaje
error-title = Eroare { $code }
error-event = Eveniment { $id }
error-also = Se scrie și:

## Căutare

search = Căutare
search-results = Rezultate
search-count = Rezultate: { $count }
search-all = Toate rezultatele: { $count }
search-in-source = Găsit în textul original ({ $language })
search-suggestion = Ați vrut să căutați { $query }?
search-nothing = Niciun rezultat pentru „{ $query }”
search-check-spelling = Verificați ortografia.
search-fewer-words = Folosiți mai puține cuvinte sau alte cuvinte.
search-without-filters = Caută fără filtre
search-more = Afișează mai multe rezultate
search-browse = Răsfoiți articolele
search-error-codes = Coduri de eroare
search-product = Produs
search-kind = Traducere
search-loading = Se caută…
search-failed = Căutarea nu a putut fi încărcată. Verificați conexiunea și încercați din nou.
search-script = Căutarea necesită JavaScript, pe care browserul dvs. nu îl rulează. Aceste liste duc la toate articolele.

## Alte pagini

not-found-title = Pagina nu a fost găsită
not-found-text = Nu există nicio pagină la această adresă. Este posibil să fi fost mutată sau eliminată ori ca adresa să fi fost scrisă greșit.
not-found-home = Accesați pagina principală
root-title = Alegeți o limbă
redirect-title = Această pagină a fost mutată
redirect-text = Accesați noua adresă
