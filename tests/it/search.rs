//! Search: the terms of texts in every language, an index as files and back, and what queries find.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;

use kbgen::cache::Table;
use kbgen::model::{Key, Locale};
use kbgen::search::analysis::{self, Kind};
use kbgen::search::index::{self, Read, Text};
use kbgen::search::language::{self, Language};
use kbgen::search::pack::{self, Head};
use kbgen::search::query::Searcher;
use serde::{Deserialize, Serialize};

use crate::support::repository;

/// The locales that localized docs repositories of this family use.
const LOCALES: &[&str] = &[
    "ar", "bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "he", "hr", "hu", "id", "it", "ja", "ko", "lt",
    "lv", "nb", "nl", "pl", "pt-BR", "pt-PT", "ro", "ru", "sk", "sl", "sr-Latn", "sv", "th", "tr", "uk", "vi", "zh-CN",
    "zh-TW",
];

#[derive(Deserialize)]
struct Case {
    locale: String,
    text: String,
    #[serde(default)]
    tokens: Vec<(String, String, f64)>,
}

fn language(tag: &str) -> Language {
    language::of(&Locale::parse(tag).unwrap())
}

/// See `tests/search/README.md`.
#[test]
fn terms_of_every_language() {
    let path = repository().join("tests/search/tokens.json");
    let cases: Vec<Case> = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
    let mut anew = String::from("[\n");
    let mut wrong = String::new();
    for (n, case) in cases.iter().enumerate() {
        let apostrophe = language(&case.locale).apostrophe;
        let found: Vec<(String, String, f64)> = analysis::tokens(&case.text, apostrophe)
            .into_iter()
            .map(|token| (token.text, format!("{:?}", token.kind).to_lowercase(), token.weight))
            .collect();
        if found != case.tokens {
            let _ = writeln!(wrong, "{} {}:\n  {found:?}", case.locale, case.text);
        }
        let _ = write!(
            anew,
            "  {{ \"locale\": {}, \"apostrophe\": {apostrophe}, \"text\": {},\n    \"tokens\": {} }}{}\n",
            json(&case.locale),
            json(&case.text),
            json(&found),
            if n + 1 < cases.len() { "," } else { "" }
        );
    }
    anew.push_str("]\n");
    if std::env::var_os("UPDATE").is_some_and(|v| v == "1") {
        fs::write(&path, anew).unwrap();
    } else {
        assert!(wrong.is_empty(), "UPDATE=1 accepts these:\n{wrong}");
    }
    for locale in LOCALES {
        assert!(cases.iter().any(|case| case.locale.starts_with(locale)), "no case for {locale}");
    }
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap()
}

/// An index as its files.
struct Files {
    manifest: Vec<u8>,
    files: BTreeMap<String, Vec<u8>>,
}

fn files(tag: &str, texts: &[(&str, &str)]) -> Files {
    let language = language(tag);
    let texts: Vec<Text<'_>> =
        texts.iter().map(|(title, body)| Text { title, body: vec![body], ..Text::default() }).collect();
    let mut files = Vec::new();
    let packed = Table::default();
    let entries: Vec<_> = texts.iter().map(|text| Some((text.title, text.title, "", "", ""))).collect();
    let blocks = entries.chunks(pack::BLOCK).map(|block| {
        let mut block = block.to_vec();
        block.resize(pack::BLOCK, None);
        pack::add(&mut files, &packed, serde_json::to_string(&block).unwrap().as_bytes())
    });
    let head = Head {
        locale: tag.to_owned(),
        documents: texts.len(),
        language: language.for_queries(),
        blocks: blocks.collect(),
        ..Head::default()
    };
    let index = index::build((0..).zip(texts).map(|(n, text)| (Key::of(&n), n, || text)), &mut Read::new(language));
    let (shards, manifest) = pack::pack(&index, head, &packed);
    files.extend(shards);
    let files = files.into_iter().map(|file| (format!("{}.bin", file.name), file.bytes.clone())).collect();
    Files { manifest, files }
}

impl Files {
    fn search(&self, query: &str) -> Vec<String> {
        let read = |path: &str| self.files.get(path).cloned();
        let searcher = Searcher::open(&self.manifest, &read).unwrap();
        searcher.search(query, 10, false).0.into_iter().map(|answer| answer.title).collect()
    }
}

/// One form of a word finds another, in every language whose forms are known.
#[test]
fn forms_of_words() {
    let mut missed = Vec::new();
    for (tag, written, asked) in [
        ("ar", "المستخدمون", "المستخدمين"),
        ("cs", "nastaveními", "nastavení"),
        ("da", "adgangskoden", "adgangskode"),
        ("de", "Einstellungen", "Einstellung"),
        ("el", "σελίδες", "σελίδα"),
        ("en", "settings", "setting"),
        ("es", "configuraciones", "configuración"),
        ("et", "paroolide", "paroolid"),
        ("fi", "asetukset", "asetuksia"),
        ("fr", "paramètres", "paramètre"),
        ("hr", "lozinke", "lozinka"),
        ("hu", "beállítások", "beállítás"),
        ("id", "pengaturan", "mengatur"),
        ("it", "impostazioni", "impostazione"),
        ("lt", "nustatymai", "nustatymas"),
        ("nb", "innstillinger", "innstilling"),
        ("nl", "instellingen", "instelling"),
        ("pl", "ustawienia", "ustawieniami"),
        ("pt-BR", "configurações", "configuração"),
        ("ro", "setările", "setări"),
        ("ru", "настройки", "настройка"),
        ("sr-Latn", "podešavanja", "podešavanje"),
        ("sv", "inställningar", "inställning"),
        ("tr", "ayarları", "ayarlar"),
        ("uk", "мережі", "мережа"),
    ] {
        // Both forms are known, each from another text.
        let index = files(tag, &[("A", written), ("B", asked), ("C", "zzz")]);
        if index.search(asked) != ["B", "A"] {
            missed.push(tag);
        }
    }
    assert!(missed.is_empty(), "{missed:?}");
}

