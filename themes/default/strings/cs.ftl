# Co čtenáři vidí ze samotného webu, česky.

## Orientace

site-title = Centrum nápovědy
language-menu = Jazyk
skip-to-content = Přejít k obsahu
home = Domů
breadcrumbs = Nacházíte se zde
all-articles = Všechny články
topics = Témata
toc = Obsah
toc-more = Zobrazit vše: { $title }
digits-and-symbols = 0–9 a symboly
article-count = { $count ->
    [one] { $count } článek
    [few] { $count } články
    [many] { $count } článku
   *[other] { $count } článků
}

home-search = Jak vám můžeme pomoct?
important = Důležité články
recent = Nedávno aktualizované
feed = Kanál změn
on-this-page = Na této stránce
previous = Předchozí
next = Další
related = Související články

## Světlý nebo tmavý

appearance = Vzhled
appearance-auto = Podle zařízení
appearance-light = Světlý
appearance-dark = Tmavý

## Čtení překladu vedle originálu, větu po větě

source-text = Původní text
source-off = Jen překlad
source-both = Překlad i originál
source-ask = Originál na vyžádání
source-show = Zobrazit původní větu
source-label = Originál:
source-failed = Původní text se nepodařilo načíst.
report = Nahlásit tuto větu

## Pod článkem

last-updated = Poslední aktualizace: { $date }
article-number = Článek { $id }

helpful = Byl pro vás tento článek užitečný?
helpful-yes = Ano
helpful-no = Ne
helpful-thanks = Děkujeme za odpověď.
contact = Kontaktovat podporu
copy-link = Kopírovat odkaz na toto místo
link-copied = Odkaz zkopírován

## Nabídka jazyků

kind-human = přeložili lidé
kind-machine = strojový překlad
kind-edited = zkontrolovaný strojový překlad
kind-rebuilt = obnoveno z překladů
kind-source = originál
state-behind = starší verze
state-missing = zatím nepřeloženo

language-offer = Dříve jste zvolili jiný jazyk:
language-keep = Zůstat zde

## Upozornění nad článkem

notice-machine = Tento článek byl přeložen strojově a nikdo ho nezkontroloval. Může obsahovat chyby.
notice-edited = Tento článek byl přeložen strojově a potom ho zkontroloval člověk.
notice-behind = Existuje novější verze tohoto článku v jazyce { $language }.
notice-rebuilt = Původní článek tu není k dispozici. Tento text byl sestaven z vět, které citují jeho překlady, takže některé části mohou chybět.
notice-fallback = Tento článek zatím není ve vašem jazyce k dispozici. Zobrazuje se v jazyce { $language }.
notice-source-language = Tento článek byl napsán v jazyce { $language }.
read-in = Číst v jazyce { $language }

## V článcích

missing-image = Chybí obrázek
alert-note = Poznámka
alert-tip = Tip
alert-important = Důležité
alert-warning = Upozornění
alert-caution = Pozor
missing-part = Část tohoto článku chybí.
missing-code = Kód tohoto příkladu chybí.
applies-to = Platí pro
watch-video = Přehrát video
image-description = Popis obrázku
footnotes = Poznámky pod čarou
task-done = Hotovo
task-open = Nehotovo
copy = Kopírovat kód
copied = Zkopírováno
close = Zavřít

words-symptom = Příznak | Příznaky | Problém | Potíže
words-cause = Příčina | Příčiny | Důvod
words-resolution = Řešení | Vyřešení | Oprava
words-workaround = Alternativní řešení | Náhradní řešení | Dočasné řešení | Jak potíže obejít | Obejití problému

## Kódy chyb

errors = Kódy chyb a chybové zprávy
errors-text = Vyhledejte kód nebo slova, která vidíte na obrazovce.
errors-kinds = Typy kódů
errors-hexadecimal = Kódy začínající na 0x
errors-mail = Doručování pošty
errors-product = Kódy produktů a služeb
errors-number = Čísla
errors-name = Názvy chyb
errors-event = ID událostí
errors-update = Aktualizace
errors-other = Ostatní kódy
errors-messages = Zprávy
error-title = Chyba { $code }
error-event = Událost { $id }
error-also = Píše se také jako:

## Vyhledávání

search = Hledat
search-results = Výsledky
search-count = Výsledky: { $count }
search-all = Všechny výsledky: { $count }
search-in-source = Nalezeno v originálu ({ $language })
search-suggestion = Měli jste na mysli { $query }?
search-nothing = Pro „{ $query }“ se nic nenašlo
search-check-spelling = Zkontrolujte pravopis.
search-fewer-words = Použijte méně slov nebo jiná slova.
search-without-filters = Hledat bez filtrů
search-more = Zobrazit další výsledky
search-browse = Procházet články
search-error-codes = Kódy chyb
search-product = Produkt
search-kind = Překlad
search-loading = Vyhledávání…
search-failed = Vyhledávání se nepodařilo načíst. Zkontrolujte připojení a zkuste to znovu.
search-script = Vyhledávání vyžaduje JavaScript, který váš prohlížeč nespouští. Tyto seznamy vedou ke všem článkům.

## Další stránky

not-found-title = Stránka nenalezena
not-found-text = Na této adrese žádná stránka není. Mohla být přesunuta nebo odebrána, nebo je v adrese překlep.
not-found-home = Přejít na domovskou stránku
root-title = Zvolte jazyk
redirect-title = Tato stránka byla přesunuta
redirect-text = Přejít na novou adresu
