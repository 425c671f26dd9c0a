# 讀者看到的網站介面文字（繁體中文）。

## 瀏覽

site-title = 說明中心
language-menu = 語言
skip-to-content = 跳到主要內容
home = 首頁
breadcrumbs = 目前位置
all-articles = 所有文章
topics = 主題
toc = 目錄
toc-more = 顯示全部：{ $title }
digits-and-symbols = 0–9 與符號
article-count = { $count } 篇文章

home-search = 您需要什麼協助？
important = 重要文章
recent = 最近更新
feed = 訂閱更新摘要
on-this-page = 本頁內容
previous = 上一篇
next = 下一篇
related = 相關文章

## 淺色或深色

appearance = 外觀
appearance-auto = 依裝置設定
appearance-light = 淺色
appearance-dark = 深色

## 譯文與原文對照

source-text = 原文
source-off = 僅譯文
source-both = 譯文與原文
source-ask = 需要時顯示原文
source-show = 顯示這句話的原文
source-label = 原文：
source-failed = 無法載入原文。
report = 回報這句話的翻譯問題

## 文章下方

last-updated = 最後更新：{ $date }
article-number = 文章編號 { $id }

helpful = 這篇文章對您有幫助嗎？
helpful-yes = 是
helpful-no = 否
helpful-thanks = 感謝您的回答。
contact = 聯絡支援人員
copy-link = 複製此處的連結
link-copied = 已複製連結

## 語言選單

kind-human = 人工翻譯
kind-machine = 機器翻譯
kind-edited = 機器翻譯，經人工校訂
kind-rebuilt = 由譯文還原
kind-source = 原文
state-behind = 版本較舊
state-missing = 尚未翻譯

language-offer = 您先前選擇了其他語言：
language-keep = 留在此頁

## 文章上方的說明

notice-machine = 本文由機器翻譯，未經人工校對，內容可能有誤。
notice-edited = 本文由機器翻譯，並經人工校訂。
notice-behind = 本文的{ $language }版本較新。
notice-rebuilt = 這裡沒有本文的原文。以下內容由各譯文所附的原文句子拼合而成，可能有所缺漏。
notice-fallback = 本文尚無您所使用語言的版本，目前以{ $language }顯示。
notice-source-language = 本文原以{ $language }撰寫。
read-in = 閱讀{ $language }版

## 文章之中

missing-image = 缺少圖片
alert-note = 注意
alert-tip = 提示
alert-important = 重要
alert-warning = 警告
alert-caution = 小心
missing-part = 本文缺少部分內容。
missing-code = 缺少此範例的程式碼。
applies-to = 適用於
watch-video = 觀看影片
image-description = 圖片說明
footnotes = 註腳
task-done = 已完成
task-open = 未完成
copy = 複製程式碼
copied = 已複製
close = 關閉

words-symptom = 徵狀 | 症狀 | 問題 | 現象
words-cause = 原因 | 發生原因
words-resolution = 解決方案 | 解決方式 | 解決方法 | 解決辦法
words-workaround = 因應措施 | 替代方法 | 暫時解決方法 | 暫時的解決方案

## 錯誤碼

errors = 錯誤碼與錯誤訊息
errors-text = 請尋找您在畫面上看到的代碼或文字。
errors-kinds = 代碼類型
errors-hexadecimal = 以 0x 開頭的代碼
errors-mail = 郵件傳遞
errors-product = 產品與服務的代碼
errors-number = 編號
errors-name = 錯誤名稱
errors-event = 事件識別碼
errors-update = 更新
errors-other = 其他代碼
errors-messages = 訊息
error-title = 錯誤 { $code }
error-event = 事件 { $id }
error-also = 也寫作：

## 搜尋

search = 搜尋
search-results = 搜尋結果
search-count = 搜尋結果：{ $count } 筆
search-all = 所有搜尋結果：{ $count } 筆
search-in-source = 在原文（{ $language }）中找到
search-suggestion = 您是不是要找：{ $query }
search-nothing = 找不到符合「{ $query }」的結果
search-check-spelling = 檢查是否有錯字。
search-fewer-words = 減少字詞，或改用其他字詞。
search-without-filters = 不使用篩選條件搜尋
search-more = 顯示更多結果
search-browse = 瀏覽文章
search-error-codes = 錯誤碼
search-product = 產品
search-kind = 翻譯方式
search-loading = 搜尋中…
search-failed = 無法載入搜尋功能。請檢查網路連線，然後再試一次。
search-script = 搜尋功能需要 JavaScript，但您的瀏覽器並未執行。您可以從以下清單找到所有文章。

## 其他頁面

not-found-title = 找不到頁面
not-found-text = 這個網址沒有頁面。頁面可能已移動或刪除，也可能是網址輸入有誤。
not-found-home = 前往首頁
root-title = 選擇語言
redirect-title = 此頁面已移動
redirect-text = 前往新網址
