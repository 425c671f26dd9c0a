# To, co czytelnicy widzą z samej witryny, po polsku.

## Nawigacja

site-title = Centrum pomocy
language-menu = Język
skip-to-content = Przejdź do treści
home = Strona główna
breadcrumbs = Jesteś tutaj
all-articles = Wszystkie artykuły
topics = Tematy
toc = Spis treści
toc-more = Pokaż wszystko: { $title }
digits-and-symbols = 0–9 i symbole
article-count = { $count ->
    [one] { $count } artykuł
    [few] { $count } artykuły
    [many] { $count } artykułów
   *[other] { $count } artykułu
}

home-search = W czym możemy pomóc?
important = Ważne artykuły
recent = Ostatnio zaktualizowane
feed = Kanał zmian
on-this-page = Na tej stronie
previous = Poprzedni
next = Następny
related = Powiązane artykuły

## Jasny lub ciemny

appearance = Wygląd
appearance-auto = Jak na urządzeniu
appearance-light = Jasny
appearance-dark = Ciemny

## Czytanie tłumaczenia obok oryginału

source-text = Tekst oryginalny
source-off = Tylko tłumaczenie
source-both = Tłumaczenie i oryginał
source-ask = Oryginał na żądanie
source-show = Pokaż zdanie oryginalne
source-label = Oryginał:
source-failed = Nie udało się załadować oryginału.
report = Zgłoś to zdanie

## Pod artykułem

last-updated = Ostatnia aktualizacja: { $date }
article-number = Artykuł { $id }

helpful = Czy ten artykuł był pomocny?
helpful-yes = Tak
helpful-no = Nie
helpful-thanks = Dziękujemy za odpowiedź.
contact = Skontaktuj się z pomocą techniczną
copy-link = Kopiuj link do tego miejsca
link-copied = Link skopiowany

## Menu języków

kind-human = przetłumaczone przez ludzi
kind-machine = tłumaczenie maszynowe
kind-edited = tłumaczenie maszynowe, sprawdzone
kind-rebuilt = odtworzone z tłumaczeń
kind-source = oryginał
state-behind = starsza wersja
state-missing = jeszcze nieprzetłumaczone

language-offer = Wcześniej wybrano inny język:
language-keep = Zostań tutaj

## Powiadomienia nad artykułem

notice-machine = Ten artykuł został przetłumaczony maszynowo i nikt go nie sprawdził. Może zawierać błędy.
notice-edited = Ten artykuł został przetłumaczony maszynowo, a następnie sprawdzony przez człowieka.
notice-behind = Istnieje nowsza wersja tego artykułu w języku: { $language }.
notice-rebuilt = Oryginalny artykuł nie jest tutaj dostępny. Ten tekst złożono ze zdań cytowanych w jego tłumaczeniach, dlatego może brakować niektórych fragmentów.
notice-fallback = Ten artykuł nie jest jeszcze dostępny w Twoim języku. Jest wyświetlany w języku: { $language }.
notice-source-language = Ten artykuł napisano w języku: { $language }.
read-in = Czytaj w języku: { $language }

## W artykułach

missing-image = Brak obrazu
alert-note = Uwaga
alert-tip = Porada
alert-important = Ważne
alert-warning = Ostrzeżenie
alert-caution = Przestroga
missing-part = Brakuje części tego artykułu.
missing-code = Brakuje kodu tego przykładu.
applies-to = Dotyczy
watch-video = Obejrzyj wideo
image-description = Opis obrazu
footnotes = Przypisy
task-done = Gotowe
task-open = Do zrobienia
copy = Kopiuj kod
copied = Skopiowano
close = Zamknij

words-symptom = Symptomy | Objawy | Objaw | Problem
words-cause = Przyczyna | Przyczyny | Powód
words-resolution = Rozwiązanie | Rozwiązania | Rozwiązanie problemu
words-workaround = Obejście problemu | Obejście | Rozwiązanie tymczasowe | Rozwiązanie alternatywne

## Kody błędów

errors = Kody błędów i komunikaty o błędach
errors-text = Poszukaj kodu lub słów, które widzisz na ekranie.
errors-kinds = Rodzaje kodów
errors-hexadecimal = Kody zaczynające się od 0x
errors-mail = Dostarczanie poczty
errors-product = Kody produktów i usług
errors-number = Liczby
errors-name = Nazwy błędów
errors-event = Identyfikatory zdarzeń
errors-update = Aktualizacje
errors-other = Inne kody
errors-messages = Komunikaty
error-title = Błąd { $code }
error-event = Zdarzenie { $id }
error-also = Zapisywane także jako:

## Wyszukiwanie

search = Szukaj
search-results = Wyniki
search-count = Wyniki: { $count }
search-all = Wszystkie wyniki: { $count }
search-in-source = Znaleziono w oryginale ({ $language })
search-suggestion = Czy chodziło Ci o { $query }?
search-nothing = Brak wyników dla „{ $query }”
search-check-spelling = Sprawdź pisownię.
search-fewer-words = Użyj mniejszej liczby słów lub innych słów.
search-without-filters = Szukaj bez filtrów
search-more = Pokaż więcej wyników
search-browse = Przeglądaj artykuły
search-error-codes = Kody błędów
search-product = Produkt
search-kind = Tłumaczenie
search-loading = Wyszukiwanie…
search-failed = Nie udało się załadować wyszukiwania. Sprawdź połączenie i spróbuj ponownie.
search-script = Wyszukiwanie wymaga języka JavaScript, którego Twoja przeglądarka nie uruchamia. Te listy prowadzą do wszystkich artykułów.

## Inne strony

not-found-title = Nie znaleziono strony
not-found-text = Pod tym adresem nie ma strony. Mogła zostać przeniesiona lub usunięta albo adres został błędnie wpisany.
not-found-home = Przejdź do strony głównej
root-title = Wybierz język
redirect-title = Ta strona została przeniesiona
redirect-text = Przejdź do nowego adresu
