//! Words that must never be shown: the values of variables that hold credentials. A text in, the same without them out.

use std::sync::{Mutex, PoisonError};

/// Secrets that came from files.
static KNOWN: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// Parts of the names of variables whose values are secret.
const SECRET: &[&str] = &[
    "SECRET",
    "TOKEN",
    "PASSWORD",
    "ACCOUNT_KEY",
    "ACCESS_KEY",
    "API_KEY",
    "SAS",
    "CREDENTIAL",
    "PRIVATE",
    "CONNECTION_STRING",
];

/// The text with every secret of the environment replaced.
pub fn hide(text: &str) -> String {
    let secrets = std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?.to_ascii_uppercase(), value.into_string().ok()?)))
        .filter(|(name, _)| SECRET.iter().any(|part| name.contains(part)))
        .map(|(_, value)| value);
    let known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner).clone();
    signatures(&without(text, secrets.chain(known)))
}

/// Makes a secret known that stands in no variable.
#[cfg(feature = "cloud")]
pub fn remember(secret: &str) {
    KNOWN.lock().unwrap_or_else(PoisonError::into_inner).push(secret.to_owned());
}

/// The text without the signatures of addresses.
fn signatures(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.to_ascii_lowercase().find("sig").filter(|_| rest.contains('=')) {
        let end = rest[at..].find(|c: char| !c.is_ascii_alphanumeric()).map_or(rest.len(), |n| at + n);
        out.push_str(&rest[..end]);
        rest = &rest[end..];
        if let Some(value) = rest.strip_prefix('=') {
            out.push_str("=…");
            rest = &value[value.find(['&', ' ', '"', ')', '<', '`']).unwrap_or(value.len())..];
        }
    }
    out + rest
}

/// The text with each of the secrets replaced.
pub fn without(text: &str, secrets: impl Iterator<Item = String>) -> String {
    // What is shorter is no secret, and would make the text unreadable.
    let mut secrets: Vec<String> = secrets.filter(|secret| secret.len() >= 6).collect();
    secrets.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
    secrets.iter().fold(text.to_owned(), |text, secret| text.replace(secret.as_str(), "…"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signatures_of_addresses() {
        let text = signatures("GET https://a.example/c?sv=1&sig=abc%2Fd&se=2: Signature=12ab, signed by sigma");
        assert_eq!(text, "GET https://a.example/c?sv=1&sig=…&se=2: Signature=… signed by sigma");
    }

    #[test]
    fn the_longest_first() {
        let secrets = ["abcdef", "abcdefgh", "abc"].map(str::to_owned);
        assert_eq!(without("key abcdefgh, abcdef, abc", secrets.into_iter()), "key …, …, abc");
    }
}
