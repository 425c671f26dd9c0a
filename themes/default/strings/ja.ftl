# 読者に表示されるサイト自体の文言（日本語）。

## ページの移動

site-title = ヘルプセンター
language-menu = 言語
skip-to-content = 本文へ移動
home = ホーム
breadcrumbs = 現在の位置
all-articles = すべての記事
topics = トピック
toc = 目次
toc-more = すべて表示: { $title }
digits-and-symbols = 0–9・記号
article-count = { $count } 件の記事

home-search = どのようなことでお困りですか？
important = 重要な記事
recent = 最近更新された記事
feed = 更新情報のフィード
on-this-page = このページの内容
previous = 前へ
next = 次へ
related = 関連記事

## ライトとダーク

appearance = 外観
appearance-auto = デバイスの設定に合わせる
appearance-light = ライト
appearance-dark = ダーク

## 翻訳と原文の対照

source-text = 原文
source-off = 翻訳のみ
source-both = 翻訳と原文
source-ask = 必要なときに原文を表示
source-show = この文の原文を表示
source-label = 原文：
source-failed = 原文を読み込めませんでした。
report = この文の問題を報告

## 記事の下

last-updated = 最終更新日：{ $date }
article-number = 記事番号 { $id }

helpful = この記事は役に立ちましたか？
helpful-yes = はい
helpful-no = いいえ
helpful-thanks = ご回答ありがとうございました。
contact = サポートに問い合わせる
copy-link = この場所へのリンクをコピー
link-copied = リンクをコピーしました

## 言語メニュー

kind-human = 人による翻訳
kind-machine = 機械翻訳
kind-edited = 機械翻訳（人による確認済み）
kind-rebuilt = 翻訳から復元
kind-source = 原文
state-behind = 古い版
state-missing = 未翻訳

language-offer = 以前に別の言語を選択しています：
language-keep = このまま表示

## 記事の上に表示されるお知らせ

notice-machine = この記事は機械翻訳によるもので、人による確認を受けていません。誤りが含まれている可能性があります。
notice-edited = この記事は、機械翻訳した後に人が確認・修正したものです。
notice-behind = この記事には、より新しい{ $language }版があります。
notice-rebuilt = この記事の原文はここにはありません。この文章は、翻訳に引用されている原文をつなぎ合わせたもので、抜けている部分があるかもしれません。
notice-fallback = この記事は、お使いの言語ではまだ読めません。{ $language }で表示しています。
notice-source-language = この記事は{ $language }で書かれました。
read-in = { $language }で読む

## 記事の中

missing-image = 画像がありません
alert-note = メモ
alert-tip = ヒント
alert-important = 重要
alert-warning = 警告
alert-caution = 注意
missing-part = この記事の一部が欠けています。
missing-code = この例のコードが欠けています。
applies-to = 適用対象
watch-video = 動画を見る
image-description = 画像の説明
footnotes = 脚注
task-done = 完了
task-open = 未完了
copy = コードをコピー
copied = コピーしました
close = 閉じる

words-symptom = 現象 | 症状 | 問題 | 事象
words-cause = 原因 | 理由
words-resolution = 解決方法 | 解決策 | 解決 | 対処方法 | 修正
words-workaround = 回避策 | 回避方法 | 暫定的な対処方法

## エラー コード

errors = エラー コードとエラー メッセージ
errors-text = 画面に表示されているコードまたは語句を探してください。
errors-kinds = コードの種類
errors-hexadecimal = 0x で始まるコード
errors-mail = メール配信
errors-product = 製品とサービスのコード
errors-number = 番号
errors-name = エラー名
errors-event = イベント ID
errors-update = 更新プログラム
errors-other = その他のコード
errors-messages = メッセージ
error-title = エラー { $code }
error-event = イベント { $id }
error-also = 別の表記:

## 検索

search = 検索
search-results = 検索結果
search-count = 検索結果：{ $count } 件
search-all = すべての検索結果：{ $count } 件
search-in-source = 原文（{ $language }）に見つかりました
search-suggestion = もしかして：{ $query }
search-nothing = 「{ $query }」に一致する記事はありません
search-check-spelling = 入力に誤りがないか確認してください。
search-fewer-words = 語句を減らすか、別の語句で検索してください。
search-without-filters = 絞り込みを解除して検索
search-more = 検索結果をさらに表示
search-browse = 記事の一覧から探す
search-error-codes = エラーコード
search-product = 製品
search-kind = 翻訳
search-loading = 検索しています…
search-failed = 検索機能を読み込めませんでした。接続を確認して、もう一度お試しください。
search-script = 検索には JavaScript が必要ですが、お使いのブラウザーでは実行されていません。次の一覧からすべての記事を探せます。

## その他のページ

not-found-title = ページが見つかりません
not-found-text = このアドレスにはページがありません。移動または削除されたか、アドレスが間違っている可能性があります。
not-found-home = ホームへ移動
root-title = 言語を選択
redirect-title = このページは移動しました
redirect-text = 新しいアドレスへ移動
