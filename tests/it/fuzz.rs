//! Fuzzing within the tests: the properties of `fuzz/` on inputs made of the cases and sites of the tests, mangled.
//!
//! Deterministic, and bounded by rounds rather than by time; `KBGEN_FUZZ_SECONDS` makes it go on with other seeds.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use crate::support::{repository, walk};

#[path = "../../fuzz/properties.rs"]
mod properties;

type Property = fn(&[u8]);

/// The targets, and how many rounds the tests give each.
const TARGETS: &[(&str, Property, u64)] = &[
    ("front_matter", properties::front_matter, 20_000),
    ("units", properties::units, 20_000),
    ("dialect", properties::dialect, 30_000),
    ("document", properties::document, 15_000),
    ("pipeline", properties::pipeline, 600),
];

/// So many failures of a target are looked at.
const MOST_FAILURES: usize = 6;

/// What authors, translators and attackers write.
const TOKENS: &[&str] = &[
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    "    ",
    "  \n",
    "> ",
    "- ",
    "1. ",
    "# ",
    "## ",
    "***",
    "---\n",
    "===\n",
    "|",
    "|---|---|\n",
    "| a | b |\n",
    "*",
    "**",
    "****",
    "_",
    "~~",
    "`",
    "```\n",
    "~~~",
    "\\",
    "[",
    "]",
    "(",
    ")",
    "](",
    "![",
    "[]()",
    "[a](b.md)",
    "[a](http://e.org)",
    "[x] (http://e.org",
    "]]x](http://e.org)",
    "<https://e.org>",
    "www.e.org",
    "[a]: b\n",
    "[!NOTE]",
    "> [!NOTE]\n> ",
    "[!TIPS] x",
    "[！注意]",
    "[!INCLUDE [x](includes/x.md)]",
    "[!INCLUDE [x](includes/self.md)]",
    "[!INCLUDE [x](",
    "[!code-cs[](code.cs#a)]",
    "[!VIDEO https://e.org/v]",
    "[!div class=\"checklist\"]",
    "# [T](#tab/a)\n",
    "#### [T](#tab/b/c)\n",
    ":::",
    ":::row:::\n",
    ":::row-end:::\n",
    ":::column span=\"2\":::\n",
    ":::column-end:::\n",
    ":::zone pivot=\"a\"\n",
    ":::zone-end\n",
    ":::moniker range=\"a\"\n",
    ":::note\n",
    ":::image source=\"a.png\" alt-text=\"b\":::",
    ":::image source=\"a.png\" type=\"complex\" alt-text=\"b\":::\n",
    ":::image-end:::\n",
    ":::code source=\"code.cs\" id=\"a\":::",
    ":::no-loc text=\"x\":::",
    "<xref:a.b>",
    "[](xref:a.b)",
    "@System.String",
    ":smile:",
    "<a name=\"x\"></a>",
    "<a id='x'>",
    "<a href=\"javascript:x\">",
    "<a/>",
    "</a>",
    "<b>",
    "</b>",
    "<br>",
    "</br>",
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<table>",
    "<tr>",
    "<td>",
    "</table>",
    "<ul><li>",
    "<details><summary>",
    "<img src=x onerror=y>",
    "<script>",
    "</script>",
    "<style>",
    "<svg><math>",
    "<iframe src=\"http://e.org\">",
    "<select><option>",
    "<textarea>",
    "<title>",
    "<template>",
    "<email>",
    "<mrk mid=\"1\">",
    "</mrk>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<?",
    "?>",
    "<",
    ">",
    "&",
    "&lt;",
    "&quot;",
    "&#xFDD1;",
    "\u{FDD1}alert_note\u{FDD1}",
    "\u{FDD2}0\u{FDD2}",
    "\u{85}",
    "\0",
    "\u{202E}",
    "\u{200B}",
    "\u{FEFF}",
    "一。 ",
    "「",
    "」",
    "\"",
    "'",
    "=",
    "{#a}",
    "[^1]",
    "[^1]: x\n",
    "- [x] ",
    "$x$",
    "$$\\frac{a}{b}$$",
    "---\ntitle: A\n---\n",
    "title: ",
    "ms.contentlocale: ",
    "kbgen:0",
    "<span data-ttu-id=\"a-1\">",
    "</span>",
    "<h1>",
    "<h2 id=\"x\">",
    "<pre><code>",
    "<i>",
    "<span data-ttu-id=\"a-1\">T</span><span class=\"sxs-lookup\"><span data-stu-id=\"a-1\">S</span></span>",
    "<span class=\"sxs-lookup\"><span data-stu-id=\"a-1\">",
    "</span></span>",
    "id=\"x\"",
    "onclick=x",
    "\n%%%%\nsv-SE/a.md\n",
];

/// A small generator of numbers that only looks random (xorshift*).
struct Numbers(u64);

