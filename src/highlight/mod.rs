//! Colours of code, decided while building, so that a page needs no script for them.
//!
//! Enters: the name of a language as authors write it behind a fence, and the code. Leaves: the same text as
//! HTML with a few classes, or nothing where the language is not known. Never changes the text, never fails,
//! and takes time in proportion to the text: every scanner here moves on with each step, and nothing is
//! looked for beyond the end of a line but the end of what has begun.

mod code;
mod grammars;
mod markup;

use grammars::Grammar;

/// Longest text that is coloured, in bytes; more is data.
const LONGEST: usize = 64 * 1024;

/// Longest line that is coloured, in bytes.
const LONGEST_LINE: usize = 4 * 1024;

/// What a piece of code is to a reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    Attribute,
    Comment,
    Deleted,
    Function,
    Inserted,
    Keyword,
    Number,
    String,
    Tag,
    Type,
    Variable,
}

impl Class {
    fn html(self) -> &'static str {
        match self {
            Self::Attribute => "hl-attribute",
            Self::Comment => "hl-comment",
            Self::Deleted => "hl-deleted",
            Self::Function => "hl-function",
            Self::Inserted => "hl-inserted",
            Self::Keyword => "hl-keyword",
            Self::Number => "hl-number",
            Self::String => "hl-string",
            Self::Tag => "hl-tag",
            Self::Type => "hl-type",
            Self::Variable => "hl-variable",
        }
    }
}

/// How a language is read.
enum Language {
    Code(&'static Grammar),
    Css,
    Diff,
    Http,
    Markup,
    Php,
}

/// The language of a name; none for plain text and for what is not known.
fn language(name: &str) -> Option<Language> {
    let name = name.trim().to_ascii_lowercase();
    let grammar = match name.as_str() {
        "css" | "less" | "scss" => return Some(Language::Css),
        "diff" | "patch" => return Some(Language::Diff),
        "http" | "rest" => return Some(Language::Http),
        "aspx" | "aspx-csharp" | "config" | "csproj" | "cshtml" | "htm" | "html" | "razor" | "svg" | "vue" | "xaml"
        | "xhtml" | "xml" | "xsd" | "xsl" | "xslt" => return Some(Language::Markup),
        "php" => return Some(Language::Php),
        "azcopy"
        | "azurecli"
        | "azurecli-interactive"
        | "bash"
        | "console"
        | "dotnetcli"
        | "ksh"
        | "sh"
        | "shell"
        | "terminal"
        | "zsh" => &grammars::SHELL,
        "azurepowershell"
        | "azurepowershell-interactive"
        | "posh"
        | "powershell"
        | "powershell-interactive"
        | "ps"
        | "ps1"
        | "pwsh" => &grammars::POWERSHELL,
        "bat" | "batch" | "cmd" | "dos" => &grammars::BATCH,
        "bicep" => &grammars::BICEP,
        "c" | "c++" | "cc" | "cpp" | "cxx" | "h" | "hpp" => &grammars::CPP,
        "c#" | "cs" | "csharp" | "csharp-interactive" => &grammars::CSHARP,
        "docker" | "dockerfile" => &grammars::DOCKERFILE,
        "go" | "golang" => &grammars::GO,
        "hcl" | "terraform" | "tf" => &grammars::HCL,
        "cfg" | "conf" | "dotenv" | "editorconfig" | "env" | "ini" | "properties" | "reg" => &grammars::INI,
        "java" => &grammars::JAVA,
        "javascript" | "js" | "jsx" | "mjs" | "node" | "nodejs" => &grammars::JAVASCRIPT,
        "json" | "json5" | "jsonc" => &grammars::JSON,
        "kotlin" | "kt" => &grammars::KOTLIN,
        "kql" | "kusto" => &grammars::KUSTO,
        "py" | "python" | "python-interactive" | "python3" => &grammars::PYTHON,
        "rb" | "ruby" => &grammars::RUBY,
        "rs" | "rust" => &grammars::RUST,
        "mysql" | "pgsql" | "plsql" | "postgresql" | "sql" | "t-sql" | "tsql" => &grammars::SQL,
        "swift" => &grammars::SWIFT,
        "toml" => &grammars::TOML,
        "ts" | "tsx" | "typescript" => &grammars::TYPESCRIPT,
        "vb" | "vb.net" | "vba" | "vbnet" | "vbs" | "vbscript" => &grammars::VISUAL_BASIC,
        "yaml" | "yml" => &grammars::YAML,
        _ => return None,
    };
    Some(Language::Code(grammar))
}

/// The code as HTML, with `span`s that say what its pieces are (`hl-keyword`, `hl-string`, …).
///
/// Returns nothing where the language is not known, and where the text is too long to be read by people.
pub fn highlight(name: &str, code: &str) -> Option<String> {
    let language = language(name)?;
    if code.len() > LONGEST || code.lines().any(|line| line.len() > LONGEST_LINE) {
        return None;
    }
    let mut painter = Painter::new(code);
    match language {
        Language::Code(grammar) => code::scan(&mut painter, grammar, code.len()),
        Language::Css => markup::css(&mut painter, code.len()),
        Language::Diff => markup::diff(&mut painter),
        Language::Http => markup::http(&mut painter),
        Language::Markup => markup::markup(&mut painter),
        // Without its marks it is code alone.
        Language::Php if code.contains("<?") => markup::markup(&mut painter),
        Language::Php => code::scan(&mut painter, &grammars::PHP, code.len()),
    }
    Some(painter.html())
}

/// The text with what was found in it so far.
struct Painter<'a> {
    code: &'a str,
    /// Up to where the text has been read; always between characters.
    at: usize,
    /// Ends of pieces, and what they are. No two neighbours are the same.
    pieces: Vec<(usize, Option<Class>)>,
}

