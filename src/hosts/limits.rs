//! Limits: what a host takes, and whether a site stays within it. The numbers are those of the hosts' own
//! documentation in November 2026.

use serde::{Deserialize, Serialize};

use crate::model::{Asset, Checked, Code, Content, Diagnostic, OutputFile, Severity};

use super::Profile;

/// What a host takes at most; `None` where it says no number.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    pub files: Option<u64>,
    /// Files that the cheapest plan takes.
    pub free_files: Option<u64>,
    /// Bytes of all files.
    pub bytes: Option<u64>,
    /// Bytes that the cheapest plan takes.
    pub free_bytes: Option<u64>,
    /// Bytes of one file.
    pub file_bytes: Option<u64>,
    /// Rules that redirect.
    pub redirects: Option<usize>,
    /// Characters of such a rule.
    pub redirect_chars: Option<usize>,
    /// Rules about headers.
    pub header_rules: Option<usize>,
    /// Characters of a line of such a rule.
    pub header_chars: Option<usize>,
    /// Bytes of the file, or of the program, that has the host's rules.
    pub rule_bytes: Option<usize>,
}

impl Limits {
    pub const NONE: Self = Self {
        files: None,
        free_files: None,
        bytes: None,
        free_bytes: None,
        file_bytes: None,
        redirects: None,
        redirect_chars: None,
        header_rules: None,
        header_chars: None,
        rule_bytes: None,
    };
}

pub const KIB: u64 = 1024;
pub const MIB: u64 = 1024 * KIB;
pub const GIB: u64 = 1024 * MIB;

/// Files that are too large are named up to this number.
const MOST_NAMED: usize = 5;

/// How much there is to be uploaded.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    pub files: u64,
    pub bytes: u64,
    /// Files that the host does not take: their paths and bytes, the largest first.
    pub too_large: Vec<(String, u64)>,
}

impl Tally {
    /// Counts a file of that path below the output folder.
    pub fn add(&mut self, path: &str, bytes: u64, profile: &Profile) {
        self.files += 1;
        self.bytes += bytes;
        if profile.limits.file_bytes.is_some_and(|most| bytes > most) {
            self.too_large.push((path.to_owned(), bytes));
            self.order();
        }
    }

    /// Counts the files of a job. Copies are only counted; their bytes are those of [`Tally::of_assets`].
    pub fn of(files: &[OutputFile], profile: &Profile) -> Self {
        let mut tally = Self::default();
        for file in files {
            match &file.content {
                Content::Bytes(bytes) => tally.add(&file.path, bytes.len() as u64, profile),
                Content::CopyOf(_) => tally.files += 1,
            }
        }
        tally
    }

    /// The bytes of the files that are copied.
    pub fn of_assets<'a>(assets: impl Iterator<Item = (&'a str, &'a Asset)>, profile: &Profile) -> Self {
        let mut tally = Self::default();
        for (path, asset) in assets {
            tally.add(path, asset.bytes, profile);
        }
        Self { files: 0, ..tally }
    }

    pub fn merge(mut self, other: Self) -> Self {
        self.files += other.files;
        self.bytes += other.bytes;
        self.too_large.extend(other.too_large);
        self.order();
        self
    }

    fn order(&mut self) {
        self.too_large.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    }

    /// What the host would refuse.
    pub fn check(&self, profile: &Profile) -> Vec<Diagnostic> {
        let limits = &profile.limits;
        let mut found = Vec::new();
        let others = "build fewer locales with `--locale`, turn `publish.markdown` off, or publish to a host that takes more, such as an object store or a server of your own";
        if let Some(most) = limits.files.filter(|most| self.files > *most) {
            found.push(refused(profile, "files", self.files, most, "").help(others));
        } else if let Some(most) = limits.free_files.filter(|most| self.files > *most) {
            found.push(by_plan(refused(profile, "files on its free plan", self.files, most, "")));
        }
        if let Some(most) = limits.bytes.filter(|most| self.bytes > *most) {
            found.push(refused(profile, "bytes", self.bytes, most, "").help(others));
        } else if let Some(most) = limits.free_bytes.filter(|most| self.bytes > *most) {
            found.push(by_plan(refused(profile, "bytes on its free plan", self.bytes, most, "")));
        }
        if let Some(most) = limits.file_bytes {
            for (path, bytes) in self.too_large.iter().take(MOST_NAMED) {
                let help = "make the file smaller, or link to it where it is kept elsewhere";
                found.push(refused(profile, "bytes in a file", *bytes, most, path).help(help));
            }
            if let Some(more) = self.too_large.len().checked_sub(MOST_NAMED).filter(|more| *more > 0) {
                let message = format!("`{}` refuses {more} more files for their size", profile.name);
                found.push(Diagnostic::new(Code::HostLimit, message));
            }
        }
        found
    }
}

