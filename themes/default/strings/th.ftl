# สิ่งที่ผู้อ่านเห็นจากตัวเว็บไซต์เอง เป็นภาษาไทย

## การนำทาง

site-title = ศูนย์ช่วยเหลือ
language-menu = ภาษา
skip-to-content = ข้ามไปยังเนื้อหา
home = หน้าแรก
breadcrumbs = คุณอยู่ที่นี่
all-articles = บทความทั้งหมด
topics = หัวข้อ
toc = สารบัญ
toc-more = แสดงทั้งหมด: { $title }
digits-and-symbols = 0–9 และสัญลักษณ์
article-count = { $count } บทความ

home-search = มีอะไรให้เราช่วยไหม
important = บทความสำคัญ
recent = อัปเดตล่าสุด
feed = ฟีดการเปลี่ยนแปลง
on-this-page = ในหน้านี้
previous = ก่อนหน้า
next = ถัดไป
related = บทความที่เกี่ยวข้อง

## สว่างหรือมืด

appearance = ลักษณะที่แสดง
appearance-auto = ตามอุปกรณ์นี้
appearance-light = สว่าง
appearance-dark = มืด

## การอ่านคำแปลควบคู่กับต้นฉบับ

source-text = ข้อความต้นฉบับ
source-off = เฉพาะคำแปล
source-both = คำแปลและต้นฉบับ
source-ask = แสดงต้นฉบับเมื่อต้องการ
source-show = แสดงประโยคต้นฉบับ
source-label = ต้นฉบับ:
source-failed = ไม่สามารถโหลดต้นฉบับได้
report = แจ้งข้อผิดพลาดในประโยคนี้

## ใต้บทความ

last-updated = อัปเดตล่าสุด: { $date }
article-number = บทความ { $id }

helpful = บทความนี้เป็นประโยชน์หรือไม่
helpful-yes = ใช่
helpful-no = ไม่ใช่
helpful-thanks = ขอบคุณสำหรับคำตอบของคุณ
contact = ติดต่อฝ่ายสนับสนุน
copy-link = คัดลอกลิงก์ไปยังตำแหน่งนี้
link-copied = คัดลอกลิงก์แล้ว

## เมนูภาษา

kind-human = แปลโดยมนุษย์
kind-machine = แปลด้วยเครื่อง
kind-edited = แปลด้วยเครื่องและตรวจทานแล้ว
kind-rebuilt = สร้างขึ้นใหม่จากคำแปล
kind-source = ต้นฉบับ
state-behind = เวอร์ชันเก่ากว่า
state-missing = ยังไม่ได้แปล

language-offer = ก่อนหน้านี้คุณเลือกภาษาอื่นไว้:
language-keep = อยู่ที่หน้านี้

## ข้อความแจ้งเหนือบทความ

notice-machine = บทความนี้แปลด้วยเครื่องและยังไม่มีผู้ใดตรวจทาน จึงอาจมีข้อผิดพลาด
notice-edited = บทความนี้แปลด้วยเครื่อง แล้วตรวจทานโดยมนุษย์
notice-behind = บทความนี้มีเวอร์ชันใหม่กว่าในภาษา{ $language }
notice-rebuilt = ไม่มีบทความต้นฉบับที่นี่ ข้อความนี้รวบรวมจากประโยคที่อ้างอิงไว้ในคำแปลต่างๆ จึงอาจขาดหายไปบางส่วน
notice-fallback = บทความนี้ยังไม่มีในภาษาของคุณ จึงแสดงเป็นภาษา{ $language }
notice-source-language = บทความนี้เขียนขึ้นเป็นภาษา{ $language }
read-in = อ่านเป็นภาษา{ $language }

## ในบทความ

missing-image = ไม่มีรูปภาพ
alert-note = หมายเหตุ
alert-tip = เคล็ดลับ
alert-important = สำคัญ
alert-warning = คำเตือน
alert-caution = ข้อควรระวัง
missing-part = บางส่วนของบทความนี้ขาดหายไป
missing-code = โค้ดของตัวอย่างนี้ขาดหายไป
applies-to = นำไปใช้กับ
watch-video = ดูวิดีโอ
image-description = คำอธิบายรูปภาพ
footnotes = เชิงอรรถ
task-done = เสร็จแล้ว
task-open = ยังไม่เสร็จ
copy = คัดลอกโค้ด
copied = คัดลอกแล้ว
close = ปิด

words-symptom = อาการ | ลักษณะปัญหา | ปัญหา
words-cause = สาเหตุ | สาเหตุของปัญหา
words-resolution = การแก้ไข | การแก้ไขปัญหา | วิธีแก้ไข | วิธีแก้ไขปัญหา | การแก้ปัญหา
words-workaround = วิธีแก้ปัญหาชั่วคราว | วิธีแก้ไขปัญหาชั่วคราว | การแก้ไขปัญหาชั่วคราว | การหลีกเลี่ยงปัญหา | วิธีหลีกเลี่ยงปัญหา

## รหัสข้อผิดพลาด

errors = รหัสและข้อความแสดงข้อผิดพลาด
errors-text = ค้นหารหัสหรือคำที่คุณเห็นบนหน้าจอ
errors-kinds = ประเภทของรหัส
errors-hexadecimal = รหัสที่ขึ้นต้นด้วย 0x
errors-mail = การส่งอีเมล
errors-product = รหัสของผลิตภัณฑ์และบริการ
errors-number = ตัวเลข
errors-name = ชื่อข้อผิดพลาด
errors-event = รหัสเหตุการณ์
errors-update = การอัปเดต
errors-other = รหัสอื่นๆ
errors-messages = ข้อความ
error-title = ข้อผิดพลาด { $code }
error-event = เหตุการณ์ { $id }
error-also = เขียนอีกแบบว่า:

## การค้นหา

search = ค้นหา
search-results = ผลลัพธ์
search-count = ผลลัพธ์: { $count } รายการ
search-all = ผลลัพธ์ทั้งหมด: { $count } รายการ
search-in-source = พบในต้นฉบับ ({ $language })
search-suggestion = คุณหมายถึง { $query } ใช่หรือไม่
search-nothing = ไม่พบผลลัพธ์สำหรับ “{ $query }”
search-check-spelling = ตรวจสอบการสะกดคำ
search-fewer-words = ใช้คำให้น้อยลง หรือใช้คำอื่น
search-without-filters = ค้นหาโดยไม่ใช้ตัวกรอง
search-more = แสดงผลลัพธ์เพิ่มเติม
search-browse = เรียกดูบทความ
search-error-codes = รหัสข้อผิดพลาด
search-product = ผลิตภัณฑ์
search-kind = การแปล
search-loading = กำลังค้นหา…
search-failed = ไม่สามารถโหลดการค้นหาได้ ตรวจสอบการเชื่อมต่อของคุณแล้วลองอีกครั้ง
search-script = การค้นหาต้องใช้ JavaScript แต่เบราว์เซอร์ของคุณไม่ได้เรียกใช้ คุณเข้าถึงบทความทั้งหมดได้จากรายการเหล่านี้

## หน้าอื่นๆ

not-found-title = ไม่พบหน้า
not-found-text = ไม่มีหน้าในที่อยู่นี้ หน้าอาจถูกย้ายหรือนำออก หรืออาจพิมพ์ที่อยู่ไม่ถูกต้อง
not-found-home = ไปที่หน้าแรก
root-title = เลือกภาษา
redirect-title = หน้านี้ย้ายไปแล้ว
redirect-text = ไปยังที่อยู่ใหม่
