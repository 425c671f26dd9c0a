# Τι βλέπουν οι αναγνώστες από τον ίδιο τον ιστότοπο, στα ελληνικά.

## Προσανατολισμός

site-title = Κέντρο βοήθειας
language-menu = Γλώσσα
skip-to-content = Μετάβαση στο περιεχόμενο
home = Αρχική
breadcrumbs = Βρίσκεστε εδώ
all-articles = Όλα τα άρθρα
topics = Θέματα
toc = Περιεχόμενα
toc-more = Εμφάνιση όλων: { $title }
digits-and-symbols = 0–9 και σύμβολα
article-count = { $count ->
    [one] { $count } άρθρο
   *[other] { $count } άρθρα
}

home-search = Πώς μπορούμε να σας βοηθήσουμε;
important = Σημαντικά άρθρα
recent = Πρόσφατες ενημερώσεις
feed = Ροή αλλαγών
on-this-page = Σε αυτήν τη σελίδα
previous = Προηγούμενο
next = Επόμενο
related = Σχετικά άρθρα

## Φωτεινή ή σκούρα εμφάνιση

appearance = Εμφάνιση
appearance-auto = Όπως στη συσκευή
appearance-light = Φωτεινή
appearance-dark = Σκούρα

## Ανάγνωση μιας μετάφρασης δίπλα στο πρωτότυπο, πρόταση προς πρόταση

source-text = Πρωτότυπο κείμενο
source-off = Μόνο η μετάφραση
source-both = Μετάφραση και πρωτότυπο
source-ask = Πρωτότυπο όταν ζητηθεί
source-show = Εμφάνιση της πρωτότυπης πρότασης
source-label = Πρωτότυπο:
source-failed = Δεν ήταν δυνατή η φόρτωση του πρωτοτύπου.
report = Αναφορά αυτής της πρότασης

## Κάτω από ένα άρθρο

last-updated = Τελευταία ενημέρωση: { $date }
article-number = Άρθρο { $id }

helpful = Ήταν χρήσιμο αυτό το άρθρο;
helpful-yes = Ναι
helpful-no = Όχι
helpful-thanks = Σας ευχαριστούμε για την απάντηση.
contact = Επικοινωνία με την υποστήριξη
copy-link = Αντιγραφή συνδέσμου προς αυτό το σημείο
link-copied = Ο σύνδεσμος αντιγράφηκε

## Το μενού των γλωσσών

kind-human = μετάφραση από ανθρώπους
kind-machine = αυτόματη μετάφραση
kind-edited = αυτόματη μετάφραση με έλεγχο
kind-rebuilt = ανασύνθεση από τις μεταφράσεις
kind-source = πρωτότυπο
state-behind = παλαιότερη έκδοση
state-missing = δεν έχει μεταφραστεί ακόμη

language-offer = Προηγουμένως επιλέξατε άλλη γλώσσα:
language-keep = Παραμονή εδώ

## Ειδοποιήσεις πάνω από ένα άρθρο

notice-machine = Αυτό το άρθρο μεταφράστηκε αυτόματα και δεν έχει ελεγχθεί από άνθρωπο. Ενδέχεται να περιέχει λάθη.
notice-edited = Αυτό το άρθρο μεταφράστηκε αυτόματα και στη συνέχεια ελέγχθηκε από άνθρωπο.
notice-behind = Υπάρχει νεότερη έκδοση αυτού του άρθρου στα { $language }.
notice-rebuilt = Το πρωτότυπο άρθρο δεν είναι διαθέσιμο εδώ. Αυτό το κείμενο συντέθηκε από τις προτάσεις που παρατίθενται στις μεταφράσεις του και ενδέχεται να λείπουν ορισμένα μέρη.
notice-fallback = Αυτό το άρθρο δεν είναι ακόμη διαθέσιμο στη γλώσσα σας. Εμφανίζεται στα { $language }.
notice-source-language = Αυτό το άρθρο γράφτηκε στα { $language }.
read-in = Διαβάστε το στα { $language }

