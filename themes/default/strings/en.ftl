# What readers see of the site itself, in English. Every other language has the same keys.

## Finding one's way

# Name of a site whose configuration gives none
site-title = Help center
language-menu = Language
skip-to-content = Skip to content
home = Home
breadcrumbs = You are here
all-articles = All articles
topics = Topics
# Heading of the table of contents beside an article
toc = Contents
# Link to all entries of which a table of contents shows a part. $title: the topic
toc-more = Show all: { $title }
# Label of the part of an A–Z list that holds titles beginning with no letter.
digits-and-symbols = 0–9 and symbols
# $count: number of articles
article-count = { $count ->
    [one] { $count } article
   *[other] { $count } articles
}

# Heading of the home page, above the search box
home-search = How can we help you?
# Heading of the articles that matter most
important = Important articles
# Heading of the articles that changed last
recent = Recently updated
# Link to a feed (Atom) of what changed
feed = Feed of changes
# Name of the list of an article's sections
on-this-page = On this page
# Links to the neighbours of an article in its topic
previous = Previous
next = Next
# Heading of articles about similar things
related = Related articles

## Light or dark

appearance = Appearance
appearance-auto = As on this device
appearance-light = Light
appearance-dark = Dark

## Reading a translation beside its original, sentence by sentence

# Name of the choice, and its three values
source-text = Original text
source-off = Translation only
source-both = Translation and original
source-ask = Original on request
# Button after a sentence
source-show = Show the original sentence
# Read out before an original sentence
source-label = Original:
source-failed = The original could not be loaded.
# Link after an original sentence: tells the site's owner of a mistake in the translation
report = Report this sentence

## Below an article

# $date: a date in this language's long form
last-updated = Last updated: { $date }
# $id: a number that names the article in every language
article-number = Article { $id }

helpful = Was this article helpful?
helpful-yes = Yes
helpful-no = No
helpful-thanks = Thank you for your answer.
contact = Contact support
# Name of the link beside a heading or a row of a table, and what is said when it was copied
copy-link = Copy the link to this place
link-copied = Link copied

## The language menu: how the text of each language came to be, and how it stands. Short, in lower case.

kind-human = translated by people
kind-machine = machine translation
kind-edited = machine translation, reviewed
kind-rebuilt = rebuilt from translations
kind-source = original
state-behind = older version
state-missing = not translated yet

# Before the name of the language that the reader chose on another page, which is a link to this page in that language
language-offer = You chose another language before:
# Button that takes the offer away
language-keep = Stay here

## Notices above an article. $language: the name of a language, as this language writes it

notice-machine = This article was translated by a computer, and no one has checked it. It may contain mistakes.
notice-edited = This article was translated by a computer and then reviewed by a person.
notice-behind = There is a newer version of this article in { $language }.
notice-rebuilt = The original article is not available here. This text was pieced together from the sentences that its translations quote, so some parts may be missing.
notice-fallback = This article is not available in your language yet. It is shown in { $language }.
notice-source-language = This article was written in { $language }.
# Text of a link that follows a notice
read-in = Read it in { $language }

## Inside articles

# Stands where a picture should be
missing-image = Image missing
# Titles of highlighted boxes
alert-note = Note
alert-tip = Tip
alert-important = Important
alert-warning = Warning
alert-caution = Caution
# Stand where the author's text has nothing to show
missing-part = A part of this article is missing.
missing-code = The code of this example is missing.
# Before the names of versions or systems
applies-to = Applies to
watch-video = Watch the video
image-description = Description of the image
footnotes = Footnotes
# Check boxes of a list of tasks
task-done = Done
task-open = To do
# Names of buttons
copy = Copy the code
# Said when the code has been copied
copied = Copied
# Button of a picture shown in full size
close = Close

# Words that stand alone as a heading over a part of an article, as authors write them; several are separated by `|`
words-symptom = Symptom | Symptoms | Problem | Issue
words-cause = Cause | Causes | Reason
words-resolution = Resolution | Solution | Fix
words-workaround = Workaround | Workarounds

## Error codes

errors = Error codes and messages
# Above the list of codes
errors-text = Look for the code or the words that you see on your screen.
# Label of the links to the parts of the list
errors-kinds = Kinds of codes
# Headings of the parts: 0x80070005; 5.7.750; AADSTS50020, 30015-4; 404; ERROR_ACCESS_DENIED; KB5001234
errors-hexadecimal = Codes that begin with 0x
errors-mail = Mail delivery
errors-product = Codes of products and services
errors-number = Numbers
errors-name = Names of errors
errors-event = Event IDs
errors-update = Updates
errors-other = Other codes
errors-messages = Messages
# Title of the page of one code. $code: the code
error-title = Error { $code }
# Name of an entry of a log. $id: its number
error-event = Event { $id }
# Before the decimal forms of a hexadecimal code
error-also = Also written as:

## Searching

# Name of the box, of its button and of the search page
search = Search
search-results = Results
# $count: number of results
search-count = Results: { $count }
search-all = All results: { $count }
# Below a result whose words stand only in the original text. $language: the name of its language
search-in-source = Found in the original ({ $language })
# $query: what to search for instead
search-suggestion = Did you mean { $query }?
search-nothing = Nothing found for “{ $query }”
search-check-spelling = Check the spelling.
search-fewer-words = Use fewer words, or other ones.
# Button
search-without-filters = Search without the filters
search-more = Show more results
# Above the topics and the A–Z of the search page
search-browse = Look around
search-error-codes = Error codes
# Headings of what results can be narrowed down to
search-product = Product
search-kind = Translation
search-loading = Searching…
search-failed = The search could not be loaded. Check your connection and try again.
search-script = Searching needs JavaScript, and your browser does not run it. These lists lead to every article.

## Other pages

not-found-title = Page not found
not-found-text = There is no page at this address. It may have been moved or removed, or the address may be mistyped.
not-found-home = Go to the home page
root-title = Choose a language
redirect-title = This page has moved
# Text of the link to the new address
redirect-text = Go to the new address