/// A finding: which limit, by how much; `file` is the one that is meant, or empty.
pub(super) fn refused(profile: &Profile, what: &str, number: u64, most: u64, file: &str) -> Diagnostic {
    let of = if file.is_empty() { "the site".to_owned() } else { format!("`{file}`") };
    let message = format!(
        "`{}` takes {} {what}; {of} has {}, {} too many",
        profile.name,
        grouped(most),
        grouped(number),
        grouped(number - most)
    );
    Diagnostic::new(Code::HostLimit, message)
}

fn by_plan(finding: Diagnostic) -> Diagnostic {
    let help = "publish with a paid plan; where you have one, there is nothing to do";
    Diagnostic { severity: Severity::Warning, ..finding.help(help) }
}

/// Says that some redirects are left to pages.
pub(super) fn left_to_pages(profile: &Profile, left: usize, why: &str) -> Diagnostic {
    let message = format!("`{}` answers all redirects itself but {}, since {why}", profile.name, grouped(left as u64));
    Diagnostic::new(Code::RedirectsLeft, message)
        .note("those that authors wrote come before those of error codes; pages that lead on do the others, which cost readers a moment")
        .help("remove redirects that nobody follows any more")
}

/// Adds a finding where there are redirects left.
pub(super) fn with_left(files: Vec<OutputFile>, left: Option<Diagnostic>) -> Checked<Vec<OutputFile>> {
    Checked { value: files, diagnostics: left.into_iter().collect() }
}

/// A number with its thousands parted.
pub(super) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + 4);
    for (n, digit) in digits.chars().enumerate() {
        if n > 0 && (digits.len() - n).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::Host;
    use super::*;

    fn said(host: &str, tally: &Tally) -> Vec<String> {
        let found = tally.check(Host::parse(host).unwrap().profile());
        found.iter().map(|d| format!("{} {}", d.severity.name(), d.message)).collect()
    }

    #[test]
    fn limits() {
        let tally = |files, bytes| Tally { files, bytes, too_large: Vec::new() };
        assert!(said("cloudflare", &tally(20_000, 0)).is_empty());
        assert_eq!(
            said("cloudflare", &tally(20_001, 0)),
            ["warning `cloudflare` takes 20,000 files on its free plan; the site has 20,001, 1 too many"]
        );
        assert_eq!(
            said("cloudflare", &tally(100_003, 0)),
            ["error `cloudflare` takes 100,000 files; the site has 100,003, 3 too many"]
        );
        assert_eq!(
            said("azure-static-web-apps", &tally(15_001, 600 * MIB)),
            [
                "error `azure-static-web-apps` takes 15,000 files; the site has 15,001, 1 too many",
                "error `azure-static-web-apps` takes 524,288,000 bytes; the site has 629,145,600, 104,857,600 too many"
            ]
        );
        assert!(said("nginx", &tally(10_000_000, 1 << 40)).is_empty());
    }

    #[test]
    fn large_files() {
        let profile = Host::parse("cloudflare").unwrap().profile();
        let mut tally = Tally::default();
        for n in 0..7_u64 {
            tally.add(&format!("assets/{n}.mp4"), 25 * MIB + n, profile);
        }
        let found = said("cloudflare", &tally);
        assert_eq!(found.len(), 6, "{found:?}");
        assert_eq!(
            found[0],
            "error `cloudflare` takes 26,214,400 bytes in a file; `assets/6.mp4` has 26,214,406, 6 too many"
        );
        assert_eq!(found[5], "error `cloudflare` refuses 1 more files for their size");
    }
}
