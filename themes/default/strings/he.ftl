# מה שהקוראים רואים מהאתר עצמו, בעברית.

## התמצאות

site-title = מרכז העזרה
language-menu = שפה
skip-to-content = דילוג לתוכן
home = דף הבית
breadcrumbs = מיקום באתר
all-articles = כל המאמרים
topics = נושאים
toc = תוכן העניינים
toc-more = הצגת הכול: { $title }
digits-and-symbols = ספרות וסמלים
article-count = { $count ->
    [one] מאמר אחד
    [two] שני מאמרים
   *[other] { $count } מאמרים
}

home-search = איך אפשר לעזור?
important = מאמרים חשובים
recent = עודכנו לאחרונה
feed = הזנת שינויים
on-this-page = בדף זה
previous = הקודם
next = הבא
related = מאמרים קשורים

## בהיר או כהה

appearance = מראה
appearance-auto = כמו במכשיר
appearance-light = בהיר
appearance-dark = כהה

## קריאת תרגום לצד המקור, משפט אחר משפט

source-text = טקסט המקור
source-off = תרגום בלבד
source-both = תרגום ומקור
source-ask = מקור לפי בקשה
source-show = הצגת המשפט המקורי
source-label = מקור:
source-failed = לא ניתן היה לטעון את טקסט המקור.
report = דיווח על משפט זה

## מתחת למאמר

last-updated = עודכן לאחרונה: { $date }
article-number = מאמר { $id }

helpful = האם המאמר עזר לך?
helpful-yes = כן
helpful-no = לא
helpful-thanks = תודה על התשובה.
contact = פנייה לתמיכה
copy-link = העתקת הקישור למקום זה
link-copied = הקישור הועתק

## תפריט השפות

kind-human = תרגום אנושי
kind-machine = תרגום מכונה
kind-edited = תרגום מכונה שנבדק
kind-rebuilt = שוחזר מתרגומים
kind-source = מקור
state-behind = גרסה ישנה יותר
state-missing = טרם תורגם

language-offer = בחרת בעבר בשפה אחרת:
language-keep = להישאר כאן

## הודעות מעל מאמר

notice-machine = מאמר זה תורגם בתרגום מכונה ואיש לא בדק אותו. ייתכנו בו שגיאות.
notice-edited = מאמר זה תורגם בתרגום מכונה ולאחר מכן נבדק על ידי אדם.
notice-behind = קיימת גרסה חדשה יותר של מאמר זה ב{ $language }.
notice-rebuilt = המאמר המקורי אינו זמין כאן. טקסט זה הורכב מהמשפטים שמצוטטים בתרגומיו, ולכן ייתכן שחלקים ממנו חסרים.
notice-fallback = מאמר זה עדיין אינו זמין בשפה שלך. הוא מוצג ב{ $language }.
notice-source-language = מאמר זה נכתב ב{ $language }.
read-in = לקריאה ב{ $language }

## בתוך המאמרים

missing-image = התמונה חסרה
alert-note = הערה
alert-tip = עצה
alert-important = חשוב
alert-warning = אזהרה
alert-caution = זהירות
missing-part = חלק ממאמר זה חסר.
missing-code = הקוד של דוגמה זו חסר.
applies-to = חל על
watch-video = צפייה בסרטון
image-description = תיאור התמונה
footnotes = הערות שוליים
task-done = בוצע
task-open = לא בוצע
copy = העתקת הקוד
copied = הועתק
close = סגירה

words-symptom = תסמין | תסמינים | מאפייני הבעיה | סימפטומים | בעיה
words-cause = סיבה | סיבות | הסיבה | גורם
words-resolution = פתרון | פתרונות | פתרון הבעיה | תיקון
words-workaround = פתרון עוקף | פתרון זמני | דרך לעקיפת הבעיה | עקיפת הבעיה | מעקף

## קודי שגיאה

errors = קודי שגיאה והודעות שגיאה
errors-text = יש לחפש את הקוד או את המילים שמופיעים על המסך.
errors-kinds = סוגי קודים
errors-hexadecimal = קודים שמתחילים ב-0x
errors-mail = מסירת דואר
errors-product = קודים של מוצרים ושירותים
errors-number = מספרים
errors-name = שמות של שגיאות
errors-event = מזהי אירועים
errors-update = עדכונים
errors-other = קודים אחרים
errors-messages = הודעות
error-title = שגיאה { $code }
error-event = אירוע { $id }
error-also = נכתב גם כך:

## חיפוש

search = חיפוש
search-results = תוצאות
search-count = תוצאות: { $count }
search-all = כל התוצאות: { $count }
search-in-source = נמצא בטקסט המקור ({ $language })
search-suggestion = האם התכוונת ל: { $query }?
search-nothing = לא נמצאו תוצאות עבור ״{ $query }״
search-check-spelling = כדאי לבדוק את האיות.
search-fewer-words = כדאי להשתמש בפחות מילים או במילים אחרות.
search-without-filters = חיפוש ללא המסננים
search-more = הצגת תוצאות נוספות
search-browse = עיון במאמרים
search-error-codes = קודי שגיאה
search-product = מוצר
search-kind = תרגום
search-loading = מתבצע חיפוש…
search-failed = לא ניתן היה לטעון את החיפוש. יש לבדוק את החיבור ולנסות שוב.
search-script = החיפוש זקוק ל-JavaScript, והדפדפן שלך אינו מפעיל אותו. הרשימות הבאות מובילות לכל המאמרים.

## דפים אחרים

not-found-title = הדף לא נמצא
not-found-text = אין דף בכתובת זו. ייתכן שהוא הועבר או הוסר, או שהכתובת הוקלדה באופן שגוי.
not-found-home = מעבר לדף הבית
root-title = בחירת שפה
redirect-title = הדף הועבר
redirect-text = מעבר לכתובת החדשה
