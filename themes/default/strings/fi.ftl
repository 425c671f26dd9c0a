# Mitä lukijat näkevät itse sivustosta, suomeksi.

## Sivustolla liikkuminen

site-title = Ohjekeskus
language-menu = Kieli
skip-to-content = Siirry sisältöön
home = Etusivu
breadcrumbs = Olet tässä
all-articles = Kaikki artikkelit
topics = Aiheet
toc = Sisällys
toc-more = Näytä kaikki: { $title }
digits-and-symbols = 0–9 ja symbolit
article-count = { $count ->
    [one] { $count } artikkeli
   *[other] { $count } artikkelia
}

home-search = Miten voimme auttaa?
important = Tärkeät artikkelit
recent = Äskettäin päivitetyt
feed = Muutossyöte
on-this-page = Tällä sivulla
previous = Edellinen
next = Seuraava
related = Aiheeseen liittyvät artikkelit

## Vaalea vai tumma

appearance = Ulkoasu
appearance-auto = Laitteen mukaan
appearance-light = Vaalea
appearance-dark = Tumma

## Käännöksen lukeminen alkutekstin rinnalla, virke kerrallaan

source-text = Alkuperäinen teksti
source-off = Vain käännös
source-both = Käännös ja alkuteksti
source-ask = Alkuteksti pyydettäessä
source-show = Näytä alkuperäinen virke
source-label = Alkuteksti:
source-failed = Alkuperäistä tekstiä ei voitu ladata.
report = Ilmoita tästä virkkeestä

## Artikkelin alla

last-updated = Päivitetty viimeksi: { $date }
article-number = Artikkeli { $id }

helpful = Oliko tästä artikkelista apua?
helpful-yes = Kyllä
helpful-no = Ei
helpful-thanks = Kiitos vastauksestasi.
contact = Ota yhteyttä tukeen
copy-link = Kopioi linkki tähän kohtaan
link-copied = Linkki kopioitu

## Kielivalikko

kind-human = ihmisten kääntämä
kind-machine = konekäännös
kind-edited = tarkistettu konekäännös
kind-rebuilt = koottu käännöksistä
kind-source = alkuteksti
state-behind = vanhempi versio
state-missing = ei vielä käännetty

language-offer = Valitsit aiemmin toisen kielen:
language-keep = Pysy tällä sivulla

## Ilmoitukset artikkelin yläpuolella

notice-machine = Tämä artikkeli on konekäännös, jota kukaan ei ole tarkistanut. Siinä voi olla virheitä.
notice-edited = Tämä artikkeli on konekäännös, jonka ihminen on tarkistanut.
notice-behind = Tästä artikkelista on uudempi versio seuraavalla kielellä: { $language }.
notice-rebuilt = Alkuperäinen artikkeli ei ole saatavilla täällä. Tämä teksti on koottu virkkeistä, joita sen käännöksissä lainataan, joten osia voi puuttua.
notice-fallback = Tätä artikkelia ei ole vielä saatavilla kielelläsi. Se näytetään seuraavalla kielellä: { $language }.
notice-source-language = Tämän artikkelin alkuperäinen kieli: { $language }.
read-in = Lue kielellä: { $language }

## Artikkeleissa

missing-image = Kuva puuttuu
alert-note = Huomautus
alert-tip = Vihje
alert-important = Tärkeää
alert-warning = Varoitus
alert-caution = Huomio
missing-part = Osa tästä artikkelista puuttuu.
missing-code = Tämän esimerkin koodi puuttuu.
applies-to = Koskee seuraavia
watch-video = Katso video
image-description = Kuvan kuvaus
footnotes = Alaviitteet
task-done = Tehty
task-open = Tekemättä
copy = Kopioi koodi
copied = Kopioitu
close = Sulje

words-symptom = Oire | Oireet | Ongelma
words-cause = Syy | Syyt | Aiheuttaja
words-resolution = Ratkaisu | Ratkaisut | Korjaus | Ongelman ratkaiseminen
words-workaround = Kiertotapa | Vaihtoehtoinen menetelmä | Vaihtoehtoinen ratkaisu | Väliaikainen ratkaisu | Ongelman kiertäminen

## Virhekoodit

errors = Virhekoodit ja virheilmoitukset
errors-text = Etsi koodi tai sanat, jotka näet näytössä.
errors-kinds = Koodien tyypit
errors-hexadecimal = 0x-alkuiset koodit
errors-mail = Sähköpostin toimitus
errors-product = Tuotteiden ja palvelujen koodit
errors-number = Numerot
errors-name = Virheiden nimet
errors-event = Tapahtumatunnukset
errors-update = Päivitykset
errors-other = Muut koodit
errors-messages = Ilmoitukset
error-title = Virhe { $code }
error-event = Tapahtuma { $id }
error-also = Muut kirjoitustavat:

## Haku

search = Hae
search-results = Tulokset
search-count = Tuloksia: { $count }
search-all = Kaikki tulokset: { $count }
search-in-source = Löytyi alkuperäisestä tekstistä ({ $language })
search-suggestion = Tarkoititko { $query }?
search-nothing = Ei tuloksia haulle ”{ $query }”
search-check-spelling = Tarkista oikeinkirjoitus.
search-fewer-words = Käytä vähemmän sanoja tai muita sanoja.
search-without-filters = Hae ilman suodattimia
search-more = Näytä lisää tuloksia
search-browse = Selaa artikkeleita
search-error-codes = Virhekoodit
search-product = Tuote
search-kind = Käännös
search-loading = Haetaan…
search-failed = Hakua ei voitu ladata. Tarkista yhteys ja yritä uudelleen.
search-script = Haku tarvitsee JavaScriptiä, jota selaimesi ei suorita. Näiden luetteloiden kautta pääset kaikkiin artikkeleihin.

## Muut sivut

not-found-title = Sivua ei löytynyt
not-found-text = Tässä osoitteessa ei ole sivua. Se on ehkä siirretty tai poistettu, tai osoitteessa voi olla kirjoitusvirhe.
not-found-home = Siirry etusivulle
root-title = Valitse kieli
redirect-title = Tämä sivu on siirretty
redirect-text = Siirry uuteen osoitteeseen
