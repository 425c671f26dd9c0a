//! Code as HTML with classes.

/// Placeholder until the library comes.
pub fn highlight(_language: &str, _code: &str) -> Option<String> {
    None
}
