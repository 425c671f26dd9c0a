# Те, що читачі бачать на самому сайті, українською мовою.

## Навігація

site-title = Довідковий центр
language-menu = Мова
skip-to-content = Перейти до вмісту
home = Головна
breadcrumbs = Ви тут
all-articles = Усі статті
topics = Теми
toc = Зміст
toc-more = Показати все: { $title }
digits-and-symbols = 0–9 і символи
article-count = { $count ->
    [one] { $count } стаття
    [few] { $count } статті
    [many] { $count } статей
   *[other] { $count } статті
}

home-search = Чим ми можемо допомогти?
important = Важливі статті
recent = Нещодавно оновлені
feed = Стрічка змін
on-this-page = На цій сторінці
previous = Попередня
next = Наступна
related = Пов’язані статті

## Світле чи темне оформлення

appearance = Оформлення
appearance-auto = Як на пристрої
appearance-light = Світле
appearance-dark = Темне

## Переклад поруч з оригіналом

source-text = Текст оригіналу
source-off = Лише переклад
source-both = Переклад і оригінал
source-ask = Оригінал за запитом
source-show = Показати це речення в оригіналі
source-label = Оригінал:
source-failed = Не вдалося завантажити оригінал.
report = Повідомити про помилку в цьому реченні

## Під статтею

last-updated = Останнє оновлення: { $date }
article-number = Стаття { $id }

helpful = Чи була ця стаття корисною?
helpful-yes = Так
helpful-no = Ні
helpful-thanks = Дякуємо за вашу відповідь.
contact = Звернутися до служби підтримки
copy-link = Копіювати посилання на це місце
link-copied = Посилання скопійовано

## Меню мов

kind-human = перекладено людьми
kind-machine = машинний переклад
kind-edited = перевірений машинний переклад
kind-rebuilt = відновлено за перекладами
kind-source = оригінал
state-behind = старіша версія
state-missing = ще не перекладено

language-offer = Раніше ви вибрали іншу мову:
language-keep = Залишитися тут

## Сповіщення над статтею

notice-machine = Цю статтю перекладено автоматично, і переклад ніхто не перевіряв. Він може містити помилки.
notice-edited = Цю статтю перекладено автоматично, а потім перевірено людиною.
notice-behind = Є новіша версія цієї статті (мова: { $language }).
notice-rebuilt = Оригінал статті тут недоступний. Цей текст складено з речень, наведених у її перекладах, тому деяких частин може бракувати.
notice-fallback = Ця стаття поки що недоступна вашою мовою. Мова показаної версії: { $language }.
notice-source-language = Мова оригіналу статті: { $language }.
read-in = Читати мовою: { $language }

## У статтях

missing-image = Зображення відсутнє
alert-note = Примітка
alert-tip = Порада
alert-important = Важливо
alert-warning = Попередження
alert-caution = Увага
missing-part = Частина цієї статті відсутня.
missing-code = Код цього прикладу відсутній.
applies-to = Застосовується до
watch-video = Переглянути відео
image-description = Опис зображення
footnotes = Виноски
task-done = Виконано
task-open = Не виконано
copy = Копіювати код
copied = Скопійовано
close = Закрити

words-symptom = Ознаки | Симптоми | Симптом | Проблема
words-cause = Причина | Причини
words-resolution = Вирішення | Рішення | Спосіб вирішення | Усунення | Виправлення
words-workaround = Тимчасове вирішення | Обхідний шлях | Тимчасове рішення | Обхідне рішення | Спосіб обходу

## Коди помилок

errors = Коди помилок і повідомлення
errors-text = Знайдіть код або слова, які ви бачите на екрані.
errors-kinds = Види кодів
errors-hexadecimal = Коди, що починаються з 0x
errors-mail = Доставка пошти
errors-product = Коди продуктів і служб
errors-number = Числа
errors-name = Назви помилок
errors-event = Ідентифікатори подій
errors-update = Оновлення
errors-other = Інші коди
errors-messages = Повідомлення
error-title = Помилка { $code }
error-event = Подія { $id }
error-also = Інший запис:

## Пошук

search = Пошук
search-results = Результати
search-count = Результати: { $count }
search-all = Усі результати: { $count }
search-in-source = Знайдено в оригіналі ({ $language })
search-suggestion = Можливо, ви мали на увазі: { $query }
search-nothing = За запитом «{ $query }» нічого не знайдено
search-check-spelling = Перевірте правопис.
search-fewer-words = Введіть менше слів або інші слова.
search-without-filters = Шукати без фільтрів
search-more = Показати більше результатів
search-browse = Перегляд статей
search-error-codes = Коди помилок
search-product = Продукт
search-kind = Переклад
search-loading = Триває пошук…
search-failed = Не вдалося завантажити пошук. Перевірте підключення та повторіть спробу.
search-script = Для пошуку потрібен JavaScript, але ваш браузер його не виконує. Усі статті можна знайти за допомогою цих списків.

## Інші сторінки

not-found-title = Сторінку не знайдено
not-found-text = За цією адресою немає сторінки. Можливо, її переміщено чи видалено або адресу введено з помилкою.
not-found-home = Перейти на головну сторінку
root-title = Виберіть мову
redirect-title = Цю сторінку переміщено
redirect-text = Перейти за новою адресою