#[test]
fn queries() {
    let index = files(
        "fr-FR",
        &[
            ("Réinitialiser le mot de passe", "Ouvrez l’onglet Sécurité de Windows."),
            ("Imprimante hors ligne", "L’erreur 0x80070005 ou 5.7.750 s’affiche. Rallumez l’imprimante."),
            ("Windows 10 ne démarre pas", "Le mot est dit en passant."),
            ("Arrière-plan", "Votre email et le OneDrive de l’entreprise."),
        ],
    );
    for (query, first) in [
        ("reinitialiser mot de passe", "Réinitialiser le mot de passe"),
        ("RÉINITIALISER", "Réinitialiser le mot de passe"),
        // Elided words, with either apostrophe.
        ("l'onglet", "Réinitialiser le mot de passe"),
        ("onglet", "Réinitialiser le mot de passe"),
        // Codes whole, in parts, in other spellings, and begun.
        ("0x80070005", "Imprimante hors ligne"),
        ("80070005", "Imprimante hors ligne"),
        ("-2147024891", "Imprimante hors ligne"),
        ("5.7.750", "Imprimante hors ligne"),
        ("0x8007", "Imprimante hors ligne"),
        ("windows10", "Windows 10 ne démarre pas"),
        // Wrong letters, beginnings, words together and apart.
        ("impirmante", "Imprimante hors ligne"),
        ("réinit", "Réinitialiser le mot de passe"),
        ("one drive", "Arrière-plan"),
        ("e-mail", "Arrière-plan"),
        ("arriere plan", "Arrière-plan"),
        ("arrièreplan", "Arrière-plan"),
    ] {
        assert_eq!(index.search(query).first().map(String::as_str), Some(first), "{query}");
    }
    assert!(index.search("").is_empty());
    assert!(index.search("؟ — !").is_empty());
    assert!(index.search("xyzzyq").is_empty());
}

#[test]
fn scripts_without_spaces() {
    let index = files(
        "zh-TW",
        &[
            ("重設密碼", "開啟設定，然後選擇帳戶。"),
            ("刪除帳戶", "印表機離線時請重新啟動。"),
            ("Teams 會議", "加入會議。"),
        ],
    );
    for (query, first) in [
        ("密碼", "重設密碼"),
        ("重設帳戶密碼", "重設密碼"),
        ("印表機", "刪除帳戶"),
        ("ＴＥＡＭＳ會議", "Teams 會議"),
        // One character of a word is wrong.
        ("密馬", "重設密碼"),
        // One character alone begins pairs.
        ("離", "刪除帳戶"),
    ] {
        assert_eq!(index.search(query).first().map(String::as_str), Some(first), "{query}");
    }
    let thai = files("th-TH", &[("รีเซ็ตรหัสผ่าน", "เปิดการตั้งค่า"), ("เครื่องพิมพ์", "ออฟไลน์")]);
    assert_eq!(thai.search("รหัสผ่าน"), ["รีเซ็ตรหัสผ่าน"]);
    let korean = files("ko-KR", &[("비밀번호 재설정", "설정을 엽니다"), ("프린터", "오프라인입니다")]);
    assert_eq!(korean.search("비밀번호를").first().map(String::as_str), Some("비밀번호 재설정"));
}

#[test]
fn compounds() {
    let mut texts = vec![("Lösenordsåterställning", "Börja här."), ("Skrivare", "Hemnätverk.")];
    // Words that the texts have often are known as parts.
    texts.extend([("x", "lösenord återställning"); 6]);
    let index = files("sv-SE", &texts);
    assert!(index.search("återställning lösenord").contains(&"Lösenordsåterställning".to_owned()));
    assert_eq!(index.search("lösenords återställning").first().map(String::as_str), Some("Lösenordsåterställning"));
}

/// What is cut or foreign is no index, and no reason to panic.
#[test]
fn damaged_files() {
    let index = files("fr-FR", &[("Mot de passe", "Ouvrez Windows 10."), ("Onglet", "Rien.")]);
    for length in 0..index.manifest.len() {
        let read = |_: &str| None;
        assert!(Searcher::open(&index.manifest[..length], &read).is_none(), "{length}");
    }
    for bytes in index.files.values() {
        for length in 0..bytes.len() {
            let _ = (
                pack::read_shard(&bytes[..length]),
                pack::read_sparse(&bytes[..length]),
                pack::read_block(&bytes[..length]),
            );
        }
    }
    // Shards that are missing: fewer answers.
    let read = |_: &str| None;
    let searcher = Searcher::open(&index.manifest, &read).unwrap();
    assert_eq!(searcher.search("mot", 10, false), (Vec::new(), 0));
}

/// Terms sort as browsers compare them, also beyond the first plane.
#[test]
fn order_of_terms() {
    let index = index::build(
        [(Key::of(&0), 0, || Text { body: vec!["\u{FF9F}x ｱ 𠮷野 z 龍山 a"], ..Text::default() })].into_iter(),
        &mut Read::new(language("ja")),
    );
    let terms: Vec<Vec<u16>> = index.terms.iter().map(|term| term.text.encode_utf16().collect()).collect();
    assert!(terms.is_sorted(), "{terms:?}");
    assert!(index.terms.iter().all(|term| analysis::tokens(&term.text, false).iter().all(|t| t.kind != Kind::Part)));
}
