# Was Leserinnen und Leser von der Website selbst sehen, auf Deutsch.

## Sich zurechtfinden

site-title = Hilfecenter
language-menu = Sprache
skip-to-content = Zum Inhalt springen
home = Startseite
breadcrumbs = Sie sind hier
all-articles = Alle Artikel
topics = Themen
toc = Inhalt
toc-more = Alle anzeigen: { $title }
digits-and-symbols = 0–9 und Symbole
article-count = { $count ->
    [one] { $count } Artikel
   *[other] { $count } Artikel
}

home-search = Wie können wir Ihnen helfen?
important = Wichtige Artikel
recent = Kürzlich aktualisiert
feed = Feed mit Änderungen
on-this-page = Auf dieser Seite
previous = Zurück
next = Weiter
related = Verwandte Artikel

## Hell oder dunkel

appearance = Darstellung
appearance-auto = Wie auf diesem Gerät
appearance-light = Hell
appearance-dark = Dunkel

## Eine Übersetzung Satz für Satz neben dem Original lesen

source-text = Originaltext
source-off = Nur Übersetzung
source-both = Übersetzung und Original
source-ask = Original auf Wunsch
source-show = Originalsatz anzeigen
source-label = Originaltext:
source-failed = Der Originaltext konnte nicht geladen werden.
report = Diesen Satz melden

## Unter einem Artikel

last-updated = Zuletzt aktualisiert: { $date }
article-number = Artikel { $id }

helpful = War dieser Artikel hilfreich?
helpful-yes = Ja
helpful-no = Nein
helpful-thanks = Vielen Dank für Ihre Antwort.
contact = Support kontaktieren
copy-link = Link zu dieser Stelle kopieren
link-copied = Link kopiert

## Das Sprachmenü

kind-human = von Menschen übersetzt
kind-machine = maschinell übersetzt
kind-edited = maschinell übersetzt und überprüft
kind-rebuilt = aus Übersetzungen rekonstruiert
kind-source = Originaltext
state-behind = ältere Version
state-missing = noch nicht übersetzt

language-offer = Sie haben zuvor eine andere Sprache ausgewählt:
language-keep = Hier bleiben

## Hinweise über einem Artikel

notice-machine = Dieser Artikel wurde maschinell übersetzt und von niemandem überprüft. Er kann Fehler enthalten.
notice-edited = Dieser Artikel wurde maschinell übersetzt und anschließend von einem Menschen überprüft.
notice-behind = Eine neuere Version dieses Artikels ist auf { $language } verfügbar.
notice-rebuilt = Der Originalartikel ist hier nicht verfügbar. Dieser Text wurde aus den Sätzen zusammengefügt, die in seinen Übersetzungen zitiert werden. Daher können Teile fehlen.
notice-fallback = Dieser Artikel ist noch nicht in Ihrer Sprache verfügbar. Er wird auf { $language } angezeigt.
notice-source-language = Dieser Artikel wurde auf { $language } verfasst.
read-in = Auf { $language } lesen

## In den Artikeln

missing-image = Bild fehlt
alert-note = Hinweis
alert-tip = Tipp
alert-important = Wichtig
alert-warning = Warnung
alert-caution = Vorsicht
missing-part = Ein Teil dieses Artikels fehlt.
missing-code = Der Code dieses Beispiels fehlt.
applies-to = Gilt für
watch-video = Video ansehen
image-description = Beschreibung des Bilds
footnotes = Fußnoten
task-done = Erledigt
task-open = Offen
copy = Code kopieren
copied = Kopiert
close = Schließen

words-symptom = Symptom | Symptome | Problem | Problembeschreibung
words-cause = Ursache | Ursachen | Grund
words-resolution = Lösung | Lösungen | Behebung | Fehlerbehebung | Problembehebung
words-workaround = Problemumgehung | Problemumgehungen | Umgehung | Umgehungslösung | Abhilfe

## Fehlercodes

errors = Fehlercodes und Fehlermeldungen
errors-text = Suchen Sie nach dem Code oder den Wörtern, die Sie auf dem Bildschirm sehen.
errors-kinds = Arten von Codes
errors-hexadecimal = Codes, die mit 0x beginnen
errors-mail = E-Mail-Zustellung
errors-product = Codes von Produkten und Diensten
errors-number = Nummern
errors-name = Fehlernamen
errors-event = Ereignis-IDs
errors-update = Updates
errors-other = Weitere Codes
errors-messages = Meldungen
error-title = Fehler { $code }
error-event = Ereignis { $id }
error-also = Andere Schreibweisen:

## Die Suche

search = Suchen
search-results = Ergebnisse
search-count = Ergebnisse: { $count }
search-all = Alle Ergebnisse: { $count }
search-in-source = Im Originaltext gefunden ({ $language })
search-suggestion = Meinten Sie { $query }?
search-nothing = Keine Ergebnisse für „{ $query }“
search-check-spelling = Überprüfen Sie die Schreibweise.
search-fewer-words = Verwenden Sie weniger oder andere Wörter.
search-without-filters = Ohne Filter suchen
search-more = Weitere Ergebnisse anzeigen
search-browse = In den Artikeln stöbern
search-error-codes = Fehlercodes
search-product = Produkt
search-kind = Übersetzung
search-loading = Suche läuft …
search-failed = Die Suche konnte nicht geladen werden. Überprüfen Sie Ihre Verbindung und versuchen Sie es noch einmal.
search-script = Für die Suche wird JavaScript benötigt, das Ihr Browser nicht ausführt. Über diese Listen gelangen Sie zu allen Artikeln.

## Andere Seiten

not-found-title = Seite nicht gefunden
not-found-text = Unter dieser Adresse gibt es keine Seite. Möglicherweise wurde sie verschoben oder entfernt, oder die Adresse enthält einen Tippfehler.
not-found-home = Zur Startseite
root-title = Sprache auswählen
redirect-title = Diese Seite wurde verschoben
redirect-text = Zur neuen Adresse
