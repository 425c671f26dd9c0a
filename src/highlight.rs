//! Colours of code, decided while building, so that a page needs no script for them; the home of the
//! highlighting library.
//!
//! Enters: the name of a language as authors write it behind a fence, and the code. Leaves: the same
//! text as HTML with a few classes, or nothing where the language is not known. Never changes the text.

use std::sync::LazyLock;

use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};

/// Longest text that is coloured, in bytes; more is data.
const LONGEST: usize = 64 * 1024;

/// Longest line that is coloured, in bytes.
const LONGEST_LINE: usize = 4 * 1024;

/// Read only when the first code comes: a site without code pays nothing.
static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);

/// Names of documentation sites, and the names or extensions under which the library knows them.
const ALIASES: &[(&str, &str)] = &[
    ("azurecli", "sh"),
    ("azurecli-interactive", "sh"),
    ("azcopy", "sh"),
    ("bash", "sh"),
    ("console", "sh"),
    ("dotnetcli", "sh"),
    ("shell", "sh"),
    ("zsh", "sh"),
    ("azurepowershell", "ps1"),
    ("azurepowershell-interactive", "ps1"),
    ("powershell", "ps1"),
    ("powershell-interactive", "ps1"),
    ("ps", "ps1"),
    ("pwsh", "ps1"),
    ("cmd", "bat"),
    ("c#", "cs"),
    ("csharp", "cs"),
    ("csharp-interactive", "cs"),
    ("c++", "cpp"),
    ("f#", "fs"),
    ("fsharp", "fs"),
    ("javascript", "js"),
    ("typescript", "ts"),
    ("jsonc", "json"),
    ("json5", "json"),
    ("yml", "yaml"),
    ("xaml", "xml"),
    ("csproj", "xml"),
    ("config", "xml"),
    ("cshtml", "html"),
    ("razor", "html"),
    ("aspx", "html"),
    ("objc", "m"),
    ("golang", "go"),
    ("kotlin", "kt"),
    ("tsql", "sql"),
    ("bicep", "tf"),
    ("terraform", "tf"),
    ("hcl", "tf"),
    ("http", "http"),
];

/// Classes by what the library calls a piece of code; the first that fits counts. An empty class is no
/// colour.
const CLASSES: &[(&str, &str)] = &[
    ("comment", "comment"),
    ("constant.numeric", "number"),
    ("constant.language", "keyword"),
    ("constant.other.color", "number"),
    ("string", "string"),
    ("markup.inserted", "inserted"),
    ("markup.deleted", "deleted"),
    ("keyword.operator", ""),
    ("keyword", "keyword"),
    ("storage", "keyword"),
    ("entity.name.function", "function"),
    ("support.function", "function"),
    ("variable.function", "function"),
    ("entity.name.tag", "tag"),
    ("entity.other.attribute-name", "attribute"),
    ("meta.mapping.key", "attribute"),
    ("support.type.property-name", "attribute"),
    ("entity.name", "type"),
    ("support.type", "type"),
    ("support.class", "type"),
    ("support.variable", "variable"),
    ("support.constant", "variable"),
    ("variable", "variable"),
];

static SCOPES: LazyLock<Vec<(Scope, &'static str)>> =
    LazyLock::new(|| CLASSES.iter().filter_map(|(name, class)| Some((Scope::new(name).ok()?, *class))).collect());

/// Code as HTML with the classes `hl-comment`, `hl-string`, and so on; `None` where the language is not
/// known, or the code is too long.
pub fn highlight(language: &str, code: &str) -> Option<String> {
    let too_long = code.len() > LONGEST || code.lines().any(|line| line.len() > LONGEST_LINE);
    if language.is_empty() || too_long {
        return None;
    }
    let syntax = syntax(language)?;
    let mut out = Writer::default();
    let mut state = ParseState::new(syntax);
    let mut stack = ScopeStack::new();
    for line in code.split_inclusive('\n') {
        let operations = state.parse_line(line, &SYNTAXES).ok()?;
        let mut done = 0;
        for (at, operation) in operations {
            out.write(line.get(done..at)?, class(&stack));
            done = at;
            stack.apply(&operation).ok()?;
        }
        out.write(line.get(done..)?, class(&stack));
    }
    Some(out.finish())
}

fn syntax(language: &str) -> Option<&'static SyntaxReference> {
    let language = language.to_ascii_lowercase();
    if matches!(language.as_str(), "text" | "txt" | "output" | "none" | "plaintext" | "plain") {
        return None;
    }
    let name = ALIASES.iter().find(|(alias, _)| *alias == language).map_or(language.as_str(), |(_, name)| *name);
    SYNTAXES.find_syntax_by_token(name).filter(|syntax| syntax.name != "Plain Text")
}

