# Mida lugejad saidist endast näevad, eesti keeles.

## Orienteerumine

site-title = Abikeskus
language-menu = Keel
skip-to-content = Otse sisu juurde
home = Avaleht
breadcrumbs = Olete siin
all-articles = Kõik artiklid
topics = Teemad
toc = Sisukord
toc-more = Kuva kõik: { $title }
digits-and-symbols = 0–9 ja sümbolid
article-count = { $count ->
    [one] { $count } artikkel
   *[other] { $count } artiklit
}

home-search = Kuidas saame teid aidata?
important = Olulised artiklid
recent = Hiljuti uuendatud
feed = Muudatuste voog
on-this-page = Sellel lehel
previous = Eelmine
next = Järgmine
related = Seotud artiklid

## Hele või tume

appearance = Välimus
appearance-auto = Nagu seadmes
appearance-light = Hele
appearance-dark = Tume

## Tõlke lugemine originaali kõrval, lause kaupa

source-text = Originaaltekst
source-off = Ainult tõlge
source-both = Tõlge ja originaal
source-ask = Originaal soovi korral
source-show = Kuva originaallause
source-label = Originaal:
source-failed = Originaalteksti ei saanud laadida.
report = Teata sellest lausest

## Artikli all

last-updated = Viimati uuendatud: { $date }
article-number = Artikkel { $id }

helpful = Kas sellest artiklist oli abi?
helpful-yes = Jah
helpful-no = Ei
helpful-thanks = Täname vastuse eest.
contact = Võtke ühendust kasutajatoega
copy-link = Kopeeri selle koha link
link-copied = Link on kopeeritud

## Keelemenüü

kind-human = inimeste tõlgitud
kind-machine = masintõlge
kind-edited = masintõlge, üle vaadatud
kind-rebuilt = taastatud tõlgete põhjal
kind-source = originaal
state-behind = vanem versioon
state-missing = veel tõlkimata

language-offer = Valisite varem teise keele:
language-keep = Jää siia

## Teated artikli kohal

notice-machine = See artikkel on masintõlgitud ja keegi pole seda üle vaadanud. Selles võib olla vigu.
notice-edited = See artikkel on masintõlgitud ja seejärel on inimene selle üle vaadanud.
notice-behind = Sellest artiklist on olemas uuem versioon { $language } keeles.
notice-rebuilt = Originaalartikkel pole siin saadaval. See tekst on kokku pandud lausetest, mida selle tõlked tsiteerivad, seega võib mõni osa puududa.
notice-fallback = See artikkel pole veel teie keeles saadaval. Seda kuvatakse { $language } keeles.
notice-source-language = See artikkel on kirjutatud { $language } keeles.
read-in = Loe { $language } keeles

## Artiklites

missing-image = Pilt puudub
alert-note = Märkus
alert-tip = Näpunäide
alert-important = Oluline
alert-warning = Hoiatus
alert-caution = Ettevaatust
missing-part = Osa sellest artiklist on puudu.
missing-code = Selle näite kood on puudu.
applies-to = Rakenduskoht
watch-video = Vaadake videot
image-description = Pildi kirjeldus
footnotes = Joonealused märkused
task-done = Tehtud
task-open = Tegemata
copy = Kopeeri kood
copied = Kopeeritud
close = Sule

words-symptom = Sümptom | Sümptomid | Probleem | Tunnused
words-cause = Põhjus | Põhjused
words-resolution = Lahendus | Lahendused | Lahendamine | Parandus
words-workaround = Ajutine lahendus | Ajutised lahendused | Alternatiivne lahendus | Alternatiivlahendus

## Tõrkekoodid

errors = Tõrkekoodid ja tõrketeated
errors-text = Otsige koodi või sõnu, mida ekraanil näete.
errors-kinds = Koodide liigid
errors-hexadecimal = Koodid, mille alguses on 0x
errors-mail = Meilide kohaletoimetamine
errors-product = Toodete ja teenuste koodid
errors-number = Numbrid
errors-name = Tõrgete nimed
errors-event = Sündmuste ID-d
errors-update = Värskendused
errors-other = Muud koodid
errors-messages = Teated
error-title = Tõrge { $code }
error-event = Sündmus { $id }
error-also = Teised kirjapildid:

## Otsing

search = Otsi
search-results = Tulemused
search-count = Tulemusi: { $count }
search-all = Kõik tulemused: { $count }
search-in-source = Leitud originaaltekstist ({ $language })
search-suggestion = Kas mõtlesite { $query }?
search-nothing = Otsingule „{ $query }“ ei leitud vasteid
search-check-spelling = Kontrollige õigekirja.
search-fewer-words = Kasutage vähem sõnu või teisi sõnu.
search-without-filters = Otsi ilma filtriteta
search-more = Kuva rohkem tulemusi
search-browse = Sirvige artikleid
search-error-codes = Tõrkekoodid
search-product = Toode
search-kind = Tõlge
search-loading = Otsimine…
search-failed = Otsingut ei saanud laadida. Kontrollige ühendust ja proovige uuesti.
search-script = Otsing vajab JavaScripti, kuid teie brauser seda ei käita. Nende loendite kaudu jõuate kõigi artikliteni.

## Muud lehed

not-found-title = Lehte ei leitud
not-found-text = Sellel aadressil pole lehte. See võib olla teisaldatud või eemaldatud või on aadressis trükiviga.
not-found-home = Mine avalehele
root-title = Valige keel
redirect-title = See leht on teisaldatud
redirect-text = Mine uuele aadressile
