# Čo čitatelia vidia zo samotnej stránky, v slovenčine.

## Navigácia

site-title = Centrum pomoci
language-menu = Jazyk
skip-to-content = Prejsť na obsah
home = Domov
breadcrumbs = Nachádzate sa tu
all-articles = Všetky články
topics = Témy
toc = Obsah
toc-more = Zobraziť všetko: { $title }
digits-and-symbols = 0 – 9 a symboly
article-count = { $count ->
    [one] { $count } článok
    [few] { $count } články
    [many] { $count } článku
   *[other] { $count } článkov
}

home-search = Ako vám môžeme pomôcť?
important = Dôležité články
recent = Nedávno aktualizované
feed = Informačný kanál so zmenami
on-this-page = Na tejto stránke
previous = Predchádzajúci
next = Nasledujúci
related = Súvisiace články

## Svetlý alebo tmavý vzhľad

appearance = Vzhľad
appearance-auto = Podľa zariadenia
appearance-light = Svetlý
appearance-dark = Tmavý

## Čítanie prekladu spolu s originálom

source-text = Pôvodný text
source-off = Iba preklad
source-both = Preklad a originál
source-ask = Originál na požiadanie
source-show = Zobraziť pôvodnú vetu
source-label = Originál:
source-failed = Originál sa nepodarilo načítať.
report = Nahlásiť chybu v tejto vete

## Pod článkom

last-updated = Posledná aktualizácia: { $date }
article-number = Článok { $id }

helpful = Pomohol vám tento článok?
helpful-yes = Áno
helpful-no = Nie
helpful-thanks = Ďakujeme za odpoveď.
contact = Kontaktovať podporu
copy-link = Kopírovať odkaz na toto miesto
link-copied = Odkaz bol skopírovaný

## Ponuka jazykov

kind-human = preložili ľudia
kind-machine = strojový preklad
kind-edited = skontrolovaný strojový preklad
kind-rebuilt = zostavené z prekladov
kind-source = originál
state-behind = staršia verzia
state-missing = zatiaľ nepreložené

language-offer = Predtým ste si vybrali iný jazyk:
language-keep = Zostať tu

## Oznámenia nad článkom

notice-machine = Tento článok bol preložený strojovo a nikto ho neskontroloval. Môže obsahovať chyby.
notice-edited = Tento článok bol preložený strojovo a potom ho skontroloval človek.
notice-behind = K dispozícii je novšia verzia tohto článku v jazyku: { $language }.
notice-rebuilt = Pôvodný článok tu nie je k dispozícii. Tento text bol zostavený z viet citovaných v jeho prekladoch, takže niektoré časti môžu chýbať.
notice-fallback = Tento článok zatiaľ nie je k dispozícii vo vašom jazyku. Zobrazuje sa v jazyku: { $language }.
notice-source-language = Pôvodný jazyk tohto článku: { $language }.
read-in = Čítať v jazyku: { $language }

## V článkoch

missing-image = Chýba obrázok
alert-note = Poznámka
alert-tip = Tip
alert-important = Dôležité
alert-warning = Upozornenie
alert-caution = Pozor
missing-part = Časť tohto článku chýba.
missing-code = Kód tohto príkladu chýba.
applies-to = Vzťahuje sa na
watch-video = Pozrieť si video
image-description = Opis obrázka
footnotes = Poznámky pod čiarou
task-done = Hotové
task-open = Nedokončené
copy = Kopírovať kód
copied = Skopírované
close = Zavrieť

words-symptom = Príznaky | Príznak | Problém | Symptómy
words-cause = Príčina | Príčiny | Dôvod
words-resolution = Riešenie | Vyriešenie | Oprava
words-workaround = Alternatívne riešenie | Náhradné riešenie | Dočasné riešenie | Zástupné riešenie

## Kódy chýb

errors = Kódy chýb a chybové hlásenia
errors-text = Vyhľadajte kód alebo slová, ktoré vidíte na obrazovke.
errors-kinds = Typy kódov
errors-hexadecimal = Kódy začínajúce sa na 0x
errors-mail = Doručovanie pošty
errors-product = Kódy produktov a služieb
errors-number = Čísla
errors-name = Názvy chýb
errors-event = ID udalostí
errors-update = Aktualizácie
errors-other = Iné kódy
errors-messages = Hlásenia
error-title = Chyba { $code }
error-event = Udalosť { $id }
error-also = Zapisuje sa aj ako:

## Vyhľadávanie

search = Hľadať
search-results = Výsledky
search-count = Výsledky: { $count }
search-all = Všetky výsledky: { $count }
search-in-source = Nájdené v origináli ({ $language })
search-suggestion = Mysleli ste { $query }?
search-nothing = Pre výraz „{ $query }“ sa nič nenašlo
search-check-spelling = Skontrolujte pravopis.
search-fewer-words = Použite menej slov alebo iné slová.
search-without-filters = Hľadať bez filtrov
search-more = Zobraziť ďalšie výsledky
search-browse = Prehľadávať články
search-error-codes = Kódy chýb
search-product = Produkt
search-kind = Preklad
search-loading = Vyhľadáva sa…
search-failed = Vyhľadávanie sa nepodarilo načítať. Skontrolujte pripojenie a skúste to znova.
search-script = Vyhľadávanie vyžaduje JavaScript, ktorý váš prehliadač nespúšťa. Všetky články nájdete pomocou týchto zoznamov.

## Ďalšie stránky

not-found-title = Stránka sa nenašla
not-found-text = Na tejto adrese nie je žiadna stránka. Možno bola presunutá alebo odstránená, prípadne je adresa napísaná nesprávne.
not-found-home = Prejsť na domovskú stránku
root-title = Vyberte jazyk
redirect-title = Táto stránka bola presunutá
redirect-text = Prejsť na novú adresu
