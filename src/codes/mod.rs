//! Error codes and messages in texts. The text of an article goes in, the codes that it treats and the
//! messages that it quotes come out, each in one spelling. Knows no article but the one it reads, and
//! no page; precision comes before recall, because a list of errors is read by people.

mod forms;
mod lists;
mod messages;
mod patterns;
mod tokens;
mod words;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::model::{BlockKind, Body, CodeKind, slug};

pub use forms::{decimal_forms, forms};
pub use patterns::Patterns;
use tokens::Text;

/// A code in the spelling that is shown.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Code {
    pub kind: CodeKind,
    /// `0x80070005`, `5.7.750`, `AADSTS50020`; of an event only its number.
    pub text: String,
}

impl Code {
    /// Its folder in addresses: lower case, dots kept; empty where nothing of it can stand there.
    pub fn id(&self) -> String {
        let part = |c: char| if c.is_alphanumeric() || matches!(c, '.' | '_' | '-') { c } else { ' ' };
        let spaced: String = self.text.to_lowercase().chars().map(part).collect();
        let id = spaced.split_whitespace().collect::<Vec<_>>().join("-");
        let id = id.trim_matches(['.', '-']);
        if slug::safe(id).is_empty() {
            return String::new();
        }
        if self.kind == CodeKind::Event { format!("event-{id}") } else { id.to_owned() }
    }
}

/// What one text says of errors.
#[derive(Debug, Default, PartialEq, Hash, Serialize, Deserialize)]
pub struct Errors {
    /// Each with whether the title holds it.
    pub codes: BTreeMap<Code, bool>,
    /// Each with whether the title quotes it.
    pub messages: BTreeMap<String, bool>,
}

impl Errors {
    pub fn is_empty(&self) -> bool {
        self.codes.is_empty() && self.messages.is_empty()
    }
}

/// Finds the codes and messages of an article.
pub fn find(title: &str, body: &Body, patterns: &Patterns) -> Errors {
    let mut errors = Errors::default();
    look(Text { text: title, title: true, program: false }, &mut errors);
    for block in &body.blocks {
        let program = block.kind == BlockKind::Code;
        // The first heading stands in the text as well.
        let text = body.block_text(block);
        look(
            Text { text, title: matches!(block.kind, BlockKind::Heading(1)) && text == title.trim(), program },
            &mut errors,
        );
    }
    for (text, in_title) in [(title, true), (body.text.as_str(), false)] {
        for range in patterns.find(text).filter(|range| range.len() <= 100) {
            let word = &text[range.clone()];
            if word.contains('\n') || tokens::is_in_address(text, range.start) {
                continue;
            }
            *errors.codes.entry(Code { kind: CodeKind::Own, text: word.trim().to_owned() }).or_default() |= in_title;
        }
    }
    errors
}

