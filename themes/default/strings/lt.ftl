# Ką skaitytojai mato iš pačios svetainės, lietuviškai.

## Kaip susigaudyti

site-title = Pagalbos centras
language-menu = Kalba
skip-to-content = Pereiti prie turinio
home = Pradžia
breadcrumbs = Jūs esate čia
all-articles = Visi straipsniai
topics = Temos
toc = Turinys
toc-more = Rodyti viską: { $title }
digits-and-symbols = 0–9 ir simboliai
article-count = { $count ->
    [one] { $count } straipsnis
    [few] { $count } straipsniai
    [many] { $count } straipsnio
   *[other] { $count } straipsnių
}

home-search = Kuo galime padėti?
important = Svarbūs straipsniai
recent = Neseniai atnaujinti
feed = Pakeitimų sklaidos kanalas
on-this-page = Šiame puslapyje
previous = Ankstesnis
next = Kitas
related = Susiję straipsniai

## Šviesus ar tamsus

appearance = Išvaizda
appearance-auto = Kaip įrenginyje
appearance-light = Šviesi
appearance-dark = Tamsi

## Vertimo skaitymas kartu su originalu

source-text = Originalo tekstas
source-off = Tik vertimas
source-both = Vertimas ir originalas
source-ask = Originalas paprašius
source-show = Rodyti originalo sakinį
source-label = Originalas:
source-failed = Nepavyko įkelti originalo.
report = Pranešti apie šį sakinį

## Po straipsniu

last-updated = Paskutinį kartą atnaujinta: { $date }
article-number = Straipsnis { $id }

helpful = Ar šis straipsnis buvo naudingas?
helpful-yes = Taip
helpful-no = Ne
helpful-thanks = Dėkojame už atsakymą.
contact = Kreiptis į palaikymo tarnybą
copy-link = Kopijuoti saitą į šią vietą
link-copied = Saitas nukopijuotas

## Kalbų meniu

kind-human = išversta žmonių
kind-machine = mašininis vertimas
kind-edited = peržiūrėtas mašininis vertimas
kind-rebuilt = atkurta iš vertimų
kind-source = originalas
state-behind = senesnė versija
state-missing = dar neišversta

language-offer = Anksčiau pasirinkote kitą kalbą:
language-keep = Likti čia

## Pranešimai virš straipsnio

notice-machine = Šis straipsnis išverstas mašininiu būdu ir niekieno nepatikrintas. Jame gali būti klaidų.
notice-edited = Šis straipsnis išverstas mašininiu būdu, o vėliau peržiūrėtas žmogaus.
notice-behind = Yra naujesnė šio straipsnio versija (kalba: { $language }).
notice-rebuilt = Originalaus straipsnio čia nėra. Šis tekstas sudėliotas iš sakinių, cituojamų jo vertimuose, todėl kai kurių dalių gali trūkti.
notice-fallback = Šio straipsnio jūsų kalba dar nėra. Rodomas straipsnis kita kalba: { $language }.
notice-source-language = Šio straipsnio originalo kalba: { $language }.
read-in = Skaityti kita kalba: { $language }

## Straipsniuose

missing-image = Trūksta paveikslėlio
alert-note = Pastaba
alert-tip = Patarimas
alert-important = Svarbu
alert-warning = Įspėjimas
alert-caution = Atsargiai
missing-part = Trūksta šio straipsnio dalies.
missing-code = Trūksta šio pavyzdžio kodo.
applies-to = Taikoma
watch-video = Žiūrėti vaizdo įrašą
image-description = Paveikslėlio aprašas
footnotes = Išnašos
task-done = Atlikta
task-open = Neatlikta
copy = Kopijuoti kodą
copied = Nukopijuota
close = Uždaryti

words-symptom = Požymiai | Simptomai | Požymis | Problema
words-cause = Priežastis | Priežastys | Problemos priežastis
words-resolution = Sprendimas | Sprendimo būdas | Problemos sprendimas | Sprendimai
words-workaround = Laikinas sprendimas | Apėjimo būdas | Problemos apėjimas | Alternatyvus sprendimas

## Klaidų kodai

errors = Klaidų kodai ir pranešimai
errors-text = Ieškokite kodo arba žodžių, kuriuos matote ekrane.
errors-kinds = Kodų tipai
errors-hexadecimal = Kodai, prasidedantys 0x
errors-mail = El. pašto pristatymas
errors-product = Produktų ir paslaugų kodai
errors-number = Skaičiai
errors-name = Klaidų pavadinimai
errors-event = Įvykių ID
errors-update = Naujinimai
errors-other = Kiti kodai
errors-messages = Pranešimai
error-title = Klaida { $code }
error-event = Įvykis { $id }
error-also = Taip pat rašoma:

## Ieška

search = Ieškoti
search-results = Rezultatai
search-count = Rezultatai: { $count }
search-all = Visi rezultatai: { $count }
search-in-source = Rasta originale ({ $language })
search-suggestion = Galbūt turėjote omenyje { $query }?
search-nothing = Nieko nerasta pagal „{ $query }“
search-check-spelling = Patikrinkite rašybą.
search-fewer-words = Vartokite mažiau arba kitų žodžių.
search-without-filters = Ieškoti be filtrų
search-more = Rodyti daugiau rezultatų
search-browse = Naršyti straipsnius
search-error-codes = Klaidų kodai
search-product = Produktas
search-kind = Vertimas
search-loading = Ieškoma…
search-failed = Nepavyko įkelti ieškos. Patikrinkite ryšį ir bandykite dar kartą.
search-script = Ieškai reikia „JavaScript“, o jūsų naršyklė jo nevykdo. Per šiuos sąrašus rasite visus straipsnius.

## Kiti puslapiai

not-found-title = Puslapis nerastas
not-found-text = Šiuo adresu puslapio nėra. Galbūt jis perkeltas arba pašalintas, o gal adresas įvestas su klaida.
not-found-home = Eiti į pradžios puslapį
root-title = Pasirinkite kalbą
redirect-title = Šis puslapis perkeltas
redirect-text = Eiti į naują adresą
