//! Code that is quoted from a file: which, and which lines of it.

use std::ops::RangeInclusive;

/// Code to be quoted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snippet {
    /// As the directive names it; empty where the file's extension tells.
    language: String,
    /// Path of the file, as written.
    pub path: String,
    lines: Lines,
}

/// Which lines of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Lines {
    All,
    /// From 1; an open end is `usize::MAX`.
    Ranges(Vec<RangeInclusive<usize>>),
    /// Between the marks of this name.
    Named(String),
}

impl Snippet {
    /// A snippet of `[!code-lang[…](path?range=1-3)]`, `?name=id`, `#id` or `#L1-L3`.
    pub fn from_link(language: &str, target: &str) -> Self {
        let (rest, fragment) = target.split_once('#').unwrap_or((target, ""));
        let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
        let value = |name: &str| {
            let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
            pairs.into_iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, value)| value.to_owned())
        };
        let range = value("range").or_else(|| fragment.starts_with('L').then(|| fragment.replace('L', "")));
        let range = range.filter(|range| range.starts_with(|c: char| c.is_ascii_digit()));
        let named = if range.is_some() { "" } else { fragment };
        let id = value("name").or_else(|| value("id")).or_else(|| (!named.is_empty()).then(|| named.to_owned()));
        Self::from_attributes(language, path, range, id)
    }

    /// A snippet of `:::code`.
    pub fn from_attributes(language: &str, path: &str, range: Option<String>, id: Option<String>) -> Self {
        let lines = match (range, id) {
            (Some(range), _) => Lines::Ranges(range.split([',', ';']).filter_map(read_range).collect()),
            (None, Some(id)) => Lines::Named(id),
            (None, None) => Lines::All,
        };
        Self { language: language.to_ascii_lowercase(), path: path.to_owned(), lines }
    }

    /// The language of the code, for highlighting; empty where nothing tells.
    pub fn language(&self) -> &str {
        if !self.language.is_empty() {
            return &self.language;
        }
        let name = self.path.rsplit('/').next().unwrap_or_default();
        name.rsplit_once('.').map_or("", |(_, extension)| extension)
    }

    /// The lines wanted of a file, moved to the left as far as they go; what is missing otherwise.
    ///
    /// # Errors
    /// Where the file has no such lines, or no marks of the name: a phrase that says so.
    pub fn of(&self, file: &str) -> Result<String, String> {
        let lines: Vec<&str> = file.lines().collect();
        let wanted: Vec<&str> = match &self.lines {
            Lines::All => lines,
            Lines::Ranges(ranges) => {
                let mut wanted = Vec::new();
                for range in ranges {
                    let end = (*range.end()).min(lines.len());
                    let part = lines.get(range.start().saturating_sub(1)..end).filter(|part| !part.is_empty());
                    wanted.extend(part.ok_or_else(|| format!("has no line {}", range.start()))?);
                }
                wanted
            }
            Lines::Named(id) => named(&lines, id).ok_or_else(|| format!("has no snippet `{id}`"))?,
        };
        if wanted.iter().all(|line| line.trim().is_empty()) {
            return Err("has no such lines".into());
        }
        let indent = |line: &&str| line.len() - line.trim_start_matches([' ', '\t']).len();
        let least = wanted.iter().filter(|l| !l.trim().is_empty()).map(indent).min().unwrap_or(0);
        Ok(wanted.iter().map(|line| format!("{}\n", line.get(least..).unwrap_or_default())).collect())
    }
}

fn read_range(text: &str) -> Option<RangeInclusive<usize>> {
    let text = text.trim();
    let (from, to) = text.split_once('-').unwrap_or((text, text));
    let from = from.trim().parse().ok()?;
    let to = if to.trim().is_empty() { usize::MAX } else { to.trim().parse().ok()? };
    Some(from..=to)
}

/// The lines between `<id>` and `</id>` in comments, or `#region id` and its end.
fn named<'a>(lines: &[&'a str], id: &str) -> Option<Vec<&'a str>> {
    let id = id.to_lowercase();
    let has = |line: &str, mark: &str| line.to_lowercase().contains(mark);
    let (open, close) = (format!("<{id}>"), format!("</{id}>"));
    if let Some(start) = lines.iter().position(|line| has(line, &open)) {
        let length = lines[start + 1..].iter().position(|line| has(line, &close))?;
        let inner = &lines[start + 1..start + 1 + length];
        // Marks of other snippets in between are no code.
        let mark = |line: &&&str| {
            let line = line.trim().trim_start_matches(['/', '#', '-', '*', '\'', '!', '<', ' ']);
            line.to_lowercase().trim_end_matches(['>', '-', '/', '*', ' ']).starts_with("snippet")
        };
        return Some(inner.iter().filter(|line| !mark(line)).copied().collect());
    }
    let region = |line: &str| line.trim_start().to_lowercase().trim_start_matches(['/', ' ']).starts_with("#region");
    let end = |line: &str| line.trim_start().to_lowercase().trim_start_matches(['/', ' ']).starts_with("#endregion");
    let start = lines.iter().position(|line| region(line) && line.to_lowercase().trim_end().ends_with(&id))?;
    let mut depth = 0;
    let mut wanted = Vec::new();
    for line in &lines[start + 1..] {
        match (region(line), end(line)) {
            (true, _) => depth += 1,
            (_, true) if depth == 0 => return Some(wanted),
            (_, true) => depth -= 1,
            _ => wanted.push(*line),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "using System;\n// <snippet_a>\n  int a = 1;\n    // <snippet_b>\n    int b = 2;\n    // </snippet_b>\n// </snippet_a>\n#region Main\n\tint c;\n#endregion\n";

    #[test]
    fn lines_wanted() {
        let of = |target: &str| Snippet::from_link("", target).of(FILE);
        assert_eq!(of("a.cs?range=1,3").as_deref(), Ok("using System;\n  int a = 1;\n"));
        assert_eq!(of("a.cs#L3").as_deref(), Ok("int a = 1;\n"));
        assert_eq!(of("a.cs?name=snippet_b").as_deref(), Ok("int b = 2;\n"));
        assert_eq!(of("a.cs#snippet_a").as_deref(), Ok("int a = 1;\n  int b = 2;\n"));
        assert_eq!(of("a.cs#Main").as_deref(), Ok("int c;\n"));
        assert_eq!(of("a.cs?range=99"), Err("has no line 99".into()));
        assert_eq!(of("a.cs#none"), Err("has no snippet `none`".into()));
        assert_eq!(of("a.cs?range=8-").map(|code| code.lines().count()), Ok(3));
        assert_eq!(Snippet::from_link("", "x/a.cs").language(), "cs");
    }
}
