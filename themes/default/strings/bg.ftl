# Какво виждат читателите от самия сайт, на български.

## Ориентиране

site-title = Помощен център
language-menu = Език
skip-to-content = Към съдържанието
home = Начало
breadcrumbs = Вие сте тук
all-articles = Всички статии
topics = Теми
toc = Съдържание
toc-more = Показване на всички: { $title }
digits-and-symbols = 0–9 и символи
article-count = { $count ->
    [one] { $count } статия
   *[other] { $count } статии
}

home-search = Как можем да ви помогнем?
important = Важни статии
recent = Наскоро актуализирани
feed = Емисия с промените
on-this-page = На тази страница
previous = Предишна
next = Следваща
related = Свързани статии

## Светло или тъмно

appearance = Облик
appearance-auto = Както на устройството
appearance-light = Светъл
appearance-dark = Тъмен

## Четене на превода редом с оригинала

source-text = Оригинален текст
source-off = Само превод
source-both = Превод и оригинал
source-ask = Оригинал при поискване
source-show = Показване на оригиналното изречение
source-label = Оригинал:
source-failed = Оригиналът не можа да се зареди.
report = Докладване на това изречение

## Под статията

last-updated = Последна актуализация: { $date }
article-number = Статия { $id }

helpful = Беше ли полезна тази статия?
helpful-yes = Да
helpful-no = Не
helpful-thanks = Благодарим ви за отговора.
contact = Връзка с поддръжката
copy-link = Копиране на връзката към това място
link-copied = Връзката е копирана

## Менюто с езици

kind-human = преведено от хора
kind-machine = машинен превод
kind-edited = машинен превод, прегледан от човек
kind-rebuilt = възстановено от преводите
kind-source = оригинал
state-behind = по-стара версия
state-missing = още не е преведено

language-offer = По-рано избрахте друг език:
language-keep = Оставане тук

## Известия над статията

notice-machine = Тази статия е преведена машинно и никой не е проверил превода. Възможно е да съдържа грешки.
notice-edited = Тази статия е преведена машинно и след това прегледана от човек.
notice-behind = Има по-нова версия на тази статия на { $language }.
notice-rebuilt = Оригиналната статия не е налична тук. Този текст е съставен от изреченията, цитирани в преводите ѝ, затова е възможно да липсват части.
notice-fallback = Тази статия още не е налична на вашия език. Показва се на { $language }.
notice-source-language = Тази статия е написана на { $language }.
read-in = Прочетете я на { $language }

## В статиите

missing-image = Липсва изображение
alert-note = Забележка
alert-tip = Съвет
alert-important = Важно
alert-warning = Предупреждение
alert-caution = Внимание
missing-part = Липсва част от тази статия.
missing-code = Липсва кодът на този пример.
applies-to = Отнася се за
watch-video = Гледайте видеото
image-description = Описание на изображението
footnotes = Бележки под линия
task-done = Изпълнено
task-open = Неизпълнено
copy = Копиране на кода
copied = Копирано
close = Затваряне

words-symptom = Симптом | Симптоми | Проблем | Проблеми
words-cause = Причина | Причини
words-resolution = Решение | Решения | Разрешаване | Отстраняване
words-workaround = Заобиколно решение | Заобиколни решения | Заобикаляне на проблема | Временно решение | Алтернативно решение

## Кодове за грешки

errors = Кодове и съобщения за грешки
errors-text = Потърсете кода или думите, които виждате на екрана.
errors-kinds = Видове кодове
errors-hexadecimal = Кодове, които започват с 0x
errors-mail = Доставяне на поща
errors-product = Кодове на продукти и услуги
errors-number = Числа
errors-name = Имена на грешки
errors-event = ИД на събития
errors-update = Актуализации
errors-other = Други кодове
errors-messages = Съобщения
error-title = Грешка { $code }
error-event = Събитие { $id }
error-also = Изписва се и като:

## Търсене

search = Търсене
search-results = Резултати
search-count = Резултати: { $count }
search-all = Всички резултати: { $count }
search-in-source = Намерено в оригинала ({ $language })
search-suggestion = Имахте предвид { $query }?
search-nothing = Няма намерени резултати за „{ $query }“
search-check-spelling = Проверете правописа.
search-fewer-words = Използвайте по-малко думи или други думи.
search-without-filters = Търсене без филтрите
search-more = Показване на още резултати
search-browse = Разглеждане на статиите
search-error-codes = Кодове за грешки
search-product = Продукт
search-kind = Превод
search-loading = Търсене…
search-failed = Търсенето не можа да се зареди. Проверете връзката си и опитайте отново.
search-script = За търсенето е необходим JavaScript, а браузърът ви не го изпълнява. Тези списъци водят до всички статии.

## Други страници

not-found-title = Страницата не е намерена
not-found-text = На този адрес няма страница. Възможно е тя да е преместена или премахната или адресът да е написан погрешно.
not-found-home = Към началната страница
root-title = Изберете език
redirect-title = Тази страница е преместена
redirect-text = Към новия адрес
