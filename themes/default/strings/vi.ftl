# Những gì người đọc thấy từ chính trang web, bằng tiếng Việt.

## Điều hướng

site-title = Trung tâm trợ giúp
language-menu = Ngôn ngữ
skip-to-content = Chuyển đến nội dung
home = Trang chủ
breadcrumbs = Bạn đang ở đây
all-articles = Tất cả bài viết
topics = Chủ đề
toc = Mục lục
toc-more = Hiển thị tất cả: { $title }
digits-and-symbols = 0–9 và ký hiệu
article-count = { $count } bài viết

home-search = Chúng tôi có thể giúp gì cho bạn?
important = Bài viết quan trọng
recent = Cập nhật gần đây
feed = Nguồn cấp về các thay đổi
on-this-page = Trên trang này
previous = Trước
next = Tiếp theo
related = Bài viết liên quan

## Sáng hay tối

appearance = Giao diện
appearance-auto = Theo thiết bị
appearance-light = Sáng
appearance-dark = Tối

## Đọc bản dịch cùng bản gốc

source-text = Văn bản gốc
source-off = Chỉ bản dịch
source-both = Bản dịch và bản gốc
source-ask = Bản gốc khi cần
source-show = Hiển thị câu gốc
source-label = Câu gốc:
source-failed = Không thể tải bản gốc.
report = Báo lỗi ở câu này

## Bên dưới bài viết

last-updated = Cập nhật lần cuối: { $date }
article-number = Bài viết { $id }

helpful = Bài viết này có hữu ích không?
helpful-yes = Có
helpful-no = Không
helpful-thanks = Cảm ơn bạn đã trả lời.
contact = Liên hệ bộ phận hỗ trợ
copy-link = Sao chép liên kết đến vị trí này
link-copied = Đã sao chép liên kết

## Menu ngôn ngữ

kind-human = do con người dịch
kind-machine = dịch máy
kind-edited = dịch máy, đã được xem lại
kind-rebuilt = dựng lại từ các bản dịch
kind-source = bản gốc
state-behind = phiên bản cũ hơn
state-missing = chưa được dịch

language-offer = Trước đây bạn đã chọn ngôn ngữ khác:
language-keep = Ở lại đây

## Thông báo phía trên bài viết

notice-machine = Bài viết này do máy dịch và chưa có ai kiểm tra. Bài viết có thể có lỗi.
notice-edited = Bài viết này do máy dịch, sau đó được con người xem lại.
notice-behind = Bài viết này có phiên bản mới hơn bằng { $language }.
notice-rebuilt = Bài viết gốc không có ở đây. Nội dung này được ghép lại từ các câu được trích dẫn trong các bản dịch, nên có thể thiếu một số phần.
notice-fallback = Bài viết này chưa có bằng ngôn ngữ của bạn. Bài viết đang được hiển thị bằng { $language }.
notice-source-language = Bài viết này được viết bằng { $language }.
read-in = Đọc bằng { $language }

## Trong bài viết

missing-image = Thiếu hình ảnh
alert-note = Lưu ý
alert-tip = Mẹo
alert-important = Quan trọng
alert-warning = Cảnh báo
alert-caution = Thận trọng
missing-part = Bài viết này bị thiếu một phần.
missing-code = Ví dụ này bị thiếu mã.
applies-to = Áp dụng cho
watch-video = Xem video
image-description = Mô tả hình ảnh
footnotes = Chú thích cuối trang
task-done = Đã xong
task-open = Chưa xong
copy = Sao chép mã
copied = Đã sao chép
close = Đóng

words-symptom = Triệu chứng | Hiện tượng | Vấn đề | Sự cố
words-cause = Nguyên nhân | Lý do
words-resolution = Giải pháp | Cách giải quyết | Giải quyết | Khắc phục | Cách khắc phục
words-workaround = Giải pháp thay thế | Giải pháp tạm thời | Cách khắc phục tạm thời | Cách giải quyết tạm thời

## Mã lỗi

errors = Mã lỗi và thông báo lỗi
errors-text = Tìm mã hoặc các từ bạn thấy trên màn hình.
errors-kinds = Loại mã
errors-hexadecimal = Mã bắt đầu bằng 0x
errors-mail = Gửi thư
errors-product = Mã của sản phẩm và dịch vụ
errors-number = Số
errors-name = Tên lỗi
errors-event = ID sự kiện
errors-update = Bản cập nhật
errors-other = Mã khác
errors-messages = Thông báo
error-title = Lỗi { $code }
error-event = Sự kiện { $id }
error-also = Còn được viết là:

## Tìm kiếm

search = Tìm kiếm
search-results = Kết quả
search-count = Kết quả: { $count }
search-all = Tất cả kết quả: { $count }
search-in-source = Tìm thấy trong bản gốc ({ $language })
search-suggestion = Có phải bạn muốn tìm { $query }?
search-nothing = Không tìm thấy kết quả nào cho “{ $query }”
search-check-spelling = Kiểm tra chính tả.
search-fewer-words = Dùng ít từ hơn hoặc dùng từ khác.
search-without-filters = Tìm kiếm không dùng bộ lọc
search-more = Hiển thị thêm kết quả
search-browse = Duyệt các bài viết
search-error-codes = Mã lỗi
search-product = Sản phẩm
search-kind = Bản dịch
search-loading = Đang tìm kiếm…
search-failed = Không thể tải chức năng tìm kiếm. Hãy kiểm tra kết nối rồi thử lại.
search-script = Chức năng tìm kiếm cần JavaScript nhưng trình duyệt của bạn không chạy JavaScript. Các danh sách này dẫn đến mọi bài viết.

## Các trang khác

not-found-title = Không tìm thấy trang
not-found-text = Không có trang nào tại địa chỉ này. Trang có thể đã được di chuyển hoặc bị xóa, hoặc địa chỉ có thể bị nhập sai.
not-found-home = Đi tới trang chủ
root-title = Chọn ngôn ngữ
redirect-title = Trang này đã được di chuyển
redirect-text = Đi tới địa chỉ mới
