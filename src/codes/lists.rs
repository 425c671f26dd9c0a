//! The words that tell of errors, in lower case, of the languages that help centers are written in. Only
//! lists: what they mean for a text is said in `words`.

/// What every form of the word for an error holds, in lower case.
pub const ERRORS: &[&str] = &[
    "error",
    "erreur",
    "fehler",
    "felkod",
    "felmeddel",
    "fejl",
    "virhe",
    "chyb",
    "błąd",
    "błęd",
    "eroare",
    "erori",
    "greš",
    "греш",
    "ошибк",
    "помилк",
    "σφάλμα",
    "σφαλμ",
    "klaid",
    "kļūd",
    "tõrge",
    "tõrke",
    "napak",
    "kesalahan",
    "exception",
    "خطأ",
    "خطا",
    "أخطاء",
    "שגיא",
    "त्रुटि",
    "ข้อผิดพลาด",
    "錯誤",
    "错误",
    "エラー",
    "오류",
];

/// Short words that stand in others as well: the whole word.
pub const WHOLE_ERRORS: &[&str] = &["erro", "erros", "fel", "felet", "felen", "viga", "vead", "lỗi", "ralat", "ndr"];

/// Beginnings of words.
pub const EARLY_ERRORS: &[&str] = &["hiba", "hata", "feil"];

/// Ends of compounds.
pub const LATE_ERRORS: &[&str] = &["sfel", "sfelet", "rfel", "rfelet", "feil", "feilen"];

/// Words for what a program says, whole or with the ending of a case.
pub const MESSAGES: &[&str] = &[
    "message",
    "messages",
    "mensaje",
    "mensajes",
    "mensagem",
    "messaggio",
    "missatge",
    "meldung",
    "meddelande",
    "meddelandet",
    "melding",
    "meldingen",
    "meddelelse",
    "meddelelsen",
    "viesti",
    "ilmoitus",
    "teade",
    "komunikat",
    "zpráva",
    "zprávu",
    "správa",
    "správu",
    "üzenet",
    "üzenetet",
    "mesaj",
    "mesajı",
    "mesajul",
    "сообщение",
    "повідомлення",
    "съобщение",
    "съобщението",
    "μήνυμα",
    "poruka",
    "poruku",
    "sporočilo",
    "pranešimas",
    "ziņojums",
    "رسالة",
    "الرسالة",
    "הודעה",
    "ההודעה",
];

/// The same where words are not spaced.
pub const UNSPACED_MESSAGES: &[&str] = &["訊息", "讯息", "消息", "メッセージ", "메시지", "ข้อความ"];

/// Beginnings of the word for a code.
pub const CODES: &[&str] = &[
    "cod",
    "cód",
    "kod",
    "kód",
    "код",
    "κωδικ",
    "رمز",
    "الرمز",
    "קוד",
    "รหัส",
    "代碼",
    "代码",
    "碼",
    "码",
    "コード",
    "코드",
];

/// Words that hold it and mean something else: the search for faults.
pub const NO_ERRORS: &[&str] =
    &["terror", "fehlerbeh", "fehlersuch", "fehlerdiagn", "fejlfind", "feilsøk", "hibaelhár", "hibakeres", "virheenk"];

/// The same in two words: what comes before the word for errors.
pub const SEARCHES: &[&str] = &["استكشاف", "واستكشاف"];

/// Words between a message and its quotation.
pub const FOLLOWING: &[&str] = &[
    "suivant",
    "indiquant",
    "following",
    "saying",
    "reading",
    "följande",
    "folgende",
    "siguiente",
    "seguinte",
    "seguent",
    "التالي",
    "volgende",
    "følgende",
    "seuraav",
    "следующ",
    "наступн",
    "alábbi",
    "następujący",
    "următor",
];

/// What may stand between the word and the number.
pub const FILLERS: &[&str] = &[
    "http", "https", "no", "nr", "n", "num", "number", "numéro", "número", "numero", "id", "status", "eller", "win32",
];

/// Words before a version number: their beginnings.
pub const VERSIONS: &[&str] = &[
    "vers",
    "wers",
    "верс",
    "έκδ",
    "build",
    "net",
    "framework",
    "release",
    "rev",
    "update",
    "sürüm",
    "verz",
    "ver",
    "v",
    "php",
    "node",
    "python",
    "java",
    "ios",
    "android",
    "macos",
    "tls",
    "kernel",
    "module",
    "sdk",
    "phiên",
    "גרס",
    "גירס",
    "إصدار",
    "الإصدار",
    "version",
    "útgáf",
    "lanzamiento",
];

pub const UNSPACED_VERSIONS: &[&str] = &["版本", "バージョン", "버전", "版"];

/// Words for something that happened, in a log.
pub const EVENTS: &[&str] = &[
    "event",
    "ereignis",
    "événement",
    "évènement",
    "evenement",
    "esdeveniment",
    "händelse",
    "hendelse",
    "hændelse",
    "tapahtum",
    "esemény",
    "událost",
    "udalos",
    "zdarzen",
    "событи",
    "подія",
    "події",
    "събити",
    "olay",
    "gebeurtenis",
    "dogodk",
    "događaj",
    "sündmus",
    "įvyki",
    "notikum",
    "συμβάν",
    "אירוע",
    "حدث",
    "事件",
    "イベント",
    "이벤트",
];

/// Words for what names it.
pub const IDS: &[&str] = &["id", "identifi", "識別碼", "标识", "معرف", "מזהה", "идентифик", "ідентиф", "αναγνωρ"];

/// Words after which a quotation is a title or a thing to click on.
pub const REFERENCES: &[&str] = &[
    "voir",
    "consultez",
    "see",
    "refer",
    "siehe",
    "véase",
    "vea",
    "consulte",
    "vedi",
    "zie",
    "zobacz",
    "viz",
    "см",
    "katso",
    "lásd",
    "bkz",
    "راجع",
    "참조",
    "sous",
    "under",
    "unter",
    "section",
    "onglet",
    "option",
    "options",
    "button",
    "bouton",
    "select",
    "click",
    "cliquez",
    "sélectionnez",
    "choisissez",
    "wählen",
    "klicken",
    "klicka",
    "välj",
    "حدد",
    "انقر",
    "participant",
    "article",
    "artikeln",
    "articles",
];

pub const UNSPACED_REFERENCES: &[&str] =
    &["參閱", "参阅", "参照", "ご覧", "選取", "选择", "選擇", "按一下", "点击", "選択", "について", "文章"];