fn look(text: Text<'_>, errors: &mut Errors) {
    let (mut codes, mut quotes) = (false, false);
    for byte in text.text.bytes() {
        codes |= byte.is_ascii_digit() || byte == b'_';
        quotes |= messages::may_quote(byte);
    }
    let found = if codes { tokens::find(text) } else { Vec::new() };
    if quotes && !text.program {
        for message in messages::find(text.text, &found) {
            *errors.messages.entry(message.to_owned()).or_default() |= text.title;
        }
    }
    for found in found {
        *errors.codes.entry(found.code).or_default() |= text.title;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The codes of a text that is no title.
    fn codes(text: &str) -> Vec<String> {
        let found = tokens::find(Text { text, title: false, program: false });
        found.into_iter().map(|found| format!("{:?} {}", found.code.kind, found.code.text)).collect()
    }

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(codes(text), expected, "{text}");
    }

    #[test]
    fn hexadecimal_codes() {
        check("Code d'erreur : 0x80070005.", &["Hexadecimal 0x80070005"]);
        check("(0x801c001d/-2145648611)", &["Hexadecimal 0x801C001D", "Hexadecimal 0x801C001D"]);
        check("0x8004de40'erreur", &["Hexadecimal 0x8004DE40"]);
        check("エラー0xC004B100が", &["Hexadecimal 0xC004B100"]);
        check("رمز الخطأ: 0x80072EFD", &["Hexadecimal 0x80072EFD"]);
        check("the error 0x004de40 appears", &["Hexadecimal 0x004DE40"]);
        check("Stop error 0x7B", &["Hexadecimal 0x7B"]);
        check("0x0000000080070005", &["Hexadecimal 0x80070005"]);
        check("It returns -2147024891 then.", &["Hexadecimal 0x80070005"]);
        check("error 2147942405", &["Hexadecimal 0x80070005"]);
        check("Fehler „80048163“ oder „80043431“", &["Hexadecimal 0x80048163", "Hexadecimal 0x80043431"]);
        for text in [
            "set it to 0x1",
            "the colour 0xFF5733",
            "at 0x00007FF6A1B2C3D4",
            "0xZZ",
            "0x",
            "1-2145648611",
            "call 2155550123",
            "id 2147942405",
            "0x80070005abc",
            "x0x80070005",
            "error-0x80070005.png",
            "é0x80070005",
        ] {
            check(text, &[]);
        }
    }

    #[test]
    fn mail_codes() {
        check("550 5.1.10 RESOLVER.ADR", &["Mail 5.1.10"]);
        check("550-5.7.1 Denied", &["Mail 5.1.1"].map(|_| "Mail 5.7.1"));
        check("#5.7.750", &["Mail 5.7.750"]);
        check("le code 5.7.57 ou 5.7.3 ou 5.7.139", &["Mail 5.7.57", "Mail 5.7.3", "Mail 5.7.139"]);
        check("250 2.1.5 Recipient OK", &["Mail 2.1.5"]);
        check("錯誤5.4.1", &["Mail 5.4.1"]);
        for text in [
            "version 16.0.12345",
            "16.0.12345",
            ".NET 4.7.2",
            "the error of .NET 4.7.2",
            "build 5.7.750",
            "192.168.5.1",
            "5.1.2.3",
            "error 5.18.200",
            "on 5.7.2021",
            "chapter 5.1.2",
            "v5.7.1",
            "error 3.1.1",
            "5.07.1",
            "errors in 5.7",
            "módulo 2.0.5 error",
        ] {
            check(text, &[]);
        }
        let title = tokens::find(Text { text: "5.1.90 Your message", title: true, program: false });
        assert_eq!(title.len(), 1);
    }

    #[test]
    fn codes_of_products() {
        check("AADSTS50020 and aadsts50011:", &["Product AADSTS50020", "Product AADSTS50011"]);
        check("Erreurs CS007, CS008 ou CS012", &["Product CS007", "Product CS008", "Product CS012"]);
        check("error CAA50021; CAA2000B", &["Product CAA50021", "Product CAA2000B"]);
        check("Fehler 30015-4 oder 30125-1011", &["Product 30015-4", "Product 30125-1011"]);
        check("錯誤30015-25 的解決方案", &["Product 30015-25"]);
        check("install KB5001234 or KB 4549949.", &["Update KB5001234", "Update KB4549949"]);
        check("4.5.3 error (AS780090)", &["Mail 4.5.3", "Product AS780090"]);
        for text in [
            "Office 365",
            "Windows 10",
            "Windows10 error",
            "512 KB of memory",
            "KB of memory",
            "KB401",
            "64KB",
            "SHA256 error",
            "network ABC123",
            "message MC229914 of May",
            "phone 30015-4",
            "error 393943-22222-281721",
            "ISO9001",
            "{DFA26333-1234-402C-9999-A8C40AF30000}",
            "00000005-0000-0ff1-ce00-000000000000",
            "http://a.example/AADSTS50020",
            "a\\AADSTS50020",
            "me@AADSTS50020",
            "help.example/aadsts50020",
            "/errors/aadsts50020",
        ] {
            check(text, &[]);
        }
    }

    #[test]
    fn numbers_and_names() {
        check("une erreur 401 ou 403", &["Number 401", "Number 403"]);
        check("Fel 550/553 i Outlook", &["Number 550", "Number 553"]);
        check("會收到錯誤403。", &["Number 403"]);
        check("發生404錯誤", &["Number 404"]);
        check("ett 404-fel", &["Number 404"]);
        check("HTTP 503", &["Number 503"]);
        check("エラー 6025 を", &["Number 6025"]);
        check("Winsock error 10061", &["Number 10061"]);
        check("error code 550 5.4.1", &["Mail 5.4.1"]);
        check("Event ID 1309", &["Event 1309"]);
        check("eventID 1121 ou 1122", &["Event 1121", "Event 1122"]);
        check("(ERROR_ACCESS_DENIED)", &["Name ERROR_ACCESS_DENIED"]);
        check("FAILED_TO_AUTO_DISCOVER_DOMAIN", &["Name FAILED_TO_AUTO_DISCOVER_DOMAIN"]);
        check("E_ACCESSDENIED", &["Name E_ACCESSDENIED"]);
        for text in [
            "404",
            "page 404",
            "errors in 2021",
            "errors on 300 devices",
            "error 50%",
            "error 1,5",
            "error 2019",
            "more than 500 errors",
            "HKEY_LOCAL_MACHINE",
            "REG_DWORD",
            "NON_IPM_SUBTREE",
            "the event in 2019",
            "2021-05-04",
            "12:30",
            "$400",
            "+1 800 555 0100",
            "_vti_rpc",
            "a_b_404",
            "error 12",
            "HTTP 1",
            "An error. 404 people",
        ] {
            check(text, &[]);
        }
    }

    #[test]
    fn addresses_of_codes() {
        for (kind, text, id) in [
            (CodeKind::Hexadecimal, "0x8004DE40", "0x8004de40"),
            (CodeKind::Mail, "5.7.750", "5.7.750"),
            (CodeKind::Event, "1309", "event-1309"),
            (CodeKind::Name, "ERROR_ACCESS_DENIED", "error_access_denied"),
            (CodeKind::Own, "SD-12/3 a", "sd-12-3-a"),
            (CodeKind::Own, "../..", ""),
            (CodeKind::Own, "..x", "x"),
            (CodeKind::Own, "エラー1", "エラー1"),
        ] {
            assert_eq!(Code { kind, text: text.to_owned() }.id(), id, "{text}");
        }
    }

    #[test]
    fn hostile_texts_cost_their_length() {
        for text in ["1/", "error 404 ", "AADSTS50020,", "0", "\"error 1\" ", "_", "5.7.750", "「錯誤」"] {
            let text = text.repeat(200_000);
            let mut errors = Errors::default();
            look(Text { text: &text, title: false, program: false }, &mut errors);
            assert!(errors.codes.len() <= 2, "{:?}", errors.codes.len());
        }
    }

    #[test]
    fn patterns_of_ones_own() {
        let patterns = Patterns::new(&[r"(?i)\bSD-\d{4}\b".into()]).unwrap();
        let body = Body { text: "See sd-1234 and https://help.example/SD-9999/x.\n".into(), ..Body::default() };
        let found = find("SD-0001 is down", &body, &patterns);
        let found: Vec<(&str, bool)> = found.codes.iter().map(|(code, title)| (code.text.as_str(), *title)).collect();
        assert_eq!(found, [("SD-0001", true), ("sd-1234", false)]);
    }
}
