# Amit az olvasók magából a webhelyből látnak, magyarul.

## Tájékozódás

site-title = Súgóközpont
language-menu = Nyelv
skip-to-content = Ugrás a tartalomra
home = Kezdőlap
breadcrumbs = Ön itt van
all-articles = Összes cikk
topics = Témakörök
toc = Tartalom
toc-more = Összes megjelenítése: { $title }
digits-and-symbols = 0–9 és szimbólumok
article-count = { $count ->
    [one] { $count } cikk
   *[other] { $count } cikk
}

home-search = Miben segíthetünk?
important = Fontos cikkek
recent = Nemrég frissített cikkek
feed = Változások hírcsatornája
on-this-page = Ezen az oldalon
previous = Előző
next = Következő
related = Kapcsolódó cikkek

## Világos vagy sötét

appearance = Megjelenés
appearance-auto = Az eszköz szerint
appearance-light = Világos
appearance-dark = Sötét

## A fordítás olvasása az eredetivel együtt

source-text = Eredeti szöveg
source-off = Csak a fordítás
source-both = Fordítás és eredeti
source-ask = Eredeti kérésre
source-show = Eredeti mondat megjelenítése
source-label = Eredeti:
source-failed = Az eredeti szöveget nem sikerült betölteni.
report = A mondat hibájának jelentése

## A cikk alatt

last-updated = Utolsó frissítés: { $date }
article-number = Cikkazonosító: { $id }

helpful = Hasznos volt ez a cikk?
helpful-yes = Igen
helpful-no = Nem
helpful-thanks = Köszönjük a válaszát.
contact = Kapcsolatfelvétel az ügyfélszolgálattal
copy-link = Az erre a helyre mutató hivatkozás másolása
link-copied = Hivatkozás másolva

## A nyelvi menü

kind-human = emberi fordítás
kind-machine = gépi fordítás
kind-edited = ellenőrzött gépi fordítás
kind-rebuilt = fordításokból helyreállítva
kind-source = eredeti
state-behind = régebbi verzió
state-missing = még nincs lefordítva

language-offer = Korábban másik nyelvet választott:
language-keep = Maradok itt

## Értesítések a cikk felett

notice-machine = Ez a cikk gépi fordítással készült, és senki sem ellenőrizte. Hibákat tartalmazhat.
notice-edited = Ez a cikk gépi fordítással készült, majd ember is ellenőrizte.
notice-behind = A cikknek van újabb verziója { $language } nyelven.
notice-rebuilt = Az eredeti cikk itt nem érhető el. Ezt a szöveget a fordításokban idézett mondatokból állítottuk össze, ezért egyes részei hiányozhatnak.
notice-fallback = Ez a cikk még nem érhető el az Ön nyelvén. A szöveg { $language } nyelven látható.
notice-source-language = Ez a cikk eredetileg { $language } nyelven íródott.
read-in = Olvasás { $language } nyelven

## A cikkekben

missing-image = Hiányzó kép
alert-note = Megjegyzés
alert-tip = Tipp
alert-important = Fontos
alert-warning = Figyelmeztetés
alert-caution = Vigyázat
missing-part = A cikk egy része hiányzik.
missing-code = A példa kódja hiányzik.
applies-to = A következőkre vonatkozik
watch-video = Videó megtekintése
image-description = A kép leírása
footnotes = Lábjegyzetek
task-done = Kész
task-open = Teendő
copy = Kód másolása
copied = Másolva
close = Bezárás

words-symptom = Jelenség | Hibajelenség | Tünetek | Probléma
words-cause = Ok | Oka | A probléma oka | A jelenség oka
words-resolution = Megoldás | A probléma megoldása | Elhárítás
words-workaround = Kerülő megoldás | Áthidaló megoldás | Megkerülő megoldás | Ideiglenes megoldás

## Hibakódok

errors = Hibakódok és hibaüzenetek
errors-text = Keresse meg a képernyőn látható kódot vagy szavakat.
errors-kinds = Kódtípusok
errors-hexadecimal = 0x kezdetű kódok
errors-mail = Levélkézbesítés
errors-product = Termékek és szolgáltatások kódjai
errors-number = Számok
errors-name = Hibanevek
errors-event = Eseményazonosítók
errors-update = Frissítések
errors-other = Egyéb kódok
errors-messages = Üzenetek
error-title = { $code } hiba
error-event = Esemény: { $id }
error-also = Így is írják:

## Keresés

search = Keresés
search-results = Találatok
search-count = Találatok: { $count }
search-all = Összes találat: { $count }
search-in-source = Az eredeti szövegben található ({ $language })
search-suggestion = Erre gondolt: { $query }?
search-nothing = Nincs találat erre: „{ $query }”
search-check-spelling = Ellenőrizze a helyesírást.
search-fewer-words = Adjon meg kevesebb vagy más szót.
search-without-filters = Keresés szűrők nélkül
search-more = További találatok megjelenítése
search-browse = Böngészés a cikkek között
search-error-codes = Hibakódok
search-product = Termék
search-kind = Fordítás
search-loading = Keresés…
search-failed = A keresést nem sikerült betölteni. Ellenőrizze a kapcsolatot, majd próbálkozzon újra.
search-script = A kereséshez JavaScript szükséges, de a böngészője nem futtatja. Ezekből a listákból minden cikk elérhető.

## Egyéb oldalak

not-found-title = Az oldal nem található
not-found-text = Ezen a címen nincs oldal. Lehet, hogy áthelyezték vagy eltávolították, vagy a címet elgépelték.
not-found-home = Ugrás a kezdőlapra
root-title = Válasszon nyelvet
redirect-title = Ez az oldal új címre került
redirect-text = Ugrás az új címre
