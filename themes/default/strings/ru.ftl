# То, что читатели видят на самом сайте, на русском языке.

## Навигация

site-title = Справочный центр
language-menu = Язык
skip-to-content = Перейти к содержимому
home = Главная
breadcrumbs = Вы здесь
all-articles = Все статьи
topics = Темы
toc = Содержание
toc-more = Показать все: { $title }
digits-and-symbols = 0–9 и символы
article-count = { $count ->
    [one] { $count } статья
    [few] { $count } статьи
    [many] { $count } статей
   *[other] { $count } статьи
}

home-search = Чем мы можем помочь?
important = Важные статьи
recent = Недавно обновлённые
feed = Лента изменений
on-this-page = На этой странице
previous = Предыдущая
next = Следующая
related = Похожие статьи

## Светлое или тёмное оформление

appearance = Оформление
appearance-auto = Как на устройстве
appearance-light = Светлое
appearance-dark = Тёмное

## Перевод и оригинал рядом

source-text = Исходный текст
source-off = Только перевод
source-both = Перевод и оригинал
source-ask = Оригинал по запросу
source-show = Показать это предложение в оригинале
source-label = Оригинал:
source-failed = Не удалось загрузить оригинал.
report = Сообщить об ошибке в этом предложении

## Под статьёй

last-updated = Последнее обновление: { $date }
article-number = Статья { $id }

helpful = Была ли эта статья полезной?
helpful-yes = Да
helpful-no = Нет
helpful-thanks = Спасибо за ваш ответ.
contact = Обратиться в службу поддержки
copy-link = Скопировать ссылку на это место
link-copied = Ссылка скопирована

## Меню языков

kind-human = переведено людьми
kind-machine = машинный перевод
kind-edited = проверенный машинный перевод
kind-rebuilt = восстановлено по переводам
kind-source = оригинал
state-behind = более старая версия
state-missing = ещё не переведено

language-offer = Ранее вы выбрали другой язык:
language-keep = Остаться здесь

## Уведомления над статьёй

notice-machine = Эта статья переведена автоматически, и перевод никто не проверял. В нём могут быть ошибки.
notice-edited = Эта статья переведена автоматически, а затем проверена человеком.
notice-behind = Есть более новая версия этой статьи (язык: { $language }).
notice-rebuilt = Оригинал статьи здесь недоступен. Этот текст составлен из предложений, которые приведены в её переводах, поэтому некоторые части могут отсутствовать.
notice-fallback = Эта статья пока недоступна на вашем языке. Язык показанной версии: { $language }.
notice-source-language = Язык оригинала статьи: { $language }.
read-in = Читать на языке: { $language }

## Внутри статей

missing-image = Изображение отсутствует
alert-note = Примечание
alert-tip = Совет
alert-important = Важно
alert-warning = Предупреждение
alert-caution = Внимание
missing-part = Часть этой статьи отсутствует.
missing-code = Код этого примера отсутствует.
applies-to = Применимо к
watch-video = Смотреть видео
image-description = Описание изображения
footnotes = Сноски
task-done = Выполнено
task-open = Не выполнено
copy = Копировать код
copied = Скопировано
close = Закрыть

words-symptom = Симптомы | Симптом | Проблема | Признаки | Проявление
words-cause = Причина | Причины
words-resolution = Решение | Устранение | Исправление | Способ решения
words-workaround = Временное решение | Обходное решение | Обходной путь | Способ обхода

## Коды ошибок

errors = Коды ошибок и сообщения
errors-text = Найдите код или слова, которые вы видите на экране.
errors-kinds = Виды кодов
errors-hexadecimal = Коды, начинающиеся с 0x
errors-mail = Доставка почты
errors-product = Коды продуктов и служб
errors-number = Числа
errors-name = Имена ошибок
errors-event = Коды событий
errors-update = Обновления
errors-other = Другие коды
errors-messages = Сообщения
error-title = Ошибка { $code }
error-event = Событие { $id }
error-also = Другая запись:

## Поиск

search = Поиск
search-results = Результаты
search-count = Результаты: { $count }
search-all = Все результаты: { $count }
search-in-source = Найдено в оригинале ({ $language })
search-suggestion = Возможно, вы имели в виду: { $query }
search-nothing = По запросу «{ $query }» ничего не найдено
search-check-spelling = Проверьте правописание.
search-fewer-words = Введите меньше слов или другие слова.
search-without-filters = Искать без фильтров
search-more = Показать больше результатов
search-browse = Просмотр статей
search-error-codes = Коды ошибок
search-product = Продукт
search-kind = Перевод
search-loading = Идёт поиск…
search-failed = Не удалось загрузить поиск. Проверьте подключение и повторите попытку.
search-script = Для поиска нужен JavaScript, но ваш браузер его не выполняет. Все статьи можно найти с помощью этих списков.

## Другие страницы

not-found-title = Страница не найдена
not-found-text = По этому адресу нет страницы. Возможно, она перемещена или удалена либо адрес введён с ошибкой.
not-found-home = Перейти на главную страницу
root-title = Выберите язык
redirect-title = Эта страница перемещена
redirect-text = Перейти по новому адресу