impl<'a> Painter<'a> {
    fn new(code: &'a str) -> Self {
        Self { code, at: 0, pieces: Vec::new() }
    }

    /// The text that is left before `end`.
    fn rest(&self, end: usize) -> &'a str {
        self.code.get(self.at..end).unwrap_or_default()
    }

    /// What stands before the place that has been read to.
    fn previous(&self) -> Option<char> {
        self.code[..self.at].chars().next_back()
    }

    /// Reads the next `length` bytes, which are of one class.
    fn paint(&mut self, length: usize, class: impl Into<Option<Class>>) {
        let class = class.into();
        if length == 0 {
            return;
        }
        let begin = self.at;
        self.at += length;
        // Blanks between two pieces of a class belong to them: one span instead of two.
        if let [.., (before, earlier), (blank, None)] = self.pieces[..]
            && class.is_some()
            && earlier == class
            && self.code[before..blank].trim().is_empty()
            && blank == begin
        {
            self.pieces.pop();
        }
        match self.pieces.last_mut() {
            Some((end, last)) if *last == class => *end = self.at,
            _ => self.pieces.push((self.at, class)),
        }
    }

    /// Reads the next character, which is nothing special.
    fn skip(&mut self) {
        let length = self.code[self.at..].chars().next().map_or(0, char::len_utf8);
        self.paint(length, None);
    }

    fn html(self) -> String {
        let mut out = String::with_capacity(self.code.len() + 32 * self.pieces.len());
        let mut begin = 0;
        for (end, class) in self.pieces {
            if let Some(class) = class {
                out.push_str("<span class=\"");
                out.push_str(class.html());
                out.push_str("\">");
            }
            for c in self.code[begin..end].chars() {
                match c {
                    '&' => out.push_str("&amp;"),
                    '<' => out.push_str("&lt;"),
                    '>' => out.push_str("&gt;"),
                    _ => out.push(c),
                }
            }
            if class.is_some() {
                out.push_str("</span>");
            }
            begin = end;
        }
        out
    }
}

/// Whether a character can stand within a name.
fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// How many bytes at the beginning of a text satisfy a condition.
fn span(text: &str, condition: impl Fn(char) -> bool) -> usize {
    text.find(|c| !condition(c)).unwrap_or(text.len())
}

