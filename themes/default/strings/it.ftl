# Ciò che i lettori vedono del sito stesso, in italiano.

## Orientarsi

site-title = Centro assistenza
language-menu = Lingua
skip-to-content = Vai al contenuto
home = Pagina iniziale
breadcrumbs = Ti trovi qui
all-articles = Tutti gli articoli
topics = Argomenti
toc = Sommario
toc-more = Mostra tutto: { $title }
digits-and-symbols = 0–9 e simboli
article-count = { $count ->
    [one] { $count } articolo
    [many] { $count } articoli
   *[other] { $count } articoli
}

home-search = Come possiamo aiutarti?
important = Articoli importanti
recent = Aggiornati di recente
feed = Feed delle modifiche
on-this-page = In questa pagina
previous = Precedente
next = Successivo
related = Articoli correlati

## Chiaro o scuro

appearance = Aspetto
appearance-auto = Come sul dispositivo
appearance-light = Chiaro
appearance-dark = Scuro

## Leggere la traduzione accanto all’originale

source-text = Testo originale
source-off = Solo traduzione
source-both = Traduzione e originale
source-ask = Originale su richiesta
source-show = Mostra la frase originale
source-label = Originale:
source-failed = Non è stato possibile caricare il testo originale.
report = Segnala questa frase

## Sotto un articolo

last-updated = Ultimo aggiornamento: { $date }
article-number = Articolo { $id }

helpful = Questo articolo ti è stato utile?
helpful-yes = Sì
helpful-no = No
helpful-thanks = Grazie per la risposta.
contact = Contatta l’assistenza
copy-link = Copia il link a questo punto
link-copied = Link copiato

## Il menu delle lingue

kind-human = traduzione umana
kind-machine = traduzione automatica
kind-edited = traduzione automatica revisionata
kind-rebuilt = ricostruito dalle traduzioni
kind-source = originale
state-behind = versione meno recente
state-missing = non ancora tradotto

language-offer = In precedenza hai scelto un’altra lingua:
language-keep = Rimani qui

## Avvisi sopra un articolo

notice-machine = Questo articolo è stato tradotto automaticamente e nessuno lo ha verificato. Può contenere errori.
notice-edited = Questo articolo è stato tradotto automaticamente e poi revisionato da una persona.
notice-behind = È disponibile una versione più recente di questo articolo in { $language }.
notice-rebuilt = L’articolo originale non è disponibile qui. Questo testo è stato ricomposto a partire dalle frasi citate nelle sue traduzioni, quindi alcune parti potrebbero mancare.
notice-fallback = Questo articolo non è ancora disponibile nella tua lingua. Viene mostrato in { $language }.
notice-source-language = Questo articolo è stato scritto in { $language }.
read-in = Leggilo in { $language }

## Negli articoli

missing-image = Immagine mancante
alert-note = Nota
alert-tip = Suggerimento
alert-important = Importante
alert-warning = Avviso
alert-caution = Attenzione
missing-part = Manca una parte di questo articolo.
missing-code = Manca il codice di questo esempio.
applies-to = Si applica a
watch-video = Guarda il video
image-description = Descrizione dell’immagine
footnotes = Note a piè di pagina
task-done = Fatto
task-open = Da fare
copy = Copia il codice
copied = Copiato
close = Chiudi

words-symptom = Sintomi | Sintomo | Problema
words-cause = Causa | Cause | Motivo
words-resolution = Risoluzione | Soluzione | Soluzioni | Correzione
words-workaround = Soluzione alternativa | Soluzioni alternative | Soluzione temporanea | Workaround

## Codici di errore

errors = Codici e messaggi di errore
errors-text = Cerca il codice o le parole che vedi sullo schermo.
errors-kinds = Tipi di codici
errors-hexadecimal = Codici che iniziano con 0x
errors-mail = Recapito della posta
errors-product = Codici di prodotti e servizi
errors-number = Numeri
errors-name = Nomi di errori
errors-event = ID evento
errors-update = Aggiornamenti
errors-other = Altri codici
errors-messages = Messaggi
error-title = Errore { $code }
error-event = Evento { $id }
error-also = Si scrive anche:

## La ricerca

search = Cerca
search-results = Risultati
search-count = Risultati: { $count }
search-all = Tutti i risultati: { $count }
search-in-source = Trovato nel testo originale ({ $language })
search-suggestion = Forse cercavi { $query }?
search-nothing = Nessun risultato per “{ $query }”
search-check-spelling = Controlla l’ortografia.
search-fewer-words = Usa meno parole o parole diverse.
search-without-filters = Cerca senza filtri
search-more = Mostra altri risultati
search-browse = Sfoglia gli articoli
search-error-codes = Codici di errore
search-product = Prodotto
search-kind = Traduzione
search-loading = Ricerca in corso…
search-failed = Non è stato possibile caricare la ricerca. Controlla la connessione e riprova.
search-script = La ricerca richiede JavaScript, che il tuo browser non esegue. Questi elenchi portano a tutti gli articoli.

## Altre pagine

not-found-title = Pagina non trovata
not-found-text = Non c’è nessuna pagina a questo indirizzo. Potrebbe essere stata spostata o rimossa, oppure l’indirizzo potrebbe contenere un errore di battitura.
not-found-home = Vai alla pagina iniziale
root-title = Scegli una lingua
redirect-title = Questa pagina è stata spostata
redirect-text = Vai al nuovo indirizzo