/// The class of a piece of code, by the innermost name that has one.
fn class(stack: &ScopeStack) -> &'static str {
    let known = |scope: &Scope| SCOPES.iter().find(|(prefix, _)| prefix.is_prefix_of(*scope)).map(|(_, class)| *class);
    stack.as_slice().iter().rev().find_map(known).unwrap_or_default()
}

/// HTML being written; neighbours of one class are one element.
#[derive(Default)]
struct Writer {
    html: String,
    open: &'static str,
}

impl Writer {
    fn write(&mut self, text: &str, class: &'static str) {
        if text.is_empty() {
            return;
        }
        // Spaces look the same in every colour.
        if class != self.open && !text.trim().is_empty() {
            self.close();
            if !class.is_empty() {
                self.html.push_str("<span class=\"hl-");
                self.html.push_str(class);
                self.html.push_str("\">");
            }
            self.open = class;
        }
        for c in text.chars() {
            match c {
                '&' => self.html.push_str("&amp;"),
                '<' => self.html.push_str("&lt;"),
                '>' => self.html.push_str("&gt;"),
                '"' => self.html.push_str("&quot;"),
                '\n' => {
                    self.close();
                    self.html.push(c);
                }
                c => self.html.push(c),
            }
        }
    }

    fn close(&mut self) {
        if !self.open.is_empty() {
            self.html.push_str("</span>");
        }
        self.open = "";
    }

    fn finish(mut self) -> String {
        self.close();
        self.html
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text of highlighted code.
    fn text(html: &str) -> String {
        let mut out = String::new();
        for (n, part) in html.split('<').enumerate() {
            out.push_str(if n == 0 { part } else { part.split_once('>').map_or("", |(_, text)| text) });
        }
        out.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
    }

    #[test]
    fn classes() {
        let json = highlight("json", "{\"a\": [1, true]}\n").unwrap();
        assert!(json.contains("<span class=\"hl-number\">1</span>"), "{json}");
        let shell = highlight("azurecli", "# note\naz login --name \"x\"\n").unwrap();
        assert!(shell.starts_with("<span class=\"hl-comment\"># note"), "{shell}");
        assert!(shell.contains("<span class=\"hl-string\">&quot;x&quot;</span>"), "{shell}");
        let power = highlight("powershell", "Get-Item -Path $home # x\n").unwrap();
        assert!(power.contains("hl-variable") && power.contains("hl-comment"), "{power}");
    }

    #[test]
    fn the_text_stays() {
        let code = "// a < b && \"c\"\nfunction f(x) { return `${x}` + /[a-z]+/.test('é') }\n<p class=\"x\">&amp;</p>\n\n\t$x = @'\n";
        for language in [
            "js",
            "ts",
            "csharp",
            "c++",
            "powershell",
            "bash",
            "xml",
            "html",
            "yaml",
            "python",
            "java",
            "go",
            "rust",
            "php",
            "ruby",
            "dockerfile",
            "ini",
            "toml",
            "diff",
            "css",
            "sql",
            "bat",
            "json",
            "http",
            "kusto",
            "hcl",
        ] {
            if let Some(html) = highlight(language, code) {
                assert_eq!(text(&html), code, "{language}");
            }
        }
    }

    /// Forms that other engines of the library never come back from.
    #[test]
    fn it_comes_back() {
        for code in ["x /*\n", "'' /*\n", "a = b /* c\n d */ e\n", "/*\n"] {
            for language in ["js", "ts", "java", "csharp", "cpp", "php", "css"] {
                assert!(highlight(language, code).is_some());
            }
        }
    }

    #[test]
    fn what_is_not_coloured() {
        assert_eq!(highlight("text", "a"), None);
        assert_eq!(highlight("no-such-language", "a"), None);
        assert_eq!(highlight("", "a"), None);
        assert_eq!(highlight("json", &"[".repeat(LONGEST_LINE + 1)), None);
    }

    #[test]
    fn every_alias_leads_somewhere() {
        let known = |(alias, _): &&(&str, &str)| syntax(alias).is_none();
        let unknown: Vec<_> = ALIASES.iter().filter(known).map(|(alias, _)| *alias).collect();
        assert!(unknown.is_empty(), "{unknown:?}");
    }
}