## Μέσα στα άρθρα

missing-image = Λείπει η εικόνα
alert-note = Σημείωση
alert-tip = Συμβουλή
alert-important = Σημαντικό
alert-warning = Προειδοποίηση
alert-caution = Προσοχή
missing-part = Λείπει ένα μέρος αυτού του άρθρου.
missing-code = Λείπει ο κώδικας αυτού του παραδείγματος.
applies-to = Ισχύει για
watch-video = Παρακολουθήστε το βίντεο
image-description = Περιγραφή της εικόνας
footnotes = Υποσημειώσεις
task-done = Ολοκληρώθηκε
task-open = Δεν ολοκληρώθηκε
copy = Αντιγραφή του κώδικα
copied = Αντιγράφηκε
close = Κλείσιμο

words-symptom = Σύμπτωμα | Συμπτώματα | Πρόβλημα | Ζήτημα
words-cause = Αιτία | Αιτίες | Αίτιο
words-resolution = Επίλυση | Λύση | Προτεινόμενη αντιμετώπιση | Αντιμετώπιση
words-workaround = Εναλλακτική λύση | Εναλλακτικές λύσεις | Εναλλακτικός τρόπος αντιμετώπισης | Προσωρινή λύση

## Κωδικοί σφάλματος

errors = Κωδικοί και μηνύματα σφάλματος
errors-text = Αναζητήστε τον κωδικό ή τις λέξεις που βλέπετε στην οθόνη σας.
errors-kinds = Είδη κωδικών
errors-hexadecimal = Κωδικοί που αρχίζουν με 0x
errors-mail = Παράδοση αλληλογραφίας
errors-product = Κωδικοί προϊόντων και υπηρεσιών
errors-number = Αριθμοί
errors-name = Ονόματα σφαλμάτων
errors-event = Αναγνωριστικά συμβάντων
errors-update = Ενημερώσεις
errors-other = Άλλοι κωδικοί
errors-messages = Μηνύματα
error-title = Σφάλμα { $code }
error-event = Συμβάν { $id }
error-also = Γράφεται επίσης:

## Αναζήτηση

search = Αναζήτηση
search-results = Αποτελέσματα
search-count = Αποτελέσματα: { $count }
search-all = Όλα τα αποτελέσματα: { $count }
search-in-source = Βρέθηκε στο πρωτότυπο ({ $language })
search-suggestion = Μήπως εννοείτε { $query };
search-nothing = Δεν βρέθηκε τίποτα για «{ $query }»
search-check-spelling = Ελέγξτε την ορθογραφία.
search-fewer-words = Χρησιμοποιήστε λιγότερες ή διαφορετικές λέξεις.
search-without-filters = Αναζήτηση χωρίς τα φίλτρα
search-more = Εμφάνιση περισσότερων αποτελεσμάτων
search-browse = Περιήγηση στα άρθρα
search-error-codes = Κωδικοί σφάλματος
search-product = Προϊόν
search-kind = Μετάφραση
search-loading = Αναζήτηση…
search-failed = Δεν ήταν δυνατή η φόρτωση της αναζήτησης. Ελέγξτε τη σύνδεσή σας και δοκιμάστε ξανά.
search-script = Η αναζήτηση χρειάζεται JavaScript, που το πρόγραμμα περιήγησής σας δεν εκτελεί. Αυτές οι λίστες οδηγούν σε όλα τα άρθρα.

## Άλλες σελίδες

not-found-title = Η σελίδα δεν βρέθηκε
not-found-text = Δεν υπάρχει σελίδα σε αυτήν τη διεύθυνση. Ενδέχεται να έχει μετακινηθεί ή καταργηθεί ή η διεύθυνση να έχει πληκτρολογηθεί λάθος.
not-found-home = Μετάβαση στην αρχική σελίδα
root-title = Επιλέξτε γλώσσα
redirect-title = Αυτή η σελίδα έχει μετακινηθεί
redirect-text = Μετάβαση στη νέα διεύθυνση