/// The first line of a text, without its end.
fn first_line(text: &str) -> &str {
    &text[..text.find('\n').unwrap_or(text.len())]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text of the HTML, without its spans.
    fn text(html: &str) -> String {
        let mut out = String::new();
        let mut rest = html;
        while let Some(at) = rest.find('<') {
            out.push_str(&rest[..at]);
            rest = &rest[rest[at..].find('>').unwrap() + at + 1..];
        }
        (out + rest).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    }

    /// The pieces of a class, in order.
    fn pieces(language: &str, code: &str, class: &str) -> Vec<String> {
        let html = highlight(language, code).unwrap();
        assert_eq!(text(&html), code);
        let open = format!("<span class=\"hl-{class}\">");
        html.split(&open).skip(1).map(|rest| text(rest.split("</span>").next().unwrap())).collect()
    }

    #[track_caller]
    fn check(language: &str, code: &str, expected: &[(&str, &[&str])]) {
        for (class, found) in expected {
            assert_eq!(pieces(language, code, class), *found, "{class} in {language}: {code}");
        }
    }

    /// Names of which each stands for another way to read, with code that it is for.
    const SAMPLES: &[(&str, &str)] = &[
        ("bash", "# a\naz group create --name \"$RG\" <<EOF\nx\nEOF\nfor f in *; do echo $(ls -l \"$f\"); done\n"),
        (
            "powershell",
            "Get-Item -Path \"$($a.b(\"c\"))\" `\n  -Force <# x #> | % { $_ -eq 'it''s' }\n$s = @\"\nx\n\"@",
        ),
        ("cmd", "@echo off\r\nREM x\r\nif exist \"%A%\" (copy %%f %~dp0 /Y) else goto :end\r\n:end"),
        ("csharp", "#region A\n[X(\"y\")] var s = $\"a {b + $\"{c}\"} {{d}}\"; // e\nchar c = '\\u0041';"),
        ("cpp", "#include <map>\n#define A 1\nauto s = R\"(a\nb)\"; std::vector<int> v{1, 0x2F};"),
        ("java", "@Override public int f() { return \"\"\"\n a\"\"\".length(); }"),
        ("kotlin", "val x = \"a $b ${c(\"d\")}\" // e"),
        ("swift", "let s = \"a \\(b + \"c\") d\""),
        ("go", "type A struct { X int `json:\"x\"` }"),
        ("rust", "fn f<'a>(x: &'a str) -> char { '\\'' } // r#\"a\"#"),
        ("js", "const a = b / c / d, r = /[/]'/g, t = `x ${y ? `z` : \"}\"}`; foo(); x /* c */"),
        ("ts", "@A() class B<T extends C> { readonly x: string = 'y'; }"),
        ("php", "<p>&amp;</p><?php $a = \"b $c\"; ?><b>x</b>"),
        ("php", "$a = new B(); # c"),
        ("python", "@a\nclass A(B):\n    \"\"\"d\"\"\"\n    x = f\"{y!r} {{z}}\"\n"),
        ("ruby", "puts \"a #{b.map { |c| c }}\" if @d =~ /e'/"),
        ("vb", "' a\nDim s As String = $\"b {c}\"\"\" ' d"),
        ("dockerfile", "FROM a:1.2 AS b\nRUN x --y \"z\" \\\n  && w"),
        ("sql", "SELECT TOP 1 N'it''s' FROM [a b] WHERE @c = 2 -- d\n/* e */"),
        ("kusto", "T | where a > ago(7d) and b has 'c' // d"),
        ("json", "{\"a\": [1.5e-3, true, \"b\"], // c\n \"d\": null}"),
        ("yaml", "a: &b\n  - c: 1 # d\n    e: |\n      f: g\n\n    'h': !!str 2026-01-02\n"),
        ("ini", "; a\n[b]\nc = \"d\"\ne=1\n"),
        ("toml", "[a.b]\nc = \"\"\"d\ne\"\"\" # f\n"),
        ("terraform", "resource \"a\" \"b\" {\n  c = \"${d.e}\"\n  f = <<G\nh\nG\n}"),
        ("bicep", "param a string = 'b${c('d')}'\n@e()\nresource f 'g@1' = {\n  name: 'h'\n}"),
        ("css", "/* a */ @media (x) { a.b:hover, #c > p::before { --d: 1px; color: #fff; e: var(--f) } }"),
        ("diff", "--- a\n+++ b\n@@ -1 +1 @@\n-c\n+d\n e\n"),
        ("http", "POST https://help.example/a HTTP/1.1\r\nAccept: x/y\r\n\r\n{\"a\": 1}"),
        (
            "html",
            "<!doctype html><style>a{b:c}</style><script>let x = '</'; // y\n</script><p a=b c=\"d\">&lt;<!-- e -->",
        ),
        ("xml", "<?xml version=\"1.0\"?><a:b c='d'><![CDATA[<e>]]></a:b>"),
    ];

    #[test]
    fn text_is_kept() {
        for (language, code) in SAMPLES {
            let html = highlight(language, code).unwrap();
            assert_eq!(text(&html), *code);
            assert!(html.contains("<span class=\"hl-"), "{language}: {html}");
            // And with any part of it missing, or in another language.
            for (other, _) in SAMPLES {
                for (at, _) in code.char_indices() {
                    assert_eq!(text(&highlight(other, &code[at..]).unwrap()), code[at..], "{other}");
                    assert_eq!(text(&highlight(other, &code[..at]).unwrap()), code[..at], "{other}");
                }
            }
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_kept(n in 0..SAMPLES.len(), code in "\\PC{0,60}(\n\\PC{0,40}){0,4}", odd in "[\\\\$%!@#<>{}()'\"`/*:=a0é \r\n-]{0,60}") {
            for code in [&code, &odd] {
                let html = highlight(SAMPLES[n].0, code).unwrap();
                proptest::prop_assert_eq!(&text(&html), code);
            }
        }
    }

    #[test]
    fn commands() {
        check(
            "azurecli-interactive",
            "# Don't\nRG=docs; az group create -g \"my $RG\" \\\n  --location north-1 # it's\n",
            &[
                ("comment", &["# Don't", "# it's"]),
                ("function", &["az"]),
                ("attribute", &["-g", "--location"]),
                ("variable", &["RG", "$RG"]),
                ("string", &["\"my ", "\""]),
                ("keyword", &[]),
            ],
        );
        check(
            "azurepowershell",
            "foreach ($u in Get-MgUser -All) { if ($u.Age -gt 3) { [int]$n = \"$($u.Name) $n\".Trim() } }",
            &[
                ("keyword", &["foreach", "in", "if", "-gt"]),
                ("variable", &["$u", "$u", "$n", "$u", "$n"]),
                ("function", &["Get-MgUser", "Trim"]),
                ("attribute", &["-All"]),
                ("type", &["int"]),
                ("number", &["3"]),
            ],
        );
        check("console", "$ sudo apt-get install 'x'\nI don't know\n", &[("string", &["'x'"]), ("keyword", &["sudo"])]);
        check(
            "bat",
            "copy %A% D:\\b /Y\n:: x",
            &[("variable", &["%A%"]), ("attribute", &["/Y"]), ("comment", &[":: x"])],
        );
    }

    #[test]
    fn programs() {
        check(
            "c#",
            "public async Task<int> RunAsync(string s) { return await Foo.Bar($\"{s} x\", 0x1F, 'c'); } // if",
            &[
                ("keyword", &["public async", "return await"]),
                ("type", &["Task", "int", "string", "Foo"]),
                ("function", &["RunAsync", "Bar"]),
                ("string", &["$\"", " x\"", "'c'"]),
                ("number", &["0x1F"]),
                ("comment", &["// if"]),
            ],
        );
        check("js", "x = a / b; y = /'\\/[/]/i.test(z); // '", &[("string", &["/'\\/[/]/i"]), ("function", &["test"])]);
        check(
            "py",
            "def f(a: int):\n    return f\"{a['b']}\"",
            &[("string", &["f\"", "'b'", "\""]), ("type", &["int"])],
        );
        check("rust", "fn f<'a>(c: &'a str) { '\\u{41}' }", &[("string", &["'\\u{41}'"]), ("function", &["f"])]);
        check(
            "sql",
            "select count(*) from t where a = 'it''s'",
            &[("keyword", &["select", "from", "where"]), ("string", &["'it''s'"])],
        );
    }

    #[test]
    fn data() {
        check("json", "{\"a\": \"b\", \"c\": 1}", &[("attribute", &["\"a\"", "\"c\""]), ("string", &["\"b\""])]);
        check(
            "yml",
            "a:\n  - run: |\n      b: c\n    d: 2\n  - http://e\n",
            &[("attribute", &["a", "run", "d"]), ("string", &["      b: c\n"]), ("number", &["2"])],
        );
        check("xml", "<a b=\"c\">&amp;</a>", &[("tag", &["a", "a"]), ("attribute", &["b"]), ("number", &["&amp;"])]);
        check("html", "<script>if (a) b('</');</script>", &[("tag", &["script", "script"]), ("keyword", &["if"])]);
        check("css", "a:hover { color: red }", &[("tag", &["a"]), ("attribute", &["color"])]);
        check("diff", "-a\n-b\n+c\n", &[("deleted", &["-a\n-b\n"]), ("inserted", &["+c\n"])]);
        check("http", "GET /a HTTP/1.1\nA: b\n\n{\"c\": 1}", &[("attribute", &["A", "\"c\""])]);
    }

    #[test]
    fn unknown_languages() {
        for name in ["", "text", "txt", "output", "none", "plaintext", "markdown", "klingon", "\u{0}"] {
            assert_eq!(highlight(name, "if x then y"), None, "{name}");
        }
        assert!(highlight(" PowerShell ", "$x").is_some());
        assert_eq!(highlight("sh", "").as_deref(), Some(""));
    }

    #[test]
    fn limits() {
        let line = format!("echo {}\n", "x".repeat(LONGEST_LINE - 10));
        assert!(highlight("sh", &line).is_some());
        assert_eq!(highlight("sh", &format!("echo {}\n", "x".repeat(LONGEST_LINE))), None);
        let lines = "echo x\n".repeat(LONGEST / 7);
        assert!(highlight("sh", &lines).is_some());
        assert_eq!(highlight("sh", &(lines + "echo x\n")), None);
    }

    /// What nests, or never ends, costs no more than what does not.
    #[test]
    fn hostile_code() {
        for unit in ["\"$(", "`${", "$\"{", "<a ", "<script>", "<<E ", "/", "$a", "a: |\n", "'", "/*", "{{"] {
            let line = unit.repeat(1000 / unit.len()) + "\n";
            let code = line.repeat(LONGEST / line.len());
            for (language, _) in SAMPLES {
                assert_eq!(text(&highlight(language, &code).unwrap()), code, "{language}: {unit}");
            }
        }
    }
}
