# ما يراه القرّاء من الموقع نفسه، بالعربية.

## التنقّل

site-title = مركز المساعدة
language-menu = اللغة
skip-to-content = الانتقال إلى المحتوى
home = الصفحة الرئيسية
breadcrumbs = أنت هنا
all-articles = جميع المقالات
topics = المواضيع
toc = المحتويات
toc-more = عرض الكل: { $title }
digits-and-symbols = الأرقام والرموز
article-count = { $count ->
    [zero] لا توجد مقالات
    [one] مقالة واحدة
    [two] مقالتان
    [few] { $count } مقالات
    [many] { $count } مقالة
   *[other] { $count } مقالة
}

home-search = كيف يمكننا مساعدتك؟
important = مقالات مهمة
recent = مقالات حُدِّثت مؤخرًا
feed = موجز التغييرات
on-this-page = في هذه الصفحة
previous = السابق
next = التالي
related = مقالات ذات صلة

## فاتح أو داكن

appearance = المظهر
appearance-auto = حسب إعداد الجهاز
appearance-light = فاتح
appearance-dark = داكن

## قراءة الترجمة مع النص الأصلي

source-text = النص الأصلي
source-off = الترجمة فقط
source-both = الترجمة والنص الأصلي
source-ask = النص الأصلي عند الطلب
source-show = إظهار الجملة الأصلية
source-label = النص الأصلي:
source-failed = تعذّر تحميل النص الأصلي.
report = الإبلاغ عن هذه الجملة

## أسفل المقالة

last-updated = آخر تحديث: { $date }
article-number = المقالة رقم { $id }

helpful = هل كانت هذه المقالة مفيدة؟
helpful-yes = نعم
helpful-no = لا
helpful-thanks = شكرًا على إجابتك.
contact = الاتصال بالدعم
copy-link = نسخ رابط هذا الموضع
link-copied = تم نسخ الرابط

## قائمة اللغات

kind-human = ترجمة بشرية
kind-machine = ترجمة آلية
kind-edited = ترجمة آلية مُراجَعة
kind-rebuilt = مُستعاد من الترجمات
kind-source = النص الأصلي
state-behind = إصدار أقدم
state-missing = لم تُترجم بعد

language-offer = اخترت لغة أخرى من قبل:
language-keep = البقاء هنا

## تنبيهات أعلى المقالة

notice-machine = تُرجمت هذه المقالة آليًا ولم يراجعها أحد، وقد تحتوي على أخطاء.
notice-edited = تُرجمت هذه المقالة آليًا ثم راجعها شخص.
notice-behind = يتوفر إصدار أحدث من هذه المقالة باللغة { $language }.
notice-rebuilt = المقالة الأصلية غير متوفرة هنا. جُمع هذا النص من الجمل الأصلية الواردة في ترجماتها، وقد تنقصه بعض الأجزاء.
notice-fallback = هذه المقالة غير متوفرة بلغتك بعد، وهي معروضة باللغة { $language }.
notice-source-language = كُتبت هذه المقالة باللغة { $language }.
read-in = القراءة باللغة { $language }

## داخل المقالات

missing-image = الصورة غير متوفرة
alert-note = ملاحظة
alert-tip = نصيحة
alert-important = هام
alert-warning = تحذير
alert-caution = تنبيه
missing-part = جزء من هذه المقالة مفقود.
missing-code = التعليمات البرمجية لهذا المثال مفقودة.
applies-to = ينطبق على
watch-video = مشاهدة الفيديو
image-description = وصف الصورة
footnotes = الحواشي
task-done = مكتملة
task-open = غير مكتملة
copy = نسخ التعليمات البرمجية
copied = تم النسخ
close = إغلاق

words-symptom = الأعراض | العرض | المشكلة
words-cause = السبب | الأسباب | سبب المشكلة
words-resolution = الحل | الحلول | حل المشكلة
words-workaround = الحل البديل | حل بديل | الحلول البديلة | الحل المؤقت

## رموز الأخطاء

errors = رموز الأخطاء ورسائلها
errors-text = ابحث عن الرمز أو الكلمات التي تظهر على شاشتك.
errors-kinds = أنواع الرموز
errors-hexadecimal = رموز تبدأ بـ 0x
errors-mail = تسليم البريد
errors-product = رموز المنتجات والخدمات
errors-number = الأرقام
errors-name = أسماء الأخطاء
errors-event = معرّفات الأحداث
errors-update = التحديثات
errors-other = رموز أخرى
errors-messages = الرسائل
error-title = الخطأ { $code }
error-event = الحدث { $id }
error-also = يُكتب أيضًا:

## البحث

search = بحث
search-results = نتائج البحث
search-count = عدد النتائج: { $count }
search-all = عرض كل النتائج: { $count }
search-in-source = موجود في النص الأصلي ({ $language })
search-suggestion = هل تقصد { $query }؟
search-nothing = لا توجد نتائج عن «{ $query }»
search-check-spelling = تحقّق من الإملاء.
search-fewer-words = استخدم كلمات أقل أو كلمات أخرى.
search-without-filters = البحث من دون عوامل التصفية
search-more = عرض المزيد من النتائج
search-browse = تصفّح المقالات
search-error-codes = رموز الأخطاء
search-product = المنتج
search-kind = الترجمة
search-loading = جارٍ البحث…
search-failed = تعذّر تحميل البحث. تحقّق من اتصالك ثم حاول مرة أخرى.
search-script = يحتاج البحث إلى JavaScript، ومتصفحك لا يشغّله. تقودك هذه القوائم إلى جميع المقالات.

## صفحات أخرى

not-found-title = الصفحة غير موجودة
not-found-text = لا توجد صفحة على هذا العنوان. ربما نُقلت أو حُذفت، أو كُتب العنوان خطأً.
not-found-home = الانتقال إلى الصفحة الرئيسية
root-title = اختيار اللغة
redirect-title = نُقلت هذه الصفحة
redirect-text = الانتقال إلى العنوان الجديد
