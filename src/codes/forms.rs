//! One code, many spellings: hexadecimal with and without `0x`, decimal with and without a sign. A
//! spelling goes in, the others come out. Knows numbers, no texts.

/// The first value whose highest bit is set, as it is in every code that stands for a failure.
const FAILURE: u32 = 0x8000_0000;

/// The other spellings, in lower case, under which the same code should be found; none where a
/// token is no such code, which costs next to nothing.
pub fn forms(token: &str) -> Vec<String> {
    let bytes = token.as_bytes();
    if !(5..=11).contains(&bytes.len()) {
        return Vec::new();
    }
    if bytes[0] == b'0' && bytes[1].eq_ignore_ascii_case(&b'x') {
        let digits = &bytes[2..];
        let value = if digits.len() < 5 { None } else { hexadecimal(digits) };
        return value.map_or_else(Vec::new, |value| {
            let bare = token[2..].to_ascii_lowercase();
            std::iter::once(bare).chain(decimals(value)).collect()
        });
    }
    if let Some(value) = decimal(token) {
        // Without its sign the number is what a tokenizer leaves of the negative one.
        let other = i64::from(value) - (1 << 32);
        let (plain, signed) = (value.to_string(), other.to_string());
        let hex = format!("{value:08x}");
        let spellings = [format!("0x{hex}"), hex, plain, signed];
        return spellings.into_iter().filter(|spelling| spelling != token).collect();
    }
    let looks = bytes.len() == 8 && bytes[0] >= b'8' && bytes.iter().any(u8::is_ascii_digit);
    match hexadecimal(bytes).filter(|value| looks && *value >= FAILURE) {
        Some(value) => std::iter::once(format!("0x{}", token.to_ascii_lowercase())).chain(decimals(value)).collect(),
        None => Vec::new(),
    }
}

/// The value of a decimal spelling: `-2147024891`, `2147942405`, or the first without its sign.
fn decimal(token: &str) -> Option<u32> {
    let digits = token.strip_prefix('-').unwrap_or(token);
    let plain = (9..=10).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    let number: i64 = digits.parse().ok().filter(|_| plain)?;
    let negative = u32::try_from((1 << 32) - number).ok().filter(|value| is_failure(*value));
    match u32::try_from(number).ok().filter(|value| is_failure(*value) && digits.len() == token.len()) {
        Some(value) => Some(value),
        None => negative,
    }
}

/// Whether a value is in the range of codes that systems return: `0x8…` and `0xC…` with the bits
/// between them, not the largest numbers, which are small negative ones.
pub(super) fn is_failure(value: u32) -> bool {
    (FAILURE..0xE000_0000).contains(&value)
}

/// The decimal spellings of a failure.
fn decimals(value: u32) -> impl Iterator<Item = String> {
    let signed = i64::from(value) - (1 << 32);
    let both = (value >= FAILURE).then(|| [value.to_string(), signed.to_string()]);
    both.into_iter().flatten()
}

fn hexadecimal(digits: &[u8]) -> Option<u32> {
    let plain = (1..=8).contains(&digits.len()) && digits.iter().all(u8::is_ascii_hexdigit);
    u32::from_str_radix(std::str::from_utf8(digits).ok().filter(|_| plain)?, 16).ok()
}

/// The decimal spellings that people know of a hexadecimal code (`0x80070005`), the signed one first.
pub fn decimal_forms(code: &str) -> Vec<String> {
    let value = code.strip_prefix("0x").and_then(|digits| hexadecimal(digits.as_bytes()));
    let mut forms: Vec<String> = value.map(|value| decimals(value).collect()).unwrap_or_default();
    forms.reverse();
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings() {
        let all = ["0x80070005", "80070005", "2147942405", "-2147024891"];
        for token in all {
            let mut found = forms(token);
            found.push(token.to_owned());
            found.sort();
            let mut expected = all.map(str::to_owned);
            expected.sort();
            assert_eq!(found, expected, "{token}");
        }
        assert_eq!(forms("0X8004DE40")[0], "8004de40");
        assert_eq!(forms("C004B100")[0], "0xc004b100");
        // The sign was lost on the way.
        assert!(forms("2147024891").contains(&"0x80070005".to_owned()));
        assert_eq!(forms("0x004de40"), ["004de40"]);
        for token in
            ["", "0x", "0x1", "365", "12345678", "2021", "windows10", "5.7.750", "kb5001234", "123456789", "é2345678"]
        {
            assert_eq!(forms(token), Vec::<String>::new(), "{token}");
        }
        assert_eq!(decimal_forms("0x80070005"), ["-2147024891", "2147942405"]);
        assert_eq!(decimal_forms("0x004DE40"), Vec::<String>::new());
    }
}
