# Bagian situs yang dilihat pembaca, dalam bahasa Indonesia.

## Navigasi

site-title = Pusat Bantuan
language-menu = Bahasa
skip-to-content = Langsung ke konten
home = Beranda
breadcrumbs = Anda berada di sini
all-articles = Semua artikel
topics = Topik
toc = Daftar isi
toc-more = Tampilkan semua: { $title }
digits-and-symbols = 0–9 dan simbol
article-count = { $count } artikel

home-search = Ada yang bisa kami bantu?
important = Artikel penting
recent = Baru diperbarui
feed = Umpan perubahan
on-this-page = Di halaman ini
previous = Sebelumnya
next = Berikutnya
related = Artikel terkait

## Terang atau gelap

appearance = Tampilan
appearance-auto = Sesuai perangkat
appearance-light = Terang
appearance-dark = Gelap

## Membaca terjemahan bersama teks asli

source-text = Teks asli
source-off = Terjemahan saja
source-both = Terjemahan dan teks asli
source-ask = Teks asli bila diminta
source-show = Tampilkan kalimat asli
source-label = Teks asli:
source-failed = Teks asli tidak dapat dimuat.
report = Laporkan kalimat ini

## Di bawah artikel

last-updated = Terakhir diperbarui: { $date }
article-number = Artikel { $id }

helpful = Apakah artikel ini membantu?
helpful-yes = Ya
helpful-no = Tidak
helpful-thanks = Terima kasih atas jawaban Anda.
contact = Hubungi dukungan
copy-link = Salin tautan ke bagian ini
link-copied = Tautan disalin

## Menu bahasa

kind-human = diterjemahkan oleh manusia
kind-machine = terjemahan mesin
kind-edited = terjemahan mesin, telah ditinjau
kind-rebuilt = disusun ulang dari terjemahan
kind-source = teks asli
state-behind = versi lama
state-missing = belum diterjemahkan

language-offer = Sebelumnya Anda memilih bahasa lain:
language-keep = Tetap di sini

## Pemberitahuan di atas artikel

notice-machine = Artikel ini diterjemahkan oleh mesin dan belum diperiksa oleh siapa pun. Mungkin terdapat kesalahan.
notice-edited = Artikel ini diterjemahkan oleh mesin, lalu ditinjau oleh manusia.
notice-behind = Tersedia versi yang lebih baru dari artikel ini dalam bahasa { $language }.
notice-rebuilt = Artikel asli tidak tersedia di sini. Teks ini disusun dari kalimat-kalimat yang dikutip dalam terjemahannya, sehingga beberapa bagian mungkin tidak ada.
notice-fallback = Artikel ini belum tersedia dalam bahasa Anda. Artikel ditampilkan dalam bahasa { $language }.
notice-source-language = Artikel ini ditulis dalam bahasa { $language }.
read-in = Baca dalam bahasa { $language }

## Di dalam artikel

missing-image = Gambar tidak ada
alert-note = Catatan
alert-tip = Tips
alert-important = Penting
alert-warning = Peringatan
alert-caution = Perhatian
missing-part = Sebagian artikel ini tidak ada.
missing-code = Kode contoh ini tidak ada.
applies-to = Berlaku untuk
watch-video = Tonton video
image-description = Deskripsi gambar
footnotes = Catatan kaki
task-done = Selesai
task-open = Belum selesai
copy = Salin kode
copied = Disalin
close = Tutup

words-symptom = Gejala | Masalah | Gejala masalah
words-cause = Penyebab | Sebab | Penyebab masalah
words-resolution = Resolusi | Solusi | Penyelesaian | Pemecahan masalah
words-workaround = Solusi sementara | Solusi alternatif | Penanganan masalah | Penyelesaian sementara

## Kode kesalahan

errors = Kode dan pesan kesalahan
errors-text = Cari kode atau kata-kata yang Anda lihat di layar.
errors-kinds = Jenis kode
errors-hexadecimal = Kode yang diawali dengan 0x
errors-mail = Pengiriman email
errors-product = Kode produk dan layanan
errors-number = Angka
errors-name = Nama kesalahan
errors-event = ID peristiwa
errors-update = Pembaruan
errors-other = Kode lainnya
errors-messages = Pesan
error-title = Kesalahan { $code }
error-event = Peristiwa { $id }
error-also = Ditulis juga sebagai:

## Pencarian

search = Cari
search-results = Hasil
search-count = Hasil: { $count }
search-all = Semua hasil: { $count }
search-in-source = Ditemukan dalam teks asli ({ $language })
search-suggestion = Mungkin maksud Anda { $query }?
search-nothing = Tidak ada hasil untuk “{ $query }”
search-check-spelling = Periksa ejaannya.
search-fewer-words = Gunakan lebih sedikit kata, atau kata lain.
search-without-filters = Cari tanpa filter
search-more = Tampilkan hasil lainnya
search-browse = Jelajahi artikel
search-error-codes = Kode kesalahan
search-product = Produk
search-kind = Terjemahan
search-loading = Mencari…
search-failed = Pencarian tidak dapat dimuat. Periksa koneksi Anda, lalu coba lagi.
search-script = Pencarian memerlukan JavaScript, tetapi browser Anda tidak menjalankannya. Semua artikel dapat dibuka melalui daftar berikut.

## Halaman lain

not-found-title = Halaman tidak ditemukan
not-found-text = Tidak ada halaman di alamat ini. Halaman mungkin telah dipindahkan atau dihapus, atau alamatnya salah ketik.
not-found-home = Buka beranda
root-title = Pilih bahasa
redirect-title = Halaman ini telah dipindahkan
redirect-text = Buka alamat baru
