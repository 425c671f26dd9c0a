# Tas, ko lasītāji redz no pašas vietnes, latviski.

## Orientēšanās

site-title = Palīdzības centrs
language-menu = Valoda
skip-to-content = Pāriet uz saturu
home = Sākums
breadcrumbs = Jūs atrodaties šeit
all-articles = Visi raksti
topics = Tēmas
toc = Saturs
toc-more = Rādīt visu: { $title }
digits-and-symbols = 0–9 un simboli
article-count = { $count ->
    [zero] { $count } rakstu
    [one] { $count } raksts
   *[other] { $count } raksti
}

home-search = Kā varam palīdzēt?
important = Svarīgi raksti
recent = Nesen atjaunināts
feed = Izmaiņu plūsma
on-this-page = Šajā lapā
previous = Iepriekšējais
next = Nākamais
related = Saistītie raksti

## Gaišs vai tumšs

appearance = Izskats
appearance-auto = Kā šajā ierīcē
appearance-light = Gaišs
appearance-dark = Tumšs

## Tulkojuma lasīšana kopā ar oriģinālu

source-text = Oriģinālais teksts
source-off = Tikai tulkojums
source-both = Tulkojums un oriģināls
source-ask = Oriģināls pēc pieprasījuma
source-show = Rādīt oriģinālo teikumu
source-label = Oriģināls:
source-failed = Oriģinālo tekstu nevarēja ielādēt.
report = Ziņot par šo teikumu

## Zem raksta

last-updated = Pēdējo reizi atjaunināts: { $date }
article-number = Raksts { $id }

helpful = Vai šis raksts bija noderīgs?
helpful-yes = Jā
helpful-no = Nē
helpful-thanks = Paldies par atbildi.
contact = Sazināties ar atbalsta dienestu
copy-link = Kopēt saiti uz šo vietu
link-copied = Saite nokopēta

## Valodu izvēlne

kind-human = cilvēku tulkojums
kind-machine = mašīntulkojums
kind-edited = pārskatīts mašīntulkojums
kind-rebuilt = atjaunots no tulkojumiem
kind-source = oriģināls
state-behind = vecāka versija
state-missing = vēl nav iztulkots

language-offer = Iepriekš izvēlējāties citu valodu:
language-keep = Palikt šeit

## Paziņojumi virs raksta

notice-machine = Šis raksts ir mašīntulkots, un neviens to nav pārbaudījis. Tajā var būt kļūdas.
notice-edited = Šis raksts ir mašīntulkots, un pēc tam to ir pārskatījis cilvēks.
notice-behind = Ir pieejama jaunāka šī raksta versija { $language } valodā.
notice-rebuilt = Oriģinālais raksts šeit nav pieejams. Šis teksts ir salikts no teikumiem, kas citēti tā tulkojumos, tāpēc dažu daļu var trūkt.
notice-fallback = Šis raksts vēl nav pieejams jūsu valodā. Tas ir parādīts { $language } valodā.
notice-source-language = Šis raksts ir uzrakstīts { $language } valodā.
read-in = Lasīt { $language } valodā

## Rakstos

missing-image = Trūkst attēla
alert-note = Piezīme
alert-tip = Padoms
alert-important = Svarīgi
alert-warning = Brīdinājums
alert-caution = Uzmanību
missing-part = Trūkst šī raksta daļas.
missing-code = Trūkst šī piemēra koda.
applies-to = Attiecas uz
watch-video = Skatīties video
image-description = Attēla apraksts
footnotes = Zemsvītras piezīmes
task-done = Pabeigts
task-open = Nav pabeigts
copy = Kopēt kodu
copied = Nokopēts
close = Aizvērt

words-symptom = Simptomi | Pazīmes | Problēma
words-cause = Cēlonis | Cēloņi | Iemesls
words-resolution = Risinājums | Atrisinājums | Problēmas risinājums | Novēršana
words-workaround = Pagaidu risinājums | Alternatīvs risinājums | Apiešanas risinājums | Problēmas apiešana

## Kļūdu kodi

errors = Kļūdu kodi un ziņojumi
errors-text = Meklējiet kodu vai vārdus, ko redzat ekrānā.
errors-kinds = Kodu veidi
errors-hexadecimal = Kodi, kas sākas ar 0x
errors-mail = E-pasta piegāde
errors-product = Produktu un pakalpojumu kodi
errors-number = Skaitļi
errors-name = Kļūdu nosaukumi
errors-event = Notikumu ID
errors-update = Atjauninājumi
errors-other = Citi kodi
errors-messages = Ziņojumi
error-title = Kļūda { $code }
error-event = Notikums { $id }
error-also = Raksta arī šādi:

## Meklēšana

search = Meklēt
search-results = Rezultāti
search-count = Rezultāti: { $count }
search-all = Visi rezultāti: { $count }
search-in-source = Atrasts oriģinālā ({ $language })
search-suggestion = Vai domājāt { $query }?
search-nothing = Nekas netika atrasts vaicājumam „{ $query }”
search-check-spelling = Pārbaudiet pareizrakstību.
search-fewer-words = Izmantojiet mazāk vārdu vai citus vārdus.
search-without-filters = Meklēt bez filtriem
search-more = Rādīt vairāk rezultātu
search-browse = Pārlūkot rakstus
search-error-codes = Kļūdu kodi
search-product = Produkts
search-kind = Tulkojums
search-loading = Notiek meklēšana…
search-failed = Meklēšanu nevarēja ielādēt. Pārbaudiet savienojumu un mēģiniet vēlreiz.
search-script = Meklēšanai ir nepieciešams JavaScript, bet jūsu pārlūkprogramma to neizpilda. Šajos sarakstos atradīsiet visus rakstus.

## Citas lapas

not-found-title = Lapa nav atrasta
not-found-text = Šajā adresē nav nevienas lapas. Iespējams, tā ir pārvietota vai noņemta, vai adrese ir ievadīta nepareizi.
not-found-home = Doties uz sākumlapu
root-title = Izvēlieties valodu
redirect-title = Šī lapa ir pārvietota
redirect-text = Doties uz jauno adresi
