# 读者看到的网站界面文字（简体中文）。

## 浏览

site-title = 帮助中心
language-menu = 语言
skip-to-content = 跳转到正文
home = 首页
breadcrumbs = 当前位置
all-articles = 所有文章
topics = 主题
toc = 目录
toc-more = 显示全部：{ $title }
digits-and-symbols = 0–9 和符号
article-count = { $count } 篇文章

home-search = 您需要什么帮助？
important = 重要文章
recent = 最近更新
feed = 更新订阅源
on-this-page = 本页内容
previous = 上一篇
next = 下一篇
related = 相关文章

## 浅色或深色

appearance = 外观
appearance-auto = 跟随设备
appearance-light = 浅色
appearance-dark = 深色

## 译文与原文对照

source-text = 原文
source-off = 仅译文
source-both = 译文和原文
source-ask = 需要时显示原文
source-show = 显示这句话的原文
source-label = 原文：
source-failed = 无法加载原文。
report = 报告这句话的翻译问题

## 文章下方

last-updated = 上次更新：{ $date }
article-number = 文章编号 { $id }

helpful = 这篇文章对您有帮助吗？
helpful-yes = 是
helpful-no = 否
helpful-thanks = 感谢您的回答。
contact = 联系支持人员
copy-link = 复制指向此处的链接
link-copied = 已复制链接

## 语言菜单

kind-human = 人工翻译
kind-machine = 机器翻译
kind-edited = 机器翻译，经人工校对
kind-rebuilt = 根据译文还原
kind-source = 原文
state-behind = 版本较旧
state-missing = 尚未翻译

language-offer = 您之前选择了其他语言：
language-keep = 留在此页

## 文章上方的提示

notice-machine = 本文由机器翻译，未经人工校对，可能存在错误。
notice-edited = 本文由机器翻译，并经人工校对。
notice-behind = 本文的{ $language }版本较新。
notice-rebuilt = 此处没有本文的原文。以下内容由各译文中引用的原文句子拼合而成，可能有所缺失。
notice-fallback = 本文尚无您所用语言的版本，当前以{ $language }显示。
notice-source-language = 本文原以{ $language }撰写。
read-in = 阅读{ $language }版

## 文章之中

missing-image = 图片缺失
alert-note = 注意
alert-tip = 提示
alert-important = 重要
alert-warning = 警告
alert-caution = 小心
missing-part = 本文缺少部分内容。
missing-code = 此示例的代码缺失。
applies-to = 适用于
watch-video = 观看视频
image-description = 图片说明
footnotes = 脚注
task-done = 已完成
task-open = 未完成
copy = 复制代码
copied = 已复制
close = 关闭

words-symptom = 症状 | 现象 | 问题 | 故障现象
words-cause = 原因 | 问题原因
words-resolution = 解决方案 | 解决方法 | 解决办法 | 解决
words-workaround = 变通方法 | 变通办法 | 替代方法 | 临时解决方案 | 临时解决方法

## 错误代码

errors = 错误代码和错误消息
errors-text = 请查找您在屏幕上看到的代码或文字。
errors-kinds = 代码类型
errors-hexadecimal = 以 0x 开头的代码
errors-mail = 邮件传递
errors-product = 产品和服务的代码
errors-number = 编号
errors-name = 错误名称
errors-event = 事件 ID
errors-update = 更新
errors-other = 其他代码
errors-messages = 消息
error-title = 错误 { $code }
error-event = 事件 { $id }
error-also = 也写作：

## 搜索

search = 搜索
search-results = 搜索结果
search-count = 搜索结果：{ $count } 条
search-all = 所有搜索结果：{ $count } 条
search-in-source = 在原文（{ $language }）中找到
search-suggestion = 您是不是要找：{ $query }
search-nothing = 找不到与“{ $query }”相符的结果
search-check-spelling = 检查是否有错别字。
search-fewer-words = 减少字词，或换用其他字词。
search-without-filters = 不使用筛选条件搜索
search-more = 显示更多结果
search-browse = 浏览文章
search-error-codes = 错误代码
search-product = 产品
search-kind = 翻译方式
search-loading = 正在搜索…
search-failed = 无法加载搜索功能。请检查网络连接，然后重试。
search-script = 搜索功能需要 JavaScript，但您的浏览器未运行它。您可以通过以下列表找到所有文章。

## 其他页面

not-found-title = 找不到页面
not-found-text = 此网址没有对应的页面。页面可能已移动或删除，也可能是网址输入有误。
not-found-home = 转到首页
root-title = 选择语言
redirect-title = 此页面已移动
redirect-text = 转到新网址