impl Numbers {
    fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % limit.max(1)
    }

    fn range(&mut self, length: usize, most: usize) -> std::ops::Range<usize> {
        let start = self.below(length + 1);
        start..(start + self.below(most)).min(length)
    }
}

/// Texts of the tests: every block of the cases, every file of the sites.
fn seeds() -> Vec<Vec<u8>> {
    let mut seeds = Vec::new();
    walk(&repository().join("tests/cases"), &mut |path| {
        let text = fs::read_to_string(path).unwrap();
        let blocks = text.split("```").skip(1).step_by(2);
        seeds.extend(blocks.filter_map(|block| block.split_once('\n')).map(|(_, block)| block.as_bytes().to_vec()));
    });
    walk(&repository().join("tests/sites"), &mut |path| {
        if path.extension().is_some_and(|e| e == "md") {
            seeds.push(fs::read(path).unwrap());
        }
    });
    assert!(seeds.len() > 200, "{} seeds", seeds.len());
    seeds
}

/// An input: a few seeds, cut, doubled, joined and sprinkled with tokens.
fn input(seeds: &[Vec<u8>], numbers: &mut Numbers) -> Vec<u8> {
    let mut bytes = match numbers.below(4) {
        0 => Vec::new(),
        _ => seeds[numbers.below(seeds.len())].clone(),
    };
    if numbers.below(3) == 0 {
        bytes.splice(0..0, *b"fr-FR/folder/a.md\n");
    }
    for _ in 0..=numbers.below(12) {
        let at = numbers.below(bytes.len() + 1);
        match numbers.below(10) {
            0 => {
                let other = &seeds[numbers.below(seeds.len())];
                let part = other[numbers.range(other.len(), 300)].to_vec();
                bytes.splice(at..at, part);
            }
            1 => drop(bytes.drain(numbers.range(bytes.len(), 40))),
            2 => {
                let part = bytes[numbers.range(bytes.len(), 100)].to_vec();
                bytes.splice(at..at, part.repeat(1 + numbers.below(3)));
            }
            3 if numbers.below(8) == 0 => bytes.truncate(at),
            4 if at < bytes.len() => bytes[at] ^= 1 << numbers.below(8),
            _ => {
                let token = TOKENS[numbers.below(TOKENS.len())].as_bytes();
                bytes.splice(at..at, token.repeat(1 + if numbers.below(6) == 0 { numbers.below(5) } else { 0 }));
            }
        }
    }
    bytes.truncate(64 * 1024);
    bytes
}

/// What is said of an input that breaks a promise, made as small as it goes.
fn failure(name: &str, property: Property, seeds: &[Vec<u8>], seed: u64) -> Option<String> {
    let bytes = input(seeds, &mut Numbers::new(seed));
    breaks(property, &bytes)?;
    let small = smallest(&bytes, property);
    let said = breaks(property, &small).unwrap_or_default();
    Some(format!("{name}, seed {seed}: {:?}\n{said}", String::from_utf8_lossy(&small)))
}

/// What a property says against an input.
fn breaks(property: Property, bytes: &[u8]) -> Option<String> {
    let panic = catch_unwind(AssertUnwindSafe(|| property(bytes))).err()?;
    let said = panic.downcast_ref::<String>().cloned();
    Some(said.or_else(|| panic.downcast_ref::<&str>().map(|s| (*s).to_owned())).unwrap_or_default())
}

/// A failing input without what it does not need to fail.
fn smallest(bytes: &[u8], property: Property) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    let mut size = bytes.len() / 2;
    while size > 0 {
        let mut at = 0;
        while at < bytes.len() {
            let mut less = bytes.clone();
            less.drain(at..(at + size).min(bytes.len()));
            if breaks(property, &less).is_some() {
                bytes = less;
            } else {
                at += size;
            }
        }
        size /= 2;
    }
    bytes
}

#[test]
fn whatever_is_read_is_sound() {
    let seeds = seeds();
    let seconds = std::env::var("KBGEN_FUZZ_SECONDS").ok().and_then(|s| s.parse().ok()).unwrap_or(0);
    let (begin, mut first) = (Instant::now(), 0);
    let mut failures = Vec::new();
    loop {
        for (name, property, rounds) in TARGETS {
            let found = (first..first + rounds).filter_map(|seed| failure(name, *property, &seeds, seed));
            failures.extend(found.take(MOST_FAILURES));
        }
        assert!(failures.is_empty(), "{} inputs break a promise:\n{}", failures.len(), failures.join("\n\n"));
        first += 1_000_000;
        if begin.elapsed() >= Duration::from_secs(seconds) {
            break;
        }
    }
}

/// The seeds themselves, with nothing mangled.
#[test]
fn the_seeds_are_sound() {
    for seed in seeds() {
        TARGETS.iter().for_each(|(_, property, _)| property(&seed));
    }
}
