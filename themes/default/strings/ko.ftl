# 독자에게 보이는 사이트 자체의 문구(한국어).

## 이동

site-title = 도움말 센터
language-menu = 언어
skip-to-content = 본문으로 건너뛰기
home = 홈
breadcrumbs = 현재 위치
all-articles = 모든 문서
topics = 주제
toc = 목차
toc-more = 모두 보기: { $title }
digits-and-symbols = 0–9 및 기호
article-count = 문서 { $count }개

home-search = 무엇을 도와드릴까요?
important = 중요 문서
recent = 최근 업데이트된 문서
feed = 변경 사항 피드
on-this-page = 이 페이지의 내용
previous = 이전
next = 다음
related = 관련 문서

## 밝게 또는 어둡게

appearance = 화면 스타일
appearance-auto = 기기 설정에 따름
appearance-light = 밝게
appearance-dark = 어둡게

## 번역을 원문과 함께 읽기

source-text = 원문
source-off = 번역만
source-both = 번역과 원문
source-ask = 필요할 때 원문 보기
source-show = 이 문장의 원문 보기
source-label = 원문:
source-failed = 원문을 불러올 수 없습니다.
report = 이 문장의 오류 신고

## 문서 아래

last-updated = 마지막 업데이트: { $date }
article-number = 문서 번호 { $id }

helpful = 이 문서가 도움이 되었나요?
helpful-yes = 예
helpful-no = 아니요
helpful-thanks = 답변해 주셔서 감사합니다.
contact = 지원팀에 문의
copy-link = 이 위치의 링크 복사
link-copied = 링크가 복사됨

## 언어 메뉴

kind-human = 사람이 번역함
kind-machine = 기계 번역
kind-edited = 기계 번역(검토됨)
kind-rebuilt = 번역에서 복원됨
kind-source = 원문
state-behind = 이전 버전
state-missing = 아직 번역되지 않음

language-offer = 이전에 다른 언어를 선택하셨습니다:
language-keep = 여기에 머물기

## 문서 위의 알림

notice-machine = 이 문서는 기계로 번역되었으며 사람이 검토하지 않았습니다. 오류가 있을 수 있습니다.
notice-edited = 이 문서는 기계로 번역된 후 사람이 검토했습니다.
notice-behind = 이 문서의 더 새로운 버전이 { $language }로 제공됩니다.
notice-rebuilt = 이 문서의 원본은 여기에서 볼 수 없습니다. 이 글은 번역에 인용된 원문 문장을 모아 구성한 것이므로 일부 내용이 빠져 있을 수 있습니다.
notice-fallback = 이 문서는 아직 사용자의 언어로 제공되지 않아 { $language }로 표시됩니다.
notice-source-language = 이 문서는 { $language }로 작성되었습니다.
read-in = { $language }로 읽기

## 문서 안

missing-image = 이미지 없음
alert-note = 참고
alert-tip = 팁
alert-important = 중요
alert-warning = 경고
alert-caution = 주의
missing-part = 이 문서의 일부가 누락되었습니다.
missing-code = 이 예제의 코드가 누락되었습니다.
applies-to = 적용 대상
watch-video = 동영상 보기
image-description = 이미지 설명
footnotes = 각주
task-done = 완료
task-open = 미완료
copy = 코드 복사
copied = 복사됨
close = 닫기

words-symptom = 증상 | 현상 | 문제
words-cause = 원인 | 이유 | 문제 원인
words-resolution = 해결 방법 | 해결책 | 해결 | 해결 절차
words-workaround = 임시 해결 방법 | 임시 해결책 | 대안 | 차선책

## 오류 코드

errors = 오류 코드 및 메시지
errors-text = 화면에 표시된 코드나 문구를 찾아보세요.
errors-kinds = 코드 유형
errors-hexadecimal = 0x로 시작하는 코드
errors-mail = 메일 배달
errors-product = 제품 및 서비스 코드
errors-number = 숫자
errors-name = 오류 이름
errors-event = 이벤트 ID
errors-update = 업데이트
errors-other = 기타 코드
errors-messages = 메시지
error-title = 오류 { $code }
error-event = 이벤트 { $id }
error-also = 다른 표기:

## 검색

search = 검색
search-results = 검색 결과
search-count = 검색 결과: { $count }개
search-all = 모든 검색 결과: { $count }개
search-in-source = 원문({ $language })에서 찾음
search-suggestion = 이것을 찾으셨나요? { $query }
search-nothing = ‘{ $query }’에 대한 검색 결과가 없습니다
search-check-spelling = 맞춤법을 확인해 보세요.
search-fewer-words = 단어 수를 줄이거나 다른 단어를 사용해 보세요.
search-without-filters = 필터 없이 검색
search-more = 검색 결과 더 보기
search-browse = 문서 둘러보기
search-error-codes = 오류 코드
search-product = 제품
search-kind = 번역
search-loading = 검색 중…
search-failed = 검색 기능을 불러올 수 없습니다. 연결을 확인한 후 다시 시도하세요.
search-script = 검색하려면 JavaScript가 필요하지만 사용 중인 브라우저에서 실행되지 않습니다. 다음 목록에서 모든 문서를 찾을 수 있습니다.

## 기타 페이지

not-found-title = 페이지를 찾을 수 없음
not-found-text = 이 주소에는 페이지가 없습니다. 페이지가 이동 또는 삭제되었거나 주소를 잘못 입력했을 수 있습니다.
not-found-home = 홈으로 이동
root-title = 언어 선택
redirect-title = 이 페이지는 이동되었습니다
redirect-text = 새 주소로 이동
