# Okuyucuların sitenin kendisinden gördükleri, Türkçe.

## Gezinme

site-title = Yardım merkezi
language-menu = Dil
skip-to-content = İçeriğe geç
home = Ana sayfa
breadcrumbs = Buradasınız
all-articles = Tüm makaleler
topics = Konular
toc = İçindekiler
toc-more = Tümünü göster: { $title }
digits-and-symbols = 0–9 ve simgeler
article-count = { $count ->
    [one] { $count } makale
   *[other] { $count } makale
}

home-search = Size nasıl yardımcı olabiliriz?
important = Önemli makaleler
recent = Son güncellenenler
feed = Değişiklik akışı
on-this-page = Bu sayfada
previous = Önceki
next = Sonraki
related = İlgili makaleler

## Açık veya koyu

appearance = Görünüm
appearance-auto = Cihazdaki gibi
appearance-light = Açık
appearance-dark = Koyu

## Çeviriyi özgün metinle birlikte okuma

source-text = Özgün metin
source-off = Yalnızca çeviri
source-both = Çeviri ve özgün metin
source-ask = İstendiğinde özgün metin
source-show = Özgün cümleyi göster
source-label = Özgün metin:
source-failed = Özgün metin yüklenemedi.
report = Bu cümledeki hatayı bildir

## Makalenin altında

last-updated = Son güncelleme: { $date }
article-number = Makale { $id }

helpful = Bu makale yararlı oldu mu?
helpful-yes = Evet
helpful-no = Hayır
helpful-thanks = Yanıtınız için teşekkür ederiz.
contact = Desteğe başvurun
copy-link = Bu bölümün bağlantısını kopyala
link-copied = Bağlantı kopyalandı

## Dil menüsü

kind-human = insan çevirisi
kind-machine = makine çevirisi
kind-edited = gözden geçirilmiş makine çevirisi
kind-rebuilt = çevirilerden yeniden oluşturuldu
kind-source = özgün metin
state-behind = daha eski sürüm
state-missing = henüz çevrilmedi

language-offer = Daha önce başka bir dil seçtiniz:
language-keep = Burada kal

## Makalenin üstündeki bildirimler

notice-machine = Bu makale makine tarafından çevrildi ve kimse tarafından gözden geçirilmedi. Hata içerebilir.
notice-edited = Bu makale makine tarafından çevrildi ve ardından bir kişi tarafından gözden geçirildi.
notice-behind = Bu makalenin { $language } dilinde daha yeni bir sürümü var.
notice-rebuilt = Makalenin özgün hali burada yok. Bu metin, çevirilerinde alıntılanan cümlelerden bir araya getirildi; bu nedenle bazı bölümler eksik olabilir.
notice-fallback = Bu makale henüz sizin dilinizde yok. { $language } dilinde gösteriliyor.
notice-source-language = Bu makale { $language } dilinde yazıldı.
read-in = { $language } dilinde okuyun

## Makalelerin içinde

missing-image = Görüntü eksik
alert-note = Not
alert-tip = İpucu
alert-important = Önemli
alert-warning = Uyarı
alert-caution = Dikkat
missing-part = Bu makalenin bir bölümü eksik.
missing-code = Bu örneğin kodu eksik.
applies-to = Şunlar için geçerlidir
watch-video = Videoyu izleyin
image-description = Görüntünün açıklaması
footnotes = Dipnotlar
task-done = Tamamlandı
task-open = Yapılacak
copy = Kodu kopyala
copied = Kopyalandı
close = Kapat

words-symptom = Belirtiler | Belirti | Sorun
words-cause = Neden | Nedenler | Nedeni | Sebep
words-resolution = Çözüm | Çözümleme | Düzeltme
words-workaround = Geçici çözüm | Geçici çözümler | Alternatif çözüm

## Hata kodları

errors = Hata kodları ve iletileri
errors-text = Ekranınızda gördüğünüz kodu veya sözcükleri arayın.
errors-kinds = Kod türleri
errors-hexadecimal = 0x ile başlayan kodlar
errors-mail = Posta teslimi
errors-product = Ürün ve hizmet kodları
errors-number = Sayılar
errors-name = Hata adları
errors-event = Olay kimlikleri
errors-update = Güncellemeler
errors-other = Diğer kodlar
errors-messages = İletiler
error-title = Hata { $code }
error-event = Olay { $id }
error-also = Diğer yazımları:

## Arama

search = Ara
search-results = Sonuçlar
search-count = Sonuçlar: { $count }
search-all = Tüm sonuçlar: { $count }
search-in-source = Özgün metinde bulundu ({ $language })
search-suggestion = Bunu mu demek istediniz: { $query }
search-nothing = “{ $query }” için sonuç bulunamadı
search-check-spelling = Yazımı denetleyin.
search-fewer-words = Daha az sözcük veya başka sözcükler kullanın.
search-without-filters = Filtreler olmadan ara
search-more = Daha fazla sonuç göster
search-browse = Makalelere göz atın
search-error-codes = Hata kodları
search-product = Ürün
search-kind = Çeviri
search-loading = Aranıyor…
search-failed = Arama yüklenemedi. Bağlantınızı denetleyip yeniden deneyin.
search-script = Arama için JavaScript gerekir, ancak tarayıcınız bunu çalıştırmıyor. Bu listelerden tüm makalelere ulaşabilirsiniz.

## Diğer sayfalar

not-found-title = Sayfa bulunamadı
not-found-text = Bu adreste bir sayfa yok. Sayfa taşınmış veya kaldırılmış ya da adres yanlış yazılmış olabilir.
not-found-home = Ana sayfaya git
root-title = Bir dil seçin
redirect-title = Bu sayfa taşındı
redirect-text = Yeni adrese git
