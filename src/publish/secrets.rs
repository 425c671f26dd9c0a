//! Words that must never be shown: the values of variables that hold credentials. A text in, the same without them out.

/// Parts of the names of variables whose values are secret.
const SECRET: &[&str] =
    &["SECRET", "TOKEN", "PASSWORD", "ACCOUNT_KEY", "ACCESS_KEY", "SAS", "CREDENTIAL", "PRIVATE", "CONNECTION_STRING"];

/// The text with every secret of the environment replaced.
pub fn hide(text: &str) -> String {
    let secrets = std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?.to_ascii_uppercase(), value.into_string().ok()?)))
        .filter(|(name, _)| SECRET.iter().any(|part| name.contains(part)))
        .map(|(_, value)| value);
    without(text, secrets)
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
    fn the_longest_first() {
        let secrets = ["abcdef", "abcdefgh", "abc"].map(str::to_owned);
        assert_eq!(without("key abcdefgh, abcdef, abc", secrets.into_iter()), "key …, …, abc");
    }
}
