# Ce que les lecteurs voient du site lui-même, en français.

## Se repérer

site-title = Centre d’aide
language-menu = Langue
skip-to-content = Aller au contenu
home = Accueil
breadcrumbs = Vous êtes ici
all-articles = Tous les articles
topics = Thèmes
toc = Sommaire
toc-more = Tout afficher : { $title }
digits-and-symbols = 0–9 et symboles
article-count = { $count ->
    [one] { $count } article
   *[other] { $count } articles
}

home-search = Comment pouvons-nous vous aider ?
important = Articles importants
recent = Mis à jour récemment
feed = Flux des modifications
on-this-page = Sur cette page
previous = Précédent
next = Suivant
related = Articles connexes

## Clair ou sombre

appearance = Apparence
appearance-auto = Comme sur cet appareil
appearance-light = Claire
appearance-dark = Sombre

## Lire une traduction à côté du texte d’origine, phrase par phrase

source-text = Texte d’origine
source-off = Traduction seule
source-both = Traduction et texte d’origine
source-ask = Texte d’origine à la demande
source-show = Afficher la phrase d’origine
source-label = Texte d’origine :
source-failed = Le texte d’origine n’a pas pu être chargé.
report = Signaler cette phrase

## Sous un article

last-updated = Dernière mise à jour : { $date }
article-number = Article { $id }

helpful = Cet article vous a-t-il été utile ?
helpful-yes = Oui
helpful-no = Non
helpful-thanks = Merci de votre réponse.
contact = Contacter le support
copy-link = Copier le lien vers cet endroit
link-copied = Lien copié

## Le menu des langues

kind-human = traduit par des personnes
kind-machine = traduction automatique
kind-edited = traduction automatique relue
kind-rebuilt = reconstitué d’après les traductions
kind-source = texte d’origine
state-behind = version plus ancienne
state-missing = pas encore traduit

language-offer = Vous aviez choisi une autre langue :
language-keep = Rester ici

## Avis au-dessus d’un article

notice-machine = Cet article a été traduit automatiquement, sans relecture. Il peut contenir des erreurs.
notice-edited = Cet article a été traduit automatiquement, puis relu par une personne.
notice-behind = Il existe une version plus récente de cet article en { $language }.
notice-rebuilt = L’article d’origine n’est pas disponible ici. Ce texte a été reconstitué à partir des phrases citées dans ses traductions ; des passages peuvent manquer.
notice-fallback = Cet article n’est pas encore disponible dans votre langue. Il est affiché en { $language }.
notice-source-language = Cet article a été rédigé en { $language }.
read-in = Le lire en { $language }

## Dans les articles

missing-image = Image manquante
alert-note = Remarque
alert-tip = Conseil
alert-important = Important
alert-warning = Avertissement
alert-caution = Attention
missing-part = Il manque une partie de cet article.
missing-code = Il manque le code de cet exemple.
applies-to = S’applique à
watch-video = Regarder la vidéo
image-description = Description de l’image
footnotes = Notes de bas de page
task-done = Fait
task-open = À faire
copy = Copier le code
copied = Copié
close = Fermer

words-symptom = Symptôme | Symptômes | Problème | Problèmes
words-cause = Cause | Causes | Raison
words-resolution = Résolution | Solution | Solutions | Correction
words-workaround = Solution de contournement | Solutions de contournement | Contournement | Solution provisoire | Solution temporaire

## Codes d’erreur

errors = Codes et messages d’erreur
errors-text = Cherchez le code ou les mots que vous voyez à l’écran.
errors-kinds = Types de codes
errors-hexadecimal = Codes commençant par 0x
errors-mail = Remise du courrier
errors-product = Codes de produits et de services
errors-number = Numéros
errors-name = Noms d’erreurs
errors-event = ID d’événements
errors-update = Mises à jour
errors-other = Autres codes
errors-messages = Messages
error-title = Erreur { $code }
error-event = Événement { $id }
error-also = S’écrit aussi :

## La recherche

search = Rechercher
search-results = Résultats
search-count = Résultats : { $count }
search-all = Tous les résultats : { $count }
search-in-source = Trouvé dans le texte d’origine ({ $language })
search-suggestion = Vouliez-vous dire { $query } ?
search-nothing = Aucun résultat pour « { $query } »
search-check-spelling = Vérifiez l’orthographe.
search-fewer-words = Utilisez moins de mots, ou d’autres mots.
search-without-filters = Rechercher sans les filtres
search-more = Afficher plus de résultats
search-browse = Parcourir les articles
search-error-codes = Codes d’erreur
search-product = Produit
search-kind = Traduction
search-loading = Recherche en cours…
search-failed = La recherche n’a pas pu être chargée. Vérifiez votre connexion, puis réessayez.
search-script = La recherche a besoin de JavaScript, que votre navigateur n’exécute pas. Ces listes mènent à tous les articles.

## Autres pages

not-found-title = Page introuvable
not-found-text = Il n’y a aucune page à cette adresse. Elle a peut-être été déplacée ou supprimée, ou l’adresse contient une faute de frappe.
not-found-home = Aller à la page d’accueil
root-title = Choisissez une langue
redirect-title = Cette page a changé d’adresse
redirect-text = Aller à la nouvelle adresse
